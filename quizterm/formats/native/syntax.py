"""What YAML's complaints mean to somebody who only wants to write a quiz."""

import re
from typing import Any

from ruamel.yaml.error import MarkedYAMLError

from quizterm.formats.native.vocabulary import LISTS
from quizterm.formats.problems import Place
from quizterm.language import N_

_HINTS = (  # untranslated: the first of each is what ruamel.yaml says
    ("found character '\\t'", N_("A tab cannot indent; use spaces.")),
    ("found unexpected end of stream", N_("A quotation mark was opened and never closed; close it.")),
    ("found unexpected document separator", N_("A quotation mark was opened and never closed; close it.")),
    (
        "found unknown escape character",
        N_("In double quotes a backslash must be doubled; or use single quotes."),
    ),
    ("expected escape sequence", N_("In double quotes a backslash must be doubled; or use single quotes.")),
    (
        "could not find expected ':'",
        N_("A field needs a colon after its name, and text must be indented under its field."),
    ),
    ("expected ',' or ']'", N_("A list in brackets is not closed here; add a comma or “]”.")),
    ("expected ',' or '}'", N_("Fields in braces are not closed here; add a comma or “}”.")),
    ("while scanning an alias", N_("A word that begins with * is an alias in YAML; put the text in quotes.")),
    (
        "while scanning an anchor",
        N_("A word that begins with & is an anchor in YAML; put the text in quotes."),
    ),
    ("tag", N_("A word that begins with ! is a tag in YAML; put the text in quotes.")),
    ("block scalar", N_("After | or > the text begins on the next line, indented; or put it in quotes.")),
    (
        "sequence entries are not allowed here",
        N_("A list cannot begin here; put its dash on a line of its own."),
    ),
    ("expected '<document start>'", N_("This line is indented less than the list or field it belongs to.")),
)

_NEVER_FINISHED = ("while scanning a quoted scalar", "while scanning a simple key")  # untranslated: likewise
_INDENTED = N_(
    "This line is not indented like the ones it belongs to: the fields of a question stand "
    "exactly below each other, and so do the dashes of a list."
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
    if error.context in _NEVER_FINISHED:
        return error.context_mark
    return error.problem_mark or error.context_mark


def _in_line(problem: str, line: str, before: str) -> str | None:
    if "mapping values are not allowed" in problem:  # untranslated: of ruamel.yaml
        return _INDENTED if ":" not in before else _colon_in_text(line)
    if "expected <block end>" in problem:  # untranslated: of ruamel.yaml
        return _after_quotes(line) if before.strip(" -") else _INDENTED
    if "cannot start any token" in problem and "\\t" not in problem:  # untranslated: of ruamel.yaml
        return _bad_start(line, before)
    if "mapping keys are not allowed" in problem:  # untranslated: of ruamel.yaml
        return _with_example(
            line,
            N_("Text cannot begin with “?” and a space; put it in quotes."),
            N_("Text cannot begin with “?” and a space; put it in quotes: {example}."),
        )
    return None


def _colon_in_text(line: str) -> str:
    value = _VALUE.fullmatch(line)
    if value and value["name"] in LISTS:
        sentence = N_("“{name}” takes a list; put brackets around it: [{text}].")
        return sentence.format(name=value["name"], text=value["text"])
    if value and value["text"].startswith(("“", "„", "«")):
        return _with_example(
            line,
            N_("Text with a colon in it needs straight quotes, these are curly."),
            N_("Text with a colon in it needs straight quotes, these are curly: {example}."),
        )
    return _with_example(
        line,
        N_("Text with a colon in it needs quotes."),
        N_("Text with a colon in it needs quotes: {example}."),
    )


def _after_quotes(line: str) -> str:
    value = _VALUE.fullmatch(line)
    if value and _QUOTED_LIST.fullmatch(value["text"]):
        return N_("Several texts are a list; put brackets around it: [{text}].").format(text=value["text"])
    return _with_example(
        line,
        N_("The text goes on after its quotes or brackets; put quotes around all of it."),
        N_("The text goes on after its quotes or brackets; put quotes around all of it: {example}."),
    )


def _bad_start(line: str, before: str) -> str:
    if line.startswith("```"):
        return N_("Take out the lines with ```; they are no part of the quiz.")
    sign = line[len(before) : len(before) + 1]
    return _with_example(
        line,
        N_("Text cannot begin with “{sign}”; put it in quotes."),
        N_("Text cannot begin with “{sign}”; put it in quotes: {example}."),
        sign=sign,
    )


def _with_example(line: str, alone: str, with_example: str, **filled: str) -> str:
    """Give a sentence with the text of the line in quotes, where that is not too long to be shown."""
    example = _example(line)
    return with_example.format(example=example, **filled) if example else alone.format(**filled)


def _example(line: str) -> str:
    """Show the text of a line in quotes that hold whatever is in it; nothing if it is too long."""
    value = _VALUE.fullmatch(line)
    text = value["text"] if value else ""
    if not 0 < len(text) <= _SHOWN:
        return ""
    if len(text) > 1 and text[0] + text[-1] in ("''", "“”", "„“", "«»"):
        text = text[1:-1]
    doubled = text.replace("'", "''")
    return f"'{doubled}'"


def _hint(error: MarkedYAMLError) -> str:
    said = f"{error.context or ''} {error.problem or ''}"
    for complaint, hint in _HINTS:
        if complaint in said:
            return hint
    complaint = (error.problem or "unreadable").splitlines()[0]
    return N_("This is not valid YAML ({complaint}); compare it with a sample quiz.").format(
        complaint=complaint
    )
