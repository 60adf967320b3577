"""Which format a file is in, told from what is in it; its name counts only where that leaves it open."""

import csv
import re
from collections import Counter
from pathlib import PurePath
from unicodedata import category

from quizterm.formats.exchange.catalogue import Format, format_named
from quizterm.formats.exchange.ledger import Ledger
from quizterm.formats.exchange.packages import packed_format, unknown
from quizterm.formats.exchange.source import Source, Unreadable
from quizterm.language import N_

_HEAD = 64 * 1024
"""How much is looked at first; all of it only if that says nothing."""
_TABLE_LINES = 30
_TABLE_TEXT = 20_000
_DELIMITERS = ",;\t"

_JSON = re.compile(r'\s*(?:\{\s*["}]|\[\s*[{\["\]])')
_JSON_KEY = re.compile(r'"(\w{1,30})"[ \t\r\n]{0,20}:')
_CLASSQUIZ_KIND = re.compile(r'"(?:ABCD|CHECK|RANGE|VOTING|ORDER|SLIDE)"')
_OPENTDB_ONLY = {"correct_answer", "incorrect_answers", "response_code"}
_RAHOOT_ONLY = {"subject", "solution", "solutions", "cooldown"}

_PROLOG = {"<?": "?>", "<!--": "-->", "<!": ">", "]": ">"}
"""What may stand before the root of XML, each with its end."""
_LONGEST_PROLOG = 1000
_SPACE = re.compile(r"\s*")
_ROOT = re.compile(r"<(?:[\w.-]{1,40}:)?([A-Za-z][\w.-]{0,40})")
_FOREIGN_ROOTS = {
    "questestinterop": N_("a QTI file, which QuizTerm does not read"),
    "assessmentitem": N_("a QTI file, which QuizTerm does not read"),
    "assessmenttest": N_("a QTI file, which QuizTerm does not read"),
    "assessment": N_("a QTI file, which QuizTerm does not read"),
    "manifest": N_("the list of a course package, which QuizTerm does not read"),
    "workbook": N_("an XML spreadsheet; save it as .xlsx, which QuizTerm does not read"),
    "html": N_("a web page, which QuizTerm does not read"),
}

_UNMARKED = N_(
    "text without the marks of a quiz: GIFT has {answers} in braces, "
    "Aiken has lines such as “ANSWER: B”, and sheets have named columns"
)
_UNMARKED_NAMED = N_(
    "text named {suffix} without the marks of a quiz: GIFT has {answers} in braces, "
    "Aiken has lines such as “ANSWER: B”, and sheets have named columns"
)

_OURS = re.compile(r"^[\"']?quizterm[\"']?[ \t]*:", re.MULTILINE)
_OURS_UNMARKED = re.compile(r"^(?:title|questions)[ \t]*:", re.MULTILINE)
_AIKEN_END = re.compile(r"^[ \t]*[A-Z][.)][^\n]*\n\s{0,80}ANSWER[ \t]*:", re.MULTILINE | re.IGNORECASE)
_AIKEN_ANSWER = re.compile(r"^[ \t]*ANSWER[ \t]*:", re.MULTILINE | re.IGNORECASE)
_GIFT_MARK = re.compile(r"^[ \t]*(?:::|\$CATEGORY)", re.MULTILINE)
_BRACE = re.compile(r"(?<!\\)\{")
_BY_NAME = {".gift": "gift", ".csv": "csv", ".tsv": "csv"}
"""What a name decides where the content says nothing; its reader knows best what is missing."""
_HEADER_WORDS = (
    *("question", "answer", "correct", "option", "incorrect", "choice", "time", "solution", "wrong"),
    *("type", "right", "explanation"),
)


def detect(source: Source) -> Format:
    """Tell which format a file is in.

    Raises:
        Unreadable: It is none of those that are read; says what it is instead, as far as that can be told.
    """
    if not source.data.strip():
        raise Unreadable("empty", N_("The file is empty."))
    return format_named(packed_format(source) or _text_format(source))


def _text_format(source: Source) -> str:
    suffix = PurePath(source.name).suffix.lower()
    text = Source(source.name, source.data[:_HEAD]).text(Ledger())
    if _is_binary(text):
        raise unknown(N_("no text, and no package that QuizTerm knows"))
    name = _format_of(text, suffix)
    if not name and len(source.data) > _HEAD:
        text = source.text(Ledger())
        name = _format_of(text, suffix)
    if not name:
        raise _unknown_text(text, suffix)
    return name


def _format_of(text: str, suffix: str) -> str:
    begin = text.lstrip()
    if _JSON.match(begin) and _JSON_KEY.search(begin):
        return _of_json(begin)
    root = _root(begin)
    if root in ("quiz", "question"):
        return "moodle"
    if root in _FOREIGN_ROOTS and not _AIKEN_END.search(text):
        raise unknown(_FOREIGN_ROOTS[root])
    return _of_lines(text, suffix)


def _of_json(text: str) -> str:
    keys = set(_JSON_KEY.findall(text))
    if "quizterm" in keys:
        return "json"
    if keys & _OPENTDB_ONLY:
        return "opentdb"
    if "questions" in keys and _CLASSQUIZ_KIND.search(text):
        return "classquiz"
    if keys & _RAHOOT_ONLY or {"question", "answers"} <= keys:
        return "rahoot"
    return "opentdb" if "results" in keys else ""


def _root(text: str) -> str:
    at = 0
    for _ in range(_LONGEST_PROLOG):
        begun = next((begin for begin in _PROLOG if text.startswith(begin, at)), "")
        if not begun:
            break
        if text[at : at + 14].lower() == "<!doctype html":  # untranslated: HTML
            return "html"
        at = _after(text, _PROLOG[begun], at)
    found = _ROOT.match(text, at)
    return found[1].lower() if found else ""


def _after(text: str, end: str, at: int) -> int:
    """Give where something else than space stands after an `end`, or the end of the text."""
    found = text.find(end, at)
    space = _SPACE.match(text, found + len(end)) if found >= 0 else None
    return space.end() if space else len(text)


def _of_lines(text: str, suffix: str) -> str:
    if _has_header(text.lstrip(), lines=1):
        return "csv"  # whatever stands in its cells
    if _OURS.search(text) or (suffix in (".yaml", ".yml") and _OURS_UNMARKED.search(text)):
        return "quizterm"
    if _AIKEN_END.search(text):
        return "aiken"
    if _GIFT_MARK.search(text):
        return "gift"
    if _has_header(text) or (suffix in (".csv", ".tsv") and _is_table(text)):
        return "csv"
    if _BRACE.search(text):
        return "gift"
    if _AIKEN_ANSWER.search(text):
        return "aiken"
    if _is_table(text):
        return "csv"
    return _BY_NAME.get(suffix, "")


def _has_header(text: str, lines: int = _TABLE_LINES) -> bool:
    """Tell whether one of the first lines names the columns of a table of questions."""
    first = text[:_TABLE_TEXT].split("\n", lines)[:lines]
    return any(_is_header(line.lower().split(mark)) for line in first for mark in _DELIMITERS)


def _is_header(cells: list[str]) -> bool:
    words = [cell.strip(" \"'*_") for cell in cells]
    named = sum(word.startswith(_HEADER_WORDS) and len(word) <= 80 for word in words)
    return named >= 3 and any(word.startswith("question") for word in words)


def _is_table(text: str) -> bool:
    """Tell whether most of the first lines have the same three columns or more."""
    return any(_is_table_by(text[:_TABLE_TEXT], mark) for mark in _DELIMITERS)


def _is_table_by(text: str, delimiter: str) -> bool:
    try:
        rows = [row for row in csv.reader(text.split("\n"), delimiter=delimiter) if any(row)]
    except csv.Error:
        return False
    if len(rows) < 2:
        return False
    (columns, often) = Counter(map(len, rows[:_TABLE_LINES])).most_common(1)[0]
    return columns >= 3 and often * 3 >= len(rows[:_TABLE_LINES]) * 2


def _unknown_text(text: str, suffix: str) -> Unreadable:
    begin = text.lstrip()
    if _JSON.match(begin):
        keys = list(dict.fromkeys(_JSON_KEY.findall(begin[:_HEAD])))[:5]
        if not keys:
            return unknown(N_("JSON, and not of a quiz program that QuizTerm knows"))
        sentence = N_("JSON, with keys such as {names}, and not of a quiz program that QuizTerm knows")
        return unknown(sentence.format(names=", ".join(f"“{key}”" for key in keys)))
    if root := _root(begin):
        sentence = N_("XML or HTML that begins with “<{root}>”, and not what Moodle exports")
        return unknown(sentence.format(root=root))
    if not suffix:
        return unknown(_UNMARKED.format(answers="{answers}"))
    return unknown(_UNMARKED_NAMED.format(suffix=suffix, answers="{answers}"))


def _is_binary(text: str) -> bool:
    begin = text[:2000]
    controls = sum(category(char) == "Cc" and char not in "\n\t\x1b" for char in begin)
    return controls + begin.count("\ufffd") > len(begin) / 10
