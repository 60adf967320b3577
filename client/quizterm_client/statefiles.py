"""A folder of small private files that other people on the machine cannot read, plant or redirect."""

import os
import secrets
import stat
from collections.abc import Iterator
from pathlib import Path

from quizterm.language import _

try:
    import fcntl
except ImportError:  # Windows has no flock; there, nothing counts as in use
    fcntl = None  # type: ignore[assignment]

MOST_BYTES = 64 * 1024
"""A larger file is not one of ours, unless whoever opens the folder says so."""

_PRIVATE_FOLDER = 0o700
_PRIVATE_FILE = 0o600
_OPEN_TO_OTHERS = 0o077
_OWN_FOLDER = ".quizterm"
_NO_LINKS = getattr(os, "O_NOFOLLOW", 0)
_NO_WAITING = getattr(os, "O_NONBLOCK", 0)
_FOLDER = getattr(os, "O_DIRECTORY", 0)


class UnusableState(OSError):
    """The folder cannot be used safely; the text says why."""


class Grip:
    """A hold on a file that ends with this process at the latest."""

    def __init__(self, descriptor: int | None) -> None:
        self._descriptor = descriptor

    def release(self) -> None:
        """Let go; a second time does nothing."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            os.close(descriptor)


class StateFolder:
    """Reads and writes whole files in one folder.

    Attributes:
        path: The folder: the one that was asked for, or a private one in it where others can look into that.
    """

    def __init__(self, folder: Path, *, most_bytes: int = MOST_BYTES) -> None:
        """Make the folder, or check the one that is there; its rights are its owner's business.

        Args:
            folder: Where it is.
            most_bytes: A larger file is not one of ours.

        Raises:
            UnusableState: It is not a folder of this user's own.
            OSError: It cannot be made.
        """
        self._most_bytes = most_bytes
        shared = _make_own(folder) & _OPEN_TO_OTHERS
        self.path = folder / _OWN_FOLDER if shared else folder
        if shared and _make_own(self.path) & _OPEN_TO_OTHERS:
            raise UnusableState(_("{path} is open to others").format(path=self.path))

    def names(self, suffix: str) -> Iterator[str]:
        """Names of the files that end like this, in alphabetical order."""
        yield from sorted(path.name for path in self.path.iterdir() if path.name.endswith(suffix))

    def read(self, name: str) -> bytes:
        """Read a file.

        Raises:
            OSError: It is missing, a link, somebody else's, or too large.
        """
        descriptor = os.open(self.path / name, os.O_RDONLY | _NO_LINKS | _NO_WAITING)
        with os.fdopen(descriptor, "rb") as file:
            found = os.fstat(descriptor)
            if not stat.S_ISREG(found.st_mode) or not _is_mine(found) or found.st_size > self._most_bytes:
                raise UnusableState(_("{path} is not a file of ours").format(path=name))
            return file.read(self._most_bytes)

    def write(self, name: str, content: bytes) -> None:
        """Replace a file in one step; nobody ever sees half of it, not even after a power cut.

        Raises:
            OSError: The disk or the rights do not allow it.
        """
        fresh = self.path / f".{name}.{secrets.token_hex(8)}"
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINKS, _PRIVATE_FILE)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(descriptor)
            fresh.replace(self.path / name)
            self._keep_names()
        except OSError:
            fresh.unlink(missing_ok=True)
            raise

    def _keep_names(self) -> None:
        """See that what is in the folder by now is what a power cut leaves; where folders can be opened."""
        if _FOLDER:
            descriptor = os.open(self.path, os.O_RDONLY | _FOLDER)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)

    def remove(self, name: str) -> None:
        """Remove a file if it is there."""
        (self.path / name).unlink(missing_ok=True)

    def grip(self, name: str) -> Grip | None:
        """Hold a file for this process; `None` if a living process holds it.

        Raises:
            OSError: The file cannot be opened.
        """
        if fcntl is None:
            return Grip(None)
        flags = os.O_RDWR | os.O_CREAT | _NO_LINKS | os.O_CLOEXEC
        descriptor = os.open(self.path / name, flags, _PRIVATE_FILE)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return None
        return Grip(descriptor)


def _make_own(folder: Path) -> int:
    """Make a private folder, or see that the one that is there is this user's; returns its rights.

    Raises:
        UnusableState: It is no folder, or somebody else's.
        OSError: It cannot be made.
    """
    folder.mkdir(mode=_PRIVATE_FOLDER, parents=True, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode):
        raise UnusableState(_("{path} is not a folder").format(path=folder))
    if not _is_mine(found):
        raise UnusableState(_("{path} belongs to somebody else").format(path=folder))
    return stat.S_IMODE(found.st_mode) if hasattr(os, "getuid") else _PRIVATE_FOLDER


def _is_mine(found: os.stat_result) -> bool:
    return not hasattr(os, "getuid") or found.st_uid == os.getuid()
