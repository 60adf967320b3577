"""QuizTerm's own YAML, imported and exported like any other format."""

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizterm.formats import read_sample
from quizterm.formats.exchange.catalogue import Manner, format_named
from quizterm.formats.exchange.harvest import Harvest
from quizterm.formats.exchange.ledger import Ledger, Level
from quizterm.formats.exchange.source import Unreadable
from quizterm.quiz.model import Code, Open, Quiz, Settings, Slide, TrueFalse
from quizterm.quiz.samples import sample_names, sample_text
from tests.formats.test_any_text import SCRAPS
from tests.support.damage import flipped, harvested, survives, truncated
from tests.support.quizzes import quizzes

TOP = "quizterm: 1\ntitle: T\nquestions:\n"
GOOD = "  - ask: Fine?\n    answer: true\n"


def read(body: str, top: str = TOP) -> Harvest:
    return harvested("quizterm", (top + body).encode())


def quiz_of(harvest: Harvest) -> Quiz:
    return Quiz(
        title=harvest.title,
        description=harvest.description,
        language=harvest.language,
        settings=harvest.settings,
        questions=tuple(harvest.questions),
    )


def written(quiz: Quiz) -> tuple[bytes, Ledger]:
    ledger = Ledger()
    return format_named("quizterm").write(quiz, ledger, Manner()), ledger


@given(quizzes)
def test_every_quiz_comes_back_as_it_was(quiz: Quiz) -> None:
    data, ledger = written(quiz)
    harvest = harvested("quizterm", data)

    assert quiz_of(harvest) == quiz
    assert harvest.notes == []
    assert (ledger.read, ledger.through, ledger.with_loss) == (len(quiz.questions), len(quiz.questions), 0)


@pytest.mark.parametrize("name", sample_names())
def test_a_sample_is_imported_without_a_loss(name: str) -> None:
    harvest = harvested("quizterm", sample_text(name).encode())

    assert harvest.left_out == harvest.with_loss == 0
    assert tuple(harvest.questions) == read_sample(name).questions


@pytest.mark.parametrize(
    ("bad", "code", "line"),
    [
        ("  - ask: Which?\n    answer: 128 bits\n", "doubtful_answer", 6),
        ("  - ask: Which?\n    options: [a, b]\n", "nothing_right", 6),
        ("  - ask: Which?\n", "no_kind", 6),
        ("  - ask: a: b\n    answer: x\n", "not_yaml", 6),
        ("  - ask: x\n    answer: [a\n", "not_yaml", 6),
        ("  - just words\n", "wrong_type", 6),
        ("  -\n    ask: *x\n    answer: x\n", "alias", 6),
        ("  - ask: x\n    answer: true\n    points: many\n", "wrong_type", 6),
        ("  - ask: x\n    answer: true\n    points: 99999\n", "out_of_range", 6),
    ],
)
def test_a_question_with_a_mistake_is_left_out_alone(bad: str, code: str, line: int) -> None:
    harvest = read(GOOD + bad + GOOD)

    assert [(note.level, note.code, str(note.spot)) for note in harvest.notes] == [
        (Level.LEFT_OUT, code, f"line {line}")
    ]
    assert (harvest.read, harvest.left_out) == (3, 1)
    assert [question.text for question in harvest.questions] == ["Fine?", "Fine?"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("  - ask: Q\n    picture: cat.png\n    open: true\n", "unknown_field"),
        ("  - ask: Q\n    tolerance: 2\n    open: true\n", "misplaced_field"),
        ("  - ask: Q\n    code:\n      klingon: x\n    open: true\n", "unknown_language"),
    ],
)
def test_what_cannot_come_along_is_told_as_a_loss(body: str, code: str) -> None:
    harvest = read(body)

    assert [(note.level, note.code, note.name) for note in harvest.notes] == [(Level.LOSS, code, "Q")]
    assert (harvest.read, harvest.with_loss, harvest.left_out) == (1, 1, 0)


def test_what_is_wrong_at_the_top_does_not_touch_the_questions() -> None:
    harvest = read(GOOD, "quizterm: 1\ntitle: T\ncolour: blue\nquestions:\n")

    assert [(note.code, str(note.spot), note.name) for note in harvest.notes] == [
        ("unknown_field", "line 3", "")
    ]
    assert harvest.questions == [TrueFalse(text="Fine?", right=True)]


def test_a_top_that_breaks_rules_is_told_and_passed_over() -> None:
    harvest = read(GOOD, "quizterm: 1\ntitle: T\nlanguage: no such thing\nreading: 500\nquestions:\n")

    assert [(note.level, note.code) for note in harvest.notes] == [
        (Level.LOSS, "bad_language"),
        (Level.LOSS, "out_of_range"),
    ]
    assert (harvest.language, harvest.settings) == ("", Settings())


def test_questions_in_brackets_are_told_apart_too() -> None:
    harvest = read("", "{quizterm: 1, title: T, questions: [{ask: Q, open: true},\n{ask: R},\n{slide: S}]}")

    assert harvest.questions == [Open(text="Q"), Slide(text="S")]
    assert [(note.code, str(note.spot)) for note in harvest.notes] == [("no_kind", "line 2")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("words", "not_a_quiz"),
        ("quizterm: 7\ntitle: T\nquestions: []\n", "unknown_version"),
        ("quizterm: 1\ntitle: T\n", "no_questions"),
        ("[" * 1000, "too_deep"),
        ("# " + "x" * 1_100_000, "too_large"),
        ("a: [\n", "not_yaml"),
        ("a\x1bb: c", "control_character"),
    ],
)
def test_what_is_no_quiz_file_is_told(text: str, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        harvested("quizterm", text.encode())

    assert refused.value.code == code


def test_a_language_that_no_file_may_name_is_told() -> None:
    data, ledger = written(Quiz(title="T", questions=(Slide(text="S", code=Code("x", "Klingon")),)))

    assert [note.code for note in ledger.notes] == ["unknown_language"]
    assert harvested("quizterm", data).questions == [Slide(text="S", code=Code("x"))]


@pytest.mark.parametrize("damage", [flipped, truncated])
def test_a_damaged_file_gives_a_report(damage: Callable[[bytes, int], Iterator[bytes]]) -> None:
    for damaged in damage(sample_text("japanese").encode(), 60):
        survives("quizterm", damaged)


@given(st.lists(st.sampled_from(SCRAPS)).map("".join))
def test_any_heap_of_yaml_gives_a_report(text: str) -> None:
    survives("quizterm", text.encode("utf-8", errors="surrogatepass"))
