"""A block of a GIFT file as a syntax tree: name, text, and whatever stands around the answers."""

import re

from quizterm.formats.exchange.naming import short
from quizterm.formats.gift.answers import answers_of, rich
from quizterm.formats.gift.blocks import Block
from quizterm.formats.gift.escapes import hide, reveal
from quizterm.formats.gift.tree import Broken, Node, Rich
from quizterm.language import N_

GAP = "_____"
"""Stands where the answers stood within a sentence."""
GENERAL = "####"

_UNCLOSED = N_("The “{open}” of its answers is never closed; write “{close}” after them.")
_UNOPENED = N_("There is a “{close}” without a “{open}” before it; write “\\{close}” where no answers end.")
_TWO_GROUPS = N_(
    "It has two groups of answers; put a blank line between questions, and “\\{open}” into texts."
)
_SECOND_END = N_(
    "There is a second “{close}”; write “\\{open}” and “\\{close}” where no answers begin or end."
)

_HEAD = 1000
"""Where a name has ended, if the question has one."""
_TAG_OF_HTML = re.compile(r"</?[a-zA-Z][^<>]*>")
_ID = re.compile(r"\[id:((?:\\\]|[^\]\n]){1,300})\]")
_TAG = re.compile(r"\[tag:((?:\\\]|[^\]\n]){1,300})\]")
_CLOZE = re.compile(r"\s*+\d*+\s*+:[A-Z_]++:")


def node_of(block: Block) -> Node:
    """Read one block that is no category.

    Raises:
        Broken: It cannot be taken as a question.
    """
    title, text = _named(hide(block.text))
    node = _node(reveal(title), text, unclosed=block.unclosed)
    if block.comments:
        comments = "\n".join(block.comments)
        node.id = next(iter(_noted(_ID, comments)), "")
        node.tags = _noted(_TAG, comments)
    return node


def name_of(block: Block) -> str:
    """Give the name of a question, or how its text begins."""
    title, text = _named(hide(block.text[:_HEAD]))
    if not title:
        title = _TAG_OF_HTML.sub(" ", rich(text.partition("{")[0], "").text) or text
    return short(reveal(title))


def _named(text: str) -> tuple[str, str]:
    if text.startswith("::"):
        end = text.find("::", 2)
        if end >= 0:
            return text[2:end].strip(), text[end + 2 :]
    return "", text


def _node(title: str, text: str, *, unclosed: bool) -> Node:
    begin, end = text.find("{"), text.find("}")
    if unclosed or end < 0 <= begin:
        raise Broken("unclosed", _UNCLOSED.format(open="{", close="}"))
    if begin < 0 and end < 0:
        return Node(title, rich(text, "moodle"))
    if end < begin or begin < 0:
        message = _UNOPENED.format(open="{", close="}")
        raise Broken("stray_brace", message)
    before, inside, after = text[:begin], text[begin + 1 : end], text[end + 1 :]
    _check(inside, after)
    gap = bool(after.strip())
    stem = rich(f"{before}{GAP}{after}" if gap else before, "moodle")
    content, general = _parted(inside.strip(), stem.format)
    return Node(title, stem, answers_of(content, stem.format), general, gap, "{" in inside)


def _check(inside: str, after: str) -> None:
    if _CLOZE.match(inside):
        message = N_(
            "It has gaps of Moodle's kind “cloze”, which GIFT does not hold; write a question for each."
        )
        raise Broken("cloze", message)
    if "{" in after:
        message = _TWO_GROUPS.format(open="{")
        raise Broken("two_groups", message)
    if "}" in after:
        message = _SECOND_END.format(open="{", close="}")
        raise Broken("stray_brace", message)


def _parted(inside: str, default: str) -> tuple[str, Rich | None]:
    at = inside.rfind(GENERAL)
    if at < 0:
        return inside, None
    return inside[:at].strip(), rich(inside[at + len(GENERAL) :], default)


def _noted(pattern: re.Pattern[str], comments: str) -> list[str]:
    return [found.strip().replace("\\]", "]") for found in pattern.findall(comments)]
