"""What stands between the braces of a GIFT question."""

import re

from quizterm.formats.gift.escapes import reveal
from quizterm.formats.gift.numbers import measured
from quizterm.formats.gift.tree import (
    Answers,
    Broken,
    Choices,
    Essay,
    Item,
    Matching,
    Measure,
    Numerical,
    Ordering,
    Pair,
    Rich,
    Short,
    Truth,
)
from quizterm.language import N_

FULL = 100.0
_MOST_ITEMS = 1_000
"""Answers of one question; more are no question, and would take a thousand times their size to read."""

_FORMAT = re.compile(r"\[(html|moodle|plain|markdown)\]")
_WEIGHT = r"\s*(?:%(-?\d{1,3}(?:\.\d+)?)%)?"
_OPTION = re.compile(rf"([=~]){_WEIGHT}([^=~#]*)(?:#([^=~]*))?")
_SPELLING = re.compile(rf"={_WEIGHT}([^=#]*)(?:#([^=]*))?")
_LONE_VALUE = re.compile(rf"{_WEIGHT}([^#]*)(?:#(.*))?", re.DOTALL)
_TRUTHS = {"T": True, "TRUE": True, "F": False, "FALSE": False}
_COUNT = re.compile(r"\d{1,4}")
_HEADER_WORDS = 6
_HEADER = re.compile(
    r"(?:\d+|ALL|EXACT|RANDOM|REL|CONTIGUOUS|CONTIG|HORIZONTAL|HORI|H|VERTICAL|VERT|V|ALL_OR_NOTHING|"
    r"ABSOLUTE_POSITION|ABSOLUTE|ABS|RELATIVE\w*|LONGEST_\w+|SHOW|TRUE|YES|HIDE|FALSE|NO|none|abc|ABCD|iii|IIII)"
    r"(?:\s+|$)"
)


def rich(raw: str, default: str) -> Rich:
    """Take the format off a text; without one it has the `default`."""
    text = raw.strip()
    if text[:1] == "[":
        tag = _FORMAT.match(text)
        if tag:
            return Rich(reveal(text[tag.end() :].strip()), tag[1])
    return Rich(reveal(text), default)


def answers_of(content: str, default: str) -> Answers:
    """Tell which kind of answers these are, and read them.

    Raises:
        Broken: They make no sense.
    """
    if not content:
        return Essay()
    if content.count("=") + content.count("~") > _MOST_ITEMS:
        raise Broken(
            "too_many",
            N_("It has more than {number} answers; write “\\=” and “\\~” within texts.").format(
                number=f"{_MOST_ITEMS:,}"
            ),
        )
    if content[0] == ">":
        return _ordering(content[1:])
    if content[0] == "#":
        return _numerical(content[1:], default)
    if "~" in content:
        return _choices(content, default)
    if content[0] == "=" and "->" in content:
        return _matching(content, default)
    return _truth(content, default) or _short(content, default)


def _comment(raw: str | None, default: str) -> Rich | None:
    """Give a feedback, if there is one."""
    if raw is None or not raw.strip():
        return None
    return rich(raw, default)


def _choices(content: str, default: str) -> Choices:
    items = []
    if content[0] not in "=~":
        text, _, comment = re.split("[=~]", content, maxsplit=1)[0].partition("#")
        items.append(Item(rich(text, default), 0.0, _comment(comment, default)))
    radio = False
    for mark, weight, text, comment in _OPTION.findall(content):
        right = mark == "="
        radio = radio or right
        if comment or weight or (text and not text.isspace()):
            worth = float(weight) if weight else FULL * right
            items.append(Item(rich(text, default), worth, _comment(comment, default)))
    return Choices(items, radio)


def _short(content: str, default: str) -> Short:
    spellings = _SPELLING.findall(content if content[0] == "=" else f"={content}")
    return Short(
        [
            Item(rich(text, default), float(weight or FULL), _comment(comment, default))
            for weight, text, comment in spellings
            if text.strip() or weight
        ]
    )


def _truth(content: str, default: str) -> Truth | None:
    word, wrong, right, *_ = [*content.split("#", 2), None, None]
    written = (word or "").strip()
    value = _TRUTHS.get(written if len(written) == 1 else written.upper())
    if value is None:
        return None
    return Truth(value, written, _comment(wrong, default), _comment(right, default))


def _numerical(content: str, default: str) -> Numerical:
    values, _, rest = content.partition("~")
    values = values.strip()
    found = _SPELLING.findall(values) if values[:1] == "=" else _LONE_VALUE.findall(values)[:1]
    measures = [
        Measure(text.strip(), *measured(text.strip()), float(weight or FULL), _comment(comment, default))
        for weight, text, comment in found
        if text.strip() != "*"
    ]
    return Numerical(measures, _comment(rest.partition("#")[2], default))


def _matching(content: str, default: str) -> Matching:
    pairs = []
    pieces = [piece for piece in content.split("=") if piece.strip()]
    odd = 0
    for piece in pieces:
        left, arrow, right = piece.partition("->")
        right, hash_sign, _ = right.partition("#")
        odd += bool(hash_sign) or not arrow
        if arrow:
            pairs.append(Pair(rich(left, default), reveal(right.strip())))
    return Matching(pairs, odd)


def _ordering(content: str) -> Ordering:
    header, _, rest = content.partition("\n")
    header = header.strip()
    words: list[str] = []
    while len(words) < _HEADER_WORDS and (word := _HEADER.match(header)):
        words.append(word[0].strip())
        header = header[word.end() :]
    items = [rich(item, "moodle") for item in (header, *rest.split("\n")) if item.strip()]
    count = int(words[0]) if words and _COUNT.fullmatch(words[0]) and "ALL" not in words else 0
    return Ordering(items, count if 0 < count < len(items) else 0)
