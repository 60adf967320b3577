"""How bots choose: fitting answers, in time, whatever order the options are shown in."""

from random import Random
from typing import Any

import pytest

from quizterm.quiz.answers import Answer, Number, Ordered, Picked, Typed
from quizterm.quiz.model import (
    Choice,
    Kind,
    Numeric,
    Open,
    Order,
    Poll,
    Question,
    Quiz,
    Select,
    Slide,
    Text,
    TrueFalse,
)
from quizterm.snapshot import QuestionView
from quizterm_client.brains import GuessingBrain, KnowingBrain, plan, think_time

COLOURS = ("red", "green", "blue", "white")


def view(kind: Kind, options: tuple[str, ...] = (), **more: Any) -> QuestionView:
    return QuestionView(kind=kind, text="?", options=options, **more)


QUESTIONS: list[tuple[Question, QuestionView, Answer]] = [
    (
        Choice(text="?", options=COLOURS, right=(1,)),
        view(Kind.CHOICE, ("white", "blue", "green", "red")),
        Picked((2,)),
    ),
    (
        Choice(text="?", options=COLOURS, right=(0, 2), select=Select.ALL),
        view(Kind.CHOICE, ("blue", "white", "red", "green"), select=Select.ALL),
        Picked((0, 2)),
    ),
    (
        Choice(text="?", options=COLOURS, right=(1, 3), select=Select.ANY),
        view(Kind.CHOICE, COLOURS, select=Select.ANY),
        Picked((1,)),
    ),
    (TrueFalse(text="?", right=False), view(Kind.TRUE_FALSE), Picked((1,))),
    (Text(text="?", accepted=("DNS", "domain name system")), view(Kind.TEXT), Typed("DNS")),
    (Numeric(text="?", low=10, high=20), view(Kind.NUMERIC), Number(15.0)),
    (
        Order(text="?", items=("one", "two", "two", "three")),
        view(Kind.ORDER, ("two", "three", "one", "two")),
        Ordered((2, 0, 3, 1)),
    ),
]


@pytest.mark.parametrize(
    ("question", "item", "right"), QUESTIONS, ids=lambda value: getattr(value, "kind", "")
)
def test_who_knows_everything_finds_the_right_answer_as_shown(
    question: Question, item: QuestionView, right: Answer
) -> None:
    brain = KnowingBrain(Quiz(title="T", questions=(question,)), skill=1.0)
    assert brain.answer(Random(1), 0, item) == right


@pytest.mark.parametrize(
    ("question", "item", "right"), QUESTIONS, ids=lambda value: getattr(value, "kind", "")
)
def test_who_knows_nothing_picks_something_else(
    question: Question, item: QuestionView, right: Answer
) -> None:
    brain = KnowingBrain(Quiz(title="T", questions=(question,)), skill=0.0)
    assert all(brain.answer(Random(seed), 0, item) != right for seed in range(50))


def test_skill_is_how_often_the_answer_is_right() -> None:
    item, right = QUESTIONS[0][1:]
    brain = KnowingBrain(Quiz(title="T", questions=(QUESTIONS[0][0],)), skill=0.7)
    hits = sum(brain.answer(Random(seed), 0, item) == right for seed in range(1_000))
    assert 640 < hits < 760


@pytest.mark.parametrize(
    "item",
    [
        view(Kind.CHOICE, COLOURS),
        view(Kind.CHOICE, COLOURS, select=Select.ALL),
        view(Kind.POLL, COLOURS),
        view(Kind.POLL, COLOURS, several=True),
    ],
)
def test_a_guess_is_the_same_texts_in_whatever_order_they_are_shown(item: QuestionView) -> None:
    mirrored = view(item.kind, item.options[::-1], select=item.select, several=item.several)
    for seed in range(30):
        here = GuessingBrain().answer(Random(seed), 0, item)
        there = GuessingBrain().answer(Random(seed), 0, mirrored)
        assert isinstance(here, Picked)
        assert isinstance(there, Picked)
        assert {item.options[i] for i in here.options} == {mirrored.options[i] for i in there.options}
        assert here.options == tuple(sorted(set(here.options)))


def test_who_knows_the_quiz_has_an_opinion_too() -> None:
    brain = KnowingBrain(
        Quiz(title="T", questions=(Poll(text="?", options=COLOURS), Open(text="?"))), skill=1.0
    )
    assert isinstance(brain.answer(Random(1), 0, view(Kind.POLL, COLOURS)), Picked)
    assert isinstance(brain.answer(Random(1), 1, view(Kind.OPEN)), Typed)


def test_a_slide_is_not_answered() -> None:
    brain = KnowingBrain(Quiz(title="T", questions=(Slide(text="?"),)), skill=1.0)
    assert plan(Random(1), brain, 0, view(Kind.SLIDE)) is None


@pytest.mark.parametrize("seconds", [0, 1, 5, 20, 3600])
def test_thinking_takes_time_and_ends_before_the_deadline(seconds: int) -> None:
    times = [think_time(Random(seed), seconds) for seed in range(500)]
    assert min(times) >= min(700, seconds * 450 or 700)
    assert max(times) <= (seconds * 900 or 20_000)
    assert len(set(times)) > 100
