"""What a room sees on screens of any size: large on large ones, and nothing lost on small ones."""

from dataclasses import replace
from typing import Any

import pytest

from quizterm.quiz.answers import RightOptions, RightOrder, RightTexts
from quizterm.snapshot import Group, Stage
from quizterm_client.projector.app import ProjectorApp
from quizterm_client.terminal.appearance import STILL
from quizterm_client.view.invitation import Invitation
from tests.support import stages
from tests.support.reading import settled

SIZES = ((40, 12), (46, 19), (60, 16), (79, 33), (80, 24), (119, 23), (120, 36), (200, 60))
LARGE = (200, 60)
COMMANDS = ("ss -lnt", "netstat", "lsof -i", "ip addr", "dig +short", "nmap", "curl -v", "ping")
EIGHT = replace(stages.SSH, text="Which of these shows open ports?", options=COMMANDS)
OPENED = stages.opened(answered=23)
GROUPS = (Group(text="DNS", count=17, right=True), Group(text="ARP", count=5))
TYPED = stages.revealed(stages.TEXT, RightTexts(("DNS",)), stages.tally((), 17, GROUPS))
ORDERED = stages.revealed(stages.ORDER, RightOrder((1, 3, 2, 0)), stages.tally((), 3))
REVEALED_EIGHT = stages.revealed(EIGHT, RightOptions((0,)), stages.tally((20, 5, 2, 1, 1, 1, 1, 0), 20))


def projector(stage: Stage) -> ProjectorApp:
    invitation = Invitation("quizterm join K7Q4MF@10.20.0.5", "10.20.0.5:8765")
    return ProjectorApp(stages.FakePeer(stage), invitation, appearance=STILL)


async def seen(stage: Stage, size: tuple[int, int]) -> str:
    async with projector(stage).run_test(size=size) as pilot:
        return await settled(pilot)


@pytest.mark.parametrize("size", SIZES[:-1], ids=str)
async def test_time_letters_and_counts_are_seen_at_every_size(size: tuple[int, int]) -> None:
    opened, eight = await seen(OPENED, size), await seen(stages.opened(EIGHT, answered=3), size)
    revealed = await seen(REVEALED_EIGHT, size)

    assert "12 s" in opened
    assert "Which of these ports" in " ".join(opened.split())
    assert all(mark in opened for mark in ("▲ A", "◆ B", "● C", "■ D"))
    assert all(f"{shape} {letter}" in eight for shape, letter in zip("▲◆●■★✚⬟⬢", "ABCDEFGH", strict=True))
    assert all(f" {letter} " in revealed for letter in "ABCDEFGH")
    for text, words in ((opened, "of 31 answered"), (eight, "of 31 answered"), (revealed, "of 31 right")):
        assert words in text


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_answers_in_words_and_in_order_are_seen_at_every_size(size: tuple[int, int]) -> None:
    typed, order = await seen(TYPED, size), await seen(ORDERED, size)

    assert "right: DNS" in typed
    assert "ARP" in typed
    assert "of 31 right" in typed
    assert all(item in order for item in stages.ORDER.options)


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_the_lobby_says_how_to_get_in_at_every_size(size: tuple[int, int]) -> None:
    empty = await seen(stages.lobby(names=(), players=0), size)
    full = await seen(stages.lobby(players=2_000), size)

    for text in (empty, full):
        assert "quizterm join K7Q4MF@10.20.0.5" in text
    assert "Type the command above to come in." in " ".join(empty.split())
    assert "2\xa0000 players" in full
    assert "more" in full


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_the_first_three_are_seen_at_every_size(size: tuple[int, int]) -> None:
    standings, podium = await seen(stages.standings(), size), await seen(stages.podium(), size)

    for text in (standings, podium):
        assert all(name in text for name in ("Chen", "Priya", "Ada"))
    assert "3\xa0310" in standings


async def test_a_large_screen_draws_letters_from_blocks_and_thick_bars() -> None:
    opened, revealed = await seen(OPENED, LARGE), await seen(REVEALED_EIGHT, LARGE)

    assert "██████████  ▲" in opened  # the middle of an A, and its shape
    assert opened.count("▲") == 1
    rows = revealed.splitlines()
    bars = [row for row in rows if "█" * 50 in row]
    assert len(bars) >= 2
    assert all(command in revealed for command in COMMANDS)


async def test_options_stay_in_their_places_when_a_large_question_closes() -> None:
    opened, revealed = await seen(stages.opened(EIGHT), LARGE), await seen(REVEALED_EIGHT, LARGE)

    def places(text: str) -> list[tuple[int, int]]:
        rows = text.splitlines()
        return [
            next((row, line.index(command)) for row, line in enumerate(rows) if command in line)
            for command in COMMANDS
        ]

    assert places(opened) == places(revealed)


async def test_options_that_are_too_long_for_large_tiles_are_drawn_as_usual() -> None:
    text = await seen(stages.opened(stages.LONG), LARGE)

    assert "⬢ H" in text
    assert "loses contact for 8 s" in text


@pytest.mark.parametrize(
    ("stage", "size"),
    [
        pytest.param(stages.lobby(), LARGE, id="lobby-200x60"),
        pytest.param(OPENED, LARGE, id="open-200x60"),
        pytest.param(stages.opened(EIGHT, answered=3), LARGE, id="eight-200x60"),
        pytest.param(stages.revealed(), LARGE, id="reveal-200x60"),
        pytest.param(TYPED, LARGE, id="typed-200x60"),
        pytest.param(stages.standings(), LARGE, id="standings-200x60"),
        pytest.param(stages.podium(), LARGE, id="podium-200x60"),
        pytest.param(OPENED, (119, 23), id="open-119x23"),
        pytest.param(REVEALED_EIGHT, (40, 12), id="reveal-40x12"),
    ],
)
def test_pictures(snap_compare: Any, stage: Stage, size: tuple[int, int]) -> None:
    async def settle(pilot: Any) -> None:
        await settled(pilot)

    assert snap_compare(projector(stage), terminal_size=size, run_before=settle)
