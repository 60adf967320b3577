"""The texts of a Moodle question, each in its own format, as plain text."""

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from quizterm.formats.exchange.ledger import Entry
from quizterm.formats.exchange.media import ATTACHED
from quizterm.formats.exchange.richtext import Block, Unshown, in_markup, plain_text, text_and_blocks
from quizterm.quiz.model import Code
from quizterm.text import CODE_LIMIT, QUESTION_LIMIT

HTML = "html"
_FORMATS = {
    "html": HTML,
    "1": HTML,
    "wiki_like": HTML,
    "3": HTML,
    "moodle_auto_format": "moodle",
    "0": "moodle",
    "plain_text": "plain",
    "2": "plain",
    "markdown": "markdown",
    "4": "markdown",
}
_WIDTH = 72
"""Columns of what is moved into a block, whose lines are not wrapped."""
_SENTENCE = re.compile(r"(?<=[.!?:;…。！？])\s+")
_PICTURE = re.compile(r"!\[([^\]\[]{0,200})\]\((?!@@PLUGINFILE@@)")
_FENCE = re.compile(r"^```[ \t]*([\w+#.-]{0,40})[^\n`]*\n(.*?)^```[ \t]*$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Written:
    """A text as it stands in the file, and the format that it is in."""

    text: str
    format: str = HTML

    def is_blank(self) -> bool:
        """Tell whether there is nothing in it."""
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class Stem:
    """What a question asks."""

    text: str
    code: Code | None = None


def text_in(element: Element | None, *, format: str = HTML) -> Written:
    """Give the text in an element, which has a format of its own or this one."""
    if element is None:
        return Written("", format)
    inner = element.find("text")
    said = (element if inner is None else inner).text or ""
    return Written(said, _FORMATS.get(element.get("format", "").strip().lower(), format))


def text_of(question: Element, name: str) -> Written:
    """Give the text in a child: in the first one of that name that says anything."""
    texts = [text_in(child) for child in question.findall(name)]
    return next((text for text in texts if not text.is_blank()), texts[0] if texts else Written(""))


def plain(written: Written, unshown: Unshown) -> str:
    """Give a text as lines; what cannot be shown is collected."""
    if written.format == "plain" or not in_markup(written.text):
        return _unformatted(written)
    if written.format == "markdown":
        return _markdown(written.text, unshown)
    return plain_text(written.text, unshown, newlines=written.format == "moodle")


def one_line(written: Written, unshown: Unshown) -> str:
    """Give a text as one line; the rows of a table are told apart by semicolons."""
    lines = [line.strip() for line in plain(written, unshown).split("\n")]
    between = "; " if any(" | " in line for line in lines) else " "
    return between.join(line for line in lines if line)


def stem(written: Written, entry: Entry, unshown: Unshown) -> Stem:
    """Give the question and its block of code; what is too long for a question goes into the block."""
    text, blocks = _taken_apart(written, unshown)
    if not text.strip() and blocks:
        text, blocks = blocks[0].text, blocks[1:]
    if len(text) <= QUESTION_LIMIT:
        return Stem(text, _code(blocks))
    return _shortened(text, blocks, entry)


def _unformatted(written: Written) -> str:
    if written.format == HTML:
        return " ".join(re.split("[ \t\r\n]+", written.text)).strip()
    return written.text.strip()


def _markdown(text: str, unshown: Unshown) -> str:
    unshown.names.extend(found[1] or "image" for found in _PICTURE.finditer(text))
    return unshown.with_attached(text).strip() if ATTACHED in text else text.strip()


def _taken_apart(written: Written, unshown: Unshown) -> tuple[str, tuple[Block, ...]]:
    if written.format == "markdown":
        return _markdown_apart(plain(written, unshown))
    if written.format == "plain" or not in_markup(written.text):
        return plain(written, unshown), ()
    found = Unshown()
    text, blocks = _rich(written, found, frozenset({"pre"}))
    if len(text) > QUESTION_LIMIT and "<table" in written.text.lower():
        found = Unshown()
        text, blocks = _rich(written, found, frozenset({"pre", "table"}))
    unshown.add(found)
    return text, blocks


def _rich(written: Written, unshown: Unshown, apart: frozenset[str]) -> tuple[str, tuple[Block, ...]]:
    return text_and_blocks(written.text, unshown, newlines=written.format == "moodle", apart=apart)


def _markdown_apart(text: str) -> tuple[str, tuple[Block, ...]]:
    blocks = tuple(Block(match[2].strip("\n"), match[1]) for match in _FENCE.finditer(text))
    return _FENCE.sub("", text).strip(), tuple(block for block in blocks if block.text.strip())


def _code(blocks: tuple[Block, ...]) -> Code | None:
    if not blocks:
        return None
    languages = {block.language for block in blocks}
    text = "\n\n".join(block.text for block in blocks)
    return Code(text=text, language=languages.pop() if len(languages) == 1 else "")


def _shortened(text: str, blocks: tuple[Block, ...], entry: Entry) -> Stem:
    """Keep what asks, and move the rest into the block below it; give all of it if that is not possible."""
    asked, rest = _what_asks(text)
    moved = "\n".join(_wrapped(rest))
    code = _code((Block(moved), *blocks))
    if not rest or len(asked) > QUESTION_LIMIT or code is None or len(code.text) > CODE_LIMIT:
        return Stem(text, _code(blocks))
    entry.loss(
        "long_text",
        f"The question has {len(text)} characters, and {QUESTION_LIMIT} are allowed; "
        "all but what it asks stands in the block below it.",
    )
    return Stem(asked, code)


def _what_asks(text: str) -> tuple[str, str]:
    """Split into the last line or sentence that asks, or else the last one, and the rest."""
    lines = [line for line in text.split("\n") if line.strip()]
    asking = _last_asking(lines)
    if len(lines[asking]) <= QUESTION_LIMIT and len(lines) > 1:
        return lines[asking], "\n".join(lines[:asking] + lines[asking + 1 :])
    sentences = _SENTENCE.split(lines[asking])
    place = _last_asking(sentences)
    rest = " ".join(sentences[:place] + sentences[place + 1 :])
    return sentences[place], "\n".join([*lines[:asking], rest, *lines[asking + 1 :]]).strip("\n")


def _last_asking(parts: list[str]) -> int:
    asking = [index for index, part in enumerate(parts) if "?" in part or "？" in part or "؟" in part]
    return asking[-1] if asking else len(parts) - 1


def _wrapped(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        indent = line[: len(line) - len(line.lstrip(" "))]
        yield from textwrap.wrap(line, _WIDTH, subsequent_indent=indent, break_long_words=False) or [""]
