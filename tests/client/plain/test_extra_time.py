"""Extra time in line mode: what its player, the others, the host and the room hear of it."""

from dataclasses import replace

import pytest

from quizterm.protocol.client import Request, SetExtraTime
from quizterm.snapshot import Millis, PlayerId
from tests.support import stages
from tests.support.lineplaying import answers, playing
from tests.support.plainhosts import LOBBY, OPENED, hosting
from tests.support.plainwatching import watching

YOU, LUCKY = stages.you(), stages.you(extra_time=50)
OPEN = stages.opened()
UP = replace(OPEN, time_up=True)
TIME_IS_UP = "Time is up. The last answers are coming in."
SEATS = tuple(seat._replace(extra_time=50) if seat.name == "Zoë" else seat for seat in stages.seats())


async def test_a_player_is_told_of_their_own_time() -> None:
    async with playing(stages.reading(), LUCKY) as talk:
        said = await talk.tells(OPEN)
        assert said[-1].endswith("You have 22 seconds, with your extra time.")
        assert await talk.types("time") == ["22 seconds left."]
        assert (await talk.waits(12))[-1] == "10 seconds left."

        assert await talk.tells(UP) == ["The time of the others is up; yours goes on."]
        await talk.types("b")
        assert len(answers(talk.peer)) == 1


async def test_others_hear_that_the_time_is_up_and_can_send_nothing_more() -> None:
    async with playing(OPEN, YOU) as talk:
        await talk.heard()
        assert await talk.tells(UP) == [TIME_IS_UP]
        assert await talk.types("b") == [TIME_IS_UP]
        assert answers(talk.peer) == []
        assert await talk.types("time") == ["12 seconds left."]


async def test_whoever_comes_when_the_time_is_up_hears_so() -> None:
    async with playing(UP, YOU) as talk:
        assert TIME_IS_UP in await talk.heard()


async def test_more_time_is_more_by_the_same_share() -> None:
    async with playing(OPEN, LUCKY) as talk:
        await talk.heard()
        more = replace(OPEN, deadline=Millis(stages.NOW + 22_000), span=Millis(30_000))
        assert await talk.tells(more) == ["There is more time: 15 seconds more."]


async def test_a_player_hears_when_the_host_gives_it_and_takes_it_back() -> None:
    async with playing(stages.lobby(), YOU) as talk:
        await talk.heard()
        assert await talk.tells(LUCKY) == ["You have extra time from now on: 50 percent more."]
        assert await talk.tells(YOU) == ["You have no extra time any more."]


@pytest.mark.parametrize(
    ("line", "percent"), [("extra 26 50", 50), ("extra zoë 25%", 25), ("x 26 400", 400), ("extra 26 0", None)]
)
async def test_a_host_gives_it_by_a_word(line: str, percent: int | None) -> None:
    async with hosting(LOBBY) as talk:
        await talk.heard()
        said = await talk.types(line)

        wanted: list[Request] = []
        if percent is not None:
            wanted.append(SetExtraTime(ref=0, player=PlayerId(26), percent=percent))
        assert talk.peer.sent == wanted
        assert said == ([] if wanted else ["Nothing is changed."])


@pytest.mark.parametrize("line", ["extra 26", "extra 26 much", "extra 26 401", "extra 26 -5"])
async def test_a_host_hears_what_to_type_behind_the_word(line: str) -> None:
    async with hosting(LOBBY) as talk:
        await talk.heard()
        assert (await talk.types(line))[0].endswith("such as: extra 3 50")
        assert talk.peer.sent == []


async def test_a_host_hears_who_has_it_and_for_whom_a_question_waits() -> None:
    async with hosting(OPENED) as talk:
        await talk.heard()
        with_extra = replace(OPENED, desk=stages.desk(seats=SEATS))
        assert await talk.tells(with_extra) == ["Zoë has 50 percent more time."]
        assert "Number 26: Zoë, extra time +50 %." in await talk.types("players zo")
        up = await talk.tells(replace(with_extra, time_up=True))
        assert up == ["Time is up, but not for those who have extra time. Type waiting to hear who that is."]
        assert "Waiting for Zoë." in await talk.types("waiting")
        assert await talk.tells(OPENED) == ["Zoë has no extra time."]


async def test_a_room_hears_that_the_time_is_up() -> None:
    async with watching(stages.opened()) as talk:
        await talk.heard()
        assert await talk.tells(replace(stages.opened(), time_up=True)) == [TIME_IS_UP]
