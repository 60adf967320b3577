"""What a host must see on screens of any size: question, answers, what is right, and the keys."""

from dataclasses import replace
from typing import Any

import pytest

from quizterm.quiz.answers import RightOptions
from quizterm.snapshot import Stage
from quizterm_client.host.app import HostApp
from quizterm_client.terminal.appearance import STILL
from quizterm_client.view.invitation import Invitation
from tests.support import stages
from tests.support.reading import settled

SIZES = ((40, 12), (46, 19), (60, 16), (79, 33), (80, 24), (119, 23), (120, 36), (200, 60))
DESK = stages.desk()
OPENED = stages.opened(answered=23, asked=26, desk=DESK)
COMMANDS = ("ss -lnt", "netstat", "lsof -i", "ip addr", "dig +short", "nmap", "curl -v", "ping")
EIGHT = replace(stages.SSH, text="Which of these shows open ports?", options=COMMANDS)


def host(stage: Stage) -> HostApp:
    invitation = Invitation("quizterm join K7Q4MF@10.20.0.5", "10.20.0.5:8765")
    return HostApp(stages.FakePeer(stage), invitation, appearance=STILL)


async def seen(stage: Stage, size: tuple[int, int], *keys: str) -> str:
    async with host(stage).run_test(size=size) as pilot:
        await settled(pilot)
        await pilot.press(*keys)
        return await settled(pilot)


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_question_key_answers_time_and_keys_are_seen_at_every_size(size: tuple[int, int]) -> None:
    text = await seen(OPENED, size)

    assert "Which of these ports" in " ".join(text.split())
    assert all(mark in text for mark in ("▲ A", "◆ B", "● C", "■ D"))
    assert "✓" in text
    assert "of 26" in text
    assert "answered" in text
    assert "12 s" in text
    assert "Space close" in text


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_every_option_is_seen_or_one_scrolls_to_it(size: tuple[int, int]) -> None:
    opened = stages.opened(EIGHT, answered=3, desk=stages.desk(key=RightOptions((0,)), tally=None))
    first, last = await seen(opened, size), await seen(opened, size, *["down"] * 8)

    assert all(f" {letter} " in first + last for letter in "ABCDEFGH")


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_the_first_three_are_seen_at_every_size(size: tuple[int, int]) -> None:
    standings = await seen(stages.standings(desk=DESK), size)
    podium = await seen(stages.podium(desk=DESK), size)

    for text in (standings, podium):
        assert all(name in text for name in ("Chen", "Priya", "Ada"))
    assert "3\xa0310" in standings


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_the_lobby_says_how_to_get_in_at_every_size(size: tuple[int, int]) -> None:
    empty = stages.lobby(names=(), players=0, desk=stages.desk(seats=(), tally=None))
    crowd = stages.lobby(players=2_000, desk=stages.desk(seats=stages.seats(stages.NAMES * 77), tally=None))

    for stage in (empty, crowd):
        assert "quizterm join K7Q4MF@10.20.0.5" in await seen(stage, size)
    assert "Type the command above to come in." in " ".join((await seen(empty, size)).split())


async def test_a_small_window_shows_at_least_five_places() -> None:
    text = await seen(stages.standings(desk=DESK), (40, 12))

    assert all(row.name in text for row in stages.TOP_FIVE)


@pytest.mark.parametrize("size", [(40, 12), (119, 23), (200, 60)], ids=["40x12", "119x23", "200x60"])
def test_pictures(snap_compare: Any, size: tuple[int, int]) -> None:
    async def settle(pilot: Any) -> None:
        await settled(pilot)

    assert snap_compare(host(OPENED), terminal_size=size, run_before=settle)
