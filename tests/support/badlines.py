"""A player's screen on a made-up line that breaks and comes back when the test says so."""

from typing import Any

from textual.pilot import Pilot

from quizterm.protocol.client import SubmitAnswer
from quizterm.quiz.answers import Answer, Picked
from quizterm_client.peer import LinkState, LinkStatus
from quizterm_client.player.app import PlayerApp
from quizterm_client.player.exit import PlayerExit
from quizterm_client.terminal.appearance import STILL
from tests.support import stages
from tests.support.reading import settled
from tests.support.stages import FakePeer

SIZE = (80, 24)
GONE = LinkStatus(LinkState.RECONNECTING)
BACK = LinkStatus(LinkState.CONNECTED, 40)
B, C = Picked((1,)), Picked((2,))
STALLED = stages.opened(stalled=True, paused=True, deadline=None)
KEPT = "Your answer is not confirmed yet; it is kept and sent by itself."


def playing(*news: Any, blink: float = 0) -> tuple[FakePeer, PlayerApp]:
    """A peer with news, and an app that shows at once what the line does."""
    peer = FakePeer(*news)
    app = PlayerApp(peer, appearance=STILL)
    app.blink = blink
    return peer, app


def answers(peer: FakePeer) -> list[Answer]:
    """What was sent as answers."""
    return [request.answer for request in peer.sent if isinstance(request, SubmitAnswer)]


async def tell(pilot: Pilot[PlayerExit], peer: FakePeer, *news: Any) -> str:
    """Let news arrive and read the screen."""
    for one in news:
        peer.tell(one)
    return await settled(pilot)


async def break_after(pilot: Pilot[PlayerExit], peer: FakePeer, *keys: str) -> str:
    """Answer, and lose the line before the reply."""
    await settled(pilot)
    peer.break_next()
    await pilot.press(*keys)
    return await tell(pilot, peer, GONE)
