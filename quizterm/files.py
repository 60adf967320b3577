"""Opening files that somebody else named, without waiting for what never comes."""

import os
import stat
from io import BufferedReader
from os import PathLike

_NO_WAITING = getattr(os, "O_NONBLOCK", 0)


def open_regular(path: str | PathLike[str]) -> BufferedReader:
    """Open a file for reading its bytes; a pipe or a device would keep its reader waiting and is refused.

    Raises:
        OSError: It cannot be opened, or is no regular file.
    """
    file = open(path, "rb", opener=_without_waiting)  # noqa: SIM115
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise OSError(0, "it is no regular file")
    return file


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | _NO_WAITING)
