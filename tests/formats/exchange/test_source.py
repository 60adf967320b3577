"""Bytes become text in any encoding that somebody may name, or a sentence says why not."""

import pytest

from quizterm.formats.exchange.ledger import Ledger
from quizterm.formats.exchange.source import Source, Unreadable


def refusal(data: bytes, encoding: str) -> str:
    with pytest.raises(Unreadable) as caught:
        Source("quiz", data).text(Ledger(), encoding)
    return caught.value.code


@pytest.mark.parametrize(
    ("encoding", "code"),
    [
        ("klingon", "unknown_encoding"),
        ("base64", "unknown_encoding"),
        ("ascii", "wrong_encoding"),
        ("punycode", "wrong_encoding"),
        ("undefined", "wrong_encoding"),
        ("utf\0", "wrong_encoding"),
    ],
)
def test_an_encoding_that_does_not_fit_is_refused(encoding: str, code: str) -> None:
    assert refusal("où..".encode(), encoding) == code


def test_the_encoding_that_is_named_is_believed() -> None:
    assert Source("quiz", "день".encode("cp1251")).text(Ledger(), "cp1251") == "день"


def test_halves_of_characters_are_replaced() -> None:
    assert Source("quiz", b"a+2AA-b").text(Ledger(), "utf-7") == "a?b"


def test_what_is_not_utf8_is_read_as_windows_1252_and_told() -> None:
    ledger = Ledger()

    assert Source("quiz", "a\nné".encode("cp1252")).text(ledger) == "a\nné"
    assert [(note.code, note.spot.number) for note in ledger.notes] == [("not_utf8", 2)]
