"""A thrifty screen lays out once, hears of its widgets at once, and shows what any other would."""

import asyncio
from typing import Any

from textual._compositor import ChopsUpdate
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.geometry import Size
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from quizterm_client.face import Face
from quizterm_client.terminal.appearance import STILL
from quizterm_client.terminal.thrift import ThriftyScreen, ThriftyStatic, ThriftyWidget
from tests.support.reading import screen_text, settled

PATIENCE = 5.0
"""Seconds after which nothing will be drawn any more."""


class Counting(ThriftyScreen[None]):
    """Counts how often it lays out."""

    laid_out = 0

    def _refresh_layout(self, size: Size | None = None, scroll: bool = False) -> None:
        self.laid_out += 1
        super()._refresh_layout(size, scroll)


class Hiding(Face[None]):
    """A part that is shown later, with another one inside; both take the room that is there."""

    CSS = """
    #now { height: 1fr; }
    #later { height: 1fr; padding: 1 2; background: $panel; display: none; }
    #scrolled { height: 4; }
    """

    def __init__(self) -> None:
        super().__init__(appearance=STILL)

    def get_default_screen(self) -> Counting:
        return Counting(id="_default")

    def compose(self) -> ComposeResult:
        yield Static("now", id="now")
        with Vertical(id="later"):
            yield Static("later", id="words")
        with VerticalScroll(id="scrolled"):
            yield Static("short", id="long")


class Alone(Hiding):
    """A part that does something by itself when its time has come."""

    def compose(self) -> ComposeResult:
        yield ThriftyStatic("before", id="words")


async def test_a_timer_of_a_part_needs_nothing_else_to_happen() -> None:
    """A clock that is alone on its screen goes on all the same."""
    app = Alone()

    async with app.run_test(size=(40, 12)) as pilot:
        await settled(pilot)
        words, rung = app.query_one(ThriftyStatic), asyncio.Event()
        words.set_timer(0.001, rung.set)
        async with asyncio.timeout(PATIENCE):
            await rung.wait()


async def test_a_part_that_is_shown_is_laid_out_once_and_stands_where_it_should() -> None:
    app = Hiding()

    async with app.run_test(size=(40, 12)) as pilot:
        await settled(pilot)
        screen = app.screen
        assert isinstance(screen, Counting)
        before = screen.laid_out
        app.query_one("#now").display, app.query_one("#later").display = False, True

        shown = await settled(pilot)

        assert screen.laid_out == before + 1
        assert shown.split("\n")[:3] == ["", "  later", ""]


async def test_what_is_said_just_before_all_is_laid_out_for_another_reason_has_its_rows() -> None:
    app = Hiding()

    async with app.run_test(size=(40, 20)) as pilot:
        app.query_one("#later").display = True
        await settled(pilot)
        app.query_one("#words", Static).update("one\ntwo\nthree")
        app.screen._refresh_layout()

        shown = await settled(pilot)

        assert [row.strip() for row in shown.split("\n")[9:12]] == ["one", "two", "three"]


async def test_a_scroll_bar_that_comes_takes_its_column_from_the_words() -> None:
    app = Hiding()

    async with app.run_test(size=(40, 12)) as pilot:
        await settled(pilot)
        app.query_one("#long", Static).update("x" * 40 * 5)

        shown = await settled(pilot)

        assert app.query_one("#scrolled").show_vertical_scrollbar
        assert shown.split("\n")[8].rstrip("▁▂▃▄▅▆▇█ ") == "x" * 38


async def test_all_rows_of_a_part_around_others_have_its_colour() -> None:
    app = Hiding()

    async with app.run_test(size=(40, 12)) as pilot:
        app.query_one("#now").display, app.query_one("#later").display = False, True
        await settled(pilot)

        rows = app.screen._compositor.render_strips()[:8]
        edges = {segment.style for row in rows for segment in row.crop(0, 2)}
        colours = {edge.bgcolor for edge in edges if edge is not None}

        assert colours == {app.query_one("#later").background_colors[1].rich_color}


class Holder(Vertical, ThriftyWidget):
    """Holds others, and counts what it is told."""

    def __init__(self, *children: Widget, id: str) -> None:
        super().__init__(*children, id=id)
        self.told: list[str] = []

    def on_resize(self) -> None:
        self.told.append("resize")

    def on_descendant_focus(self) -> None:
        self.told.append("focus")


class Button(ThriftyStatic, can_focus=True):
    """Takes the keys."""


class Telling(Face[None]):
    """Widgets that tell their screen what has changed."""

    AUTO_FOCUS = None
    CSS = """
    #held { height: 3; }
    #away { display: none; height: 3; }
    """

    def __init__(self) -> None:
        super().__init__(appearance=STILL)

    def get_default_screen(self) -> Counting:
        return Counting(id="_default")

    def compose(self) -> ComposeResult:
        yield Holder(ThriftyStatic("first", id="words"), Button("press", id="button"), id="held")
        yield Holder(ThriftyStatic("back", id="more"), id="away")


async def test_what_changes_is_drawn_and_what_grows_has_its_rows() -> None:
    app = Telling()

    async with app.run_test(size=(40, 12)) as pilot:
        await settled(pilot)
        app.query_one("#words", ThriftyStatic).update("second")
        assert (await settled(pilot)).split("\n")[:2] == ["second", "press"]

        app.query_one("#words", ThriftyStatic).update("one\ntwo")
        assert (await settled(pilot)).split("\n")[:3] == ["one", "two", "press"]


class Drawing(Telling):
    """Tells when something is drawn."""

    def __init__(self) -> None:
        super().__init__()
        self.drawn = asyncio.Event()

    def _display(self, screen: Screen[Any], renderable: Any) -> None:
        super()._display(screen, renderable)
        if renderable is not None:
            self.drawn.set()


async def test_a_change_is_drawn_although_no_widget_is_sent_a_message() -> None:
    app = Drawing()

    async with app.run_test(size=(40, 12)) as pilot:
        await settled(pilot)
        app.drawn.clear()
        # A pilot's pause would send every widget a message, and with it wake it.
        app.query_one("#words", ThriftyStatic).update("second")

        async with asyncio.timeout(PATIENCE):
            await app.drawn.wait()

        assert screen_text(app).split("\n")[0] == "second"


async def test_what_changes_together_is_laid_out_once() -> None:
    app = Telling()

    async with app.run_test(size=(40, 12)) as pilot:
        await settled(pilot)
        screen = app.screen
        assert isinstance(screen, Counting)
        before = screen.laid_out
        app.query_one("#away").display = True
        app.query_one("#more", ThriftyStatic).update("again")
        app.query_one("#words", ThriftyStatic).update("one\ntwo")

        shown = await settled(pilot)

        assert shown.split("\n")[:4] == ["one", "two", "press", "again"]
        assert screen.laid_out == before + 1


async def test_events_reach_those_who_do_something_about_them() -> None:
    app = Telling()

    async with app.run_test(size=(40, 12)) as pilot:
        await settled(pilot)
        held, away = app.query_one("#held", Holder), app.query_one("#away", Holder)
        held.told.clear()
        away.display = True
        app.query_one(Button).focus()

        await settled(pilot)

        assert away.told == ["resize"]
        assert held.told == ["focus"]


async def test_what_is_hidden_gives_the_keys_back() -> None:
    app = Telling()

    async with app.run_test(size=(40, 12)) as pilot:
        button = app.query_one(Button)
        button.focus()
        await settled(pilot)
        assert app.focused is button
        app.query_one("#held").display = False

        await settled(pilot)

        assert app.focused is None


class Covered(Telling):
    """Notices which rows are drawn."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: set[int] = set()

    def _display(self, screen: Screen[Any], renderable: Any) -> None:
        if isinstance(renderable, ChopsUpdate):
            self.rows |= {y for y, _first, _last in renderable.spans}
        elif renderable is not None:
            self.rows |= set(range(self.size.height))
        super()._display(screen, renderable)


async def test_what_was_covered_is_drawn_although_something_is_laid_out_at_the_same_time() -> None:
    app = Covered()

    async with app.run_test(size=(40, 12)) as pilot:
        await settled(pilot)
        app.rows.clear()
        app.screen.refresh()
        app.query_one("#words", ThriftyStatic).update("one\ntwo")

        await settled(pilot)

        assert app.rows == set(range(12))
