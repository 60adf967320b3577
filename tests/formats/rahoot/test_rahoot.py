"""Quizzes of Rahoot and Razzia, as all their versions write them."""

import json
from typing import Any

import pytest

from quizterm.formats.exchange.harvest import Harvest, Wishes
from quizterm.formats.exchange.source import Unreadable
from quizterm.quiz.model import Choice, Kind, Select, Text
from tests.support.corpus import CORPUS, needs_corpus
from tests.support.damage import as_json, flipped, harvested, misshapen, survives, truncated

FOLDER = CORPUS / "rahoot"

QUESTION = {
    "question": "Which?\nThink!",
    "answers": ["this", "that", "both"],
    "solution": 1,
    "cooldown": 5,
    "time": 30,
}
PICTURE = "https://example.org/a/cat.png?size=9"


def read(*questions: Any, **top: Any) -> Harvest:
    return harvested("rahoot", as_json({"subject": "S", "questions": questions, **top}))


def taken(*changes: dict[str, Any]) -> Any:
    harvest = read(*(QUESTION | change for change in changes))
    assert harvest.left_out == 0
    return harvest.questions[0] if len(changes) == 1 else harvest.questions


@needs_corpus
@pytest.mark.parametrize(
    ("name", "count", "with_loss", "title"),
    [
        ("alothaimeen_eid-culture_ar.json", 20, 0, "ثقافة خليجية"),
        ("hackhunt_second_year_no-time.json", 31, 0, "2nd year quizz round"),
        ("mjbright_example_v1-image.json", 3, 3, "Example Quizz"),
        ("randyjc_example_v2-media.json", 2, 2, "Example Quizz"),
    ],
)
def test_the_corpus_gives_what_its_index_says(name: str, count: int, with_loss: int, title: str) -> None:
    harvest = harvested("rahoot", (FOLDER / name).read_bytes())

    assert [question.kind for question in harvest.questions] == [Kind.CHOICE] * count
    assert (harvest.read, harvest.with_loss, harvest.title) == (count, with_loss, title)


@needs_corpus
def test_the_example_of_the_first_version_keeps_options_and_times() -> None:
    harvest = harvested("rahoot", (FOLDER / "mjbright_example_v1-image.json").read_bytes())

    last = harvest.questions[-1]
    assert isinstance(last, Choice)
    assert (last.options, last.right, last.seconds) == (("Good answer", "No"), (0,), 20)
    assert harvest.settings.reading_seconds == 0


def test_a_question_comes_as_it_is() -> None:
    assert taken({}) == Choice(
        text="Which?\nThink!", options=("this", "that", "both"), right=(1,), seconds=30
    )


@pytest.mark.parametrize(
    ("solutions", "right", "select"),
    [
        (2, (2,), Select.ONE),
        ([2], (2,), Select.ONE),
        ([2, 0, 2], (0, 2), Select.ALL),
        ("1", (1,), Select.ONE),
    ],
)
def test_solutions_are_one_or_several(solutions: Any, right: tuple[int, ...], select: Select) -> None:
    question = taken({"solutions": solutions})

    assert (question.right, question.select) == (right, select)


def test_the_same_cooldown_everywhere_is_the_reading_time() -> None:
    assert read(QUESTION, QUESTION).settings.reading_seconds == 5

    differing = read(QUESTION, QUESTION | {"cooldown": 9})
    assert differing.settings.reading_seconds == 3
    assert [note.code for note in differing.notes] == ["reading_time"]


def test_answers_without_any_solution_are_typed() -> None:
    harvest = read({"question": "Capital of France?", "answers": ["Paris", "paris city"], "time": 20})

    assert harvest.questions == [Text(text="Capital of France?", accepted=("Paris", "paris city"))]


def test_a_missing_solution_among_others_is_told_or_makes_a_poll() -> None:
    unsolved = {"question": "Your pet?", "answers": ["cat", "dog"]}
    data = as_json([QUESTION, unsolved])

    assert [note.code for note in harvested("rahoot", data).notes] == ["nothing_right"]
    assert harvested("rahoot", data, Wishes(polls=True)).questions[1].kind is Kind.POLL


@pytest.mark.parametrize(
    ("media", "said"),
    [
        ({"image": PICTURE}, "picture"),
        ({"video": "https://example.org/v"}, "video"),
        ({"audio": "https://example.org/v"}, "sound"),
        ({"media": {"type": "youtube", "url": "https://example.org/v"}}, "video"),
    ],
)
def test_media_stay_behind_and_are_told(media: dict[str, Any], said: str) -> None:
    harvest = read(QUESTION | media)

    (note,) = harvest.notes
    assert (note.code, harvest.with_loss) == ("media", 1)
    assert f"Its {said} stays behind: https://example.org/" in note.message


def test_no_media_are_no_loss() -> None:
    assert read(QUESTION | {"image": None, "media": {}, "video": ""}).notes == []


def test_pictures_as_answers_leave_their_names() -> None:
    harvest = read(QUESTION | {"answers": [{"image": PICTURE}, {"text": "a dog"}, "a cow"]})

    (question,) = harvest.questions
    assert isinstance(question, Choice)
    assert question.options == ("[image: cat.png]", "a dog", "a cow")
    assert harvest.with_loss == 1


def test_unknown_fields_are_told_once() -> None:
    harvest = read(*[QUESTION | {"isBonus": True, "id": 7}] * 3)

    assert [note.message for note in harvest.notes] == [
        "Fields that are not known were passed over: “isBonus”."
    ]


@pytest.mark.parametrize("solution", [3, -1, "x", [0, 9], {}, 0.5])
def test_a_solution_that_is_not_there_is_told_and_the_others_come(solution: Any) -> None:
    harvest = read(QUESTION | {"solution": solution}, QUESTION)

    assert [note.code for note in harvest.notes] == ["bad_right"]
    assert (harvest.read, harvest.through) == (2, 1)


@pytest.mark.parametrize("tree", [{"subject": "S"}, {"questions": []}, [], 1])
def test_a_file_without_questions_is_refused(tree: Any) -> None:
    with pytest.raises(Unreadable, match="no questions"):
        harvested("rahoot", as_json(tree))


WHOLE = {
    "subject": "S",
    "questions": [
        QUESTION | {"media": {"type": "audio", "url": "u"}, "solutions": [0, 1]},
        QUESTION | {"answers": [{"image": "i"}, "b"], "image": "u"},
    ],
}


def test_anything_may_stand_anywhere() -> None:
    for tree in misshapen(WHOLE):
        survives("rahoot", as_json(tree))


def test_a_damaged_file_is_read_or_refused() -> None:
    data = json.dumps(WHOLE).encode()
    for damaged in (*truncated(data), *flipped(data, 300)):
        survives("rahoot", damaged)
