"""How quiz texts and typed answers come in: only characters that are text, within a limit."""

import re
import unicodedata

from quizterm.language import N_
from quizterm.text.characters import (
    JOINER,
    NON_JOINER,
    VISIBLE_FORMATS,
    is_future_emoji,
    is_ink,
    is_mark,
)

QUESTION_LIMIT = 500
CODE_LIMIT = 4000
EXPLANATION_LIMIT = 1000
DESCRIPTION_LIMIT = 1000
OPTION_LIMIT = 200
TITLE_LIMIT = 120
ANSWER_LIMIT = 150
LABEL_LIMIT = 40
"""For tags, units and names of languages. All limits count code points."""

TAB_STOP = 4
MAX_MARKS = 6
"""Marks that may be piled on one character; the most that pointed Hebrew needs is four."""

_NEVER_TEXT = re.compile(
    "[\0\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | 0xFFFE) + chr(plane << 16 | 0xFFFF) for plane in range(17))
    + "]"
)
_LINE_BREAK = re.compile("\r\n|[\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_VIRAMA = 9
_NOT_TEXT = frozenset({"Cc", "Cf", "Co", "Cn", "Zl", "Zp"})
_MARKS = frozenset({"Mn", "Me"})


class BadText(ValueError):
    """Text that cannot be taken; the message is a sentence for the person who wrote it."""


def clean_line(raw: str, limit: int) -> str:
    """Give `raw` as one line in NFC, without controls, bidi controls and invisible characters.

    Raises:
        BadText: More than `limit` characters, or characters that no file or terminal can hold.
    """
    _check(raw, limit)
    spaced = raw if raw.isprintable() else _LINE_BREAK.sub(" ", raw).replace("\t", " ")
    return _within(_only_text(spaced).strip(), limit)


def clean_block(raw: str, limit: int) -> str:
    """Give `raw` as lines that end in a newline character, with tabs expanded; otherwise like `clean_line`.

    Raises:
        BadText: As for `clean_line`.
    """
    _check(raw, limit)
    lines = (_only_text(line.expandtabs(TAB_STOP)).rstrip() for line in _LINE_BREAK.split(raw))
    return _within("\n".join(lines).strip("\n"), limit)


def is_blank(text: str) -> bool:
    """Tell whether nothing of `text` can be seen."""
    return not any(map(is_ink, text))


def _check(raw: str, limit: int) -> None:
    # Before normalising, so that a long text costs nothing.
    _within(raw, limit)
    if not raw.isprintable() and (found := _NEVER_TEXT.search(raw)):
        raise BadText(
            N_("The text holds U+{number}, which is not a character; leave it out.").format(
                number=f"{ord(found[0]):04X}"
            )
        )


def _within(text: str, limit: int) -> str:
    if len(text) > limit:
        raise BadText(
            N_("The text has {number} characters; at most {most} are allowed.").format(
                number=len(text), most=limit
            )
        )
    return text


def _only_text(line: str) -> str:
    if _is_ordinary(line):
        return unicodedata.normalize("NFC", line)
    kept = "".join(char for char in line if _is_text(char))
    return unicodedata.normalize("NFC", _without_loose_joiners(_without_piles(kept)))


def _is_ordinary(line: str) -> bool:
    """Tell quickly that a line holds no control, joiner or mark, and so nothing that would be taken out."""
    if not line.isprintable():
        return False
    return line.isascii() or _MARKS.isdisjoint(map(unicodedata.category, line))


def _is_text(char: str) -> bool:
    if char in (JOINER, NON_JOINER) or char in VISIBLE_FORMATS or is_future_emoji(char):
        return True
    return unicodedata.category(char) not in _NOT_TEXT


def _without_loose_joiners(line: str) -> str:
    # Rich measures whatever follows a joiner as nothing, so a joiner stays only where it joins.
    if JOINER not in line:
        return line
    kept: list[str] = []
    for index, char in enumerate(line):
        if char != JOINER or _joins(kept[-1:], line[index + 1 : index + 2]):
            kept.append(char)
    return "".join(kept)


def _joins(before: list[str], after: str) -> bool:
    if not before or after in ("", JOINER) or after.isspace():
        return False
    if unicodedata.combining(before[0]) == _VIRAMA:
        return True
    return (_is_pictorial(before[0]) or before[0] == "\ufe0f") and _is_pictorial(after)


def _is_pictorial(char: str) -> bool:
    return unicodedata.category(char) in ("So", "Sk") or is_future_emoji(char)


def _without_piles(line: str) -> str:
    decomposed = unicodedata.normalize("NFD", line)
    kept: list[str] = []
    marks = 0
    for char in decomposed:
        if is_mark(char):
            marks += 1
        elif char != JOINER:
            marks = 0
        if marks <= MAX_MARKS or char == JOINER:
            kept.append(char)
    return "".join(kept)
