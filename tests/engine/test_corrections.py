"""Voiding a question, correcting its key."""

import pytest

from quizterm.engine import inputs
from quizterm.errors import ErrorCode
from quizterm.quiz.answers import RightOptions, RightTexts
from quizterm.quiz.model import Question, Scoring
from tests.support.games import ANN, BOB, DNS, MOOD, PORT, PRIVATE, Story, refused


@pytest.mark.parametrize(
    ("question", "key"),
    [
        pytest.param(PORT, RightOptions(()), id="nothing-right"),
        pytest.param(PORT, RightOptions((0, 1)), id="two-right-of-one"),
        pytest.param(PORT, RightOptions((4,)), id="off-the-end"),
        pytest.param(PRIVATE, RightOptions((0, 1, 2, 3)), id="nothing-left-wrong"),
        pytest.param(DNS, RightTexts(()), id="no-spelling"),
        pytest.param(DNS, RightOptions((0,)), id="another-kind"),
        pytest.param(MOOD, RightOptions((0,)), id="a-poll"),
    ],
)
def test_a_key_that_does_not_fit_is_refused(question: Question, key: RightOptions | RightTexts) -> None:
    story = Story(question).join(ANN).start()

    refused(ErrorCode.BAD_KEY, story, inputs.KeyCorrected(at=story.now, target=0, key=key))


def test_a_key_corrected_while_the_question_is_open_counts_at_the_close() -> None:
    story = Story(PORT, scoring=Scoring.ACCURACY).join(ANN, BOB).start().wrong(ANN)

    story.tell(inputs.KeyCorrected(at=story.now, target=0, key=RightOptions((0,))))
    story.close()

    assert story.scores()["Ann"] == 1000


def test_questions_not_asked_yet_can_be_neither_voided_nor_corrected() -> None:
    story = Story(PORT, PORT).join(ANN).start()

    refused(ErrorCode.WRONG_PHASE, story, inputs.Voided(at=story.now, target=1, voided=True))
    refused(ErrorCode.WRONG_PHASE, story, inputs.KeyCorrected(at=story.now, target=1, key=RightOptions((0,))))
