"""When a room tells of what has happened, and in which order: a room without sockets."""

import asyncio
from collections.abc import Callable

import pytest

from quizterm.engine import inputs
from quizterm.protocol.server import Ok, Refused
from quizterm.quiz.answers import Picked
from quizterm.snapshot import Millis, Phase, PlayerId
from quizterm_server.rooms import newsroom
from quizterm_server.rooms.deeds import Act, Admit, InviteHost
from quizterm_server.rooms.newsroom import LONG_SECONDS
from tests.server.quizzes import quiz
from tests.support.clockwork import SlowClockwork
from tests.support.games import PORT
from tests.support.houses import House, Person, house
from tests.support.leaping import in_no_time
from tests.support.peers import wish

START = Act(inputs.Started(at=Millis(0), phase=Phase.LOBBY, question=-1))


@in_no_time
async def test_news_whose_window_ends_while_something_is_stored_are_told_afterwards() -> None:
    async with house(news_seconds=1) as here:
        await here.open(quiz(PORT))
        host = await here.host()
        await here.person().does(Admit(wish("Ann"), "Ann"))
        await here.settle()
        assert _players(host) == 0  # the host has just been told of something else
        here.storage.gate.clear()
        invited = asyncio.ensure_future(host.does(InviteHost()))
        await asyncio.sleep(2)
        assert _players(host) == 0

        here.storage.gate.set()

        assert isinstance(await invited, Ok)
        await here.settle()
        assert _players(host) == 1


def _players(host: Person) -> int:
    """How many players this host sees."""
    assert host.stage is not None
    return host.stage.players


@pytest.mark.parametrize(("seconds", "put_off"), [(LONG_SECONDS, True), (0.0, False)], ids=["long", "short"])
async def test_what_takes_a_host_long_may_wait_for_a_later_turn(
    seconds: float, put_off: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(newsroom, "time", SlowClockwork(seconds))
    async with house() as here:
        await here.open(quiz(PORT))
        host = await here.host()
        await here.settle()
        asked = _ask_to_put_off(here, monkeypatch)

        await host.does(START)
        await here.settle()

        gathering, players, staff = asked
        assert (gathering, players, staff) == (True, True, put_off)
        assert host.stage is not None
        assert host.stage.phase is Phase.OPEN


@pytest.mark.parametrize("seconds", [LONG_SECONDS, 0.0], ids=["long", "short"])
async def test_nobody_waits_for_a_later_turn_to_hear_that_nothing_has_happened(
    seconds: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(newsroom, "time", SlowClockwork(seconds))
    async with house() as here:
        await here.open(quiz(PORT))
        await here.host()
        ann = here.person()
        await ann.does(Admit(wish("Ann"), "Ann"))
        await here.settle()
        asked = _ask_to_put_off(here, monkeypatch)

        answer = inputs.Answered(at=Millis(0), player=PlayerId(1), question=0, answer=Picked((1,)))

        assert isinstance(await ann.does(Act(answer)), Refused)
        assert asked[1:] == [False, False]


def _ask_to_put_off(here: House, monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """From now on, whether each thing that the room does may be put off to a later turn."""
    asked: list[bool] = []
    work = here.chores.work

    async def noted(do: Callable[[], object], *, put_off: bool = True) -> object:
        asked.append(put_off)
        return await work(do, put_off=put_off)

    monkeypatch.setattr(here.chores, "work", noted)
    return asked
