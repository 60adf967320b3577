"""A host in line mode, and what they see."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace

from quizterm.snapshot import Millis, Phase, PlayerId, Stage
from quizterm_client.peer import LinkState, LinkStatus
from quizterm_client.plain.hosting import PlainHost
from quizterm_client.plain.typing import Typed
from quizterm_client.plain.voice import Voice
from quizterm_client.view.invitation import Invitation
from tests.support import stages
from tests.support.conversations import Conversation, conversation
from tests.support.stages import FakePeer

INVITATION = Invitation("quizterm join K7Q4MF@lab", "lab")
GONE = LinkStatus(LinkState.RECONNECTING)
BACK = LinkStatus(LinkState.CONNECTED, 40)
DESK = stages.desk()
LOBBY = stages.lobby(desk=stages.desk(seats=stages.seats(), banned=((PlayerId(50), "Mallory"),)))
OPENED = stages.opened(desk=DESK, asked=26, answered=23)
PAUSED = replace(OPENED, paused=True, deadline=None, left=Millis(12_000))
REVEALED = stages.revealed(desk=DESK)


def hosting(
    *news: Stage | LinkStatus, ring: Callable[[], object] | None = None
) -> AbstractAsyncContextManager[Conversation[Phase | None]]:
    """A host in line mode who sees this, and hears at once what the line does."""

    def made(peer: FakePeer, voice: Voice, typed: Typed) -> PlainHost:
        host = PlainHost(peer, voice, typed, INVITATION, ring=ring)
        host.blink = 0
        return host

    return conversation(made, *news)
