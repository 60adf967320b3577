"""`quizterm watch`: the projector."""

from random import Random
from typing import TYPE_CHECKING

from quizterm.cli.accounts.secrets import has_typist
from quizterm.cli.exits import explained, fail, run, status_of
from quizterm.cli.faces import ChosenFace, FaceKind, FaceWish, chosen_face
from quizterm.cli.inviting import invitation, is_only_here
from quizterm.cli.json_lines import demand_code, watch_json
from quizterm.cli.options import Ascii, Colour, JsonLines, Plain, Server, SessionTarget, Theme
from quizterm.cli.places import ask_target, locate, this_machine
from quizterm.cli.standing import explain_silence
from quizterm.cli.windows import show
from quizterm.language import _, heard

if TYPE_CHECKING:
    from quizterm_client.addresses import Target
    from quizterm_client.link import Link
    from quizterm_client.peer import LinkStatus
    from quizterm_client.plain.typing import Typed
    from quizterm_client.plain.voice import Voice
    from quizterm_client.plain.watching import PlainProjector
    from quizterm_client.projector.app import ProjectorApp
    from quizterm_client.view.invitation import Invitation


def watch(
    target: SessionTarget = None,
    server: Server = None,
    plain: Plain = None,
    colour: Colour = None,
    theme: Theme = None,
    ascii_: Ascii = None,
    as_json: JsonLines = False,
) -> None:
    """Show a session on the projector: large, and without keys."""
    face = chosen_face(FaceWish(plain, colour, ascii_, json=as_json, theme=theme))
    if as_json:
        demand_code(target)
    with explained():
        wanted = ask_target(target)
    run(_watch(wanted, server, face))


async def _watch(target: "Target", server: str | None, face: ChosenFace) -> None:
    from quizterm_client.addresses import NoServer, NoSession
    from quizterm_client.entries import WatchEntry
    from quizterm_client.link import Link

    machine = this_machine()
    try:
        address = await locate(machine, target, server)
        link = await Link.enter(address, WatchEntry(target.code), jitter=Random())
    except (NoServer, NoSession) as problem:
        await explain_silence(machine, target, problem)
    try:
        local = await is_only_here(address, target.code)
        await _show(link, invitation(address, target.code, local=local), face)
    finally:
        await link.close()


async def _show(link: "Link", inviting: "Invitation", face: ChosenFace) -> None:
    """Show the session until it is left, or until there is nothing more to tell of it."""
    from quizterm_client.peer import LinkState

    if face.kind is FaceKind.JSON:
        status: LinkStatus | None = await watch_json(link, inviting, face.appearance)
    else:
        status = await _show_to_people(link, inviting, face)
    if status is not None and status.state is LinkState.LOST:
        fail(status_of(link.refusal), heard(status.message) or _("The connection to the session is lost."))


async def _show_to_people(link: "Link", inviting: "Invitation", face: ChosenFace) -> "LinkStatus | None":
    from quizterm_client.relay import Relay

    peer, typist = Relay(link), has_typist()

    def screen() -> "ProjectorApp":
        from quizterm_client.projector.app import ProjectorApp

        return ProjectorApp(peer, inviting, appearance=face.appearance)

    def lines(voice: "Voice", typed: "Typed") -> "PlainProjector":
        from quizterm_client.plain.watching import PlainProjector

        return PlainProjector(peer, voice, typed, inviting, at_terminal=typist)

    return await show(face, screen, lines)
