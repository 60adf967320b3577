"""The judge of the matrix sees what a person would stumble over."""

import pyte
import pytest

from tests.support.emulator import PlainScreen
from tests.terminal.matrix.cells import Cell, Locale
from tests.terminal.matrix.judging import faults, written_faults
from tests.terminal.matrix.picture import Picture, drawn
from tests.terminal.matrix.playing import Moment, Played

CELL = Cell("xterm-256color", Locale.UTF_8, (40, 12), "8")
QUESTION = (
    " Käse & Co       1 / 2      Zoé 0 · 0 •\r\n"
    "━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━    12 s\r\n"
    "  Which café serves crêpes à la carte?\r\n\r\n"
    "  {a} A    Zürich\r\n"
    "  ◆ B    {b}\r\n"
    "  ● C    Ærø\r\n"
    "  ■ D    Besançon\r\n\r\n"
    " 1-4 or A-D answer   q leave   ? help"
)


def picture(a: str = "▲", b: str = "Málaga", more: str = "") -> Picture:
    screen = PlainScreen(*CELL.size)
    pyte.Stream(screen).feed(QUESTION.format(a=a, b=b) + more)
    return drawn(screen.cells())


def found(seen: Picture, raw: bytes = b"") -> list[str]:
    played = Played(CELL, "Zoé 0", raw=raw)
    return faults(played, Moment.OPEN, 0, seen) + written_faults(played)


def test_a_question_that_can_be_read_is_fine() -> None:
    assert found(picture()) == []


@pytest.mark.parametrize(
    ("seen", "fault"),
    [
        pytest.param(picture(a="🔺"), "not A to D", id="a mark of two cells"),
        pytest.param(picture(b="M?laga"), "option B is", id="a letter that is lost"),
        pytest.param(picture(more="\x1b[3;1H                    "), "cannot be read", id="half a question"),
        pytest.param(picture(more="\x1b[7;5H \x1b[8;5HC"), "not A to D", id="a letter in another row"),
        pytest.param(picture(more="\x1b[6;5H\x1b[90;47mB"), "a contrast of", id="grey on white"),
        pytest.param(picture(b="Málaga\ufffd"), "was lost", id="a character that is none"),
    ],
)
def test_what_cannot_be_read_is_a_fault(seen: Picture, fault: str) -> None:
    assert any(fault in one for one in found(seen)), found(seen)


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        (b"\x1b[?1003h", "every movement"),
        (b"\x1b[38;2;1;2;3m", "the entry does not know"),
        (b"\x1b[>1u", "the entry does not know"),
        ("\x85".encode(), "control characters"),
        (b"\xe9", "not in the terminal's encoding"),
    ],
)
def test_what_should_not_be_written_is_a_fault(raw: bytes, fault: str) -> None:
    assert any(fault in one for one in found(picture(), raw)), found(picture(), raw)
