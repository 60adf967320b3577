"""Read a quiz that was written as our JSON: strictly, and each question for itself."""

from collections.abc import Callable
from dataclasses import MISSING, fields
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, get_type_hints

from quizterm.formats.exchange.harvest import Harvest, Seedling
from quizterm.formats.exchange.ledger import Level
from quizterm.formats.exchange.naming import short
from quizterm.formats.exchange.source import Source, Unreadable
from quizterm.formats.exchange.trees import fields_of, items_of, load, numbered, text_of
from quizterm.formats.json.writing import VERSION
from quizterm.language import N_
from quizterm.quiz.model import (
    Choice,
    Code,
    Kind,
    Numeric,
    Open,
    Order,
    Poll,
    Question,
    Scoring,
    Select,
    Settings,
    Slide,
    Text,
    TrueFalse,
)

_Made = TypeVar("_Made")
_Note = Callable[[str, str], None]

_KINDS: dict[str, type[Question]] = {
    Kind.CHOICE: Choice,
    Kind.TRUE_FALSE: TrueFalse,
    Kind.TEXT: Text,
    Kind.NUMERIC: Numeric,
    Kind.ORDER: Order,
    Kind.POLL: Poll,
    Kind.OPEN: Open,
    Kind.SLIDE: Slide,
}
_TOP = {"quizterm", "title", "description", "language", "settings", "questions"}


class _Wrong(ValueError):
    """A field that is not what it has to be; the message is a sentence."""


def read(source: Source, harvest: Harvest) -> None:
    """Read a quiz; a question with a mistake is left out, and the others come.

    Raises:
        Unreadable: It is no JSON, of another version, or has no questions.
    """
    tree = fields_of(load(source, harvest, harvest.wishes.encoding))
    _check_version(tree.get("quizterm"))
    questions = items_of(tree.get("questions"))
    if not questions:
        raise Unreadable(
            "no_questions", N_("There are no questions in the file; they stand under “questions”.")
        )
    _read_top(tree, harvest)
    for spot, item in numbered(questions):
        seedling = harvest.begin(spot, short(text_of(fields_of(item).get("text"))))
        try:
            question = _question(item, seedling)
        except _Wrong as mistake:
            seedling.leave_out("bad_field", str(mistake))
        else:
            seedling.take(question)


def _check_version(version: Any) -> None:
    if isinstance(version, bool) or version != VERSION:
        sentence = N_("“quizterm” has to be {version} in this version of QuizTerm.")
        if text_of(version):
            sentence = N_("“quizterm” has to be {version} in this version of QuizTerm, and here is {given}.")
        raise Unreadable("bad_version", sentence.format(version=VERSION, given=short(text_of(version))))


def _read_top(tree: dict[str, Any], harvest: Harvest) -> None:
    def lost(code: str, message: str) -> None:
        harvest.remark(code, message, level=Level.LOSS)

    harvest.title = _taken_or(lost, tree, "title", str, "")
    harvest.description = _taken_or(lost, tree, "description", str, "")
    harvest.language = _taken_or(lost, tree, "language", str, "")
    for name in (name for name in tree if name not in _TOP):
        lost(
            "unknown_field",
            N_("“{name}” is no field of a quiz; it was passed over.").format(name=short(name)),
        )
    settings = tree.get("settings", {})
    try:
        harvest.settings = _made(Settings, settings, lost)
    except _Wrong as mistake:
        lost("bad_field", N_("The settings stay as usual. {mistake}").format(mistake=mistake))


def _taken_or(lost: _Note, tree: dict[str, Any], name: str, wanted: type, default: str) -> str:
    try:
        taken: str = _value(name, wanted, tree.get(name, default))
    except _Wrong as mistake:
        lost("bad_field", N_("It was passed over. {mistake}").format(mistake=mistake))
        return default
    return taken


def _question(item: Any, seedling: Seedling) -> Question:
    if not isinstance(item, dict):
        raise _Wrong(N_("A question has to be an object."))
    kind = item.get("kind")
    if not isinstance(kind, str) or kind not in _KINDS:
        raise _Wrong(N_("“kind” has to be one of {words}.").format(words=", ".join(_KINDS)))
    return _made(_KINDS[kind], {name: item[name] for name in item if name != "kind"}, seedling.loss)


def _made(wanted: type[_Made], item: Any, lost: _Note) -> _Made:
    if not isinstance(item, dict):
        raise _Wrong(N_("The settings have to be an object."))
    shape: Any = wanted
    hints, needed = _hints(shape), _needed(shape)
    for name in (name for name in item if name not in hints):
        lost("unknown_field", N_("“{name}” is no field of it; it was passed over.").format(name=short(name)))
    if missing := needed - item.keys():
        raise _Wrong(N_("“{name}” is missing.").format(name=min(missing)))
    return wanted(**{name: _value(name, hint, item[name]) for name, hint in hints.items() if name in item})


@cache
def _hints(wanted: Any) -> dict[str, Any]:
    hints = get_type_hints(wanted)
    return {name: hint for name, hint in hints.items() if name != "kind"}


@cache
def _needed(wanted: Any) -> frozenset[str]:
    defaults = (field for field in fields(wanted) if field.default is MISSING)
    return frozenset(field.name for field in defaults if field.default_factory is MISSING)


def _value(name: str, wanted: Any, value: Any) -> Any:
    return _READERS[wanted](name, value)


def _exactly(kind: type, sentence: str) -> Callable[[str, Any], Any]:
    def reader(name: str, value: Any) -> Any:
        if type(value) is not kind:
            raise _Wrong(sentence.format(name=name))
        return value

    return reader


def _number(name: str, value: Any) -> float:
    if type(value) not in (int, float):
        raise _Wrong(N_("“{name}” has to be a number.").format(name=name))
    return float(value)


def _list_of(kind: type, sentence: str) -> Callable[[str, Any], Any]:
    def reader(name: str, value: Any) -> Any:
        if type(value) is not list or any(type(item) is not kind for item in value):
            raise _Wrong(sentence.format(name=name))
        return tuple(value)

    return reader


def _one_of(kind: type[StrEnum]) -> Callable[[str, Any], Any]:
    def reader(name: str, value: Any) -> Any:
        if value not in list(kind):
            raise _Wrong(N_("“{name}” has to be one of {words}.").format(name=name, words=", ".join(kind)))
        return kind(value)

    return reader


def _code(name: str, value: Any) -> Code | None:
    if value is None:
        return None
    given = fields_of(value)
    if not isinstance(given.get("text"), str) or given.keys() - {"text", "language"}:
        raise _Wrong(
            N_("“{name}” has to be an object with a “text”, and a “language” if you like.").format(name=name)
        )
    return Code(given["text"], _READERS[str]("language", given.get("language", "")))


_READERS: dict[Any, Callable[[str, Any], Any]] = {
    str: _exactly(str, N_("“{name}” has to be a text.")),
    bool: _exactly(bool, N_("“{name}” has to be true or false.")),
    int: _exactly(int, N_("“{name}” has to be a whole number.")),
    float: _number,
    tuple[str, ...]: _list_of(str, N_("“{name}” has to be a list of texts.")),
    tuple[int, ...]: _list_of(int, N_("“{name}” has to be a list of whole numbers.")),
    Select: _one_of(Select),
    Scoring: _one_of(Scoring),
    Code | None: _code,
}
