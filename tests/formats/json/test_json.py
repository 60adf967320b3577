"""Our JSON: what is written is read again, exactly; what is wrong is told, question by question."""

import json
from typing import Any

import pytest
from hypothesis import given

from quizterm.formats.exchange.catalogue import Manner, format_named
from quizterm.formats.exchange.detection import detect
from quizterm.formats.exchange.harvest import Harvest
from quizterm.formats.exchange.ledger import Ledger
from quizterm.formats.exchange.source import Source, Unreadable
from quizterm.formats.reading import read_sample
from quizterm.quiz.model import Choice, Quiz, Settings, Slide, TrueFalse
from quizterm.quiz.samples import sample_names
from tests.support.damage import as_json, flipped, harvested, misshapen, survives, truncated
from tests.support.quizzes import quizzes

QUESTION: dict[str, Any] = {"kind": "choice", "text": "Q?", "options": ["a", "b"], "right": [1]}
FULL: dict[str, Any] = QUESTION | {
    "code": {"text": "x", "language": "python"},
    "explanation": "E",
    "seconds": 30,
    "points": 0,
    "tags": ["t"],
    "select": "any",
    "shuffle": True,
}
NUMERIC: dict[str, Any] = {"kind": "numeric", "text": "Q?", "low": 1, "high": 2.5}
QUIZ: dict[str, Any] = {
    "quizterm": 1,
    "title": "T",
    "description": "D",
    "language": "en",
    "settings": {"scoring": "accuracy", "streak_bonus": True, "reading_seconds": 5},
    "questions": [
        FULL,
        NUMERIC,
        {"kind": "slide", "text": "S"},
        {"kind": "text", "text": "Q", "accepted": ["a"]},
    ],
}


def written(quiz: Quiz) -> bytes:
    ledger = Ledger()
    data = format_named("json").write(quiz, ledger, Manner())
    assert (ledger.read, ledger.through, ledger.with_loss) == (len(quiz.questions), len(quiz.questions), 0)
    return data


def quiz_in(data: bytes) -> Quiz:
    harvest = harvested("json", data)
    assert harvest.left_out == 0
    return Quiz(
        title=harvest.title,
        description=harvest.description,
        language=harvest.language,
        settings=harvest.settings,
        questions=tuple(harvest.questions),
    )


def read(*questions: Any, **top: Any) -> Harvest:
    return harvested("json", as_json(QUIZ | {"questions": questions} | top))


@given(quizzes)
def test_every_quiz_comes_back_as_it_was(quiz: Quiz) -> None:
    data = written(quiz)

    assert quiz_in(data) == quiz
    assert written(quiz_in(data)) == data
    assert detect(Source("quiz", data)).name == "json"


@pytest.mark.parametrize("name", sample_names())
def test_every_sample_comes_back_as_it_was(name: str) -> None:
    quiz = read_sample(name)

    assert quiz_in(written(quiz)) == quiz


def test_what_is_at_its_default_is_left_out_and_the_order_is_always_the_same() -> None:
    quiz = Quiz(
        title="Zoë's",
        questions=(
            TrueFalse(text="Is it?", right=False, seconds=5),
            Choice(text="Q", options=("a", "b"), right=(0,), tags=("t",)),
            Slide(text="S"),
        ),
    )

    text = written(quiz).decode()

    assert json.loads(text) == {
        "quizterm": 1,
        "title": "Zoë's",
        "questions": [
            {"kind": "true_false", "text": "Is it?", "seconds": 5, "right": False},
            {"kind": "choice", "text": "Q", "tags": ["t"], "options": ["a", "b"], "right": [0]},
            {"kind": "slide", "text": "S"},
        ],
    }
    assert text.startswith(
        '{\n  "quizterm": 1,\n  "title": "Zoë\'s",\n  "questions": [\n    {\n      "kind": '
    )
    assert text.endswith("}\n")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"kind": "riddle"}, "“kind” has to be one of choice, true_false,"),
        ({"kind": None}, "“kind” has to be one of"),
        ({"text": 5}, "“text” has to be a text."),
        ({"seconds": 1.5}, "“seconds” has to be a whole number."),
        ({"seconds": True}, "“seconds” has to be a whole number."),
        ({"options": "ab"}, "“options” has to be a list of texts."),
        ({"options": ["a", 1]}, "“options” has to be a list of texts."),
        ({"right": [True]}, "“right” has to be a list of whole numbers."),
        ({"right": [7]}, "The right options must be there"),
        ({"select": "some"}, "“select” has to be one of one, all, any."),
        ({"shuffle": 1}, "“shuffle” has to be true or false."),
        ({"code": "x"}, "“code” has to be an object"),
        ({"code": {"text": "x", "language": 1}}, "“language” has to be a text."),
        ({"points": -1}, "points"),
    ],
)
def test_a_mistake_leaves_out_its_question_with_the_reason(change: dict[str, Any], said: str) -> None:
    harvest = read(QUESTION | change, QUESTION)

    assert (harvest.read, harvest.through) == (2, 1)
    assert said in harvest.notes[-1].message
    assert harvest.notes[-1].spot.number == 1


@pytest.mark.parametrize("name", ["text", "options", "right"])
def test_what_is_missing_is_named(name: str) -> None:
    harvest = read({field: value for field, value in QUESTION.items() if field != name})

    assert [note.message for note in harvest.notes] == [f"“{name}” is missing."]


def test_unknown_fields_are_a_loss() -> None:
    harvest = read(QUESTION | {"colour": "red"}, author="me", settings={"speed": 9})

    assert harvest.with_loss == 1
    assert sorted(note.message[:9] for note in harvest.notes) == ["“author” ", "“colour” ", "“speed” i"]


def test_a_mistake_at_the_top_does_not_take_the_questions_with_it() -> None:
    harvest = read(QUESTION, title=7, settings={"scoring": "luck"}, language=None)

    assert (harvest.through, harvest.title, harvest.settings) == (1, "", Settings())
    assert [note.code for note in harvest.notes] == ["bad_field"] * 3


@pytest.mark.parametrize(
    ("tree", "said"),
    [
        (QUIZ | {"quizterm": 2}, "has to be 1 in this version of QuizTerm, and here is 2."),
        ({"questions": [QUESTION]}, "“quizterm” has to be 1"),
        (QUIZ | {"quizterm": True}, "“quizterm” has to be 1"),
        (QUIZ | {"questions": {}}, "no questions"),
        ([QUIZ], "“quizterm” has to be 1"),
    ],
)
def test_a_file_of_which_nothing_can_be_read_is_refused(tree: Any, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        harvested("json", as_json(tree))


def test_anything_may_stand_anywhere() -> None:
    for tree in misshapen(QUIZ):
        survives("json", as_json(tree))


def test_a_damaged_file_is_read_or_refused() -> None:
    data = as_json(QUIZ)
    for damaged in (*truncated(data, 300), *flipped(data, 500)):
        survives("json", damaged)
