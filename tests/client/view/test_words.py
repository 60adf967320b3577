"""Numbers, times and answers in words."""

import pytest

from quizterm.quiz.answers import (
    Key,
    Number,
    Ordered,
    Picked,
    RightOptions,
    RightOrder,
    RightRange,
    RightTexts,
)
from quizterm.snapshot import QuestionView
from quizterm_client.view.words import (
    answer_words,
    figure,
    joined,
    key_words,
    one_line,
    ordinal,
    players,
    seconds,
)
from tests.support import stages


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (11, "11th"),
        (12, "12th"),
        (13, "13th"),
        (21, "21st"),
        (102, "102nd"),
        (111, "111th"),
        (0, "0th"),
    ],
)
def test_places_are_spoken_as_people_say_them(number: int, words: str) -> None:
    assert ordinal(number) == words


@pytest.mark.parametrize(
    ("millis", "words"), [(4_100, "4.1 s"), (0, "0.0 s"), (59_940, "59.9 s"), (65_000, "1:05")]
)
def test_spans_are_in_seconds_until_a_minute(millis: int, words: str) -> None:
    assert seconds(millis) == words


@pytest.mark.parametrize(
    ("item", "key", "words"),
    [
        pytest.param(stages.SSH, RightOptions((1,)), "B 22", id="option"),
        pytest.param(stages.SSH, RightOptions((0, 1)), "A 21 and B 22", id="options"),
        pytest.param(stages.TRUE_FALSE, RightOptions((1,)), "False", id="truth"),
        pytest.param(stages.TEXT, RightTexts(("DNS", "dns")), "DNS", id="text"),
        pytest.param(stages.NUMERIC, RightRange(128, 128), "128 bits", id="number"),
        pytest.param(stages.NUMERIC, RightRange(120, 130.5), "120 to 130.5 bits", id="range"),
        pytest.param(stages.ORDER, RightOrder((1, 0)), "Telnet, HTTP/2", id="order"),
        pytest.param(stages.SSH, RightOptions((7,)), "H", id="option-that-is-not-there"),
    ],
)
def test_every_key_has_words(item: QuestionView, key: Key, words: str) -> None:
    assert key_words(item, key) == words


def test_answers_have_words() -> None:
    assert answer_words(stages.SSH, Picked((3,))) == "D 443"
    assert answer_words(stages.NUMERIC, Number(3.5)) == "3.5 bits"
    assert answer_words(stages.ORDER, Ordered((0, 9, 1))) == "HTTP/2, Telnet"


def test_figures_lose_nothing_that_people_would_miss() -> None:
    assert [figure(value) for value in (22.0, 3.5, 0.1, 1e20)] == ["22", "3.5", "0.1", "1e+20"]


def test_lists_end_in_a_word() -> None:
    assert joined(("A", "B", "C")) == "A, B or C"
    assert joined(("A",)) == "A"
    assert joined(()) == ""


def test_one_of_a_thing_is_not_many() -> None:
    assert players(1) == "1 player"
    assert players(31) == "31 players"


def test_text_for_one_line_stays_on_it_and_steers_nothing() -> None:
    assert "\n" not in one_line("a\nb")
    assert "\x1b" not in one_line("\x1b[31mred")
