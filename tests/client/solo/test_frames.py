"""What a player would see of a question, made without a session."""

from dataclasses import replace

import pytest

from quizterm.formats import read_sample
from quizterm.quiz.model import Choice, Numeric, Order, Question, Quiz, Select, Settings, Text
from quizterm.quiz.samples import sample_names
from quizterm.snapshot import Phase
from quizterm_client.player.outcome import Verdict, outcome
from quizterm_client.player.state import Seen
from quizterm_client.solo.deeds import Deed, deeds_for
from quizterm_client.solo.frames import CLASS_SIZE, NOW, phases_of, seen_of
from tests.support.games import ANY, BITS, DNS, EVERY_KIND, FALSEHOOD, LAYERS, PORT, PRIVATE

QUIZ = Quiz(title="Test", questions=EVERY_KIND)
GRADED = (PORT, PRIVATE, ANY, FALSEHOOD, DNS, BITS, LAYERS)


def verdict(seen: Seen) -> Verdict:
    assert seen.stage is not None
    assert seen.stage.item is not None
    assert seen.stage.reveal is not None
    return outcome(seen.stage.item, seen.stage.reveal, seen.you).verdict


@pytest.mark.parametrize("question", GRADED, ids=lambda one: one.text)
@pytest.mark.parametrize(
    ("deed", "told"),
    [(Deed.RIGHT, Verdict.RIGHT), (Deed.WRONG, Verdict.WRONG), (Deed.NONE, Verdict.MISSED)],
)
def test_at_the_reveal_the_player_has_done_what_was_asked_for(
    question: Question, deed: Deed, told: Verdict
) -> None:
    assert verdict(seen_of(question, quiz=QUIZ, phase=Phase.REVEAL, deed=deed)) is told


@pytest.mark.parametrize("name", sample_names())
def test_every_moment_of_every_sample_can_be_seen(name: str) -> None:
    quiz = read_sample(name)

    for index, question in enumerate(quiz.questions):
        for phase in phases_of(question, quiz):
            for deed in deeds_for(question):
                stage = seen_of(question, quiz=quiz, index=index, phase=phase, deed=deed).stage
                assert stage is not None
                assert (stage.phase, stage.question, stage.questions) == (phase, index, len(quiz.questions))
                assert stage.title == quiz.title
                assert (stage.reveal is not None) == (phase is Phase.REVEAL)


def test_before_the_reveal_nothing_is_given_away_and_the_question_can_be_answered() -> None:
    seen = seen_of(PORT, quiz=QUIZ, phase=Phase.OPEN)

    assert seen.live
    assert seen.answer is None


def test_a_class_has_answered_too_and_always_the_same() -> None:
    first, second = (seen_of(PORT, quiz=QUIZ, phase=Phase.REVEAL) for _ in range(2))

    assert first == second
    assert first.stage is not None
    assert first.stage.reveal is not None
    assert first.stage.reveal.tally.eligible == CLASS_SIZE
    assert min(first.stage.reveal.tally.counts) < max(first.stage.reveal.tally.counts) < CLASS_SIZE


def test_the_clock_stands_at_the_beginning() -> None:
    stage = seen_of(replace(PORT, seconds=45), quiz=QUIZ, phase=Phase.OPEN).stage

    assert stage is not None
    assert stage.deadline == NOW + 45_000 == NOW + stage.span


def test_a_quiz_without_time_to_read_has_no_such_moment() -> None:
    quiz = replace(QUIZ, settings=Settings(reading_seconds=0))

    assert phases_of(PORT, quiz) == (Phase.OPEN, Phase.REVEAL)
    stage = seen_of(PORT, quiz=quiz, phase=Phase.READING).stage
    assert stage is not None
    assert stage.phase is Phase.OPEN


@pytest.mark.parametrize("deed", Deed)
@pytest.mark.parametrize(
    "question",
    [
        Choice(text="", options=(), right=()),
        Choice(text="Half", options=("a", "b"), right=(), select=Select.ALL),
        Choice(text="Gone", options=("a",), right=(3,)),
        Choice(text="Alike", options=("a", "a"), right=(0,)),
        Choice(text="All", options=("a", "b"), right=(0, 1), select=Select.ALL),
        Text(text="Words", accepted=()),
        Numeric(text="Turned", low=5, high=1),
        Numeric(text="Huge", low=0, high=1.7e308),
        Order(text="Empty", items=()),
        Order(text="Twice", items=("a", "a")),
    ],
    ids=lambda one: one.text if isinstance(one, Choice | Text | Numeric | Order) else None,
)
def test_a_question_that_is_not_finished_can_be_seen(question: Question, deed: Deed) -> None:
    stage = seen_of(question, quiz=QUIZ, phase=Phase.REVEAL, deed=deed).stage

    assert stage is not None
    assert stage.phase is Phase.REVEAL
