"""What Textual hears of a paste that a terminal sends as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual._xterm_parser import XTermParser

from quizterm_client.terminal.pasting import PasteGuard

COLOURED = "\x1b[31mb\r2\x1b[0m\r\x1b"


def heard(*pieces: str) -> list[str]:
    """The keys, and the pastes in angle brackets."""
    guard, parser, said = PasteGuard(), XTermParser(), []
    for piece in pieces:
        for event in parser.feed(text) if (text := guard(piece)) else ():
            if isinstance(event, events.Paste):
                said.append(f"<{event.text}>")
            elif isinstance(event, events.Key):
                said.append(event.key)
    return said


def pasted(text: str) -> str:
    return f"\x1b[200~{text}\x1b[201~"


def test_no_part_of_a_paste_with_an_escape_in_it_is_a_key() -> None:
    """R13: whoever pastes coloured text over a question has not answered it."""
    assert heard(f"1{pasted(COLOURED)}\x1b[A2") == ["1", "<[31mb\r2[0m\r>", "up", "2"]


@pytest.mark.parametrize("at", range(len(pasted(COLOURED)) + 4))
def test_a_paste_may_come_in_pieces(at: int) -> None:
    sent = f"1{pasted(COLOURED)}2"
    guard = PasteGuard()
    assert guard(sent[:at]) + guard(sent[at:]) == PasteGuard()(sent)


def test_an_escape_goes_on_at_once_where_nothing_is_pasted() -> None:
    guard = PasteGuard()
    assert [guard(piece) for piece in ("\x1b", "\x1b[", "20", "x")] == ["\x1b", "\x1b[", "20", "x"]


@given(st.lists(st.text(st.sampled_from("\x1b[201~ab\r"), max_size=12)))
def test_nothing_but_escapes_is_ever_left_out(pieces: list[str]) -> None:
    guard = PasteGuard()
    said = "".join(map(guard, [*pieces, "\x1b[201~"]))
    assert said.replace("\x1b", "") == "".join([*pieces, "\x1b[201~"]).replace("\x1b", "")
