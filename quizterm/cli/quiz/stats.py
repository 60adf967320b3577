"""`quizterm quiz stats`: what quizzes are made of, in figures."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from quizterm.cli.options import AsJson
from quizterm.cli.output import put, put_document, text_width
from quizterm.cli.quiz.fieldnames import kinds_counted, longest_name
from quizterm.cli.quiz.sources import QuizFiles, load
from quizterm.cli.quizzes import name_of
from quizterm.language import _, ngettext, pgettext
from quizterm.quiz.bounds import LETTERS
from quizterm.quiz.model import Quiz
from quizterm.text import thousands, visible, width
from quizterm.text.wrapping import wrapped

if TYPE_CHECKING:
    from quizterm.engine.duration import Duration
    from quizterm.quiz.measuring import Figures, Longest

UNBROKEN = "\u00a0"
"""Keeps a number with what it counts."""


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
    rows = list(_rows(measure(quiz), duration(quiz)))
    cells = max(width(label) for label, _text in rows) + 4
    for label, text in rows:
        for number, line in enumerate(wrapped(text, columns - cells) if text else ()):
            start = "" if number else f"  {label}"
            yield start + " " * (cells - width(start)) + line.replace(UNBROKEN, " ")


def _rows(figures: "Figures", duration: "Duration") -> Iterator[tuple[str, str]]:
    kinds = (kinds_counted(kind, count).replace(" ", UNBROKEN) for kind, count in figures.kinds.items())
    points = thousands(figures.points) if figures.graded else pgettext("points", "none")
    explained = pgettext("explained", "{number} of {questions}")
    yield pgettext("figures", "questions"), f"{figures.questions}: {', '.join(kinds)}"
    yield pgettext("figures", "tags"), _counted(figures.tags)
    yield pgettext("figures", "points"), points
    yield pgettext("figures", "time"), _time(duration)
    yield (
        pgettext("figures", "explained"),
        explained.format(number=figures.explained, questions=figures.questions),
    )
    yield pgettext("figures", "right"), _right(figures)
    longest = _("{longest}, in characters").format(longest=", ".join(map(_long, figures.longest)))
    yield pgettext("figures", "longest"), longest


def _long(one: "Longest") -> str:
    return _("{what} {characters} (question {number})").format(
        what=longest_name(one.field), characters=one.characters, number=one.question + 1
    )


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name}{UNBROKEN}{count}" for name, count in counts.items())


def _right(figures: "Figures") -> str:
    places = {LETTERS[place]: count for place, count in figures.right_places.items()}
    words = {True: pgettext("statement", "true"), False: pgettext("statement", "false")}
    statements = {word: figures.right_statements.get(right, 0) for right, word in words.items()}
    if not figures.right_statements:
        return _counted(places)
    return _counted(places | statements)


def _time(duration: "Duration") -> str:
    asking, whole = _spoken(duration.asking), _spoken(duration.asking + duration.showing)
    if not duration.untimed:
        text = _("at most {asking} to read and to answer; {all} with results and slides, running by itself")
        return text.format(asking=asking, all=whole)
    text = ngettext(
        "at most {asking} to read and to answer; {all} with results and slides, running by itself; "
        "without {number} that has no deadline",
        "at most {asking} to read and to answer; {all} with results and slides, running by itself; "
        "without {number} that have no deadline",
        duration.untimed,
    )
    return text.format(asking=asking, all=whole, number=duration.untimed)


def _spoken(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    if minutes:
        return _("{minutes} min {seconds} s").format(minutes=minutes, seconds=f"{rest:02}")
    return _("{seconds} s").format(seconds=rest)
