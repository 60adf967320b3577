"""What YAML's complaints mean to somebody who only wants to write a quiz."""

import re
from typing import Any

from ruamel.yaml.error import MarkedYAMLError

from quizterm.formats.native.vocabulary import LISTS
from quizterm.formats.problems import Place

_HINTS = (
    ("found character '\\t'", "A tab cannot indent; use spaces."),
    ("found unexpected end of stream", "A quotation mark was opened and never closed; close it."),
    ("found unexpected document separator", "A quotation mark was opened and never closed; close it."),
    ("found unknown escape character", "In double quotes a backslash must be doubled; or use single quotes."),
    ("expected escape sequence", "In double quotes a backslash must be doubled; or use single quotes."),
    (
        "could not find expected ':'",
        "A field needs a colon after its name, and text must be indented under its field.",
    ),
    ("expected ',' or ']'", "A list in brackets is not closed here; add a comma or “]”."),
    ("expected ',' or '}'", "Fields in braces are not closed here; add a comma or “}”."),
    ("while scanning an alias", "A word that begins with * is an alias in YAML; put the text in quotes."),
    ("while scanning an anchor", "A word that begins with & is an anchor in YAML; put the text in quotes."),
    ("tag", "A word that begins with ! is a tag in YAML; put the text in quotes."),
    ("block scalar", "After | or > the text begins on the next line, indented; or put it in quotes."),
    ("sequence entries are not allowed here", "A list cannot begin here; put its dash on a line of its own."),
    ("expected '<document start>'", "This line is indented less than the list or field it belongs to."),
)

_INDENTED = (
    "This line is not indented like the ones it belongs to: the fields of a question stand exactly below "
    "each other, and so do the dashes of a list."
)
_VALUE = re.compile(r" *(?:- +)*(?:(?P<name>\w+) *: +)?(?P<text>.*)")
_QUOTED = r"""(?:"[^"]*"|'[^']*')"""
_QUOTED_LIST = re.compile(rf"{_QUOTED}(?:\s*,\s*{_QUOTED})+")
_SHOWN = 60


def explain(error: MarkedYAMLError, text: str) -> tuple[Place, str]:
    """Give the place that is to be mended, and a sentence that says what to write instead."""
    mark = _telling_mark(error)
    if not mark:
        return Place(), _hint(error)
    line = [*text.split("\n"), ""][min(mark.line, text.count("\n"))].rstrip()
    before, problem = line[: mark.column], error.problem or ""
    message = _in_line(problem, line, before) or _hint(error)
    column = len(line) - len(line.lstrip(" ")) if message == _INDENTED else mark.column
    return Place(mark.line + 1, column + 1), message


def in_quotes(line: str) -> str:
    """Give a line with what stands after its dashes and its field's name in quotes, as text."""
    value = _VALUE.fullmatch(line)
    if not value:
        return line
    doubled = value["text"].replace("'", "''")
    return f"{line[: value.start('text')]}'{doubled}'"


def _telling_mark(error: MarkedYAMLError) -> Any:
    """Give the mark that helps most: what is never finished is to be mended where it begins."""
    if error.context in ("while scanning a quoted scalar", "while scanning a simple key"):
        return error.context_mark
    return error.problem_mark or error.context_mark


def _in_line(problem: str, line: str, before: str) -> str | None:
    if "mapping values are not allowed" in problem:
        return _INDENTED if ":" not in before else _colon_in_text(line)
    if "expected <block end>" in problem:
        return _after_quotes(line) if before.strip(" -") else _INDENTED
    if "cannot start any token" in problem and "\\t" not in problem:
        return _bad_start(line, before)
    if "mapping keys are not allowed" in problem:
        return f"Text cannot begin with “?” and a space; put it in quotes{_example(line)}"
    return None


def _colon_in_text(line: str) -> str:
    value = _VALUE.fullmatch(line)
    if value and value["name"] in LISTS:
        return f"“{value['name']}” takes a list; put brackets around it: [{value['text']}]."
    if value and value["text"].startswith(("“", "„", "«")):
        return f"Text with a colon in it needs straight quotes, these are curly{_example(line)}"
    return f"Text with a colon in it needs quotes{_example(line)}"


def _after_quotes(line: str) -> str:
    value = _VALUE.fullmatch(line)
    if value and _QUOTED_LIST.fullmatch(value["text"]):
        return f"Several texts are a list; put brackets around it: [{value['text']}]."
    return f"The text goes on after its quotes or brackets; put quotes around all of it{_example(line)}"


def _bad_start(line: str, before: str) -> str:
    if line.startswith("```"):
        return "Take out the lines with ```; they are no part of the quiz."
    sign = line[len(before) : len(before) + 1]
    return f"Text cannot begin with “{sign}”; put it in quotes{_example(line)}"


def _example(line: str) -> str:
    """Show the text of a line in quotes that hold whatever is in it."""
    value = _VALUE.fullmatch(line)
    text = value["text"] if value else ""
    if not 0 < len(text) <= _SHOWN:
        return "."
    if len(text) > 1 and text[0] + text[-1] in ("''", "“”", "„“", "«»"):
        text = text[1:-1]
    doubled = text.replace("'", "''")
    return f": '{doubled}'."


def _hint(error: MarkedYAMLError) -> str:
    said = f"{error.context or ''} {error.problem or ''}"
    for complaint, hint in _HINTS:
        if complaint in said:
            return hint
    complaint = (error.problem or "unreadable").splitlines()[0]
    return f"This is not valid YAML ({complaint}); compare it with a sample quiz."
