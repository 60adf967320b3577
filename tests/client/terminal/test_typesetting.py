"""Text is set in the same cells as by Textual: the same characters, colours and looks."""

from itertools import product

import pytest
from rich.cells import cell_len
from rich.style import Style
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.strip import Strip
from textual.widgets import Static

from quizterm_client.terminal.thrift import ThriftyStatic

TEXTS = (
    Content(""),
    Content("short"),
    Content("Two lines,\nthe second one much too long for the area that it stands in."),
    Content("\n\nbelow two blank lines, and blanks behind   \n"),
    Content.assemble(
        ("bold", "bold"), " then ", ("warning", "$warning"), " ", ("on a colour", "on $primary")
    ),
    Content.styled("日本語のとても長い質問です。もっと長くする。", "italic"),
    Content("e\u0301 שלום 👩‍👩‍👧 family and some more words"),
    Content("a\ttab"),
    Content("unbreakable" * 6),
)
ALIGNED = ("left", "center", "right", "justify")
PLACED = ("left top", "center middle", "right bottom")
WRAPPED = ("wrap; text-overflow: fold", "nowrap; text-overflow: clip", "nowrap; text-overflow: ellipsis")
LOOKS = tuple(
    f"text-align: {align}; content-align: {place}; text-wrap: {wrap};"
    for align, place, wrap in product(ALIGNED, PLACED, WRAPPED)
)
FRAMES = (
    "",
    "padding: 1 2;",
    "border: round red;",
    "text-style: bold underline; color: red; background: blue 50%;",
    "opacity: 50%;",
)

Cell = tuple[str, object, object, bool, bool, bool]


class Beside(App[None]):
    """The same text twice."""

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(markup=False, id="textual")
            yield ThriftyStatic(markup=False, id="thrifty")


def _beside(style: str) -> Beside:
    class Styled(Beside):
        """Both in the same style."""

        CSS = f"Vertical {{ background: $panel; }} Static {{ width: 24; height: 7; {style} }}"

    return Styled()


NARROW = ("width: 2; padding: 0 1;", "width: 1;", "width: 3; padding: 0 1; text-align: center;")


@pytest.mark.parametrize("style", [*LOOKS, *FRAMES, *NARROW])
async def test_it_looks_as_if_textual_had_set_it(style: str) -> None:
    app = _beside(style)
    async with app.run_test(size=(40, 24)) as pilot:
        one, other = app.query_one("#textual", Static), app.query_one("#thrifty", Static)
        for text in TEXTS:
            one.update(text)
            other.update(text)
            await pilot.pause()

            assert _cells(other) == _cells(one), text.plain
            assert "justify" in style or {cell_len(row.text) for row in _rows(other)} == {
                other.outer_size.width
            }


def _cells(widget: Static) -> list[list[Cell]]:
    return [_row(strip) for strip in _rows(widget)]


def _rows(widget: Static) -> list[Strip]:
    return widget.render_lines(widget.outer_size.region)


def _row(strip: Strip) -> list[Cell]:
    cells: list[Cell] = []
    for text, style, _control in strip:
        cells += [_cell(character, style or Style()) for character in text]
    return cells


def _cell(character: str, style: Style) -> Cell:
    """A character as it is seen: of a blank, no colour of letters is."""
    ink = None if character == " " else style.color
    bold, italic = (False, False) if character == " " else (bool(style.bold), bool(style.italic))
    return character, ink, style.bgcolor, bold, italic, bool(style.underline)
