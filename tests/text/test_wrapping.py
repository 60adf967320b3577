"""Text in lines that fit a terminal."""

from hypothesis import given
from hypothesis import strategies as st

from quizterm.text import width
from quizterm.text.wrapping import wrapped


def test_text_is_broken_between_words() -> None:
    assert wrapped("the quick brown fox", 10) == ["the quick", "brown fox"]


def test_further_lines_are_indented() -> None:
    assert wrapped("a bb cc", 6, indent="  ") == ["a bb", "  cc"]


def test_lines_of_the_text_stay_lines_with_their_spaces() -> None:
    assert wrapped("if x:\n    y\n\nz", 20, indent="> ") == ["if x:", ">     y", "", "> z"]


def test_spaces_at_the_beginning_make_no_line_too_wide() -> None:
    assert wrapped(" " * 30 + "ab", 6) == ["    ab"]


def test_a_word_that_fits_no_line_is_broken_anywhere() -> None:
    assert wrapped("aaaaaaaa b", 5) == ["aaaaa", "aaa b"]


def test_wide_letters_are_broken_anywhere_and_count_twice() -> None:
    assert wrapped("富士山は高い", 7) == ["富士山", "は高い"]


def test_no_line_of_wide_letters_begins_with_a_full_stop() -> None:
    assert wrapped("山は高い。", 8) == ["山は高", "い。"]


@given(st.text(st.sampled_from("ab 日\n") | st.characters(), max_size=80), st.integers(2, 30))
def test_no_line_is_wider_than_asked_for_and_nothing_is_lost(text: str, cells: int) -> None:
    lines = wrapped(text, cells)

    assert all(width(line) <= cells for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
