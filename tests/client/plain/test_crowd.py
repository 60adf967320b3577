"""Who comes, goes and is renamed, and how many have answered, as it is said to those who only see names."""

from dataclasses import replace

import pytest

from quizterm.quiz.answers import Picked, RightOptions
from quizterm.quiz.model import Select
from quizterm.snapshot import Stage
from tests.support import stages
from tests.support.lineplaying import playing
from tests.support.plainhosts import hosting
from tests.support.plainwatching import watching

SEVERAL = replace(stages.SSH, options=("Camel (Perl)", "Gopher (Go)", "1, 2", "4"), select=Select.ALL)


def lobby(*names: str) -> Stage:
    """These are in."""
    return stages.lobby(players=len(names), names=names)


# Names


@pytest.mark.parametrize(
    ("later", "words"),
    [
        ([lobby("Ada", "Bo", "Cy")], ["Bea is called Bo now."]),
        ([lobby("Ada", "Bea", "Zoë")], ["Cy is called Zoë now."]),
        (
            [lobby("Ada", "Bo", "Cy"), lobby("Ada", "Bo", "Cy", "Bea")],
            ["Bea joined. 4 players.", "Bea is called Bo now."],
        ),
        ([lobby("Ada", "Bo", "Cy"), lobby("Ada", "Cy")], ["Bea left. 2 players."]),
        ([lobby("Ada", "Bo", "Cy"), lobby("Ada", "Bill", "Cy")], ["Bea is called Bill now."]),
        ([lobby("Ada", "Cy", "Dee")], ["Dee joined.", "Bea left."]),
        ([lobby("Ada", "Cy"), lobby("Ada", "Cy", "Dee")], ["Dee joined.", "Bea left."]),
        ([lobby("Ada", "Cy"), lobby("Ada", "Cy", "Bea")], []),
        ([lobby("Ada", "Bea", "Cy", "Dee"), lobby("Ada", "Bea", "Cy", "Di")], ["Di joined. 4 players."]),
    ],
)
async def test_a_room_hears_of_new_names_as_such(later: list[Stage], words: list[str]) -> None:
    async with watching(lobby("Ada", "Bea", "Cy")) as talk:
        await talk.heard()
        await talk.tells(*later)

        assert await talk.waits(1) == words


async def test_a_new_name_that_was_told_is_told_once() -> None:
    async with watching(lobby("Ada", "Bea")) as talk:
        await talk.heard()
        await talk.tells(lobby("Ada", "Bo"))
        assert await talk.waits(1) == ["Bea is called Bo now."]
        await talk.tells(lobby("Ada", "Bo", "Cy"))
        assert await talk.waits(1) == ["Cy joined. 3 players."]
        await talk.tells(lobby("Ada", "Cy"))
        assert await talk.waits(1) == ["Bo left. 2 players."]


async def test_players_hear_of_new_names_as_such_and_once_of_their_own() -> None:
    async with playing(lobby("Ada", "Bea"), stages.you(name="Ada")) as talk:
        await talk.heard()
        assert await talk.tells(lobby("Ada", "Bo")) == ["Bea is called Bo now."]
        assert await talk.tells(lobby("Ana", "Bo"), stages.you(name="Ana")) == ["The host calls you Ana now."]
        assert await talk.tells(stages.you(name="Ann"), lobby("Ann", "Bo")) == ["The host calls you Ann now."]


# Counts


async def counts(*answered: int, asked: int, apart: float = 1.0) -> list[str]:
    """What a room hears while so many have answered, one second after the other."""
    async with watching(stages.opened(asked=asked, answered=0, deadline=None)) as talk:
        await talk.heard()
        said = []
        for number in answered:
            said += await talk.tells(stages.opened(asked=asked, answered=number, deadline=None))
            said += await talk.waits(apart)
        return [line.removesuffix(" have answered.").removesuffix(" has answered.") for line in said]


async def test_two_counts_that_are_nearly_the_same_are_not_said_one_after_the_other() -> None:
    assert await counts(10, 20, 30, 40, 49, 50, 51, asked=100) == ["49 of 100"]


async def test_a_crowd_is_counted_in_steps_and_to_the_end() -> None:
    said = await counts(*range(5, 101, 5), asked=100)

    assert said == ["25 of 100", "50 of 100", "70 of 100", "95 of 100", "All 100"]


async def test_the_last_few_are_counted_when_it_takes_them_long() -> None:
    assert await counts(*[97] * 6, *[98] * 15, asked=100) == ["97 of 100", "98 of 100"]


async def test_few_people_are_counted_from_the_first_on() -> None:
    assert await counts(1, 1, 1, 1, 1, 3, asked=3) == ["1 of 3", "All 3"]


# Several options


async def test_several_options_are_told_so_that_each_number_belongs_to_its_text() -> None:
    desk = stages.desk(key=RightOptions((0, 1, 2)))
    async with hosting(stages.opened(SEVERAL, desk=desk)) as talk:
        said = await talk.heard()

    assert "Right: option 1, Camel (Perl); option 2, Gopher (Go); option 3, 1, 2." in said


async def test_one_option_is_told_by_its_number_and_text() -> None:
    async with playing(stages.opened(SEVERAL), stages.answered(Picked((1,)))) as talk:
        assert "Your answer: 2, Gopher (Go). Counted. Waiting for the others." in await talk.heard()
