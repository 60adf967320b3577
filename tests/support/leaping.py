"""A clock that stands still while anything is done, and leaps over the waiting."""

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any, ParamSpec

P = ParamSpec("P")

_GLIMPSE = 0.002
"""Seconds for which it is seen whether something still arrives, before nothing else happens until a timer."""


class _Leaps(selectors.DefaultSelector):
    """Waits until something arrives; who would wait for a time waits no longer than it takes to say so."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        found = super().select(timeout if timeout is None else min(timeout, _GLIMPSE))
        if timeout and not found:
            self.now += max(timeout, 0.0)
        return found


class LeapingLoop(asyncio.SelectorEventLoop):
    """A loop for one process that talks to itself through sockets: nothing that it waits for takes time.

    What goes on in threads and in other processes is not waited for.
    """

    def __init__(self) -> None:
        self._leaps = _Leaps()
        super().__init__(self._leaps)

    def time(self) -> float:
        return self._leaps.now


def in_no_time(test: Callable[P, Coroutine[Any, Any, None]]) -> Callable[P, None]:
    """Run a test on a `LeapingLoop`, on which no asynchronous fixture is."""

    @wraps(test)
    def run(*arguments: P.args, **fixtures: P.kwargs) -> None:
        with asyncio.Runner(loop_factory=LeapingLoop) as runner:
            runner.run(test(*arguments, **fixtures))

    return run
