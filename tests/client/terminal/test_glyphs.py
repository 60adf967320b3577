"""Marks, bars, borders and people's words where a terminal has not got them all."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from textual._border import BORDER_CHARS
from textual.color import Color

from quizterm_client.terminal.appearance import Glyphs
from quizterm_client.terminal.glyphfilter import GlyphFilter
from quizterm_client.terminal.glyphs import Redrawn, redrawn
from quizterm_client.view.options import MARKS

ENCODINGS = ("utf-8", "ascii", "iso8859-1", "iso8859-15", "koi8-r", "cp437", "gb18030", "shift_jis", "euc_kr")
CLIENT = Path(__file__).parents[3] / "client"
OURS = "".join(
    sorted(
        {
            char
            for path in CLIENT.rglob("*.py")
            for char in path.read_text(encoding="utf-8")
            if not char.isascii()
        }
    )
)
"""Every character that our own screens can have."""
BORDERS = "".join(sorted({char for rows in BORDER_CHARS.values() for row in rows for char in row}))


def seen(text: str, glyphs: Glyphs, encoding: str = "utf-8") -> str:
    (segment,) = GlyphFilter(glyphs, encoding).apply([Segment(text)], Color(0, 0, 0))
    return segment.text


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("glyphs", Glyphs)
def test_every_mark_takes_as_many_cells_as_before_and_can_be_sent(glyphs: Glyphs, encoding: str) -> None:
    table = Redrawn(glyphs, encoding)

    for char in OURS + BORDERS + "▁▂▃▄▅▆▇█▏▎▍▌▋▊▉░▒▓":
        made = redrawn(char, table)
        assert cell_len(made) == cell_len(char), char
        made.encode(encoding)


@given(st.text(), st.sampled_from(Glyphs), st.sampled_from(ENCODINGS))
def test_any_text_keeps_its_cells_and_can_be_sent(text: str, glyphs: Glyphs, encoding: str) -> None:
    made = redrawn(text, Redrawn(glyphs, encoding))

    assert cell_len(made) == cell_len(text)
    made.encode(encoding)


def test_marks_of_options_differ_in_every_set() -> None:
    shapes = "".join(mark.shape for mark in MARKS)

    for glyphs in Glyphs:
        for encoding in ("utf-8", "ascii", "iso8859-1"):
            assert len(set(seen(shapes, glyphs, encoding))) == len(MARKS)


def test_right_and_wrong_differ_in_every_set() -> None:
    assert seen("✓ ✗ ▸", Glyphs.CONSOLE) == "√ × ►"
    assert seen("✓ ✗ ▸", Glyphs.ASCII, "ascii") == "* x >"


def test_ascii_marks_are_ascii() -> None:
    bars = seen("╭─╮│ ━━━─── ███▌▎ ↑↓ · …", Glyphs.ASCII)

    assert bars == "+-+| ===--- ####| ^v - ."


def test_the_console_keeps_single_lines_blocks_and_arrows() -> None:
    assert seen("┌─┐│└┘├┤ █▀▄▌▐░▒▓ ↑↓←→ · ×", Glyphs.CONSOLE) == "┌─┐│└┘├┤ █▀▄▌▐░▒▓ ↑↓←→ · ×"
    assert seen("╭─╮ ━━ ▊▔▎", Glyphs.CONSOLE) == "┌─┐ ▄▄ │─│"


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [
        ("utf-8", "Zoë, Łukasz, Ирина, 日本, 👩‍👩‍👧!"),
        ("iso8859-1", "Zoë, Lukasz, ?????, ????, ??!"),
        ("ascii", "Zoe, Lukasz, ?????, ????, ??!"),
        ("koi8-r", "Zoe, Lukasz, Ирина, ????, ??!"),
    ],
)
def test_words_of_people_stay_as_far_as_they_can_be_sent(encoding: str, shown: str) -> None:
    assert seen("Zoë, Łukasz, Ирина, 日本, 👩‍👩‍👧!", Glyphs.ASCII, encoding) == shown


def test_combining_marks_go_with_what_they_stand_on() -> None:
    assert seen("e\u0301toile", Glyphs.ASCII, "iso8859-1") == "etoile"
    assert seen("e\u0301toile", Glyphs.ASCII) == "e\u0301toile"
