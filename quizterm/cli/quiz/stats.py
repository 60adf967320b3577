"""`quizterm quiz stats`: what quizzes are made of, in figures."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from quizterm.cli.options import AsJson
from quizterm.cli.output import put, put_document, text_width
from quizterm.cli.quiz.sources import QuizFiles, load
from quizterm.cli.quizzes import name_of
from quizterm.quiz.bounds import LETTERS
from quizterm.quiz.model import Kind, Quiz
from quizterm.text import thousands, visible
from quizterm.text.wrapping import wrapped

if TYPE_CHECKING:
    from quizterm.engine.duration import Duration
    from quizterm.quiz.measuring import Figures

LABEL = 13
UNBROKEN = "\u00a0"
"""Keeps a number with what it counts."""
KINDS = {
    Kind.CHOICE: ("choice", "choices"),
    Kind.TRUE_FALSE: ("statement", "statements"),
    Kind.TEXT: ("typed", "typed"),
    Kind.NUMERIC: ("number", "numbers"),
    Kind.ORDER: ("order", "orders"),
    Kind.POLL: ("poll", "polls"),
    Kind.OPEN: ("open", "open"),
    Kind.SLIDE: ("slide", "slides"),
}
"""How kinds are called beside a number: one of them, several."""
FIELDS = {"text": "question", "options": "option", "items": "item", "accepted": "answer"}


def stats(files: QuizFiles, as_json: AsJson = False) -> None:
    """Give figures about quizzes.

    Kinds, tags and points, how long they take, and where the right options stand.

    The time is what it takes at most: all the time to read and to answer each question. Files of other
    programs are counted as they would be imported.

    Exits 3 when a file is no quiz.
    """
    quizzes = [(name_of(file), load(file)) for file in files]
    if as_json:
        put_document({"files": [_record(name, quiz) for name, quiz in quizzes]})
        return
    columns = text_width()
    put(visible("\n\n".join("\n".join(_lines(name, quiz, columns)) for name, quiz in quizzes)))


def _record(name: str, quiz: Quiz) -> dict[str, Any]:
    from quizterm.engine.duration import duration
    from quizterm.quiz.measuring import measure

    figures = measure(quiz)
    return {
        "file": name,
        "title": quiz.title,
        **asdict(figures),
        "right_places": {LETTERS[place]: count for place, count in figures.right_places.items()},
        "right_statements": {str(right).lower(): n for right, n in figures.right_statements.items()},
        "longest": [{**asdict(one), "question": one.question + 1} for one in figures.longest],
        "time": _time_record(duration(quiz)),
    }


def _time_record(duration: "Duration") -> dict[str, int]:
    return {
        "asking_seconds": duration.asking,
        "showing_seconds": duration.showing,
        "untimed_questions": duration.untimed,
    }


def _lines(name: str, quiz: Quiz, columns: int) -> Iterator[str]:
    from quizterm.engine.duration import duration
    from quizterm.quiz.measuring import measure

    yield from wrapped(f"{name}: {quiz.title}", columns)
    for label, text in _rows(measure(quiz), duration(quiz)):
        for number, line in enumerate(wrapped(text, columns - LABEL) if text else ()):
            start = "" if number else f"  {label}"
            yield start.ljust(LABEL) + line.replace(UNBROKEN, " ")


def _rows(figures: "Figures", duration: "Duration") -> Iterator[tuple[str, str]]:
    kinds = (f"{count}{UNBROKEN}{KINDS[kind][count != 1]}" for kind, count in figures.kinds.items())
    yield "questions", f"{figures.questions}: {', '.join(kinds)}"
    yield "tags", _counted(figures.tags)
    yield "points", thousands(figures.points) if figures.graded else "none"
    yield "time", _time(duration)
    yield "explained", f"{figures.explained} of {figures.questions}"
    yield "right", _right(figures)
    longest = (
        f"{FIELDS.get(one.field, one.field)} {one.characters} (question {one.question + 1})"
        for one in figures.longest
    )
    yield "longest", f"{', '.join(longest)}, in characters"


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name}{UNBROKEN}{count}" for name, count in counts.items())


def _right(figures: "Figures") -> str:
    places = {LETTERS[place]: count for place, count in figures.right_places.items()}
    statements = {str(right).lower(): figures.right_statements.get(right, 0) for right in (True, False)}
    if not figures.right_statements:
        return _counted(places)
    return _counted(places | statements)


def _time(duration: "Duration") -> str:
    asking, whole = _spoken(duration.asking), _spoken(duration.asking + duration.showing)
    text = f"at most {asking} to read and to answer; {whole} with results and slides, running by itself"
    if duration.untimed:
        text += f"; without {duration.untimed} that {'has' if duration.untimed == 1 else 'have'} no deadline"
    return text


def _spoken(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{minutes} min {rest:02} s" if minutes else f"{rest} s"
