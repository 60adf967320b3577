"""For whom a batch of answers waits before it is stored, and for how long."""

import asyncio

import pytest

from quizterm_server.chores import Chores, Lane
from quizterm_server.logs import make_log
from quizterm_server.rooms import gathering as module
from quizterm_server.rooms.gathering import BURST, GATHERING_SECONDS, REST_SECONDS, RESTING_SECONDS, Gathering
from tests.support.clockwork import Clockwork
from tests.support.leaping import in_no_time
from tests.support.peers import PATIENCE


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clockwork:
    clock = Clockwork()
    monkeypatch.setattr(module, "time", clock)
    return clock


def begun() -> tuple[Gathering, Lane]:
    """A batch that begins now, and the lane of those whom it waits for."""
    lane = Chores(make_log("none")).lane()
    gathering = Gathering(lane)
    gathering.begin()
    return gathering, lane


@in_no_time
async def test_who_follows_is_waited_for_as_long_as_as_many_follow(clock: Clockwork) -> None:
    gathering, _lane = begun()
    loop = asyncio.get_running_loop()
    since = loop.time()

    waited = [await gathering.more(size) for size in (BURST, 2 * BURST, 3 * BURST - 1)]

    assert waited == [True, True, False]
    assert loop.time() - since == pytest.approx(2 * REST_SECONDS)


@in_no_time
async def test_a_batch_that_is_not_young_any_more_takes_only_what_has_arrived(clock: Clockwork) -> None:
    gathering, lane = begun()
    loop = asyncio.get_running_loop()
    since = loop.time()

    clock.take(RESTING_SECONDS)
    assert not await gathering.more(BURST)
    lane.receive(lambda: None)
    assert await gathering.more(BURST)
    lane.receive(lambda: None)
    clock.take(GATHERING_SECONDS - RESTING_SECONDS)
    assert not await gathering.more(BURST)
    assert loop.time() == since


@in_no_time
async def test_the_next_batch_is_young_again(clock: Clockwork) -> None:
    gathering, _lane = begun()
    assert await gathering.more(BURST)
    clock.take(GATHERING_SECONDS)

    gathering.begin()

    assert await gathering.more(BURST)


async def test_who_is_in_a_hurry_waits_for_nobody_who_is_on_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "REST_SECONDS", 3600.0)
    monkeypatch.setattr(module, "RESTING_SECONDS", 3600.0)
    gathering, _lane = begun()
    resting = asyncio.create_task(gathering.more(BURST))
    await asyncio.sleep(0)

    gathering.hurry()

    async with asyncio.timeout(PATIENCE):
        assert await resting
        assert not await gathering.more(2 * BURST)
