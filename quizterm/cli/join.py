"""`quizterm join`: play."""

from typing import TYPE_CHECKING

from quizterm.cli.exits import explained, run
from quizterm.cli.faces import ChosenFace, FaceKind, FaceWish, chosen_face
from quizterm.cli.inviting import invitation, is_only_here
from quizterm.cli.json_lines import demand_code
from quizterm.cli.options import (
    Ascii,
    Bell,
    Buttons,
    Colour,
    JsonLines,
    Plain,
    PlayerName,
    Server,
    SessionTarget,
    Theme,
)
from quizterm.cli.places import ask_target, locate, this_machine
from quizterm.cli.seats import play, take_seat

if TYPE_CHECKING:
    from quizterm_client.addresses import Target


def join(
    target: SessionTarget = None,
    name: PlayerName = None,
    server: Server = None,
    plain: Plain = None,
    colour: Colour = None,
    theme: Theme = None,
    ascii_: Ascii = None,
    bell: Bell = None,
    buttons: Buttons = None,
    as_json: JsonLines = False,
) -> None:
    """Join a session and play.

    On the same machine you come back as the same player without being asked.
    """
    face = chosen_face(FaceWish(plain, colour, ascii_, bell, buttons, as_json, theme))
    if as_json:
        demand_code(target)
    with explained():
        wanted = ask_target(target)
    run(_join(wanted, name, server, face))


async def _join(target: "Target", name: str | None, server: str | None, face: ChosenFace) -> None:
    from quizterm_client.addresses import NoServer, NoSession

    machine = this_machine()
    try:
        address = await locate(machine, target, server)
        link, held = await take_seat(machine, address, target.code, name, asks=face.kind is not FaceKind.JSON)
    except (NoServer, NoSession) as problem:
        from quizterm.cli.standing import explain_silence

        await explain_silence(machine, target, problem)
    with held:
        inviting = invitation(address, target.code, local=await is_only_here(address, target.code))
        await play(link, held, inviting=inviting, face=face)
