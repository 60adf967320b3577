"""Ordinary text is let through in one look, and comes out as if every character had been looked at."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizterm.text import BadText, clean_block, clean_line
from quizterm.text.characters import JOINER, NON_JOINER, VISIBLE_FORMATS, is_future_emoji, is_mark
from quizterm.text.cleaning import MAX_MARKS, TAB_STOP

BREAK = re.compile("\r\n|[\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
NEVER_TEXT = {
    "\0",
    *map(chr, range(0xD800, 0xE000)),
    *map(chr, range(0xFDD0, 0xFDF0)),
    *(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF)),
}

ordinary = st.text(alphabet=st.characters(max_codepoint=0x2FF), max_size=40)
texts = st.one_of(
    st.text(max_size=40),
    ordinary,
    st.text(
        alphabet="aé\u0301\u0327ｶﾞ क\u094d\u093cಕೀೇொ가ᄀ\u1b3a\u1b35\u00a0\u3000\t\n\u200c\ufe0f😀", max_size=40
    ),
    st.text(alphabet="aéक\u0301\u0327\u0323\u05b8\u20dd", max_size=60),
    st.text(alphabet=[*sorted(NEVER_TEXT), "a", "\t", "é"], max_size=4),
)


@given(texts)
def test_a_line_is_cleaned_character_by_character(raw: str) -> None:
    expected = slowly(BREAK.sub(" ", raw).replace("\t", " ")).strip()

    assert cleaned(clean_line, raw) == (None if NEVER_TEXT & {*raw} else expected)


@given(texts)
def test_a_block_is_cleaned_character_by_character(raw: str) -> None:
    lines = [slowly(line.expandtabs(TAB_STOP)).rstrip() for line in BREAK.split(raw)]

    assert cleaned(clean_block, raw) == (None if NEVER_TEXT & {*raw} else "\n".join(lines).strip("\n"))


@pytest.mark.parametrize("raw", [*"\0\ud800\udfff\ufdd0\ufdef\ufffe\uffff\U0001fffe\U0010ffff"], ids=ascii)
def test_what_is_no_character_is_refused_by_its_number(raw: str) -> None:
    with pytest.raises(BadText, match=rf"U\+{ord(raw):04X},"):
        clean_line(f"Zoë{raw}", 50)


def cleaned(clean: object, raw: str) -> str | None:
    assert callable(clean)
    try:
        return str(clean(raw, 500))
    except BadText:
        return None


def slowly(line: str) -> str:
    """Clean a line in which joiners do not matter."""
    kept = [char for char in line if is_text(char) and char != JOINER]
    bare: list[str] = []
    marks = 0
    for char in unicodedata.normalize("NFD", "".join(kept)):
        marks = marks + 1 if is_mark(char) else 0
        if marks <= MAX_MARKS:
            bare.append(char)
    return unicodedata.normalize("NFC", "".join(bare))


def is_text(char: str) -> bool:
    if char == NON_JOINER or char in VISIBLE_FORMATS or is_future_emoji(char):
        return True
    return unicodedata.category(char) not in {"Cc", "Cf", "Co", "Cn", "Zl", "Zp"}
