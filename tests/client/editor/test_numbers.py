"""Numbers as a teacher types them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizterm.text import plain_number
from quizterm_client.editor.numbers import (
    around,
    half_width,
    middle,
    read_whole,
)
from quizterm_client.view.entry import read_number


@pytest.mark.parametrize(
    ("typed", "value"),
    [("42", 42), ("3.5", 3.5), ("3,5", 3.5), ("1 000", 1000), ("−2", -2), ("2e3", 2000), (".5", 0.5)],
)
def test_numbers_are_read_as_people_write_them(typed: str, value: float) -> None:
    assert read_number(typed) == value


@pytest.mark.parametrize("typed", ["", "abc", "1.2.3", "1e999", "nan", "inf", "1" * 5000, "4٫5"])
def test_what_is_no_number_is_none(typed: str) -> None:
    assert read_number(typed) is None


@pytest.mark.parametrize("typed", ["", "2.5", "x", "9" * 400])
def test_what_is_no_whole_number_is_none(typed: str) -> None:
    assert read_whole(typed) is None


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_reads_back_as_it_was(value: float) -> None:
    assert read_number(plain_number(value)) == value


@pytest.mark.parametrize(("low", "high", "value", "off"), [(36, 37.5, 36.75, 0.75), (0.1, 0.3, 0.2, 0.1)])
def test_a_range_is_a_value_and_what_it_may_be_off(low: float, high: float, value: float, off: float) -> None:
    assert (middle(low, high), half_width(low, high)) == (value, off)
    assert around(value, off) == (low, high)
