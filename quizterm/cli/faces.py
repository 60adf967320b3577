"""Which face a command shows, a screen or line mode, and how; and line mode on this terminal."""

import asyncio
import signal
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import typer

from quizterm.cli.exits import STOPPERS, Exit, demand_terminal, explained, fail
from quizterm.cli.failures import kept
from quizterm.cli.output import say
from quizterm.cli.typist import Typist
from quizterm.language import _

if TYPE_CHECKING:
    from quizterm_client.plain.session import PlainSession
    from quizterm_client.plain.typing import Typed
    from quizterm_client.plain.voice import Voice
    from quizterm_client.settings import Settings
    from quizterm_client.terminal.appearance import Appearance
    from quizterm_client.terminal.choosing import Choice, Wishes

T = TypeVar("T")


class FaceKind(StrEnum):
    """How a session is shown."""

    SCREEN = "screen"
    LINES = "lines"
    JSON = "json"
    """Line mode for programs."""


@dataclass(frozen=True, slots=True)
class FaceWish:
    """What the command line asks for; `None` is nothing."""

    plain: bool | None = None
    colour: str | None = None
    """One of `Colours`."""
    ascii: bool | None = None
    bell: bool | None = None
    buttons: bool | None = None
    json: bool = False
    theme: str | None = None
    """One of `THEMES`."""


@dataclass(frozen=True, slots=True)
class ChosenFace:
    """What a command shows, and how."""

    kind: FaceKind
    appearance: "Appearance"
    follows_window: bool = False
    """Whether it becomes the other one of screen and lines when the window becomes small or large."""


def chosen_face(wish: FaceWish) -> ChosenFace:
    """Choose between a screen and line mode, and how; says so where nobody asked for line mode."""
    from quizterm_client.terminal.choosing import Rung

    if wish.json:
        return _for_programs(wish)
    choice = choose_here(wish)
    if choice.lines and not choice.asked:
        say(choice.reasons[Rung.FACE])
    elif wish.plain is False:
        demand_terminal(_("Leave out --no-plain."))
    follows = not choice.asked and (not choice.lines or not choose_here(wish, of_any_size=True).lines)
    return ChosenFace(FaceKind.LINES if choice.lines else FaceKind.SCREEN, choice.appearance, follows)


def _for_programs(wish: FaceWish) -> ChosenFace:
    """JSON lines, of which only the characters can be chosen."""
    from quizterm_client.terminal.appearance import Appearance, Glyphs

    if wish.plain is False or wish.colour is not None or wish.theme or wish.bell or wish.buttons:
        words = _("--json draws nothing: leave out --no-plain, --colour, --theme, --bell and --buttons.")
        fail(Exit.USAGE, words)
    return ChosenFace(FaceKind.JSON, Appearance(glyphs=Glyphs.ASCII if wish.ascii else Glyphs.UNICODE))


def chosen_appearance(wish: FaceWish) -> "Appearance":
    """How screens are drawn on this terminal."""
    return choose_here(wish).appearance


def demand_screen(wish: FaceWish, instead: str) -> None:
    """End with a sentence where no screen can be drawn, or lines are preferred, and there is nothing but one.

    Args:
        wish: What the command line asks for.
        instead: What a person without a screen can do.
    """
    from quizterm_client.terminal.choosing import LOWEST, NARROWEST

    demand_terminal(instead)
    choice = choose_here(wish)
    if choice.lines and choice.asked:
        fail(Exit.NO_TERMINAL, f"{_('This draws a screen, and you have asked for lines.')} {instead}")
    if choice.lines:
        words = _("This draws a screen and needs a terminal that can draw, of {columns} by {rows} or more.")
        fail(Exit.NO_TERMINAL, f"{words.format(columns=NARROWEST, rows=LOWEST)} {instead}")


def choose_here(wish: FaceWish, *, of_any_size: bool = False, set_here: "Settings | None" = None) -> "Choice":
    """What this terminal, the command line and the settings lead to, with the reasons.

    Args:
        wish: What the command line asks for.
        of_any_size: Whether it is left open how large the terminal is.
        set_here: What the person has set; read unless it is known.
    """
    from quizterm_client.terminal.appearance import Colours
    from quizterm_client.terminal.choosing import Wishes, choose
    from quizterm_client.terminal.facts import gather_here

    asked = Wishes(
        plain=wish.plain,
        colours=None if wish.colour is None else Colours(wish.colour),
        ascii=wish.ascii,
        theme=wish.theme,
        bell=wish.bell,
        buttons=wish.buttons,
    )
    facts = gather_here()
    return choose(
        replace(facts, columns=0, rows=0) if of_any_size else facts,
        asked,
        _set_wishes(set_here or settings()),
    )


def _set_wishes(found: "Settings") -> "Wishes":
    from quizterm_client.terminal.choosing import Wishes

    return Wishes(
        plain=found.plain or None,
        colours=found.colour,
        ascii=found.ascii,
        motion=found.motion,
        mouse=None if found.mouse else False,
        bell=found.bell,
        buttons=found.buttons,
        theme=found.theme,
        keys=found.keys,
    )


def settings() -> "Settings":
    """What a person has set; a mistake in it ends the command with a sentence."""
    from quizterm_client.settings import load_settings

    with explained():
        return load_settings()


Watch = Callable[[Callable[[], Awaitable[bool]]], AbstractContextManager[None]]
"""Calls what it is given once a screen can take over; that returns whether to try again a moment later."""


async def speak(make: "Callable[[Voice, Typed], PlainSession[T]]", watch: Watch | None = None) -> T:
    """Follow a session in lines on stdout and stdin until it is left; returns what it returns.

    Ends the command when it fails or a signal asks for the end. Ctrl-C leaves the session.

    Args:
        make: Makes the session with its voice and what is typed.
        watch: Tells when a screen can take over.

    Raises:
        GaveWay: A screen takes over.
    """
    from quizterm_client.plain.session import GaveWay
    from quizterm_client.plain.voice import Voice

    typist = Typist()
    with ExitStack() as stack:
        # Whatever happens from here on, the terminal gets its echo back.
        stack.callback(typist.close)
        session = make(Voice(typist.say), typist.lines())
        if session.carried and typist.begin_with(session.carried):
            session.let_go = typist.forget
            session.hear_begun()
        running = asyncio.ensure_future(session.run())

        def interrupt() -> None:
            typist.forget()
            session.hear_interrupt()

        stopped = stack.enter_context(left_on_signals(interrupt, running))
        # Signals are heard until it has.
        stack.callback(typist.close)
        if watch is not None:
            stack.enter_context(watch(partial(_give_way, session, typist)))
        return await until_left(running, stopped, GaveWay)


async def until_left(running: "asyncio.Future[T]", stopped: list[Exit], passing: type[Exception]) -> T:
    """Wait until a session in lines is left; returns what it returns.

    Ends the command when it fails or a signal has asked for the end.

    Args:
        running: The session.
        stopped: As `left_on_signals` gives it.
        passing: What else the session raises; this is for the caller.
    """
    try:
        return await running
    except asyncio.CancelledError:
        if not stopped:
            raise
        raise typer.Exit(stopped[0]) from None
    except (typer.Exit, OSError, passing):
        raise
    except Exception as error:
        fail(Exit.FAILED, f"{_('Line mode failed, which is a mistake in QuizTerm.')}{kept(error)}")


async def _give_way(session: "PlainSession[Any]", typist: Typist) -> bool:
    """Let a screen take over with all that was typed; returns whether somebody is being asked something."""
    if session.is_asking:
        return True
    *ended, begun = (await typist.stop()).split("\n")

    def leave() -> None:
        for line in ended:
            session.hear_typed(line)
        session.give_way(begun)

    # What goes wrong in it ends the session, which hears nothing any more.
    session.later(0, leave)
    return False


def bell_of(face: ChosenFace) -> Callable[[], object] | None:
    """Sounds the bell in line mode; `None` where nobody asks for it, or no terminal would hear it."""
    if not face.appearance.bell or sys.stdout is None or not sys.stdout.isatty():
        return None

    def ring() -> None:
        with suppress(OSError):
            sys.stdout.write("\a")
            sys.stdout.flush()

    return ring


@contextmanager
def left_on_signals(leave: Callable[[], None], running: "asyncio.Future[Any]") -> Iterator[list[Exit]]:
    """Leave when a signal asks for it; for one that ends the program, its status is in the list then."""
    loop = asyncio.get_running_loop()
    stopped: list[Exit] = []

    def stop(status: Exit) -> None:
        stopped.append(status)
        running.cancel()

    # Windows has no signal handlers on its loop, and no SIGHUP.
    with suppress(NotImplementedError, AttributeError):
        loop.add_signal_handler(signal.SIGINT, leave)
        for name, status in STOPPERS.items():
            loop.add_signal_handler(getattr(signal, name), partial(stop, status))
    try:
        yield stopped
    finally:
        with suppress(NotImplementedError, AttributeError):
            for name in ("SIGINT", *STOPPERS):
                loop.remove_signal_handler(getattr(signal, name))
