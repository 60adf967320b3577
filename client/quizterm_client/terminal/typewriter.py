"""Letters on their way to a terminal and back, in its encoding; nothing that is typed or shown can fail."""

import codecs
from collections.abc import Callable
from contextlib import suppress
from typing import Protocol

_AS_LATIN = "quizterm.latin"


class Bytes(Protocol):
    """A stream that takes bytes."""

    def write(self, data: bytes, /) -> object: ...
    def flush(self) -> object: ...
    def fileno(self) -> int: ...


class EncodedOutput:
    """A stream for Textual's writer: text becomes bytes of the terminal's encoding.

    Args:
        file: What the terminal shows.
        encoding: Of the terminal.
    """

    def __init__(self, file: Bytes, encoding: str) -> None:
        self._file = file
        self._encoding = encoding

    def write(self, text: str) -> int:
        """Write text; what the encoding has not becomes a question mark, and a terminal may have gone."""
        with suppress(OSError, ValueError):
            self._file.write(text.encode(self._encoding, "replace"))
        return len(text)

    def flush(self) -> None:
        """Let the terminal have it."""
        with suppress(OSError, ValueError):
            self._file.flush()

    def fileno(self) -> int:
        """The number of the stream."""
        return self._file.fileno()


def decoder(encoding: str) -> Callable[[bytes, bool], str]:
    """Makes text of what is typed; bytes that do not fit are taken for Latin-1.

    Where the locale knows only ASCII, terminals send UTF-8 all the same.
    """
    codecs.register_error(_AS_LATIN, _as_latin)
    encoding = "utf-8" if encoding == "ascii" else encoding
    return codecs.getincrementaldecoder(encoding)(_AS_LATIN).decode


def _as_latin(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("latin-1"), error.end
