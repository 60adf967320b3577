"""Every field of the format for the JSON Schema: what it means and what it takes."""

from enum import StrEnum
from typing import Any

from quizterm.formats.native.quiz import VERSION
from quizterm.quiz.bounds import (
    MAX_ACCEPTED,
    MAX_OPTIONS,
    MAX_POINTS,
    MAX_QUESTIONS,
    MAX_READING_SECONDS,
    MAX_SECONDS,
    MAX_TAGS,
    MIN_OPTIONS,
    MIN_SECONDS,
)
from quizterm.quiz.model import DEFAULT_POINTS, DEFAULT_SECONDS, UNTIMED, Scoring, Select, Settings
from quizterm.text import (
    ANSWER_LIMIT,
    CODE_LIMIT,
    DESCRIPTION_LIMIT,
    EXPLANATION_LIMIT,
    LABEL_LIMIT,
    OPTION_LIMIT,
    QUESTION_LIMIT,
    TITLE_LIMIT,
)

Schema = dict[str, Any]

_LANGUAGES = (
    "bash",
    "c",
    "console",
    "cpp",
    "css",
    "html",
    "java",
    "javascript",
    "json",
    "python",
    "sql",
    "text",
)
"""Languages that editors propose; every other that Pygments knows is taken as well."""
_SPOKEN_FLAGS = ["yes", "no"]


def _text(limit: int) -> Schema:
    """What people read, in whatever type YAML takes it for."""
    return {"type": ["string", "number", "boolean"], "minLength": 1, "maxLength": limit}


def _flag(default: bool = False) -> Schema:
    return {"anyOf": [{"type": "boolean"}, {"enum": _SPOKEN_FLAGS}], "default": default}


def _word(words: type[StrEnum]) -> Schema:
    return {"enum": [word.value for word in words]}


def _whole(least: int, most: int, default: int) -> Schema:
    return {"type": "integer", "minimum": least, "maximum": most, "default": default}


def _list(item: Schema, least: int, most: int) -> Schema:
    return {"type": "array", "items": item, "minItems": least, "maxItems": most}


def _named(title: str, description: str, schema: Schema) -> Schema:
    return {"title": title, "description": description, **schema}


_SECONDS = {
    "type": "integer",
    "anyOf": [{"const": UNTIMED}, {"minimum": MIN_SECONDS, "maximum": MAX_SECONDS}],
    "default": DEFAULT_SECONDS,
}
_OPTION = _text(OPTION_LIMIT)
_RIGHT = {
    "type": "object",
    "properties": {"right": _named("right option", "This option is right.", _OPTION)},
    "required": ["right"],
    "additionalProperties": False,
}
_PROGRAM = _text(CODE_LIMIT)

TOP: dict[str, Schema] = {
    "quizterm": _named("version", "The version of the format.", {"const": VERSION}),
    "title": _named("title", f"Up to {TITLE_LIMIT} characters.", _text(TITLE_LIMIT)),
    "description": _named("description", "What the quiz is about.", _text(DESCRIPTION_LIMIT)),
    "language": _named(
        "language",
        "The language the quiz is in: en, ar, pt-BR.",
        {"type": "string", "pattern": "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,5}$"},
    ),
    "scoring": _named(
        "scoring",
        "speed: faster right answers earn more; accuracy: all right answers earn the same; none: no points.",
        {**_word(Scoring), "default": Settings().scoring.value},
    ),
    "streak_bonus": _named("streak bonus", "More points for right answers in a row.", _flag()),
    "change_answer": _named(
        "change answers", "Players may change their answers until the question closes.", _flag()
    ),
    "reading": _named(
        "reading time",
        "Seconds to read a question before it can be answered; 0 opens it at once.",
        _whole(0, MAX_READING_SECONDS, Settings().reading_seconds),
    ),
    "seconds": _named(
        "seconds", "Time to answer, for every question that does not say otherwise; 0 for none.", _SECONDS
    ),
    "points": _named(
        "points",
        "What a right answer earns at most, for every question that does not say otherwise.",
        _whole(0, MAX_POINTS, DEFAULT_POINTS),
    ),
    "shuffle": _named("shuffle", "Show options in another order in each session, likewise.", _flag()),
}
QUESTIONS: Schema = {
    "title": "questions",
    "description": "Each begins with “- ask:” or “- slide:”.",
    "type": "array",
    "minItems": 1,
    "maxItems": MAX_QUESTIONS,
}

COMMON: dict[str, Schema] = {
    "code": _named(
        "code",
        "A program or some output; the name of a language above it shows it in colours.",
        {
            "anyOf": [
                _PROGRAM,
                {
                    "type": "object",
                    "properties": dict.fromkeys(_LANGUAGES, _PROGRAM),
                    "additionalProperties": _PROGRAM,
                    "minProperties": 1,
                    "maxProperties": 1,
                },
            ]
        },
    ),
    "explain": _named("explanation", "Shown when the answer is revealed.", _text(EXPLANATION_LIMIT)),
    "seconds": _named("seconds", "Time to answer; 0 for no deadline.", _SECONDS),
    "points": _named("points", "What a right answer earns at most.", _whole(0, MAX_POINTS, DEFAULT_POINTS)),
    "tags": _named("tags", "Words to find the question by.", _list(_text(LABEL_LIMIT), 0, MAX_TAGS)),
}
"""Fields that every question may have."""
NO_POINTS: Schema = _named("points", "Nothing is right or wrong here, so it earns no points.", {"const": 0})

QUESTION: dict[str, Schema] = {
    "ask": _named("question", f"Up to {QUESTION_LIMIT} characters.", _text(QUESTION_LIMIT)),
    "pick": _named(
        "pick",
        "one: exactly one option is right; all: all right ones are wanted; any: any right one will do.",
        _word(Select),
    ),
    "shuffle": _named("shuffle", "Show the options in another order in each session.", _flag()),
    "tolerance": _named(
        "tolerance",
        "How far from the answer is right too.",
        {"type": "number", "minimum": 0, "default": 0},
    ),
    "nearness": _named(
        "nearness",
        "How far beyond what is right the points fall to nothing.",
        {"type": "number", "minimum": 0, "default": 0},
    ),
    "unit": _named("unit", "What is counted: km, °C, keys.", _text(LABEL_LIMIT)),
    "several": _named("several", "More than one option may be picked.", _flag()),
    "match_case": _named("match case", "Capitals matter.", _flag()),
    "match_accents": _named("match accents", "Accents matter.", _flag()),
    "match_spaces": _named("match spaces", "Spaces inside the answer matter.", _flag()),
    "slips": _named("slips", "Forgive small typing slips.", _flag()),
}
"""Fields of some kinds of question."""

OPTIONS: Schema = _named(
    "options",
    "Two to eight; write “right:” before each right one, where it stands.",
    {
        **_list({"anyOf": [_OPTION, _RIGHT]}, MIN_OPTIONS, MAX_OPTIONS),
        "contains": {"type": "object"},
    },
)
TRUTH: Schema = _named("true or false", "Whether the statement is true.", {"type": "boolean"})
NUMBER: Schema = _named("number", "The right number.", {"type": "number"})
TYPED: Schema = _named(
    "answer",
    "What is to be typed, or a list of all spellings that count; the first is shown.",
    {
        "anyOf": [
            {"type": "string", "minLength": 1, "maxLength": ANSWER_LIMIT},
            _list(_text(ANSWER_LIMIT), 1, MAX_ACCEPTED),
        ]
    },
)
RANGE: Schema = _named(
    "range", "The smallest and the largest number that are right.", _list({"type": "number"}, 2, 2)
)
ORDER: Schema = _named(
    "order",
    "The items in their right order; players see them in another.",
    {**_list(_OPTION, MIN_OPTIONS, MAX_OPTIONS), "uniqueItems": True},
)
POLL: Schema = _named(
    "poll", "Options of which none is right or wrong.", _list(_OPTION, MIN_OPTIONS, MAX_OPTIONS)
)
OPEN: Schema = _named("free words", "Write “open: true”.", {"enum": [True, "yes"]})
SLIDE: Schema = _named("slide", f"What is shown, up to {QUESTION_LIMIT} characters.", _text(QUESTION_LIMIT))
