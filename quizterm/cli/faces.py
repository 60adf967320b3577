"""Which face a command shows, a screen or line mode, and how; and line mode on this terminal."""

import asyncio
import codecs
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import typer

from quizterm.cli.exits import STOPPERS, Exit, demand_terminal, explained, fail, has_terminal
from quizterm.cli.failures import kept
from quizterm.cli.output import give_up_output, say

if TYPE_CHECKING:
    from quizterm_client.plain.session import PlainSession
    from quizterm_client.plain.typing import Typed
    from quizterm_client.plain.voice import Voice
    from quizterm_client.settings import Settings
    from quizterm_client.terminal.appearance import Appearance

T = TypeVar("T")

NARROWEST, LOWEST = 40, 12
"""The smallest terminal on which a screen is drawn unasked."""

_CHUNK = 4096


class FaceKind(StrEnum):
    """How a session is shown."""

    SCREEN = "screen"
    LINES = "lines"


@dataclass(frozen=True, slots=True)
class FaceWish:
    """What the command line asks for; `None` is nothing."""

    plain: bool | None = None
    colour: str | None = None
    """One of `Colours`."""
    ascii: bool | None = None
    bell: bool | None = None
    buttons: bool | None = None


@dataclass(frozen=True, slots=True)
class ChosenFace:
    """What a command shows, and how."""

    kind: FaceKind
    appearance: "Appearance"


def chosen_face(wish: FaceWish) -> ChosenFace:
    """Choose between a screen and line mode, and how; says so where nobody asked for line mode."""
    plain = wish.plain
    if plain is None and settings().plain:
        plain = True
    if plain is None:
        reason = why_lines()
        if reason:
            say(f"{reason}, so the game comes in lines.")
        plain = bool(reason)
    elif not plain:
        demand_terminal("Leave out --no-plain.")
    return ChosenFace(FaceKind.LINES if plain else FaceKind.SCREEN, chosen_appearance(wish))


def chosen_appearance(wish: FaceWish) -> "Appearance":
    """How screens are drawn on this terminal, as far as the command line and the settings do not say it."""
    from quizterm_client.terminal.appearance import Appearance

    return Appearance(theme=settings().theme)


def why_lines() -> str:
    """Why no screen can be drawn here, as the beginning of a sentence; empty if one can be."""
    if not has_terminal():
        return "There is no terminal to draw on"
    if os.environ.get("TERM", "") == "dumb":
        return "The terminal cannot draw"
    size = os.get_terminal_size(sys.stdout.fileno())
    if 0 < size.columns < NARROWEST or 0 < size.lines < LOWEST:
        return f"The terminal is smaller than {NARROWEST} by {LOWEST}"
    return ""


def settings() -> "Settings":
    """What a person has set; a mistake in it ends the command with a sentence."""
    from quizterm_client.settings import load_settings

    with explained():
        return load_settings()


async def speak(make: "Callable[[Voice, Typed], PlainSession[T]]") -> T:
    """Follow a session in lines on stdout and stdin until it is left; returns what it returns.

    Ends the command when it fails or a signal asks for the end. Ctrl-C leaves the session.

    Args:
        make: Makes the session with its voice and what is typed.
    """
    from quizterm_client.plain.typing import typed_lines
    from quizterm_client.plain.voice import Voice

    session = make(Voice(_write), typed_lines(_from_stdin(), _encoding()))
    running = asyncio.ensure_future(session.run())
    with _left_on_signals(session, running) as stopped:
        try:
            return await running
        except asyncio.CancelledError:
            if not stopped:
                raise
            raise typer.Exit(stopped[0]) from None
        except (typer.Exit, OSError):
            raise
        except Exception as error:
            fail(Exit.FAILED, f"Line mode failed, which is a mistake in QuizTerm.{kept(error)}")


def _write(line: str) -> None:
    """Say a line in the characters of the locale; where that is ASCII, `typer.echo` would write UTF-8."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        give_up_output(error)
        raise typer.Exit(Exit.FAILED) from None


def _encoding() -> str:
    """How what is typed is encoded; where the locale knows only ASCII, terminals send UTF-8 all the same."""
    encoding = codecs.lookup(getattr(sys.stdin, "encoding", None) or "utf-8").name
    return "utf-8" if encoding == "ascii" else encoding


def _from_stdin() -> Callable[[], bytes]:
    """Reads below Python's own buffer, whose lock would not let the program end."""
    try:
        number = sys.stdin.fileno()
    except (AttributeError, OSError, ValueError):
        return bytes
    return lambda: os.read(number, _CHUNK)


@contextmanager
def _left_on_signals(session: "PlainSession[Any]", running: "asyncio.Future[Any]") -> Iterator[list[Exit]]:
    """Leave when a signal asks for it; for one that ends the program, its status is in the list then."""
    loop = asyncio.get_running_loop()
    stopped: list[Exit] = []

    def stop(status: Exit) -> None:
        stopped.append(status)
        running.cancel()

    # Windows has no signal handlers on its loop, and no SIGHUP.
    with suppress(NotImplementedError, AttributeError):
        loop.add_signal_handler(signal.SIGINT, session.hear_interrupt)
        for name, status in STOPPERS.items():
            loop.add_signal_handler(getattr(signal, name), partial(stop, status))
    try:
        yield stopped
    finally:
        with suppress(NotImplementedError, AttributeError):
            for name in ("SIGINT", *STOPPERS):
                loop.remove_signal_handler(getattr(signal, name))
