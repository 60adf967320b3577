"""Only buttons to press: for a room where the question is on the wall."""

from dataclasses import replace
from typing import Any

import pytest
from textual.widgets import Input

from quizterm.protocol.client import SubmitAnswer
from quizterm.quiz.answers import Answer, Number, Picked
from quizterm.quiz.model import Select
from quizterm_client.player.app import PlayerApp
from quizterm_client.terminal.appearance import STILL
from quizterm_client.widgets.buttonblocks import BlockPlan
from quizterm_client.widgets.tiles import Tiles
from tests.support import stages
from tests.support.reading import settled
from tests.support.stages import FakePeer

BUTTONS = replace(STILL, buttons=True)
SIZES = [(80, 24), (40, 12), (120, 36)]
ASKED = "Which of these ports does SSH listen on by default?"
EIGHT = replace(stages.SSH, options=tuple(f"Option {number}" for number in range(1, 9)))
SEVERAL = replace(stages.SSH, select=Select.ALL)


def answers(peer: FakePeer) -> list[Answer]:
    return [request.answer for request in peer.sent if isinstance(request, SubmitAnswer)]


def sized(size: tuple[int, int]) -> str:
    return f"{size[0]}x{size[1]}"


@pytest.mark.parametrize("size", SIZES, ids=sized)
async def test_letters_are_shown_and_neither_question_nor_options(size: tuple[int, int]) -> None:
    app = PlayerApp(FakePeer(stages.opened(), stages.you()), appearance=BUTTONS)

    async with app.run_test(size=size) as pilot:
        text = await settled(pilot)

    assert all(shape in text for shape in "▲◆●■")
    assert "SSH" not in text
    assert "443" not in text


async def test_before_it_opens_the_projector_is_pointed_at() -> None:
    app = PlayerApp(FakePeer(stages.reading(), stages.you()), appearance=BUTTONS)

    async with app.run_test(size=(80, 24)) as pilot:
        assert "Look at the projector." in await settled(pilot)


async def test_a_slide_is_on_the_projector() -> None:
    app = PlayerApp(FakePeer(stages.reading(stages.SLIDE), stages.you()), appearance=BUTTONS)

    async with app.run_test(size=(80, 24)) as pilot:
        text = await settled(pilot)

    assert "Look at the projector." in text
    assert "Half-time" not in text


async def test_keys_arrows_and_clicks_answer() -> None:
    peer = FakePeer(stages.opened(), stages.you())
    app = PlayerApp(peer, appearance=BUTTONS)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("c")
        await settled(pilot)
        tiles = app.screen.query_one(Tiles)
        await pilot.click(Tiles, offset=(tiles.size.width - 5, tiles.size.height - 2))
        await settled(pilot)
        await pilot.press("up", "down", "right", "left", "space")
        await settled(pilot)

    assert answers(peer)[:1] == [Picked((2,))]


async def test_a_click_answers_with_the_block_below_it() -> None:
    peer = FakePeer(stages.opened(), stages.you())
    app = PlayerApp(peer, appearance=BUTTONS)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        tiles = app.screen.query_one(Tiles)
        await pilot.click(Tiles, offset=(tiles.size.width - 5, tiles.size.height - 2))
        await settled(pilot)

    assert answers(peer) == [Picked((3,))]


async def test_a_typed_answer_is_typed_without_the_question() -> None:
    peer = FakePeer(stages.opened(stages.NUMERIC), stages.you())
    app = PlayerApp(peer, appearance=BUTTONS)

    async with app.run_test(size=(80, 24)) as pilot:
        text = await settled(pilot)
        assert "Look at the projector." in text
        assert stages.NUMERIC.text not in text
        await pilot.press("4", "2", "enter")
        await settled(pilot)

    assert answers(peer) == [Number(42)]


async def test_the_reveal_tells_what_came_of_it() -> None:
    app = PlayerApp(FakePeer(stages.revealed(), stages.right()), appearance=BUTTONS)

    async with app.run_test(size=(80, 24)) as pilot:
        text = await settled(pilot)

    assert "Right, in 4.1 s" in text
    assert "✓" in text
    assert ASKED not in text


async def test_a_key_shows_the_question_and_hides_it_again() -> None:
    app = PlayerApp(FakePeer(stages.opened(), stages.you()), appearance=STILL)

    async with app.run_test(size=(80, 24)) as pilot:
        assert ASKED in await settled(pilot)
        await pilot.press("f2")
        assert ASKED not in await settled(pilot)
        await pilot.press("f2")
        assert ASKED in await settled(pilot)


@pytest.mark.parametrize(("item", "keys"), [(SEVERAL, "b"), (stages.TEXT, "x")], ids=["picked", "typed"])
async def test_nothing_changes_while_an_answer_is_being_made(item: Any, keys: str) -> None:
    app = PlayerApp(FakePeer(stages.opened(item), stages.you()), appearance=STILL)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press(keys)
        before = await settled(pilot)
        await pilot.press("f2")
        assert await settled(pilot) == before
        if item is stages.TEXT:
            assert app.screen.query_one(Input).value == "x"


@pytest.mark.parametrize("number", range(1, 9))
@pytest.mark.parametrize(("width", "room"), [(76, 18), (40, 8), (22, 5), (116, 28), (12, 3)])
def test_every_block_has_a_place_of_its_own(number: int, width: int, room: int) -> None:
    plan = BlockPlan.of(number, width, room)
    places = {plan.at(x, y) for x in range(width) for y in range(max(room, 8))} - {None}

    assert set(range(number)) <= places


@pytest.mark.parametrize("size", SIZES, ids=sized)
def test_picture_of_buttons(snap_compare: Any, size: tuple[int, int]) -> None:
    app = PlayerApp(FakePeer(stages.opened(), stages.you()), appearance=BUTTONS)

    assert snap_compare(app, terminal_size=size)


def test_picture_of_eight_buttons(snap_compare: Any) -> None:
    app = PlayerApp(FakePeer(stages.opened(EIGHT), stages.answered()), appearance=BUTTONS)

    assert snap_compare(app, terminal_size=(80, 24))


def test_picture_of_buttons_at_the_reveal(snap_compare: Any) -> None:
    app = PlayerApp(FakePeer(stages.revealed(), stages.wrong()), appearance=BUTTONS)

    assert snap_compare(app, terminal_size=(80, 24))


@pytest.mark.parametrize("theme", ["contrast", "contrast-light"])
def test_picture_with_high_contrast(snap_compare: Any, theme: str) -> None:
    app = PlayerApp(FakePeer(stages.revealed(), stages.wrong()), appearance=replace(STILL, theme=theme))

    assert snap_compare(app, terminal_size=(80, 24))


async def test_no_letter_moves_when_an_answer_is_given() -> None:
    before, after = (
        PlayerApp(FakePeer(stages.opened(), stages.you(answer=answer)), appearance=BUTTONS)
        for answer in (None, Picked((0,)))
    )

    async with before.run_test(size=(80, 24)) as pilot:
        first = (await settled(pilot)).splitlines()
    async with after.run_test(size=(80, 24)) as pilot:
        second = (await settled(pilot)).splitlines()

    assert any("your answer" in line for line in second)
    for shape in "▲◆●■":
        places = [
            next((y, line.find(shape)) for y, line in enumerate(lines) if shape in line)
            for lines in (first, second)
        ]
        assert places[0] == places[1]
