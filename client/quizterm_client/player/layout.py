"""How a player's screen divides its rows between question, answers and notice."""

from dataclasses import dataclass

from quizterm_client.view.rows import Wishes, divide_rows

CHROME = 3
"""Rows of top line, time line and key line."""
_TIGHT = 20
_AIRY = 36
_MIN_WIDTH = 24
_MIN_HEIGHT = 8


@dataclass(frozen=True, slots=True)
class Fit:
    """Rows for each part; the same before and after a question closes, so that nothing moves."""

    question: int
    answers: int
    notice: int
    margin: int
    """Cells left and right."""
    scrolls: bool
    """The question does not fit its place."""
    topped: bool = True
    """There is room for the line on top; on the smallest screens it goes before the letter of an option."""


def too_small(width: int, height: int) -> bool:
    """Whether there is only room for a sentence."""
    return width < _MIN_WIDTH or height < _MIN_HEIGHT


def is_tight(width: int, height: int) -> bool:
    """Whether air must go."""
    return width < 60 or height < _TIGHT


def notice_rows(height: int) -> int:
    """Rows for the notice below the content."""
    return 1 if height < _TIGHT else 3 if height < _AIRY else 5


def margin_cells(width: int) -> int:
    """Cells left and right of the content."""
    return 0 if width < 60 else 2 if width < 140 else max(4, (width - 150) // 2)


def fit(width: int, height: int, wishes: Wishes) -> Fit:
    """Divide a screen of `width` × `height` cells."""
    notice = notice_rows(height)
    total = max(1, height - CHROME - notice)
    if wishes.fewest_answers == 0:
        return Fit(total, 0, notice, margin_cells(width), total < wishes.question)
    topped = total > wishes.fewest_answers
    total += 0 if topped else 1
    question, answers = divide_rows(total, _question_rows(total, height, wishes), wishes)
    return Fit(question, answers, notice, margin_cells(width), question < wishes.question, topped)


def fit_blocks(width: int, height: int, *, told: bool) -> Fit:
    """The same where the options are blocks to press: they take what is not needed to say what came of it."""
    notice = notice_rows(height)
    total = max(1, height - CHROME - notice)
    question = min(_least_question_rows(height), total - 1) if told else 0
    return Fit(question, total - question, notice, margin_cells(width), False)


def _question_rows(total: int, height: int, wishes: Wishes) -> int:
    """What the question would like: with air around it, if that does not make the answers narrow."""
    least = _least_question_rows(height)
    airy = max(least, wishes.question + 2)
    comfortable = wishes.answers + 3 * wishes.fewest_answers - 1
    return airy if airy + comfortable <= total else max(least, wishes.question)


def _least_question_rows(height: int) -> int:
    """The outcome needs five rows for its figure and some air, where there is room for it."""
    return 7 if height >= 24 else 5 if height >= _TIGHT else 2
