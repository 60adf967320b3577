"""What is to be pushed, and what is to become of it."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from quizterm.cli.exits import Exit, fail
from quizterm.cli.quiz.library.names import name_for
from quizterm.cli.quiz.sources import stdin_bytes
from quizterm.cli.quizzes import STDIN, complaint, name_of
from quizterm.quiz.model import Quiz
from quizterm.text import QuizHandle

if TYPE_CHECKING:
    from quizterm_client.library.pushed import KnownFile


@dataclass(frozen=True, slots=True)
class Draft:
    """A quiz that is to be pushed."""

    file: Path
    data: bytes
    quiz: Quiz
    is_file: bool
    """It is on the disk, and neither a sample nor from stdin."""

    @property
    def text(self) -> str:
        """The file, from its first byte to its last."""
        return self.data.decode()

    @property
    def called(self) -> str:
        """What people call it."""
        return name_of(self.file)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to become of a draft."""

    target: QuizHandle
    onto: int | None
    named: bool
    """Somebody has typed what it is to be called."""
    known: "KnownFile | None"
    """What this machine knows of the file, where it is about the same quiz."""

    @property
    def base(self) -> int | None:
        """The version that the draft builds on; `None` for none."""
        if self.onto is not None:
            return self.onto
        return None if self.known is None else self.known.version


def read_draft(file: Path) -> Draft:
    """Read and check a file; ends the command with everything that is wrong with it."""
    from quizterm.formats import QuizFileError, parse_quiz
    from quizterm.formats.reading import MAX_BYTES, decoded, read_bytes
    from quizterm.quiz.samples import sample_names, sample_text

    is_sample = str(file) in sample_names() and not file.is_file()
    try:
        if file == STDIN:
            data = stdin_bytes(MAX_BYTES)
        else:
            data = sample_text(str(file)).encode() if is_sample else read_bytes(file)
        quiz = parse_quiz(decoded(data))
    except QuizFileError as error:
        fail(Exit.BAD_FILE, complaint(file, error))
    return Draft(file, data, quiz, is_file=not is_sample and file != STDIN)


def wish_for(
    draft: Draft, wanted: QuizHandle | None, onto: int | None, known: "KnownFile | None", me: str
) -> Wish:
    """What is to become of a draft.

    Args:
        draft: The quiz.
        wanted: What it is to be called, where that was said.
        onto: The version that it builds on, where that was said.
        known: What this machine knows of the file.
        me: The account, to which a quiz belongs whose owner was not said.
    """
    if wanted is None:
        target = QuizHandle(name_for(draft.file)) if known is None else known.handle
        return Wish(target, onto, named=False, known=known)
    is_it = known is not None and known.is_of(replace(wanted, owner=wanted.owner or me))
    return Wish(wanted, onto, named=True, known=known if is_it else None)
