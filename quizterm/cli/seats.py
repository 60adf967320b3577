"""A player's seat: coming back to it, coming in, playing from it."""

from random import Random
from typing import TYPE_CHECKING

from quizterm.cli.accounts.secrets import has_typist
from quizterm.cli.exits import Exit, fail, status_of
from quizterm.cli.faces import ChosenFace, FaceKind, bell_of
from quizterm.cli.json_lines import demand_name, play_json
from quizterm.cli.output import say
from quizterm.cli.places import Machine
from quizterm.cli.prompts import ask
from quizterm.cli.windows import show
from quizterm.errors import ErrorCode, Refusal
from quizterm.language import _, heard
from quizterm.protocol.closing import CloseReason
from quizterm.text import BadName, clean_name

if TYPE_CHECKING:
    from quizterm_client.accounts.desk import Credentials
    from quizterm_client.addresses import Address
    from quizterm_client.link import Link
    from quizterm_client.plain.playing import PlainPlayer
    from quizterm_client.plain.typing import Typed
    from quizterm_client.plain.voice import Voice
    from quizterm_client.player.app import PlayerApp
    from quizterm_client.player.exit import PlayerExit
    from quizterm_client.store import HeldPlayer
    from quizterm_client.view.invitation import Invitation

_BETTER_NAME = (ErrorCode.BAD_NAME, ErrorCode.NAME_TAKEN)
_SENT_OUT = (CloseReason.REMOVED, CloseReason.BANNED)


async def take_seat(
    machine: Machine, address: "Address", code: str, name: str | None, *, asks: bool = True
) -> "tuple[Link, HeldPlayer]":
    """Come back as the player who joined from here before, or come in as a new one.

    Args:
        machine: Remembers the players.
        address: The server.
        code: The join code.
        name: The name to play under; `None` lets the machine decide, or asks.
        asks: Whether there is somebody who can be asked.

    Raises:
        Refusal, UnreachableSession, ConnectionError: There is no way in.
    """
    wanted = None if name is None else _cleaned(name)
    back = await _come_back(machine, address, code, wanted)
    return back or await _come_in(machine, address, code, wanted, asks=asks)


async def play(
    link: "Link",
    held: "HeldPlayer | None" = None,
    conductor: "Link | None" = None,
    inviting: "Invitation | None" = None,
    *,
    returnable: bool = True,
    face: ChosenFace,
) -> None:
    """Show the player's face until it is left, and say how it ended.

    Args:
        link: The player's seat.
        held: The seat as this machine remembers it.
        conductor: The host's link, where the host plays along.
        inviting: How others get in.
        returnable: Whether the session outlives the face.
        face: How it is shown.
    """
    left: PlayerExit | None
    try:
        if face.kind is FaceKind.JSON:
            assert inviting is not None
            left = await play_json(link, conductor, inviting, face.appearance)
        else:
            left = await _show(link, conductor, inviting, face, returnable=returnable)
    finally:
        await link.close()
    _part(link, left, held)


async def _show(
    link: "Link",
    conductor: "Link | None",
    inviting: "Invitation | None",
    face: ChosenFace,
    *,
    returnable: bool,
) -> "PlayerExit | None":
    from quizterm_client.player.handover import Handover
    from quizterm_client.relay import Relay

    peer, handover, typist = Relay(link), Handover(), has_typist()

    def screen() -> "PlayerApp":
        from quizterm_client.player.app import PlayerApp

        return PlayerApp(
            peer,
            conductor,
            invitation=inviting,
            returnable=returnable,
            appearance=face.appearance,
            handover=handover,
        )

    def lines(voice: "Voice", typed: "Typed") -> "PlainPlayer":
        from quizterm_client.plain.playing import PlainPlayer

        return PlainPlayer(
            peer,
            voice,
            typed,
            conductor=conductor,
            invitation=inviting,
            returnable=returnable,
            at_terminal=typist,
            buttons=face.appearance.buttons,
            ring=bell_of(face),
            handover=handover,
        )

    return await show(face, screen, lines)


async def _come_back(
    machine: Machine, address: "Address", code: str, name: str | None
) -> "tuple[Link, HeldPlayer] | None":
    from quizterm_client.store import terminal_name

    held = machine.store.claim_player(address, code, name=name, terminal=terminal_name())
    if held is None:
        return None
    was_in = bool(held.player.token)
    try:
        return await _enter(address, held, None if was_in else await _credentials(address)), held
    except Refusal as refusal:
        if (was_in and refusal.code is ErrorCode.BAD_TOKEN) or (not was_in and refusal.code in _BETTER_NAME):
            return None
        raise


async def _come_in(
    machine: Machine, address: "Address", code: str, name: str | None, *, asks: bool
) -> "tuple[Link, HeldPlayer]":
    """Join as somebody new, asking for another name until one is taken."""
    from quizterm_client.store import StoredPlayer, terminal_name

    wanted = name or machine.settings.name or (await _first_name(address, code) if asks else demand_name())
    credentials = await _credentials(address)
    while True:
        try:
            wanted = _cleaned(wanted)
            # Stored before it is sent: whoever is cut off before the reply comes back as the same player.
            held = machine.store.keep_player(StoredPlayer(address, code, wanted, "", terminal_name()))
            return await _enter(address, held, credentials), held
        except Refusal as refusal:
            if refusal.code not in _BETTER_NAME or name is not None or not asks:
                raise
            say(heard(refusal.message))
            wanted = _ask_name()


async def _credentials(address: "Address") -> "Credentials | None":
    """Whose seat a new one is to be; a guest's where that is not known at once."""
    from quizterm.cli.accounts.signing_in import signed_in_if_possible

    somebody = await signed_in_if_possible(address)
    if somebody is None:
        return None
    from quizterm_client.accounts.guests import BriefCredentials

    return BriefCredentials(somebody.credentials)


async def _enter(address: "Address", held: "HeldPlayer", credentials: "Credentials | None") -> "Link":
    """Come in as this player; when that fails, nobody holds the player any more.

    Raises:
        Refusal, UnreachableSession, ConnectionError: There is no way in.
    """
    from quizterm_client.link import Link

    try:
        link = await Link.enter(
            address, held.entry(), jitter=Random(), remember=held.remember, credentials=credentials
        )
    except BaseException as error:
        refused = error.code if isinstance(error, Refusal) else None
        never_was_in = refused is not None and not held.player.token
        held.forget() if never_was_in or refused is ErrorCode.BAD_TOKEN else held.release()
        raise
    if link.stranger is not None:
        guest = _("You play as a guest, so that this will not be among your results.")
        say(f"{guest} {heard(link.stranger.message)}")
    return link


def _cleaned(name: str) -> str:
    """The name as the server will see it, so that a player is found again under it."""
    try:
        return clean_name(name)
    except BadName as problem:
        raise Refusal(ErrorCode.BAD_NAME, str(problem)) from None


async def _first_name(address: "Address", code: str) -> str:
    """Ask under which name to come in, once there is something to come into.

    What a pipe brings is there already, so a script may wait for its session with the name.
    """
    if has_typist():
        from quizterm_client.finding import demand_session

        await demand_session(address, code)
    return _ask_name()


def _ask_name() -> str:
    from quizterm_client.suggestions import suggest_name

    return ask(_("Your name"), default=suggest_name(Random()), instead=_("Give your name with --name."))


def _part(link: "Link", left: "PlayerExit | None", held: "HeldPlayer | None") -> None:
    """Say what becomes of the seat."""
    from quizterm_client.player.exit import ExitReason

    reason = ExitReason.AWAY if left is None else left.reason
    words = heard(left.message) if left else ""
    sent_out = link.ending is not None and link.ending.close in _SENT_OUT
    if held is not None and (sent_out or reason is ExitReason.LEFT):
        held.forget()
    if sent_out:
        fail(Exit.SENT_OUT, words or _("The host has sent you out."))
    if reason is ExitReason.LOST:
        fail(status_of(link.refusal), words or _("The connection to the session is lost."))
    if held is None and words:
        say(words)
    if reason is ExitReason.AWAY and held is not None:
        say(_("You can come back: quizterm join {code}").format(code=link.code))
