"""A projector in line mode on a made-up line."""

from contextlib import AbstractAsyncContextManager

from quizterm.snapshot import Stage
from quizterm_client.peer import LinkStatus
from quizterm_client.plain.typing import Typed
from quizterm_client.plain.voice import Voice
from quizterm_client.plain.watching import PlainProjector
from quizterm_client.view.invitation import Invitation
from tests.support.conversations import Conversation, conversation
from tests.support.stages import FakePeer

INVITATION = Invitation("quizterm join K7Q4MF@lab", "lab")


def watching(*news: Stage | LinkStatus) -> AbstractAsyncContextManager[Conversation[LinkStatus]]:
    """A projector in line mode that sees this, and hears at once what the line does."""

    def made(peer: FakePeer, voice: Voice, typed: Typed) -> PlainProjector:
        projector = PlainProjector(peer, voice, typed, INVITATION)
        projector.blink = 0
        return projector

    return conversation(made, *news)
