"""The file that is edited: what was read, whether it is still so, and saving without harm to it."""

import codecs
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from quizterm.files import open_regular, replace_file
from quizterm.formats.reading import MAX_BYTES
from quizterm.language import _, heard


class CannotSave(Exception):
    """The file cannot be written; the message is a sentence for whoever saves."""


@dataclass(frozen=True, slots=True)
class OnDisk:
    """What stands in a file, told by its digest; none where there is no file."""

    digest: str = ""

    @classmethod
    def of(cls, data: bytes) -> "OnDisk":
        """What these bytes are."""
        return cls(hashlib.sha256(data).hexdigest())


class QuizFile:
    """One file on disk.

    Args:
        path: Where it is; links are followed.
        known: What was read from it.
        marked: Whether it began with a byte order mark.
    """

    def __init__(self, path: Path, known: OnDisk, *, marked: bool = False) -> None:
        self.path = path
        self.known = known
        self._marked = marked
        self._stamp = self._now_stamped()

    @classmethod
    def of_bytes(cls, path: Path, data: bytes | None) -> "QuizFile":
        """The file that these bytes were read from; `None` where there is none yet."""
        if data is None:
            return cls(path, OnDisk())
        return cls(path, OnDisk.of(data), marked=data.startswith(codecs.BOM_UTF8))

    def has_changed(self) -> bool:
        """Whether something else stands there than was read or saved here."""
        return self.now() != self.known

    def seems_changed(self) -> bool:
        """The same, as cheaply as can be told."""
        if self._now_stamped() == self._stamp:
            return False
        if self.has_changed():
            return True
        self._stamp = self._now_stamped()
        return False

    def now(self) -> OnDisk:
        """What stands there now."""
        data = self.read()
        return OnDisk() if data is None else OnDisk.of(data)

    def read(self) -> bytes | None:
        """The bytes that stand there now; `None` where no file is, or none that can be read."""
        try:
            with open_regular(self.path) as file:
                return file.read(MAX_BYTES + 1)
        except (OSError, ValueError):
            return None

    def save(self, text: str) -> None:
        """Replace the file in one step.

        Raises:
            CannotSave: It was not possible; what stood there still does.
        """
        data = (codecs.BOM_UTF8 if self._marked else b"") + text.encode()
        if len(data) > MAX_BYTES:
            raise CannotSave(_("The quiz is larger than 1 MiB, which no program would read; split it."))
        try:
            if self.path.exists() and not os.access(self.path, os.W_OK):
                raise CannotSave(_("{name} is write-protected.").format(name=self.path.name))
            replace_file(self.path, data)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            words = _("{name} cannot be written: {reason}.")
            raise CannotSave(words.format(name=self.path.name, reason=heard(reason))) from None
        self.known = OnDisk.of(data)
        self._stamp = self._now_stamped()

    def _now_stamped(self) -> tuple[int, int, int] | None:
        try:
            found = self.path.stat()
        except (OSError, ValueError):
            return None
        return found.st_ino, found.st_size, found.st_mtime_ns
