"""Which event loop a server runs on."""

import asyncio
from importlib.util import find_spec
from typing import Literal

LoopChoice = Literal["auto", "uvloop", "asyncio"]


def new_loop(choice: LoopChoice = "auto") -> asyncio.AbstractEventLoop:
    """An event loop; `auto` takes the faster one where it exists.

    Raises:
        ModuleNotFoundError: uvloop was asked for and is not installed.
    """
    if choice == "asyncio" or (choice == "auto" and find_spec("uvloop") is None):
        return asyncio.new_event_loop()
    import uvloop

    return uvloop.new_event_loop()
