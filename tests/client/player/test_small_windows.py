"""What a player must see on the smallest screens: letters, time, how to answer, and who won."""

from dataclasses import replace
from typing import Any

import pytest

from quizterm.quiz.answers import Picked, RightOptions
from quizterm.snapshot import Stage, You
from quizterm_client.peer import LinkStatus
from quizterm_client.player.app import PlayerApp
from quizterm_client.terminal.appearance import STILL
from quizterm_client.view.invitation import Invitation
from tests.support import stages
from tests.support.reading import settled

SIZES = ((40, 12), (46, 19), (60, 16), (79, 33), (80, 24), (119, 23), (120, 36), (200, 60))
INVITATION = Invitation("quizterm join K7Q4MF@10.20.0.5", "10.20.0.5:8765")
COMMANDS = ("ss -lnt", "netstat", "lsof -i", "ip addr", "dig +short", "nmap", "curl -v", "ping")
EIGHT = replace(stages.SSH, text="Which of these commands shows which ports are open?", options=COMMANDS)
SHAPES = "▲◆●■★✚⬟⬢"
LETTERS = "ABCDEFGH"


def player(*news: Stage | You | LinkStatus) -> PlayerApp:
    return PlayerApp(stages.FakePeer(*news), invitation=INVITATION, appearance=STILL)


async def seen(size: tuple[int, int], *news: Stage | You | LinkStatus) -> str:
    async with player(*news).run_test(size=size) as pilot:
        return await settled(pilot)


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize(
    "item", [stages.SSH, EIGHT, stages.LONG, stages.CODE], ids=["4", "8", "long", "code"]
)
async def test_letters_time_and_how_to_answer_are_seen_at_every_size(
    size: tuple[int, int], item: Any
) -> None:
    text = await seen(size, stages.opened(item), stages.you())
    last = LETTERS[len(item.options) - 1]

    for shape, letter in list(zip(SHAPES, LETTERS, strict=True))[: len(item.options)]:
        assert f"{shape} {letter}" in text
    assert "12 s" in text
    assert f"A-{last} answer" in text
    assert "? help" in text


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_what_became_of_every_option_is_seen_at_every_size(size: tuple[int, int]) -> None:
    spread = stages.tally((20, 5, 2, 1, 1, 1, 1, 0), 20)
    revealed = stages.revealed(EIGHT, RightOptions((0,)), spread)
    text = await seen(size, revealed, stages.right(Picked((0,))))

    assert "Right, in 4.1 s" in text
    assert "✓ A" in text
    assert all(f"✗ {letter}" in text for letter in LETTERS[1:])


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_a_question_that_is_cut_says_how_to_read_on(size: tuple[int, int]) -> None:
    text = await seen(size, stages.opened(stages.LONG), stages.you())

    assert "PgDn read on" in text or "line_30" in text


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_who_waits_sees_that_they_are_in_and_others_coming_at_every_size(
    size: tuple[int, int],
) -> None:
    text = await seen(size, stages.lobby(), stages.you(score=0))

    assert "You are in, Ada." in text
    assert "begins when the host starts" in " ".join(text.split())
    assert "Zoë" in text


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_the_end_is_seen_at_every_size(size: tuple[int, int]) -> None:
    text = await seen(size, stages.podium(), stages.placed())

    assert all(name in text for name in ("Chen", "Priya", "Ada"))
    assert "You came 3rd of 31" in text
    assert "q leave" in text


async def test_notices_are_short_where_there_is_one_narrow_row() -> None:
    said = [
        (stages.reading(), stages.you(), "Read first."),
        (stages.opened(paused=True), stages.you(), "Paused."),
        (stages.opened(), stages.you(eligible=False), "You are in from the next question."),
        (stages.opened(change_answer=True), stages.answered(), "Counted; you can change it."),
        (stages.podium(), stages.placed(), "q leaves."),
    ]
    for stage, you, words in said:
        text = await seen((40, 12), stage, you)
        assert words in text
        assert "PgDn" not in text


@pytest.mark.parametrize(
    ("news", "size"),
    [
        pytest.param((stages.opened(), stages.you()), (40, 12), id="a-question-40x12"),
        pytest.param((stages.opened(EIGHT), stages.you()), (40, 12), id="eight-40x12"),
        pytest.param((stages.revealed(), stages.right()), (40, 12), id="right-40x12"),
        pytest.param((stages.opened(), stages.you()), (119, 23), id="a-question-119x23"),
        pytest.param((stages.opened(), stages.you()), (200, 60), id="a-question-200x60"),
    ],
)
def test_pictures(snap_compare: Any, news: tuple[Any, ...], size: tuple[int, int]) -> None:
    async def settle(pilot: Any) -> None:
        await settled(pilot)

    assert snap_compare(player(*news), terminal_size=size, run_before=settle)


async def test_what_a_key_does_stays_in_its_column_in_a_small_window() -> None:
    async with player(stages.opened(), stages.you()).run_test(size=(46, 19)) as pilot:
        await settled(pilot)
        await pilot.press("question_mark")
        lines = (await settled(pilot)).splitlines()

    first = next(place for place, line in enumerate(lines) if "pick where" in line)
    assert lines[first + 1].find("several are wanted") == lines[first].find("answer, or")
