"""How the projector divides its rows: question, options, and large figures below; pure."""

from dataclasses import dataclass

from quizterm_client.view.rows import Wishes, divide_rows

CHROME = 2
"""Rows of top line and time line."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows for each part; before and after a question closes the same, unless its explanation is long."""

    question: int
    answers: int
    figures: int
    margin: int
    """Cells left and right."""


def dot_rows(width: int, height: int) -> int:
    """Rows for one dot of the large figures; 0 where there is room for words alone."""
    if height >= 48 and width >= 120:
        return 2
    return 1 if height >= 30 and width >= 60 else 0


def divide(width: int, height: int, wishes: Wishes, note: int = 0) -> Rows:
    """Divide a screen of `width` × `height` cells.

    Args:
        width: Cells across.
        height: Rows.
        wishes: Rows that question and answers would like.
        note: Rows of the words below the figures; long ones push the parts above together.
    """
    figures = figure_rows(width, height)
    if note + 1 > figures:
        spare = height - CHROME - wishes.fewest_answers - 1
        figures = max(figures, min(note + 2, height // 3, spare))
    total = max(1, height - CHROME - figures)
    if wishes.answers == 0:
        return Rows(total, 0, figures, margin(width))
    air = 4 if height >= 30 else 2 if height >= 20 else 0
    question, answers = divide_rows(total, wishes.question + air, wishes)
    return Rows(question, answers, figures, margin(width))


def figure_rows(width: int, height: int) -> int:
    """Rows for the figures with a blank row around them where there is room."""
    dot = dot_rows(width, height)
    if dot:
        return 5 * dot + 2
    return 3 if height >= 20 else 1


def margin(width: int) -> int:
    """Cells left and right of the content."""
    return 0 if width < 60 else 2 if width < 140 else 8
