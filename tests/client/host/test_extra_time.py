"""Extra time on the host's screen: given in the list of players, seen there, and not by the class."""

import pytest
from textual.widgets import OptionList

from quizterm.protocol.client import SetExtraTime
from quizterm.snapshot import PlayerId, Stage
from quizterm_client.host.question import QuestionPart
from quizterm_client.widgets.roster import Roster
from tests.client.host.test_host_keys import hosting, pressed
from tests.support import stages
from tests.support.reading import settled

SEATS = tuple(seat._replace(extra_time=50) if seat.name == "Chen" else seat for seat in stages.seats())


def lobby() -> Stage:
    return stages.lobby(desk=stages.desk(seats=SEATS))


@pytest.mark.parametrize(
    ("name", "key", "percent"),
    [("ada", "1", 25), ("ada", "2", 50), ("ada", "3", 100), ("chen", "0", 0), ("chen", "3", 100)],
)
async def test_it_is_given_in_the_list_of_players(name: str, key: str, percent: int) -> None:
    player = PlayerId(3 if name == "chen" else 1)

    assert await pressed(lobby(), "k", *name, "enter", "t", key) == [
        SetExtraTime(ref=0, player=player, percent=percent)
    ]


@pytest.mark.parametrize("keys", [["escape"], ["2"]])
async def test_what_they_have_already_asks_for_nothing(keys: list[str]) -> None:
    assert await pressed(lobby(), "k", *"chen", "enter", "t", *keys) == []


async def test_the_list_shows_who_has_it() -> None:
    async with hosting(lobby()) as (pilot, _peer):
        await pilot.press("k")
        await settled(pilot)
        rows = [str(option.prompt) for option in pilot.app.screen.query_one(OptionList).options]

    assert "Chen  extra time +50 %" in rows
    assert "Ada  " in rows


@pytest.mark.parametrize("hidden", [False, True])
async def test_when_the_time_is_up_the_host_sees_for_whom_it_waits_unless_the_class_looks_on(
    hidden: bool,
) -> None:
    stage = stages.opened(desk=stages.desk(seats=SEATS), time_up=True)
    async with hosting(stage) as (pilot, _peer):
        if hidden:
            await pilot.press("h")
        await settled(pilot)
        people = pilot.app.screen.query_one(Roster).render().plain
        note = str(pilot.app.screen.query_one(QuestionPart).query_one(".note").render())

    assert "Chen" in people
    assert ("Ada" in people) is hidden
    said = "Time is up. The last answers are coming in." if hidden else "Time is up, but for 1 player"
    assert said in note
