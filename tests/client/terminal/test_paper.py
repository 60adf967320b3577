"""Writing only what changes leaves the picture that writing everything leaves."""

from collections.abc import Iterable, Sequence

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from quizterm_client.terminal.paper import Paper, is_simple
from tests.support.emulator import PlainScreen

WIDTH, HEIGHT = 12, 3
CONSOLE = Console(force_terminal=True, color_system="truecolor")
SHOWN_BY_BLANKS = ("bg", "underscore", "reverse", "strikethrough", "blink")

Update = LayoutUpdate | ChopsUpdate

texts = st.sampled_from(["", " ", "a", "ab", "a b", "   ", "━━", "─", "日本", "e\u0301", "שלום", "·"])
styles = st.sampled_from(
    [
        None,
        *map(
            Style.parse,
            (
                "bold",
                "red",
                "on blue",
                "bold red on blue",
                "dim #102030",
                "#102030 on #405060",
                "on #405060",
                "reverse",
                "underline green",
                "reverse on blue",
            ),
        ),
    ]
)


@st.composite
def strips(draw: st.DrawFn, width: int) -> Strip:
    drawn = draw(st.lists(st.tuples(texts, styles), max_size=5))
    return Strip([Segment(*each) for each in drawn]).adjust_cell_length(width, draw(styles))


@st.composite
def layouts(draw: st.DrawFn) -> LayoutUpdate:
    lines: list[Iterable[Strip]] = []
    for _ in range(HEIGHT):
        first = draw(st.integers(1, WIDTH - 1))
        lines.append([draw(strips(first)), draw(strips(WIDTH - first))])
    return LayoutUpdate(lines, Region(0, 0, WIDTH, HEIGHT))


@st.composite
def parts(draw: st.DrawFn) -> ChopsUpdate:
    cut = draw(st.integers(1, WIDTH - 1))
    chops = [{0: draw(strips(cut)), cut: draw(strips(WIDTH - cut))} for _ in range(HEIGHT)]
    rows = draw(st.lists(st.integers(0, HEIGHT - 1), min_size=1, unique=True))
    spans = [(row, *draw(st.sampled_from([(0, cut), (cut, WIDTH), (0, WIDTH)]))) for row in sorted(rows)]
    return ChopsUpdate(chops, spans, [[cut, WIDTH]] * HEIGHT)


updates = st.tuples(layouts(), st.lists(layouts() | parts(), max_size=6)).map(
    lambda some: [some[0], *some[1]]
)


@given(updates)
def test_the_picture_is_the_same_as_if_everything_was_written(some: list[Update]) -> None:
    paper, thrifty, wasteful = Paper(), _terminal(), _terminal()

    for update in some:
        thrifty.feed(paper.thrifty(update).render_segments(CONSOLE))
        wasteful.feed(update.render_segments(CONSOLE))

        assert _seen(thrifty) == _seen(wasteful)


@given(layouts())
def test_what_stands_there_already_is_not_written_again(layout: LayoutUpdate) -> None:
    paper = Paper()
    paper.thrifty(layout).render_segments(CONSOLE)

    again = paper.thrifty(layout).render_segments(CONSOLE)

    simple = all(is_simple(segment.text) for line in layout.strips for strip in line for segment in strip)
    assert not simple or again == ""


def test_one_changed_cell_takes_a_few_bytes() -> None:
    paper, style = Paper(), Style.parse("#3b9eff on #121314")
    written = [
        paper.thrifty(_line(Segment("━" * full + "─" * (WIDTH - full), style))).render_segments(CONSOLE)
        for full in (WIDTH, WIDTH - 1)
    ]

    assert written[1] == f"\x1b[1;{WIDTH}H\x1b[38;2;59;158;255;48;2;18;19;20m─\x1b[0m"


def test_whoever_forgets_writes_everything_again() -> None:
    paper, line = Paper(), _line(Segment("a" * WIDTH))
    first = paper.thrifty(line).render_segments(CONSOLE)
    paper.forget()

    assert paper.thrifty(line).render_segments(CONSOLE) == first


def test_another_size_is_written_from_the_beginning() -> None:
    paper = Paper()
    paper.thrifty(_line(Segment("abc"))).render_segments(CONSOLE)

    assert "abcd" in paper.thrifty(_line(Segment("abcd"))).render_segments(CONSOLE)


def test_a_row_whose_cells_terminals_count_differently_is_written_whole() -> None:
    paper = Paper()
    paper.thrifty(_line(Segment("👩‍🏫 one"))).render_segments(CONSOLE)

    again = paper.thrifty(_line(Segment("👩‍🏫 two"))).render_segments(CONSOLE)
    assert "👩‍🏫" in again
    assert " two" in again


COUNTED_DIFFERENTLY = ("👩‍👩‍👧", "👍🏽", "🇪🇺", "❤\ufe0f", "हि", "🏴‍☠️")


@pytest.mark.parametrize("picture", COUNTED_DIFFERENTLY)
def test_what_stands_behind_a_picture_stays_in_its_column_on_every_terminal(picture: str) -> None:
    paper, terminal = Paper(), _terminal()
    before, after = "│" + "x" * 7 + "│", "│" + picture + " " * (5 - cell_len(picture)) + "ok│"

    for text in (before, after):
        terminal.feed(paper.thrifty(_line(Segment(text))).render_segments(CONSOLE))

    row = [terminal.screen.buffer[0][column].data for column in range(WIDTH)]
    assert (row[0], row[6:9]) == ("│", ["o", "k", "│"])
    assert not {"x"} & set(row)


@pytest.mark.parametrize("picture", COUNTED_DIFFERENTLY)
def test_a_picture_at_the_right_margin_is_drawn_over_nothing(picture: str) -> None:
    paper, terminal = Paper(), _terminal()
    left = "x" * (WIDTH - 1 - cell_len(picture))

    terminal.feed(paper.thrifty(_line(Segment(left + picture + "?"))).render_segments(CONSOLE))

    row = [terminal.screen.buffer[0][column].data for column in range(WIDTH)]
    assert "".join(row[: len(left)]) == left
    assert picture[0] in row
    assert row[-1] == "?"


@pytest.mark.parametrize("picture", COUNTED_DIFFERENTLY)
def test_a_neighbour_that_a_picture_may_have_been_drawn_over_is_drawn_again(picture: str) -> None:
    paper, terminal = Paper(), _terminal()
    tiles = [Strip([Segment("x" * 3)]), Strip([Segment("│neighbour")])]
    terminal.feed(paper.thrifty(LayoutUpdate([tiles], Region(0, 0, WIDTH, 1))).render_segments(CONSOLE))

    tile = Strip([Segment(picture)]).adjust_cell_length(3)
    update = ChopsUpdate([{0: tile, 3: tiles[1]}], [(0, 0, 3)], [[3, WIDTH]])
    terminal.feed(paper.thrifty(update).render_segments(CONSOLE))

    row = "".join(terminal.screen.buffer[0][column].data for column in range(3, WIDTH))
    assert row == "│neighbou"


def _line(*segments: Segment) -> LayoutUpdate:
    strip = Strip(segments)
    return LayoutUpdate([[strip]], Region(0, 0, strip.cell_length, 1))


class _Terminal:
    def __init__(self) -> None:
        self.screen = PlainScreen(WIDTH, HEIGHT)
        self._stream = pyte.Stream(self.screen)

    def feed(self, text: str) -> None:
        self._stream.feed(text)


def _terminal() -> _Terminal:
    terminal = _Terminal()
    terminal.screen.reset_mode(pyte.modes.DECAWM)
    return terminal


def _seen(terminal: _Terminal) -> Sequence[object]:
    """What a person can tell apart."""
    cells = [terminal.screen.buffer[row][column] for row in range(HEIGHT) for column in range(WIDTH)]
    return [
        tuple(getattr(cell, name) for name in SHOWN_BY_BLANKS)
        if cell.data == " " and not (cell.reverse or cell.underscore)
        else cell
        for cell in cells
    ]
