"""Drawing a screen until it is left, and leaving the terminal as it was whatever ends it."""

import asyncio
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import typer

from quizterm.cli.exits import STOPPERS, Exit, fail, has_terminal
from quizterm.cli.failures import kept
from quizterm.cli.garbage import settle
from quizterm.language import _

if TYPE_CHECKING:
    from quizterm_client.face import Face

T = TypeVar("T")


async def draw(app: "Face[T]") -> T | None:
    """Draw a screen until it is left; returns what it returns.

    Ends the command when the screen fails or a signal asks for the end.
    """
    settle()
    with _stops_as_before(), _tasks_as_before(), _left_on_signals(app) as stopped:
        result = await app.run_async()
    if stopped:
        raise typer.Exit(stopped[0])
    if app.failure is not None:
        words = _("The screen failed, which is a mistake in QuizTerm.")
        fail(Exit.FAILED, f"{words}{kept(app.failure)}")
    if app.return_code:
        raise typer.Exit(Exit.FAILED)
    return result


@contextmanager
def _stops_as_before() -> Iterator[None]:
    """Let Ctrl-Z and `fg` do afterwards what they did before.

    A screen's driver goes on listening for them when it is gone, and would draw over the lines that follow.
    """
    names = [name for name in ("SIGTSTP", "SIGCONT") if hasattr(signal, name)]  # Windows has neither
    before = {name: signal.getsignal(getattr(signal, name)) for name in names}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)


@contextmanager
def _tasks_as_before() -> Iterator[None]:
    """Let tasks begin afterwards as they did before.

    From Python 3.12 on, a screen has the loop run every task up to where it waits before whoever made it has
    it, and goes on doing so when it is gone.
    """
    loop = asyncio.get_running_loop()
    before = loop.get_task_factory()
    try:
        yield
    finally:
        loop.set_task_factory(before)


@contextmanager
def _left_on_signals(app: "Face[Any]") -> Iterator[list[Exit]]:
    """Leave the screen properly when a signal asks for the end; its status is in the list then."""
    loop = asyncio.get_running_loop()
    stopped: list[Exit] = []

    def leave(name: str, status: Exit) -> None:
        app.last_words()
        if has_terminal():
            stopped.append(status)
            app.exit()
        else:
            # With the window closed there is nothing to restore and nowhere to write.
            loop.remove_signal_handler(getattr(signal, name))
            os.kill(os.getpid(), getattr(signal, name))

    # Windows has no signal handlers on its loop, and no SIGHUP.
    with suppress(NotImplementedError, AttributeError):
        for name, status in STOPPERS.items():
            loop.add_signal_handler(getattr(signal, name), partial(leave, name, status))
    try:
        yield stopped
    finally:
        with suppress(NotImplementedError, AttributeError):
            for name in STOPPERS:
                loop.remove_signal_handler(getattr(signal, name))
