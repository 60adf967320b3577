"""How many files may be open at once: every connection is one."""

import sys
from contextlib import suppress
from typing import Protocol

MOST_OPENING = 512
SPARE = 64
"""Files that a server has open besides its connections, and some more."""
UNLIMITED = -1
MOST_ON_MACOS = 10_240
"""What macOS may allow although it says that there is no limit."""


class FileLimits(Protocol):
    """How many files a process may have open, and how many it may allow itself; `UNLIMITED` is no number."""

    def get(self) -> tuple[int, int]:
        """What is allowed now, and the most that may be."""
        ...

    def set(self, limits: tuple[int, int]) -> None:
        """Allow so many.

        Raises:
            OSError: The system does not.
            ValueError: It is more than may be.
        """
        ...


if sys.platform == "win32":

    def file_limits() -> FileLimits | None:
        """Those of this process; `None` where there are none."""
        return None

else:
    import resource

    class _ProcessLimits:
        def get(self) -> tuple[int, int]:
            return resource.getrlimit(resource.RLIMIT_NOFILE)

        def set(self, limits: tuple[int, int]) -> None:
            resource.setrlimit(resource.RLIMIT_NOFILE, limits)

    def file_limits() -> FileLimits | None:
        """Those of this process; `None` where there are none."""
        return _ProcessLimits()


def opening_at_once(connections: int) -> int:
    """How many handshakes may go on beside so many connections before those that take long give way."""
    return min(MOST_OPENING, connections // 2)


def open_files_allowed() -> int | None:
    """How many files this process may have open now; `None` if there is no limit."""
    limits = file_limits()
    if limits is None:
        return None
    now, _ = limits.get()
    return None if now == UNLIMITED else now


def make_room(connections: int, limits: FileLimits | None) -> int:
    """Allow as many open files as these connections need, or as many as the system lets this process.

    Returns:
        How many connections there can be: `connections` or fewer.
    """
    if limits is None:
        return connections
    needed = connections + opening_at_once(connections) + SPARE
    now, most = limits.get()
    if now == UNLIMITED or now >= needed:
        return connections
    wish = needed if most == UNLIMITED else min(needed, most)
    for number in (wish, min(wish, MOST_ON_MACOS)):
        with suppress(OSError, ValueError):
            limits.set((number, most))
            now = number
            break
    left = now - SPARE
    return min(connections, max(1, left * 2 // 3, left - MOST_OPENING))
