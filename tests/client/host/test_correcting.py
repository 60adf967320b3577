"""Keys as hosts type them."""

import pytest

from quizterm.quiz.answers import Key, RightOptions, RightOrder, RightRange, RightTexts
from quizterm.snapshot import QuestionView
from quizterm_client.host.correcting import NotAKey, can_correct, read_key, written
from tests.support import stages


@pytest.mark.parametrize(
    ("item", "typed", "key"),
    [
        pytest.param(stages.SSH, "b", RightOptions((1,)), id="one-option"),
        pytest.param(stages.SSH, "D, a", RightOptions((0, 3)), id="several-options"),
        pytest.param(stages.TRUE_FALSE, "T", RightOptions((0,)), id="true"),
        pytest.param(stages.TRUE_FALSE, "f", RightOptions((1,)), id="f"),
        pytest.param(stages.TRUE_FALSE, "false", RightOptions((1,)), id="false"),
        pytest.param(stages.TEXT, "DNS | domain name system", RightTexts(("DNS", "domain name system"))),
        pytest.param(stages.NUMERIC, "128", RightRange(128, 128), id="value"),
        pytest.param(stages.NUMERIC, "3,2 3.1", RightRange(3.1, 3.2), id="range"),
        pytest.param(stages.ORDER, "b d c a", RightOrder((1, 3, 2, 0)), id="order"),
    ],
)
def test_a_key_is_read_as_typed_and_written_back(item: QuestionView, typed: str, key: Key) -> None:
    assert read_key(item, typed) == key
    assert read_key(item, written(item, key)) == key


@pytest.mark.parametrize(
    ("item", "typed"),
    [
        pytest.param(stages.SSH, "", id="nothing"),
        pytest.param(stages.SSH, "e", id="no-such-option"),
        pytest.param(stages.SSH, "42", id="not-a-letter"),
        pytest.param(stages.TRUE_FALSE, "maybe", id="neither"),
        pytest.param(stages.TEXT, " | ", id="no-text"),
        pytest.param(stages.NUMERIC, "many", id="no-number"),
        pytest.param(stages.NUMERIC, "1 2 3", id="three-numbers"),
        pytest.param(stages.NUMERIC, "inf", id="infinite"),
        pytest.param(stages.NUMERIC, "nan", id="not-a-number"),
        pytest.param(stages.ORDER, "a b c", id="item-missing"),
        pytest.param(stages.ORDER, "a b c c", id="item-twice"),
        pytest.param(stages.POLL, "a", id="poll"),
    ],
)
def test_what_is_no_key_is_told_in_a_sentence(item: QuestionView, typed: str) -> None:
    with pytest.raises(NotAKey, match=r"\.$"):
        read_key(item, typed)


def test_only_questions_with_a_key_can_be_corrected() -> None:
    assert can_correct(stages.SSH)
    assert not can_correct(stages.POLL)
    assert not can_correct(None)
