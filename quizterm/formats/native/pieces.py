"""A quiz file taken apart: the top, a piece of text for every question, and what stands between and below."""

import re
from dataclasses import dataclass

from quizterm.formats.native.nodes import Fields, Items, Node, Scalar

_DASH = re.compile(r"[ ]*-(?=[ \t\r\n]|\Z)")
_ODD_LINE_END = re.compile("\r(?!\n)|[\x85\u2028\u2029]")
_KEPT = re.compile(r"[|>][-\d]*\+")


@dataclass(frozen=True, slots=True)
class Pieces:
    """The text of a file in parts; put together in order they are the text."""

    top: str
    gaps: tuple[str, ...]
    """What stands above each question and does not belong to it: empty lines, comments that stand apart."""
    questions: tuple[str, ...]
    """Each from the comments directly above it to the end of its last line."""
    tail: str
    """What comes after the questions."""
    indent: str
    """What the dashes of questions are indented by."""


def taken_apart(text: str, top: Fields) -> Pieces | None:
    """Take a file apart; `None` unless its questions stand below each other, each begun by a dash."""
    questions = top.values.get("questions")
    if questions is None or top.in_braces or _ODD_LINE_END.search(text):
        return None
    first = after_line(text, top.key_spans["questions"][1])
    if isinstance(questions, Scalar) and not questions.text and questions.plain:
        return Pieces(text[:first], (), (), text[first:], "  ")
    return _apart(text, questions, first) if isinstance(questions, Items) else None


def _apart(text: str, questions: Items, first: int) -> Pieces | None:
    if text.startswith("[", questions.span[0]):
        return None
    starts = [_dash_before(text, item.span[0]) for item in questions.items]
    dashes = [start for start in starts if start is not None]
    if not dashes or len(dashes) < len(starts):
        return None
    ends = [end_of(text, item) for item in questions.items]
    floors = [first, *ends[:-1]]
    begins = [_with_comments(text, dash, floor) for dash, floor in zip(dashes, floors, strict=True)]
    return Pieces(
        text[:first],
        tuple(text[floor:begin] for floor, begin in zip(floors, begins, strict=True)),
        tuple(text[begin:end] for begin, end in zip(begins, ends, strict=True)),
        text[ends[-1] :],
        text[dashes[0] : text.index("-", dashes[0])],
    )


def line_start(text: str, at: int) -> int:
    """Give where the line of a place begins."""
    return text.rfind("\n", 0, at) + 1


def after_line(text: str, at: int) -> int:
    """Give where the line after that of a place begins."""
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1


def end_of(text: str, node: Node, least: int = 0) -> int:
    """Give the end of the last line of a value, with what stands beside it.

    Args:
        text: What the value was read from.
        node: The value.
        least: Where its name ends.
    """
    if is_open(text, node):
        return node.span[1]
    end = max(node.span[1] if node.span[1] > node.span[0] else 0, least)
    while end > least and text[end - 1] in " \t\r\n":
        end -= 1
    return after_line(text, end)


def is_open(text: str, node: Node) -> bool:
    """Tell whether a value ends in a text that counts the empty lines below it as its own."""
    end = node.span[1]
    while not isinstance(node, Scalar):
        inner = node.items if isinstance(node, Items) else tuple(node.values.values())
        if not inner:
            return False
        node = inner[-1]
    return node.span[1] == end and bool(_KEPT.match(text, *node.span))


def _dash_before(text: str, at: int) -> int | None:
    """Give the line on which the dash of an item stands; between them are only empty lines and comments."""
    start = line_start(text, at)
    if _DASH.match(text, start, at):
        return start
    while start:
        start = line_start(text, start - 1)
        if _DASH.match(text, start):
            return start
        line = text[start : after_line(text, start)].strip()
        if line and not line.startswith("#"):
            return None
    return None


def _with_comments(text: str, start: int, floor: int) -> int:
    """Give the line on which the comments directly above a line begin."""
    while start > floor:
        above = line_start(text, start - 1)
        if above < floor or not text[above:start].lstrip(" \t").startswith("#"):
            break
        start = above
    return start
