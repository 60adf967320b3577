"""What is not drawn again is not asked how it looks."""

from typing import Any

from textual._compositor import ChopsUpdate
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from quizterm_client.face import Face
from quizterm_client.terminal.appearance import STILL
from tests.support.reading import screen_text, settled


class Asked(Widget):
    """Counts how often it is asked for rows."""

    asked = 0

    def render_line(self, y: int) -> Strip:
        self.asked += 1
        return super().render_line(y)

    def render_lines(self, crop: Region) -> list[Strip]:
        self.asked += 1
        return super().render_lines(crop)


class Beside(Asked, Static):
    """Stands below what changes."""


class Around(Asked, Vertical):
    """Holds what changes."""


class TwoParts(Face[None]):
    """A part that changes above one that has no reason to."""

    CSS = """
    #below { height: 2; }
    #around { height: 1; }
    #over { height: 6; overflow: hidden; }
    #cut { width: 40; height: 4; offset: 70 0; }
    """

    def __init__(self) -> None:
        super().__init__(appearance=STILL)

    def compose(self) -> ComposeResult:
        with Around(id="around"):
            yield Static("12 s", id="time")
        yield Beside("still", id="below")
        with Vertical(id="over"):
            yield Static("abcdefghijklmno", id="cut")


async def test_a_change_asks_nothing_of_what_stands_below_or_is_covered() -> None:
    app = TwoParts()

    async with app.run_test(size=(80, 24)) as pilot:
        before = await settled(pilot)
        asked, covered = app.query_one(Beside).asked, app.query_one(Around).asked
        app.query_one("#time", Static).update("11 s", layout=False)

        await pilot.pause()
        await pilot.pause()

        assert app.query_one(Beside).asked == asked
        assert app.query_one(Around).asked == covered
        assert screen_text(app) == before.replace("12 s", "11 s")


async def test_what_is_cut_off_at_the_edge_stays_where_it_is() -> None:
    app = TwoParts()

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        app.query_one("#cut", Static).update("ABCDEFGHIJKLMNO")
        await settled(pilot)

        assert screen_text(app).split("\n")[3] == " " * 70 + "ABCDEFGHIJ"


class Watched(TwoParts):
    """Notes which rows are drawn."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: set[int] = set()

    def _display(self, screen: Screen[Any], renderable: Any) -> None:
        if isinstance(renderable, ChopsUpdate):
            self.rows |= {y for y, _first, _last in renderable.spans}
        elif renderable is not None:
            self.rows |= set(range(self.size.height))
        super()._display(screen, renderable)


async def test_a_widget_is_drawn_also_where_a_part_of_its_screen_is_drawn_at_the_same_time() -> None:
    """A screen behind this one that changes has it drawn again there."""
    app = Watched()

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        app.rows.clear()
        app.query_one(Beside).update("moved", layout=False)
        app.screen._dirty_widgets.add(app.query_one(Beside))
        app.screen.refresh(Region(0, 20, 80, 1))

        await settled(pilot)

        assert app.rows == {1, 2, 20}


async def test_what_is_to_be_drawn_while_changes_are_gathered_is_drawn_afterwards() -> None:
    app = Watched()

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        with app.batch_update():
            app.query_one("#time", Static).update("11 s", layout=False)
            app.screen._compositor.update_widgets({app.query_one("#time")})
            app.screen._compositor_refresh()
            app.rows.clear()

        await settled(pilot)

        assert 0 in app.rows
