"""Answers: which are taken, which count, and when."""

from collections import Counter

import pytest
from hypothesis import given

from quizterm.engine import inputs
from quizterm.engine.tallies import tally
from quizterm.errors import ErrorCode
from quizterm.quiz.answers import Answer, Number, Ordered, Picked, Typed
from quizterm.quiz.model import Question
from tests.engine.histories import History, histories
from tests.support.games import (
    ANN,
    ANY,
    BITS,
    BOB,
    CYD,
    DNS,
    LAYERS,
    MOOD,
    PORT,
    PRIVATE,
    UNCLEAR,
    Story,
    refused,
)


def test_the_same_answer_sent_again_changes_nothing_even_after_the_close() -> None:
    story = Story(PORT).join(ANN, BOB).start().right(ANN)
    given = story.game.round.given[ANN]

    story.wait(1)
    assert story.answer(ANN, Picked((1,))) == []
    story.close()
    assert story.answer(ANN, Picked((1,))) == []

    assert story.game.round.given[ANN] == given


def test_the_first_answer_counts() -> None:
    story = Story(PORT).join(ANN, BOB).start().right(ANN)

    refused(
        ErrorCode.ALREADY_ANSWERED,
        story,
        inputs.Answered(at=story.now, player=ANN, question=0, answer=Picked((0,))),
    )


def test_a_second_answer_of_the_wrong_shape_is_told_that_it_is() -> None:
    story = Story(PORT).join(ANN, BOB).start().right(ANN)

    refused(
        ErrorCode.BAD_ANSWER, story, inputs.Answered(at=story.now, player=ANN, question=0, answer=Picked(()))
    )


def test_an_answer_may_be_changed_where_the_quiz_allows_it_and_the_last_one_and_its_time_count() -> None:
    story = Story(PORT, change_answer=True).join(ANN, BOB).start().wrong(ANN)

    story.wait(10).right(ANN).close()

    assert story.scores()["Ann"] == 750


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        pytest.param(PORT, Picked(()), id="nothing"),
        pytest.param(PORT, Picked((4,)), id="off-the-end"),
        pytest.param(PORT, Picked((-1,)), id="negative"),
        pytest.param(PORT, Picked((0, 1)), id="two-of-one"),
        pytest.param(ANY, Picked((0, 1)), id="two-of-any"),
        pytest.param(PRIVATE, Picked((0, 0)), id="one-twice"),
        pytest.param(PORT, Typed("22"), id="words-for-a-choice"),
        pytest.param(DNS, Typed("   "), id="blank"),
        pytest.param(DNS, Number(1), id="a-number-for-words"),
        pytest.param(BITS, Typed("128"), id="words-for-a-number"),
        pytest.param(LAYERS, Ordered((0, 1)), id="an-item-missing"),
        pytest.param(LAYERS, Ordered((0, 1, 1)), id="an-item-twice"),
        pytest.param(MOOD, Picked((0, 1)), id="two-of-a-poll"),
        pytest.param(UNCLEAR, Picked((0,)), id="a-pick-for-words"),
    ],
)
def test_an_answer_of_the_wrong_shape_is_refused(question: Question, answer: Answer) -> None:
    story = Story(question).join(ANN).start()

    refused(ErrorCode.BAD_ANSWER, story, inputs.Answered(at=story.now, player=ANN, question=0, answer=answer))


@pytest.mark.parametrize(
    ("question", "right", "wrong"),
    [
        (PORT, Picked((1,)), Ordered((1,))),
        (LAYERS, Ordered((2, 0, 1)), Picked((2, 0, 1))),
        (BITS, Number(1), Picked((1, 1))),
    ],
    ids=["picked", "ordered", "number"],
)
def test_an_answer_of_the_wrong_shape_does_not_pass_for_a_right_one_with_the_same_numbers(
    question: Question, right: Answer, wrong: Answer
) -> None:
    story = Story(question).join(ANN, BOB).start()
    story.answer(ANN, right)

    refused(ErrorCode.BAD_ANSWER, story, inputs.Answered(at=story.now, player=BOB, question=0, answer=wrong))


def test_one_millisecond_late_is_too_late_and_on_the_dot_is_not() -> None:
    story = Story(PORT).join(ANN, BOB).start()
    deadline = story.game.deadline
    assert deadline is not None

    story.now = deadline
    story.right(ANN)
    story.now = type(deadline)(deadline + 1)

    refused(
        ErrorCode.TOO_LATE, story, inputs.Answered(at=story.now, player=BOB, question=0, answer=Picked((1,)))
    )


@given(histories)
def test_each_player_has_at_most_one_answer_to_each_question(history: History) -> None:
    """R03. Whatever happens in between: comings and goings, interruptions, bans that are taken back."""
    story = history.story()

    taken = Counter(
        (happened.question, happened.player)
        for happened in story.logged
        if isinstance(happened, inputs.Answered)
    )

    assert history.change_answer or all(times == 1 for times in taken.values())
    for index, asked in enumerate(story.game.rounds):
        assert {(index, player) for player in asked.given} <= taken.keys()


@given(histories)
def test_the_answers_that_are_counted_are_the_last_ones_that_were_taken(history: History) -> None:
    """R03."""
    story = history.story()

    last = {
        (happened.question, happened.player): happened.answer
        for happened in story.logged
        if isinstance(happened, inputs.Answered)
    }

    for index, asked in enumerate(story.game.rounds):
        for player, kept in asked.given.items():
            assert kept.answer == last[index, player]
        for player in asked.eligible - asked.given.keys():
            assert (index, player) not in last


@given(histories)
def test_the_distribution_adds_up_to_who_answered(history: History) -> None:
    """R03."""
    for asked in history.story().game.rounds:
        spread = tally(asked)
        assert spread.answered == len(asked.given) <= spread.eligible == len(asked.eligible)
        assert spread.right <= spread.answered
        picks = sum(
            len(kept.answer.options) for kept in asked.given.values() if isinstance(kept.answer, Picked)
        )
        typed = sum(not isinstance(kept.answer, Picked) for kept in asked.given.values())
        assert sum(spread.counts) == picks
        assert sum(group.count for group in spread.groups) + spread.others == typed


def test_an_answer_that_is_sent_fifty_times_from_two_places_is_taken_once() -> None:
    """R03."""
    story = Story(PORT).join(ANN, BOB).start()

    for _ in range(25):
        story.right(ANN)
        story.interrupt_briefly().go(ANN).come(ANN).wait(0.1).right(ANN)

    assert sum(isinstance(happened, inputs.Answered) for happened in story.logged) == 1
    assert story.game.round.given[ANN].time == 0


def test_who_is_banned_and_let_in_again_cannot_answer_twice() -> None:
    """R03."""
    story = Story(PORT).join(ANN, BOB, CYD).start().wrong(ANN)
    story.tell(inputs.Removed(at=story.now, player=ANN, ban=True))
    story.tell(inputs.Unbanned(at=story.now, player=ANN))
    story.come(ANN)

    refused(
        ErrorCode.ALREADY_ANSWERED,
        story,
        inputs.Answered(at=story.now, player=ANN, question=0, answer=Picked((1,))),
    )
