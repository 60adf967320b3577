"""Texts of a GIFT file, in any of its four formats, as plain text and program text."""

import re

from quizterm.formats.exchange.fences import fenced
from quizterm.formats.exchange.markup import unescaped
from quizterm.formats.exchange.richtext import Notes, in_markup, plain_text, text_and_blocks
from quizterm.formats.gift.tree import Rich
from quizterm.quiz.model import Code

_FENCE = re.compile(r"^(`{3,}|~{3,})([^`\n]*)$", re.MULTILINE)
_MARKED_DOWN = re.compile(r"\\([\\`*_\[\]#~])|&(lt|gt|amp);")
_MARKS = re.compile(r"[\\`*_\[\]#]|^~(?=~~)", re.MULTILINE)
_BASIC = {"lt": "<", "gt": ">", "amp": "&"}


def text_of(rich: Rich, notes: Notes) -> str:
    """Give a text of several lines."""
    if rich.format == "plain":
        return rich.text
    if rich.format == "markdown":
        return _without_marks(rich.text)
    if not in_markup(rich.text):
        return rich.text if rich.format == "moodle" else _in_one_line(rich.text)
    if "<" not in rich.text and "@@" not in rich.text and rich.format == "moodle":
        return unescaped(rich.text)
    return plain_text(rich.text, notes, newlines=rich.format == "moodle")


def line_of(rich: Rich, notes: Notes) -> str:
    """Give a text of one line."""
    return _in_one_line(text_of(rich, notes))


def stem_of(rich: Rich, notes: Notes) -> tuple[str, Code | None]:
    """Give the text of a question, and the program text that stands in it as a block."""
    if rich.format == "markdown":
        return _unfenced(rich.text)
    if rich.format != "plain" and "<pre" in rich.text:
        text, parts = text_and_blocks(
            rich.text, notes, newlines=rich.format == "moodle", apart=frozenset({"pre"})
        )
        if len(parts) == 1 and text.strip():
            return text, Code(parts[0].text, parts[0].language)
    return text_of(rich, notes), None


def marked_down(text: str, code: Code) -> str:
    """Write a text and its program text as Markdown that shows both as they are."""
    escaped = _MARKS.sub(r"\\\g<0>", text.replace("&", "&amp;").replace("<", "&lt;")).replace("\n", "  \n")
    language = code.language if is_writable(code.language) else ""
    return f"{escaped}\n\n{fenced(code.text, language)}"


def is_writable(language: str) -> bool:
    """Tell whether a language can stand behind the fence of a program text."""
    return "`" not in language


def _unfenced(text: str) -> tuple[str, Code | None]:
    begin = _FENCE.search(text)
    if begin:
        end = re.compile(rf"^{begin[1]}[`~]*[ \t]*$", re.MULTILINE).search(text, begin.end())
        if end and not _FENCE.search(text, end.end()):
            around = f"{text[: begin.start()].rstrip()}\n{text[end.end() :].lstrip()}".strip("\n")
            if around.strip():
                code = Code(text[begin.end() + 1 : end.start()].removesuffix("\n"), begin[2].strip())
                return _without_marks(around), code
    return _without_marks(text), None


def _in_one_line(text: str) -> str:
    return " ".join(filter(None, map(str.strip, text.split("\n")))) if "\n" in text else text


def _without_marks(text: str) -> str:
    if "\\" not in text and "&" not in text:
        return text
    return _MARKED_DOWN.sub(lambda found: found[1] or _BASIC[found[2]], text)
