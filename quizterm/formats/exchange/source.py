"""Somebody else's file, before anything of it is understood."""

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from quizterm.files import open_regular, why
from quizterm.formats.exchange.ledger import Ledger, Level, Spot
from quizterm.language import N_

MAX_BYTES = 32 * 1024 * 1024
"""The largest file that is read."""
MAX_LINES = 2_000_000
"""The most lines of a text; a hundred thousand questions with six options each have half of that."""
MAX_UNPACKED = 64 * 1024 * 1024
"""The most that a packed file may grow to, all its parts together."""
MAX_RATIO = 200
"""How many times its size a packed part may grow to; sheets of empty rows reach a hundred."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LINE_END = re.compile("\r\n?")


class Unreadable(Exception):
    """A file of which nothing can be read; the message is a sentence for whoever brought it."""

    def __init__(self, code: str, message: str, spot: Spot | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.spot = spot or Spot()


@dataclass(frozen=True, slots=True)
class Source:
    """A file's name and its bytes."""

    name: str
    data: bytes

    @classmethod
    def of_file(cls, path: Path) -> "Source":
        """Read a file.

        Raises:
            Unreadable: It is not there, may not be read, or is too large.
        """
        try:
            if path.is_dir():
                raise Unreadable("is_a_folder", N_("This is a folder; name the files in it."))
            with open_regular(path) as file:
                data = file.read(MAX_BYTES + 1)
        except FileNotFoundError:
            raise Unreadable(
                "not_found", N_("There is no such file; check the name and the folder.")
            ) from None
        except (OSError, ValueError) as error:
            raise Unreadable(
                "not_readable", N_("The file cannot be read: {reason}.").format(reason=why(error))
            ) from None
        return cls.of_bytes(str(path), data)

    @classmethod
    def of_bytes(cls, name: str, data: bytes) -> "Source":
        """Take what was read elsewhere.

        Raises:
            Unreadable: It is nothing, or too much.
        """
        if len(data) > MAX_BYTES:
            limit = MAX_BYTES // (1024 * 1024)
            raise Unreadable(
                "too_large", N_("The file is larger than {limit} MiB; split it.").format(limit=limit)
            )
        if not data.strip():
            raise Unreadable("empty", N_("The file is empty."))
        return cls(name, data)

    def text(self, ledger: Ledger, encoding: str = "") -> str:
        """Decode the bytes, with line ends made alike, NUL taken out, and what had to be guessed noted.

        A byte order mark is believed first, then `encoding`, then UTF-8; what is not UTF-8 is read as
        Windows-1252, which old files of Windows programs are in.

        Raises:
            Unreadable: The bytes are no text in the encoding that was asked for, or of too many lines.
        """
        text = _LINE_END.sub("\n", self._decoded(ledger, encoding))
        if text.count("\n") >= MAX_LINES:
            raise Unreadable(
                "too_large",
                N_("The file has more than {number} lines; split it.").format(number=f"{MAX_LINES:,}"),
            )
        if "\0" in text:
            ledger.remark(
                "control_character", N_("There are NUL characters in the file; they were taken out.")
            )
            text = text.replace("\0", "")
        return text

    def _decoded(self, ledger: Ledger, encoding: str) -> str:
        for mark, name in _MARKS:
            if self.data.startswith(mark):
                return self.data[len(mark) :].decode(name, errors="replace")
        try:
            text = self.data.decode(encoding or "utf-8")
            # Some encodings give halves of characters, which nothing can be written with.
            return text.encode(errors="replace").decode() if encoding else text
        except UnicodeDecodeError as error:
            line = self.data.count(b"\n", 0, error.start) + 1
            if encoding:
                message = N_("The file is not in {encoding}: line {line} cannot be read so.").format(
                    encoding=encoding, line=line
                )
                raise Unreadable("wrong_encoding", message, Spot("line", line)) from None
            message = N_(
                "The file is not UTF-8: line {line} is the first that is not. It was read as "
                "Windows-1252; where letters look wrong, say --encoding."
            ).format(line=line)
            ledger.remark("not_utf8", message, level=Level.INFO, spot=Spot("line", line))
            return self.data.decode("cp1252", errors="replace")
        except LookupError:
            raise Unreadable(
                "unknown_encoding", N_("There is no encoding “{encoding}”.").format(encoding=encoding)
            ) from None
        except ValueError:
            raise Unreadable(
                "wrong_encoding", N_("The file is not in “{encoding}”.").format(encoding=encoding)
            ) from None
