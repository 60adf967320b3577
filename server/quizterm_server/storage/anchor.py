"""Whether the file of a database is still where it was opened."""

import os
from pathlib import Path

from quizterm_server.storage.faults import FileGone


class Anchor:
    """Remembers a file; a system lets a program write into one that was removed, and tells it nothing."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._identity = _identity(path)

    def check(self) -> None:
        """See that the file is the same.

        Raises:
            FileGone: It was removed, or there is another one.
        """
        if _identity(self._path) != self._identity:
            raise FileGone


def _identity(path: Path) -> tuple[int, int]:
    try:
        found = os.stat(path)
    except FileNotFoundError:
        raise FileGone from None
    return found.st_dev, found.st_ino
