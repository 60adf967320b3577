"""What is not drawn again is not asked how it looks."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from quizterm_client.face import Face
from quizterm_client.terminal.appearance import STILL
from tests.support.reading import screen_text, settled


class Beside(Static):
    """Counts how often it is asked for a row."""

    asked = 0

    def render_line(self, y: int):  # type: ignore[no-untyped-def]
        self.asked += 1
        return super().render_line(y)

    def render_lines(self, crop):  # type: ignore[no-untyped-def]
        self.asked += 1
        return super().render_lines(crop)


class TwoParts(Face[None]):
    """A part that changes above one that has no reason to."""

    CSS = """
    #below { height: 2; }
    Vertical { height: 6; overflow: hidden; }
    #cut { width: 40; height: 4; offset: 70 0; }
    """

    def __init__(self) -> None:
        super().__init__(appearance=STILL)

    def compose(self) -> ComposeResult:
        yield Static("12 s", id="time")
        yield Beside("still", id="below")
        with Vertical():
            yield Static("abcdefghijklmno", id="cut")


async def test_a_change_above_asks_nothing_of_what_stands_below() -> None:
    app = TwoParts()

    async with app.run_test(size=(80, 24)) as pilot:
        before = await settled(pilot)
        asked = app.query_one(Beside).asked
        app.query_one("#time", Static).update("11 s", layout=False)

        await pilot.pause()
        await pilot.pause()

        assert app.query_one(Beside).asked == asked
        assert screen_text(app) == before.replace("12 s", "11 s")


async def test_what_is_cut_off_at_the_edge_stays_where_it_is() -> None:
    app = TwoParts()

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        app.query_one("#cut", Static).update("ABCDEFGHIJKLMNO")
        await settled(pilot)

        assert screen_text(app).split("\n")[3] == " " * 70 + "ABCDEFGHIJ"
