"""Files that people name: opened without waiting for ever, and replaced as a whole."""

import errno
import os
import stat
import tempfile
from contextlib import suppress
from io import BufferedReader
from os import PathLike

from quizterm.language import N_

REASONS = (
    N_("No such file or directory"),
    N_("Permission denied"),
    N_("Is a directory"),
    N_("Not a directory"),
    N_("File name too long"),
    N_("No space left on device"),
    N_("Read-only file system"),
    N_("Input/output error"),
)
"""What systems say most often, in English, because the locale is never set; here so that it is translated."""

_NO_WAITING = getattr(os, "O_NONBLOCK", 0)


def open_regular(path: str | PathLike[str]) -> BufferedReader:
    """Open a file for reading its bytes; a pipe or a device would keep its reader waiting and is refused.

    Raises:
        OSError: It cannot be opened, or is no regular file.
    """
    file = open(path, "rb", opener=_without_waiting)  # noqa: SIM115
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise OSError(0, N_("it is no regular file"))
    return file


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | _NO_WAITING)


def replace_file(path: str | PathLike[str], data: bytes, *, only_new: bool = False) -> None:
    """Write a file so that there is always a whole one: the old one, or after that the new one.

    A link is followed, the file's mode is kept, and what is written is on the disk when this returns.

    Args:
        path: The file; a device or a pipe is never replaced by one.
        data: All that is to be in it.
        only_new: Leave a file alone that is there already, even one that came a moment ago.

    Raises:
        FileExistsError: It is there already, and was to be new.
        OSError: It cannot be written; the old file is as it was.
    """
    target = os.path.realpath(path)
    _demand_regular(target)
    handle, temporary = tempfile.mkstemp(dir=os.path.dirname(target), prefix=".quizterm-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, _mode_of(target))
        _move_new(temporary, target) if only_new else os.replace(temporary, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise


def why(error: OSError | ValueError) -> str:
    """Give in a few words why a file could not be opened or written, for the end of a sentence."""
    return getattr(error, "strerror", None) or N_("not a file name")


def _demand_regular(path: str) -> None:
    with suppress(FileNotFoundError):
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise OSError(0, N_("it is no regular file"))


def _move_new(temporary: str, target: str) -> None:
    """Give a file its name; of two that do so at once for one name, the second fails."""
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise
    except OSError:  # not every file system has hard links
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST)) from None
        os.replace(temporary, target)
    else:
        os.unlink(temporary)


def _mode_of(path: str) -> int:
    """The mode of a file, or that of a new one."""
    try:
        return stat.S_IMODE(os.stat(path).st_mode)
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
