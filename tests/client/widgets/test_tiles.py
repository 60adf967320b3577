"""Tiles are picked by digit, letter, arrows and mouse, and stay where they are."""

from dataclasses import replace
from typing import Any

import pytest
from textual.app import App, ComposeResult

from quizterm.quiz.answers import Picked
from quizterm.quiz.model import Select
from quizterm.snapshot import QuestionView
from quizterm_client.themes import use_themes
from quizterm_client.widgets.tiles import Tiles
from tests.support import stages
from tests.support.reading import screen_text

SEVERAL = replace(stages.SSH, select=Select.ALL)


class TilesApp(App[None]):
    """One question's options on an otherwise empty screen."""

    CSS = "Tiles { height: 11; }"

    def __init__(self, item: QuestionView = stages.SSH, *, live: bool = True, **shown: Any) -> None:
        super().__init__()
        self.item, self.live, self.shown = item, live, shown
        self.chosen: list[tuple[int, ...]] = []

    def compose(self) -> ComposeResult:
        yield Tiles()

    def on_mount(self) -> None:
        use_themes(self)
        tiles = self.query_one(Tiles)
        tiles.show(self.item, live=self.live, **self.shown)
        tiles.focus()

    def on_tiles_chosen(self, event: Tiles.Chosen) -> None:
        self.chosen.append(event.options)


@pytest.mark.parametrize(
    ("keys", "option"),
    [
        pytest.param(["2"], 1, id="digit"),
        pytest.param(["d"], 3, id="letter"),
        pytest.param(["down", "enter"], 0, id="first-arrow-lands-on-the-first"),
        pytest.param(["down", "down", "right", "enter"], 3, id="arrows"),
        pytest.param(["right", "right", "left", "right", "space"], 1, id="space"),
        pytest.param(["down", "up", "enter"], 0, id="not-past-the-edge"),
    ],
)
async def test_one_option_is_chosen_with_the_keyboard(keys: list[str], option: int) -> None:
    app = TilesApp()

    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*keys)

    assert app.chosen == [(option,)]


async def test_a_click_on_a_tile_chooses_it_and_one_beside_does_not() -> None:
    app = TilesApp()

    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.click(Tiles, offset=(60, 8))
        await pilot.click(Tiles, offset=(10, 5))
        await pilot.click(Tiles, offset=(39, 2))

    assert app.chosen == [(3,)]


async def test_several_options_are_picked_first_and_sent_together() -> None:
    app = TilesApp(SEVERAL)

    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "1", "b", "d", "2")
        picked = screen_text(app)
        await pilot.press("enter")

    assert picked.count("picked") == 2
    assert app.chosen == [(0, 3)]


async def test_nothing_is_chosen_before_the_question_opens() -> None:
    app = TilesApp(live=False)

    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("1", "down", "enter", "space")
        await pilot.click(Tiles, offset=(10, 2))

    assert app.chosen == []


async def test_options_that_are_not_there_are_not_chosen() -> None:
    app = TilesApp()

    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("5", "h")

    assert app.chosen == []


async def test_every_text_stands_in_the_same_place_before_and_after_the_reveal() -> None:
    before, after = (
        TilesApp(answer=Picked((1,))),
        TilesApp(live=False, answer=Picked((1,)), reveal=stages.revealed().reveal),
    )

    async with before.run_test(size=(80, 24)):
        first = screen_text(before).splitlines()
    async with after.run_test(size=(80, 24)):
        second = screen_text(after).splitlines()

    for text in ("21", "22", "80", "443"):
        places = [
            next((y, line.find(f" {text}")) for y, line in enumerate(lines) if f" {text}" in line)
            for lines in (first, second)
        ]
        assert places[0] == places[1]


async def test_where_a_note_has_no_room_it_is_said_in_fewer_words() -> None:
    app = TilesApp(answer=Picked((1,)))

    async with app.run_test(size=(40, 24)):
        text = screen_text(app)

    assert "your…" not in text
    assert "yours" in text


async def test_right_wrong_and_mine_are_told_without_colours() -> None:
    app = TilesApp(live=False, answer=Picked((0,)), reveal=stages.revealed().reveal)

    async with app.run_test(size=(80, 24)):
        text = screen_text(app)

    assert "✗ A" in text
    assert "✓ B" in text
    assert "4   your answer" in text
    assert "23" in text


async def test_eight_long_options_keep_their_letters_and_tell_what_is_cut() -> None:
    app = TilesApp(stages.LONG)

    async with app.run_test(size=(80, 24)) as pilot:
        text = screen_text(app)
        await pilot.press("down")
        whole = app.query_one(Tiles).cut_text

    assert all(f"{letter}  " in text for letter in "ABCDEFGH")
    assert "…" in text
    assert whole.endswith("contact for 1 s")


async def test_wide_characters_keep_the_columns() -> None:
    item = replace(stages.SSH, options=("ポート二十二番", "22", "שלום עולם", "e\u0301tat"))
    app = TilesApp(item)

    async with app.run_test(size=(80, 24)):
        strips = app.screen._compositor.render_strips()

    assert {strip.cell_length for strip in strips} == {80}


@pytest.mark.parametrize("size", [(12, 3), (20, 5), (5, 2), (200, 60)])
async def test_any_size_is_survived(size: tuple[int, int]) -> None:
    app = TilesApp(stages.LONG, live=False, answer=Picked((0,)), reveal=stages.revealed(stages.LONG).reveal)

    async with app.run_test(size=size) as pilot:
        await pilot.click(Tiles, offset=(0, 0))
        assert screen_text(app).count("\n") == size[1] - 1
