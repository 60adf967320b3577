"""The JSON Schema of quiz files: it takes every quiz that we take, and marks what people get wrong."""

from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from quizterm.formats import QuizFileError, parse_quiz
from quizterm.formats.native.schema import schema
from quizterm.formats.native.vocabulary import KNOWN, TOP
from quizterm.formats.native.writing import written
from quizterm.quiz.model import Quiz
from quizterm.quiz.samples import sample_names, sample_text
from tests.formats.documents import BRACES, FILE
from tests.formats.test_documented_examples import EXAMPLES, HEAD
from tests.support.quizzes import quizzes

SCHEMA = schema()
VALIDATOR = Draft202012Validator(SCHEMA)
GOOD = "  - ask: Which?\n    options: [a, right: b]\n"


def is_valid(text: str) -> bool:
    return VALIDATOR.is_valid(YAML(typ="safe", pure=True).load(text))


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(
    "text",
    [
        FILE,
        BRACES,
        *map(sample_text, sample_names()),
        *(example if example.startswith("quizterm") else HEAD + example for example in EXAMPLES),
    ],
)
def test_a_quiz_is_valid(text: str) -> None:
    assert is_valid(text)


@given(quizzes)
def test_any_quiz_that_we_write_is_valid(quiz: Quiz) -> None:
    assert is_valid(written(quiz))


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(GOOD + "    picture: cat.png\n", id="unknown field"),
        pytest.param(GOOD + "    secnds: 30\n", id="misspelled field"),
        pytest.param(GOOD + "    tolerance: 2\n", id="field of another kind"),
        pytest.param(GOOD + "    seconds: soon\n", id="seconds as text"),
        pytest.param(GOOD + "    seconds: 2\n", id="too little time"),
        pytest.param(GOOD + "    points: 99999\n", id="too many points"),
        pytest.param(GOOD + "    tags: a, b\n", id="no list"),
        pytest.param(GOOD + "    pick: two\n", id="unknown word"),
        pytest.param(GOOD + "    order: [a, b]\n", id="two kinds"),
        pytest.param(GOOD + "    code: {python: a, sql: b}\n", id="two languages"),
        pytest.param("  - ask: Which?\n", id="no kind"),
        pytest.param("  - options: [a, right: b]\n", id="no question"),
        pytest.param("  - ask: Which?\n    options: [a, {right: b, wrong: c}]\n", id="two marks"),
        pytest.param("  - ask: Which?\n    options: [a, wrong: c]\n", id="wrong mark"),
        pytest.param("  - ask: Which?\n    options: [a, b]\n", id="nothing right"),
        pytest.param("  - ask: Which?\n    options: [right: b]\n", id="one option"),
        pytest.param("  - ask: Which?\n    options: [right: 1, 2, 3, 4, 5, 6, 7, 8, 9]\n", id="nine options"),
        pytest.param("  - ask: Which?\n    order: [a, a]\n", id="equal items"),
        pytest.param("  - ask: Which?\n    range: [1]\n", id="half a range"),
        pytest.param("  - ask: Which?\n    open: false\n", id="not open"),
        pytest.param("  - ask: Which?\n    answer:\n", id="empty answer"),
        pytest.param("  - ask: Which?\n    slide: x\n", id="slide that asks"),
        pytest.param("  - ask: Which?\n    poll: [a, b]\n    points: 5\n", id="poll for points"),
        pytest.param(f"  - ask: {'x' * 501}\n    open: true\n", id="too long"),
        pytest.param("  - word\n", id="no fields"),
        pytest.param("", id="no questions"),
    ],
)
def test_a_mistake_is_marked_as_we_mark_it(body: str) -> None:
    assert not is_valid(HEAD + body)
    with pytest.raises(QuizFileError):
        parse_quiz(HEAD + body)


@pytest.mark.parametrize(
    "top", ["quizterm: 2\ntitle: T\n", "title: T\n", "quizterm: 1\n", "quizterm: 1\ntitle: T\ncolour: blue\n"]
)
def test_a_mistake_at_the_top_is_marked_as_we_mark_it(top: str) -> None:
    assert not is_valid(f"{top}questions:\n{GOOD}")
    with pytest.raises(QuizFileError):
        parse_quiz(f"{top}questions:\n{GOOD}")


def test_every_field_is_in_it_and_explained() -> None:
    named: dict[str, list[dict[str, Any]]] = {}
    for part in (SCHEMA, *SCHEMA["$defs"].values()):
        for name, field in part["properties"].items():
            named.setdefault(name, []).append(field)

    assert set(named) == {*TOP, *KNOWN}
    assert all(field["title"] and field["description"] for fields in named.values() for field in fields)
