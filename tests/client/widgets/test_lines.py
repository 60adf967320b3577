"""The lines on top and at the bottom, large text, and the standings."""

import pytest
from textual.app import App, ComposeResult
from textual.content import Content
from textual.widget import Widget

from quizterm.snapshot import PlayerId
from quizterm_client.peer import LinkState, LinkStatus
from quizterm_client.themes import use_themes
from quizterm_client.view.keys import hint
from quizterm_client.view.topline import TopLine, line_view
from quizterm_client.widgets.bigtext import BigText
from quizterm_client.widgets.keyline import KeyLine
from quizterm_client.widgets.standingstable import StandingsTable
from quizterm_client.widgets.topbar import top_content
from tests.support.reading import screen_text
from tests.support.stages import TOP_TEN, standing

UP = line_view(LinkStatus(LinkState.CONNECTED, 38))
ADA = TopLine("Networks, week 3", "3 / 10", ("Ada", "2 140"), UP)


class OneApp(App[None]):
    """One widget on an otherwise empty screen."""

    def __init__(self, widget: Widget) -> None:
        super().__init__()
        self.widget = widget
        self.pressed: list[str] = []

    def compose(self) -> ComposeResult:
        yield self.widget

    def on_mount(self) -> None:
        use_themes(self)

    def on_key(self, event: object) -> None:
        self.pressed.append(getattr(event, "key", ""))


def plain(line: TopLine, width: int) -> str:
    return top_content(line, width).plain


def test_the_middle_of_the_top_line_stands_in_the_middle() -> None:
    text = plain(ADA, 78)

    assert text.startswith("Networks, week 3")
    assert text.index("3 / 10") == (78 - 6) // 2
    assert text.rstrip().endswith("Ada · 2 140 · 38 ms ●")


@pytest.mark.parametrize("width", range(1, 120))
def test_the_top_line_fits_any_width(width: int) -> None:
    line = TopLine("日本語のクイズ・第三週", "after 3 / 10", ("ポート二十二番さん", "12 140"), UP)

    assert top_content(line, width).cell_length <= width


def test_a_lost_line_is_told_in_words_even_where_it_is_narrow() -> None:
    lost = TopLine("Networks", "3 / 10", ("Ada", "2 140"), line_view(LinkStatus(LinkState.LOST)))

    assert "lost ○" in plain(lost, 40)


@pytest.mark.parametrize("place", ["3 / 10", "after 3 / 10   K7 Q4 MF"])
@pytest.mark.parametrize("width", range(22, 60))
def test_the_state_of_the_line_is_the_last_to_go(place: str, width: int) -> None:
    gone = TopLine("Networks", place, ("Ada", "2 140"), line_view(LinkStatus(LinkState.RECONNECTING)))

    assert plain(gone, width).endswith("reconnecting… ◌")


async def test_a_click_on_a_key_presses_it() -> None:
    keys = KeyLine()
    app = OneApp(keys)

    async with app.run_test(size=(80, 24)) as pilot:
        keys.show([hint("Space", "close"), hint("p", "pause"), hint("?", "help")])
        await pilot.pause()
        await pilot.click(KeyLine, offset=(2, 0))
        await pilot.click(KeyLine, offset=(17, 0))
        await pilot.click(KeyLine, offset=(79, 0))
        await pilot.pause()

    assert app.pressed == ["space", "p"]


async def test_large_text_is_five_rows_high() -> None:
    app = OneApp(BigText("+867"))

    async with app.run_test(size=(80, 24)):
        rows = [line for line in screen_text(app).splitlines() if line.strip()]

    assert len(rows) == 5
    assert "█" in rows[0]


async def test_large_text_that_does_not_fit_is_one_line() -> None:
    app = OneApp(BigText("K7 Q4 MF"))

    async with app.run_test(size=(20, 5)):
        assert screen_text(app).splitlines()[0] == "K7 Q4 MF"


async def test_the_standings_align_scores_and_show_who_rose() -> None:
    table = StandingsTable()
    app = OneApp(table)

    async with app.run_test(size=(80, 24)) as pilot:
        table.show(TOP_TEN, (), PlayerId(3))
        await pilot.pause()
        lines = [line for line in screen_text(app).splitlines() if line.strip()]

    assert len({len(line) for line in lines}) == 1
    assert "▲ 2" in lines[2]
    assert lines[0].endswith("3\xa0310")


async def test_long_and_wide_names_keep_the_columns() -> None:
    table = StandingsTable()
    app = OneApp(table)
    rows = [standing(1, "ポ" * 10, 3310), standing(2, "Ada", 44), standing(2, "x" * 20, 44)]

    async with app.run_test(size=(60, 24)) as pilot:
        table.show(rows)
        await pilot.pause()
        lines = [line for line in screen_text(app).splitlines() if line.strip()]

    assert len({Content(line).cell_length for line in lines}) == 1
