"""A player in line mode on a made-up line."""

from contextlib import AbstractAsyncContextManager
from typing import Any

from quizterm.protocol.client import SubmitAnswer
from quizterm.quiz.answers import Answer, Picked
from quizterm.snapshot import Stage, You
from quizterm_client.peer import LinkStatus
from quizterm_client.plain.playing import PlainPlayer
from quizterm_client.player.exit import PlayerExit
from tests.support.conversations import Conversation, conversation
from tests.support.stages import FakePeer

B, C = Picked((1,)), Picked((2,))
COUNTED = "Your answer: 2, 22. Counted. Waiting for the others."

Talk = AbstractAsyncContextManager[Conversation[PlayerExit]]


def playing(*news: Stage | You | LinkStatus, blink: float = 0, **more: Any) -> Talk:
    """A player in line mode who has this news, and hears at once what the line does."""

    def made(peer, voice, typed):  # type: ignore[no-untyped-def]
        player = PlainPlayer(peer, voice, typed, **more)
        player.blink = blink
        return player

    return conversation(made, *news)


def answers(peer: FakePeer) -> list[Answer]:
    """What was sent as answers."""
    return [request.answer for request in peer.sent if isinstance(request, SubmitAnswer)]
