"""Several faces that follow one session, one after the other."""

import asyncio
from collections.abc import AsyncIterator

from quizterm.protocol.server import StageNews
from quizterm_client.peer import LinkEvent, LinkState, LinkStatus
from quizterm_client.relay import Relay
from tests.support import stages
from tests.support.stages import FakePeer

GONE = LinkStatus(LinkState.RECONNECTING)
BACK = LinkStatus(LinkState.CONNECTED, 20)


async def take(news: AsyncIterator[LinkEvent], number: int) -> list[LinkEvent]:
    return [await asyncio.wait_for(anext(news), 5) for _ in range(number)]


def phases(news: list[LinkEvent]) -> list[str]:
    return [event.stage.phase for event in news if isinstance(event, StageNews)]


async def test_the_next_face_begins_with_the_newest_snapshots() -> None:
    peer = FakePeer(stages.lobby(), stages.you(), stages.reading(), stages.opened())
    relay = Relay(peer)
    first = await take(relay.events(), 4)

    second = relay.events()
    known = await take(second, 2)
    peer.tell(stages.standings())

    assert phases(first) == ["lobby", "reading", "open"]
    assert first[1] in known
    assert phases(known) == ["open"]
    assert phases(await take(second, 1)) == ["standings"]


async def test_a_face_that_begins_while_the_line_is_gone_hears_that_it_comes_back() -> None:
    peer = FakePeer(stages.opened(), GONE)
    relay = Relay(peer)
    await take(relay.events(), 2)
    peer.tell(BACK)

    assert (await take(relay.events(), 3))[0] == GONE
    peer.tell(stages.standings())
    assert phases(await take(relay.events(), 1)) == ["standings"]


async def test_nothing_from_before_a_return_is_told_as_if_it_were_fresh() -> None:
    peer = FakePeer(stages.opened(), stages.you(), GONE, BACK)
    relay = Relay(peer)
    await take(relay.events(), 4)
    peer.tell(stages.standings())

    assert phases(await take(relay.events(), 1)) == ["standings"]
