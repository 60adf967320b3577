"""What was typed, checked while it is typed."""

import pytest

from quizterm.quiz.answers import Number, Typed
from quizterm_client.view.entry import entry_words, read_number, typed_answer
from tests.support import stages


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("42", 42.0),
        ("3.5", 3.5),
        ("3,5", 3.5),
        ("-2", -2.0),
        ("−2", -2.0),
        ("1 000", 1000.0),
        ("2e3", 2000.0),
        (".5", 0.5),
        ("5.", 5.0),
        ("+7", 7.0),
    ],
)
def test_numbers_are_read_as_people_write_them(text: str, value: float) -> None:
    assert read_number(text) == value


@pytest.mark.parametrize("text", ["", "x", "1.2.3", "nan", "inf", "1e999", "--1", "12 bits", "٣x"])
def test_what_is_no_finite_number_is_not_read(text: str) -> None:
    assert read_number(text) is None


@pytest.mark.parametrize("text", ["128bits", "128 bits", "1 28 Bits", "128"])
def test_a_number_may_carry_the_unit_of_the_question(text: str) -> None:
    assert typed_answer(stages.NUMERIC, text) == Number(128)


def test_another_unit_than_that_of_the_question_is_no_number() -> None:
    assert typed_answer(stages.NUMERIC, "128 bytes") is None


def test_what_was_understood_is_said_before_it_is_sent() -> None:
    assert entry_words(stages.NUMERIC, "128bits") == "= 128 bits. Enter sends it."
    assert entry_words(stages.NUMERIC, "40.000") == "= 40 bits, not 40\N{NO-BREAK SPACE}000. Enter sends it."
    assert entry_words(stages.NUMERIC, "40,125").startswith("= 40.125 bits, not 40")
    assert entry_words(stages.NUMERIC, "40.5") == "= 40.5 bits. Enter sends it."


def test_what_is_not_sent_at_once_is_said_to_be_kept() -> None:
    assert entry_words(stages.NUMERIC, "128bits", at_once=False) == "= 128 bits. Enter keeps it for later."
    assert entry_words(stages.TEXT, "dns", at_once=False) == "Enter keeps it for later."


def test_a_typed_answer_loses_only_spaces_around_it() -> None:
    assert typed_answer(stages.TEXT, "  open   ssh ") == Typed("open ssh")
    assert typed_answer(stages.TEXT, "   ") is None
    assert typed_answer(stages.NUMERIC, "3,5") == Number(3.5)


def test_a_sentence_says_what_to_type() -> None:
    assert entry_words(stages.NUMERIC, "") == "Type a number, then Enter."
    assert "not a number" in entry_words(stages.NUMERIC, "abc")
    assert entry_words(stages.NUMERIC, "3,5") == "= 3.5 bits. Enter sends it."
    assert entry_words(stages.TEXT, "dns") == "Enter sends it."
    assert "own words" in entry_words(stages.OPEN, "")
