"""When a server process looks for garbage.

What a room is made of lives long, and goes when nothing refers to it any more. Python's collector looks
through all of it again and again, which holds up everybody for half a second where ten thousand people play.
So it looks only at what is new, and at the rest when hardly anybody is there to notice.
"""

import asyncio
import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager

NEW, NEWER_THAN_OLD, NEVER = 5_000, 10, 1_000_000_000
"""Allocations until a look at what is new; so many of them until one at what is a little older; and so on."""
PAUSE_SECONDS = 60.0
"""Between two looks at whether this is a time to look at everything."""


@contextmanager
def sparing_what_lives() -> Iterator[None]:
    """Look for garbage only among what is new."""
    before = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW, NEWER_THAN_OLD, NEVER)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


async def clean_when(quiet: Callable[[], bool]) -> None:
    """Look through everything now and then, if it is `quiet`; never returns."""
    while True:
        await asyncio.sleep(PAUSE_SECONDS)
        if quiet():
            gc.collect()
