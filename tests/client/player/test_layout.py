"""How a player's screen divides its rows."""

from hypothesis import given
from hypothesis import strategies as st

from quizterm_client.player.layout import CHROME, fit, notice_rows
from quizterm_client.view.rows import Wishes


@given(st.integers(24, 250), st.integers(8, 80), st.integers(1, 60), st.integers(0, 40), st.integers(0, 8))
def test_the_parts_of_a_screen_fit_into_it(
    width: int, height: int, question: int, answers: int, fewest: int
) -> None:
    rows = fit(width, height, Wishes(question, max(answers, fewest), fewest))

    chrome = CHROME if rows.topped else CHROME - 1
    over = max(0, fewest + 1 - (height - chrome - notice_rows(height)))
    assert rows.question + rows.answers + rows.notice + chrome <= height + over
    assert rows.question >= 1
    assert rows.answers >= fewest


@given(st.integers(24, 250), st.integers(12, 80), st.integers(1, 60), st.integers(0, 40), st.integers(0, 8))
def test_the_line_on_top_goes_only_where_a_letter_would_be_lost(
    width: int, height: int, question: int, answers: int, fewest: int
) -> None:
    rows = fit(width, height, Wishes(question, max(answers, fewest), fewest))
    room = height - CHROME - notice_rows(height)

    assert rows.topped is (room > fewest)
    assert rows.question + rows.answers + rows.notice + CHROME - (not rows.topped) <= height
