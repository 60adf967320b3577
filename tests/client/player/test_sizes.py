"""Every phase on every terminal, and terminals that change while one plays."""

from typing import Any

import pytest

from quizterm.quiz.answers import Ordered, RightOrder
from quizterm_client.player.app import PlayerApp
from quizterm_client.widgets.tiles import Tiles
from tests.support import stages
from tests.support.reading import settled
from tests.support.stages import FakePeer

SCENES = (
    (stages.lobby(), stages.you()),
    (stages.reading(), stages.you()),
    (stages.opened(), stages.you()),
    (stages.opened(stages.LONG), stages.you()),
    (stages.revealed(stages.LONG, explanation="Why? " * 100), stages.right()),
    (stages.opened(stages.CODE), stages.you()),
    (stages.opened(stages.TEXT), stages.you()),
    (stages.opened(stages.ORDER), stages.you()),
    (
        stages.revealed(stages.ORDER, key=RightOrder((1, 3, 2, 0))),
        stages.wrong(Ordered((0, 1, 2, 3))),
    ),
    (stages.reading(stages.SLIDE), stages.you()),
    (stages.revealed(), stages.right()),
    (stages.standings(), stages.right()),
    (stages.podium(), stages.placed()),
    (stages.podium(rows=(), players=0), stages.you(rank=0)),
)


@pytest.mark.parametrize("size", [(20, 5), (10, 3), (1, 1), (40, 12), (24, 8), (119, 9), (46, 19), (200, 60)])
async def test_every_phase_survives_every_size(size: tuple[int, int]) -> None:
    peer = FakePeer()
    app = PlayerApp(peer, motion=False)

    async with app.run_test(size=size) as pilot:
        for scene in SCENES:
            for news in scene:
                peer.tell(news)
            text = await settled(pilot)
            assert text.count("\n") == size[1] - 1


async def test_a_tiny_terminal_says_so_and_what_goes_on() -> None:
    app = PlayerApp(FakePeer(stages.opened(), stages.you()), motion=False)

    async with app.run_test(size=(20, 5)) as pilot:
        text = await settled(pilot)

    assert "Terminal too small." in text
    assert "Question 3 is open." in text


async def test_every_letter_of_a_long_question_can_be_seen_and_the_question_read_on() -> None:
    app = PlayerApp(FakePeer(stages.opened(stages.LONG), stages.you()), motion=False)

    async with app.run_test(size=(80, 24)) as pilot:
        first = await settled(pilot)
        await pilot.press("pagedown", "pagedown")
        later = await settled(pilot)
        await pilot.press("pageup", "pageup")
        back = await settled(pilot)

    for letter, shape in zip("ABCDEFGH", "▲◆●■★✚⬟⬢", strict=True):
        assert f"{shape} {letter}" in first
        assert f"{shape} {letter}" in later
    assert "PgDn read on" in first
    assert "line_12 = check" not in first
    assert "line_12 = check" in later
    assert back == first


async def test_resizing_in_the_middle_loses_nothing() -> None:
    peer = FakePeer(stages.opened(stages.TEXT), stages.you())
    app = PlayerApp(peer, motion=False)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press(*"dn")
        for size in ((20, 5), (200, 60), (80, 24)):
            await pilot.resize_terminal(*size)
            await settled(pilot)
        await pilot.press("s", "enter")
        text = await settled(pilot)

    assert "Counted" in text
    assert "dns" in text


async def test_tiles_do_not_move_from_reading_to_reveal() -> None:
    peer = FakePeer(stages.reading(), stages.you())
    app = PlayerApp(peer, motion=False)
    places: list[Any] = []

    async with app.run_test(size=(80, 24)) as pilot:
        for news in ((), (stages.opened(),), (stages.answered(),), (stages.revealed(), stages.right())):
            for one in news:
                peer.tell(one)
            await settled(pilot)
            places.append(app.screen.query_one(Tiles).region)

    assert len(set(places)) == 1
    assert places[0].height == 11
