"""How the interpreter is set for a server process.

What a room is made of lives long, and goes when nothing refers to it any more. Python's collector looks
through all of it again and again, which holds up everybody for half a second where ten thousand people play.
So it looks only at what is new, and at the rest when hardly anybody is there to notice.

The thread that writes to the database needs the interpreter a few times for each transaction, and is not to
wait for it long although the event loop is busy.
"""

import asyncio
import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

NEW, NEWER_THAN_OLD, NEVER = 3_000, 3, 1_000_000_000
"""Allocations until a look at what is new; so many of them until one at what is a little older; and so on."""
PAUSE_SECONDS = 60.0
"""Between two looks at whether this is a time to look at everything."""
SWITCH_SECONDS = 0.001
"""How long a thread waits until it asks another one for the interpreter. A turn of a busy loop is longer, and
lets go only for a moment at its end: a thread that had to wait longer than a turn might wait for ever."""


@contextmanager
def set_for_serving() -> Iterator[None]:
    """Look for garbage only among what is new, and let threads take turns more often."""
    thresholds, interval = gc.get_threshold(), sys.getswitchinterval()
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW, NEWER_THAN_OLD, NEVER)
    sys.setswitchinterval(SWITCH_SECONDS)
    try:
        yield
    finally:
        sys.setswitchinterval(interval)
        gc.set_threshold(*thresholds)
        gc.unfreeze()


async def clean_when(quiet: Callable[[], bool]) -> None:
    """Look through everything now and then, if it is `quiet`; never returns."""
    while True:
        await asyncio.sleep(PAUSE_SECONDS)
        if quiet():
            gc.collect()
