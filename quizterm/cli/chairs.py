"""A host's chair: conducting a session from this terminal."""

from typing import TYPE_CHECKING

from quizterm.cli.accounts.secrets import has_typist
from quizterm.cli.faces import ChosenFace, bell_of
from quizterm.cli.windows import show

if TYPE_CHECKING:
    from quizterm.snapshot import Phase
    from quizterm_client.host.app import HostApp
    from quizterm_client.link import Link
    from quizterm_client.plain.hosting import PlainHost
    from quizterm_client.plain.typing import Typed
    from quizterm_client.plain.voice import Voice
    from quizterm_client.view.invitation import Invitation


async def conduct(link: "Link", inviting: "Invitation", face: ChosenFace) -> "Phase | None":
    """Show the host's face until it is left; returns the phase in which it was.

    Args:
        link: The session, entered as a host.
        inviting: How others get in.
        face: How it is shown, on a screen or in lines.
    """
    from quizterm_client.host.handover import Handover
    from quizterm_client.relay import Relay

    peer, handover, typist = Relay(link), Handover(), has_typist()

    def screen() -> "HostApp":
        from quizterm_client.host.app import HostApp

        return HostApp(peer, inviting, appearance=face.appearance, handover=handover)

    def lines(voice: "Voice", typed: "Typed") -> "PlainHost":
        from quizterm_client.plain.hosting import PlainHost

        return PlainHost(
            peer, voice, typed, inviting, at_terminal=typist, ring=bell_of(face), handover=handover
        )

    return await show(face, screen, lines)
