"""QuizTerm's own format: what is written becomes the quiz that was meant, or a sentence with a place."""

import pytest

from quizterm.formats import parse_quiz
from quizterm.quiz.model import (
    Choice,
    Code,
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

HEAD = "quizterm: 1\ntitle: T\nquestions:\n"


def one(body: str) -> Question:
    [question] = parse_quiz(HEAD + body).questions
    return question


def test_one_right_option_is_marked_where_it_stands() -> None:
    assert one("  - ask: Port?\n    options: [21, right: 22, 80]\n") == Choice(
        text="Port?", options=("21", "22", "80"), right=(1,)
    )


def test_several_right_options_are_all_wanted_unless_any_will_do() -> None:
    body = "  - ask: Which?\n    options:\n    - right: a\n    - b\n    - right: c\n"

    assert one(body) == Choice(text="Which?", options=("a", "b", "c"), right=(0, 2), select=Select.ALL)
    assert one(body + "    pick: any\n") == Choice(
        text="Which?", options=("a", "b", "c"), right=(0, 2), select=Select.ANY
    )


@pytest.mark.parametrize(
    "word", ["no", "yes", "1.10", "08:30", "null", "~", "2001-01-01", "0x1F", "on", "1_000"]
)
def test_an_option_is_shown_as_it_was_written(word: str) -> None:
    question = one(f"  - ask: Which?\n    options: [{word}, right: other]\n")

    assert isinstance(question, Choice)
    assert question.options[0] == word


@pytest.mark.parametrize(
    ("body", "question"),
    [
        ("answer: true", TrueFalse(text="?", right=True)),
        ("answer: False", TrueFalse(text="?", right=False)),
        ("answer: 'true'", Text(text="?", accepted=("true",))),
        ("answer: Rome", Text(text="?", accepted=("Rome",))),
        ("answer: [Rome, Roma]", Text(text="?", accepted=("Rome", "Roma"))),
        ("answer: [7, 8]", Text(text="?", accepted=("7", "8"))),
        ('answer: "007"', Text(text="?", accepted=("007",))),
        ("answer: 08:30", Text(text="?", accepted=("08:30",))),
        (
            "answer: Rome\n    match_case: true\n    slips: yes",
            Text(text="?", accepted=("Rome",), match_case=True, slips=True),
        ),
        ("answer: 128", Numeric(text="?", low=128, high=128)),
        ("answer: -1.5e3", Numeric(text="?", low=-1500, high=-1500)),
        ("answer: 0.3\n    tolerance: 0.1\n    unit: m", Numeric(text="?", low=0.2, high=0.4, unit="m")),
        ("range: [120, 130]\n    nearness: 20", Numeric(text="?", low=120, high=130, nearness=20)),
        ("order: [a, b, c]", Order(text="?", items=("a", "b", "c"))),
        ("poll: [yes, no]\n    several: true", Poll(text="?", options=("yes", "no"), several=True)),
        ("open: true", Open(text="?")),
        ("answer: x\n    code: ls", Text(text="?", accepted=("x",), code=Code("ls"))),
        (
            "answer: x\n    code: {sql: SELECT 1}",
            Text(text="?", accepted=("x",), code=Code("SELECT 1", "sql")),
        ),
    ],
)
def test_the_kind_follows_from_what_is_written(body: str, question: Question) -> None:
    assert one(f"  - ask: '?'\n    {body}\n") == question


def test_a_slide_has_several_lines_and_no_clock() -> None:
    assert one("  - slide: |\n      Half time\n\n      Tea!\n") == Slide(text="Half time\n\nTea!")
    assert one("  - slide: Hi\n    seconds: 30\n").seconds == 30


def test_the_top_says_what_holds_for_all_questions_that_say_nothing() -> None:
    quiz = parse_quiz(
        "quizterm: 1\ntitle: T\ndescription: D\nlanguage: en\nscoring: accuracy\nstreak_bonus: true\n"
        "change_answer: true\nreading: 0\nseconds: 7\npoints: 70\nshuffle: true\nquestions:\n"
        "  - ask: A\n    options: [a, right: b]\n"
        "  - ask: B\n    options: [a, right: b]\n    seconds: 0\n    points: 0\n"
        "    shuffle: false\n    tags: [x]\n"
        "  - ask: C\n    poll: [a, b]\n"
    )

    asked, told, poll = quiz.questions
    assert (quiz.title, quiz.description, quiz.language) == ("T", "D", "en")
    assert quiz.settings == Settings(
        scoring=Scoring.ACCURACY, streak_bonus=True, change_answer=True, reading_seconds=0
    )
    assert asked == Choice(text="A", options=("a", "b"), right=(1,), seconds=7, points=70, shuffle=True)
    assert told == Choice(text="B", options=("a", "b"), right=(1,), seconds=0, points=0, tags=("x",))
    assert poll == Poll(text="C", options=("a", "b"), seconds=7)
