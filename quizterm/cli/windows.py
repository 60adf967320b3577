"""A game whose face follows the window: on a screen while there is room for one, otherwise in lines."""

import asyncio
import os
import signal
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TypeVar

from quizterm.cli.faces import ChosenFace, FaceKind, speak
from quizterm.cli.garbage import settle
from quizterm.cli.screens import draw
from quizterm.cli.typist import waiting

if TYPE_CHECKING:
    from quizterm_client.plain.session import PlainSession
    from quizterm_client.plain.typing import Typed
    from quizterm_client.plain.voice import Voice
    from quizterm_client.sessionapp import SessionApp

Drawn = TypeVar("Drawn")
Said = TypeVar("Said")

_LOOK = 1.0
"""Seconds between two looks at the window where no signal tells of another size."""


async def show(
    face: ChosenFace,
    screen: "Callable[[], SessionApp[Drawn]]",
    lines: "Callable[[Voice, Typed], PlainSession[Said]]",
) -> Drawn | Said | None:
    """Show a session until it is left; returns what its last face returns.

    Args:
        face: What was chosen; where nobody asked for one of both, the window's size decides again and again.
        screen: Makes the screen.
        lines: Makes the line mode.
    """
    from quizterm_client.plain.session import GaveWay
    from quizterm_client.view.smallness import in_lines_words

    in_lines, shrunk, typed_on = face.kind is FaceKind.LINES, False, ""
    taken_over = False

    def made(voice: "Voice", typed: "Typed") -> "PlainSession[Said]":
        session = lines(voice, typed)
        session.preface = in_lines_words if shrunk else None
        if shrunk:
            # Whoever types has not seen any lines yet.
            session.take_over(typed_on + waiting())
        return session

    while True:
        if in_lines:
            settle()
            try:
                return await speak(made, watch=growth if face.follows_window else None)
            except GaveWay:
                in_lines, taken_over = False, True
        else:
            app = screen()
            app.gives_way, app.takes_over = face.follows_window, taken_over
            left = await draw(app)
            if not app.gave_way:
                return left
            in_lines, shrunk, typed_on = True, True, app.typed_on


@contextmanager
def growth(give_way: Callable[[], Awaitable[bool]]) -> Iterator[None]:
    """Watch the window, and act once it stays large enough for a screen.

    Args:
        give_way: Lets a screen take over; returns whether that is to be tried again a moment later.
    """
    loop = asyncio.get_running_loop()
    woken = asyncio.Event()
    signalled = False
    with suppress(NotImplementedError, AttributeError):
        loop.add_signal_handler(signal.SIGWINCH, woken.set)
        signalled = True
    watching = loop.create_task(_watch(woken, give_way, None if signalled else _LOOK), name="window")
    try:
        yield
    finally:
        watching.cancel()
        if signalled:
            loop.remove_signal_handler(signal.SIGWINCH)


async def _watch(woken: asyncio.Event, give_way: Callable[[], Awaitable[bool]], look: float | None) -> None:
    from quizterm_client.terminal.smallness import STEADY

    while True:
        while not _is_large():
            await _woken(woken, look)
        if await _woken(woken, STEADY):
            continue  # it is being pulled at
        if _is_large() and not await give_way():
            return


async def _woken(woken: asyncio.Event, seconds: float | None) -> bool:
    """Wait for news of the window, but not for longer; returns whether there are any."""
    try:
        async with asyncio.timeout(seconds):
            await woken.wait()
    except TimeoutError:
        return False
    woken.clear()
    return True


def _is_large() -> bool:
    from quizterm_client.terminal.choosing import is_small

    try:
        size = os.get_terminal_size(sys.stdout.fileno())
    except (AttributeError, OSError, ValueError):
        return False
    return size.columns > 0 and size.lines > 0 and not is_small(size.columns, size.lines)
