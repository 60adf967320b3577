"""Line mode for programs on this process's stdin and stdout."""

import asyncio
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, NoReturn

import typer

from quizterm.cli.exits import Exit, fail
from quizterm.cli.faces import left_on_signals, until_left
from quizterm.cli.garbage import settle
from quizterm.cli.output import give_up_output
from quizterm.language import _

if TYPE_CHECKING:
    from quizterm.snapshot import Phase
    from quizterm_client.jsonlines.events import Role
    from quizterm_client.jsonlines.session import JsonSession, Left
    from quizterm_client.link import Link
    from quizterm_client.peer import LinkStatus
    from quizterm_client.player.exit import PlayerExit
    from quizterm_client.terminal.appearance import Appearance
    from quizterm_client.view.invitation import Invitation


_CHUNK = 4096


class CannotWrite(Exception):
    """What was to be told cannot be written, although somebody reads."""

    def __init__(self, error: OSError) -> None:
        super().__init__(str(error))
        self.error = error


def demand_code(target: str | None) -> None:
    """End with a sentence where a program does not say which session it wants: it cannot be asked."""
    if target is None:
        fail(Exit.USAGE, _("Give the join code after the command."))


def demand_name() -> NoReturn:
    """End with a sentence where a program does not say under which name it plays."""
    fail(Exit.USAGE, _("Give your name with --name."))


def demand_login(*, ephemeral: bool) -> None:
    """End with a sentence where a program would be asked for a password."""
    if ephemeral:
        fail(Exit.USAGE, _("With --json nobody can be asked for a password. Log in before: quizterm login"))


async def play_json(
    link: "Link", conductor: "Link | None", inviting: "Invitation", appearance: "Appearance"
) -> "PlayerExit":
    """Play for a program; see `speak_json`."""
    from quizterm_client.jsonlines.events import Role
    from quizterm_client.jsonlines.session import Why
    from quizterm_client.player.exit import ExitReason, PlayerExit

    reasons = {
        Why.QUIT: ExitReason.AWAY,
        Why.LEFT: ExitReason.LEFT,
        Why.ENDED: ExitReason.ENDED,
        Why.LOST: ExitReason.LOST,
    }
    left = await speak_json(link, Role.PLAYER, inviting, appearance, conductor)
    return PlayerExit(reasons[left.why], left.message)


async def host_json(link: "Link", inviting: "Invitation", appearance: "Appearance") -> "Phase | None":
    """Host for a program, see `speak_json`; returns the phase in which the session was left."""
    from quizterm_client.jsonlines.events import Role

    return (await speak_json(link, Role.HOST, inviting, appearance)).phase


async def watch_json(link: "Link", inviting: "Invitation", appearance: "Appearance") -> "LinkStatus":
    """Watch for a program, see `speak_json`; returns how the line was in the end."""
    from quizterm_client.jsonlines.events import Role
    from quizterm_client.jsonlines.session import Why
    from quizterm_client.peer import LinkState, LinkStatus

    left = await speak_json(link, Role.SPECTATOR, inviting, appearance)
    lost = left.why is Why.LOST
    return LinkStatus(LinkState.LOST if lost else LinkState.CONNECTED, message=left.message)


async def speak_json(
    link: "Link",
    role: "Role",
    inviting: "Invitation",
    appearance: "Appearance",
    conductor: "Link | None" = None,
) -> "Left":
    """Follow a session in JSON objects until it is left; returns how.

    Ends the command when it fails or a signal asks for the end. Ctrl-C leaves the session.

    Args:
        link: The session.
        role: Who follows it.
        inviting: How others get in.
        appearance: Says whether everything is to be written in ASCII.
        conductor: The host's link, where the host plays along.
    """
    session = _session(link, role, inviting, appearance, conductor)
    settle()
    running = asyncio.ensure_future(session.run())
    with left_on_signals(session.hear_interrupt, running) as stopped:
        try:
            return await until_left(running, stopped, CannotWrite)
        except CannotWrite as problem:
            give_up_output(problem.error)
            raise typer.Exit(Exit.FAILED) from None


def _session(
    link: "Link",
    role: "Role",
    inviting: "Invitation",
    appearance: "Appearance",
    conductor: "Link | None",
) -> "JsonSession":
    from quizterm_client.jsonlines.events import Role, SessionEvent
    from quizterm_client.jsonlines.reading import given_lines
    from quizterm_client.jsonlines.session import JsonSession
    from quizterm_client.jsonlines.writing import Output
    from quizterm_client.terminal.appearance import Glyphs

    entered = SessionEvent(
        role=role,
        code=link.code,
        server=inviting.address,
        join=inviting.join_command,
        player=link.player,
        hosting=role is Role.HOST or conductor is not None,
    )
    ascii_only = appearance.glyphs is Glyphs.ASCII or not _writes_unicode()
    output = Output(_write, ascii_only=ascii_only)
    return JsonSession(link, output, given_lines(_from_stdin()), entered, conductor)


def _from_stdin() -> Callable[[], bytes]:
    """Reads below Python's own buffer, whose lock would not let the program end."""
    try:
        number = sys.stdin.fileno()
    except (AttributeError, OSError, ValueError):
        return bytes
    return lambda: os.read(number, _CHUNK)


def _writes_unicode() -> bool:
    encoding = (getattr(sys.stdout, "encoding", None) or "ascii").lower()
    return encoding.replace("-", "") == "utf8"


def _write(data: bytes) -> None:
    """Write below Python's own buffer, whose lock would not let the program end while nobody reads.

    Raises:
        BrokenPipeError: Whoever read has gone.
        CannotWrite: It does not work for another reason.
    """
    if sys.stdout is None:
        return
    try:
        number = sys.stdout.fileno()
        while data:
            data = data[os.write(number, data) :]
    except BrokenPipeError:
        raise
    except OSError as error:
        raise CannotWrite(error) from None
