"""From a path to a quiz: what can be wrong before the first word is understood."""

from pathlib import Path

from quizterm.files import open_regular, why
from quizterm.formats.native.quiz import parse_quiz
from quizterm.formats.problems import FileProblem, QuizFileError, whole_file
from quizterm.language import N_
from quizterm.quiz.model import Quiz
from quizterm.quiz.samples import sample_text

MAX_BYTES = 1024 * 1024
"""The largest quiz file that is read."""

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def read_quiz(path: Path) -> Quiz:
    """Read a quiz file.

    Raises:
        QuizFileError: There is no such file, or it is no quiz; tells everything that is wrong.
    """
    return parse_quiz(read_text(path))


def read_text(path: Path) -> str:
    """Read the text of a quiz file, whatever it says.

    Raises:
        QuizFileError: There is no such file, or it is no text.
    """
    return decoded(read_bytes(path))


def read_sample(name: str) -> Quiz:
    """Read a quiz that is shipped with the package.

    Raises:
        LookupError: There is no sample of this name.
    """
    return parse_quiz(sample_text(name))


def read_bytes(path: Path) -> bytes:
    """Read a quiz file as it stands on the disk: one byte more than a quiz may have at the most.

    Raises:
        QuizFileError: There is no such file, or it cannot be read.
    """
    try:
        if path.is_dir():
            raise whole_file("is_a_folder", N_("This is a folder; name a quiz file in it."))
        with open_regular(path) as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise whole_file("not_found", N_("There is no such file; check the name and the folder.")) from None
    except PermissionError:
        raise whole_file(
            "not_readable", N_("The file may not be read; ask its owner for the right to.")
        ) from None
    except (OSError, ValueError) as error:
        raise whole_file(
            "not_readable", N_("The file cannot be read: {reason}.").format(reason=why(error))
        ) from None
    return data


def decoded(data: bytes) -> str:
    """Give the text of what was read, from a file or from elsewhere.

    Raises:
        QuizFileError: It is no text, or more than a quiz may have.
    """
    if len(data) > MAX_BYTES:
        raise whole_file("too_large", N_("The file is larger than 1 MiB; split the quiz into several files."))
    if data.startswith(_UTF16_MARKS):
        raise whole_file("not_utf8", N_("The file is in UTF-16; save it as UTF-8."))
    if b"\0" in data:
        raise whole_file("binary", N_("This is not a text file; name a quiz in QuizTerm's YAML format."))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _not_utf8(data, error) from None


def _not_utf8(data: bytes, error: UnicodeDecodeError) -> QuizFileError:
    before = data.removeprefix(b"\xef\xbb\xbf")[: error.start].decode("utf-8", errors="replace")
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    message = N_("Here is a byte that is not UTF-8; open the file in an editor and save it as UTF-8.")
    return QuizFileError([FileProblem(line, column, "not_utf8", message)])
