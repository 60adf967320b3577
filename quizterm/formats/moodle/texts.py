"""The texts of a Moodle question, each in its own format, as plain text."""

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from quizterm.formats.exchange.media import ATTACHED
from quizterm.formats.exchange.richtext import Block, Unshown, in_markup, plain_text, text_and_blocks
from quizterm.quiz.model import Code
from quizterm.text import QUESTION_LIMIT

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


def stem(written: Written, unshown: Unshown) -> Stem:
    """Give the question and its block of code; tables of long questions go into the block."""
    text, blocks = _taken_apart(written, unshown)
    if not text.strip() and blocks:
        text, blocks = blocks[0].text, blocks[1:]
    return Stem(text, _code(blocks))


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
