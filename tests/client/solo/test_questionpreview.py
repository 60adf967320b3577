"""A question beside something else, as an editor shows it."""

from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input

from quizterm.formats import read_sample
from quizterm.quiz.model import Choice
from quizterm.snapshot import Phase
from quizterm_client.solo.deeds import Deed
from quizterm_client.solo.frames import phases_of
from quizterm_client.solo.questionpreview import QuestionPreview
from quizterm_client.themes import use_themes
from quizterm_client.widgets.tiles import Tiles
from tests.support.reading import settled

QUIZ = read_sample("every-kind")


class Harness(App[None]):
    """A line to type in beside a preview."""

    CSS = "Input { width: 30; }"

    def __init__(self) -> None:
        super().__init__()
        use_themes(self)
        self.chosen: list[Any] = []

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Input(id="form")
            yield QuestionPreview()

    def on_tiles_chosen(self, event: Tiles.Chosen) -> None:
        self.chosen.append(event)


@pytest.mark.parametrize("size", [(110, 24), (70, 12), (40, 6), (31, 3), (200, 60)])
async def test_every_moment_is_drawn_at_every_size(size: tuple[int, int]) -> None:
    app = Harness()

    async with app.run_test(size=size) as pilot:
        preview = app.query_one(QuestionPreview)
        await settled(pilot)
        for index, question in enumerate(QUIZ.questions):
            for phase in phases_of(question, QUIZ):
                preview.show(question, quiz=QUIZ, index=index, phase=phase)
                text = await settled(pilot)
        assert app.focused is app.query_one("#form")

    if size[0] > 100:
        assert "One of every kind" in text
        assert "12 / 12" in text


async def test_it_divides_its_own_room_and_not_the_terminals() -> None:
    app = Harness()

    async with app.run_test(size=(110, 24)) as pilot:
        preview = app.query_one(QuestionPreview)
        preview.show(QUIZ.questions[1], quiz=QUIZ, index=1, phase=Phase.REVEAL, deed=Deed.WRONG)
        text = await settled(pilot)
        regions = [widget.region for widget in preview.query("*") if widget.display and widget.region.area]
        outside = [region for region in regions if not preview.region.contains_region(region)]

    assert not outside
    assert "Not this time" in text
    assert "It was C vim" in text


async def test_neither_mouse_nor_keys_do_anything_in_it() -> None:
    app = Harness()

    async with app.run_test(size=(110, 24)) as pilot:
        preview = app.query_one(QuestionPreview)
        preview.show(QUIZ.questions[1], quiz=QUIZ, index=1)
        before = await settled(pilot)
        await pilot.click(Tiles, offset=(5, 2))
        await pilot.press("tab")
        assert await settled(pilot) == before
        assert app.focused is app.query_one("#form")

    assert app.chosen == []


async def test_it_follows_what_is_written() -> None:
    app = Harness()

    async with app.run_test(size=(110, 24)) as pilot:
        preview = app.query_one(QuestionPreview)
        assert await settled(pilot)
        for words in ("Wh", "Who?"):
            preview.show(Choice(text=words, options=("I", "you"), right=()), quiz=QUIZ, index=3)
            text = await settled(pilot)

    assert "Who?" in text
    assert "4 / 12" in text
