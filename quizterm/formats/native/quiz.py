"""A whole quiz file: the top of it, its questions, and every rule checked."""

from quizterm.formats.native.form import Form
from quizterm.formats.native.nodes import Fields, Node, load
from quizterm.formats.native.question import Defaults, ReadQuestion, read_question
from quizterm.formats.problems import FileFindings, Place, QuizFileError
from quizterm.quiz.checking import Problem, check_quiz
from quizterm.quiz.model import DEFAULT_POINTS, DEFAULT_SECONDS, Quiz, Scoring, Settings

VERSION = 1
"""The number after `quizterm:`; it grows when the same words would mean something else."""

TOP = (
    *("quizterm", "title", "description", "language"),
    *("scoring", "streak_bonus", "change_answer", "reading", "seconds", "points", "shuffle", "questions"),
)
"""Every field that the top of a file may have."""


def parse_quiz(text: str) -> Quiz:
    """Read the text of a quiz file.

    Raises:
        QuizFileError: It is no quiz; tells everything that is wrong, with places.
    """
    found = FileFindings()
    quiz = _read(load(text, found), found)
    if quiz is None or found.problems:
        raise QuizFileError(found.problems)
    return quiz


def _read(node: Node, found: FileFindings) -> Quiz | None:
    if not isinstance(node, Fields):
        message = "A quiz file begins with “quizterm: 1”, then “title:” and “questions:”."
        found.add(node.place, "not_a_quiz", message)
        return None
    top = Form(node, found)
    if not _has_version(top):
        return None
    settings, defaults = _settings(top), _defaults(top)
    read = _questions(top, defaults)
    quiz = Quiz(
        title=_title(top),
        description=top.text("description"),
        language=top.text("language"),
        settings=settings,
        questions=tuple(one.question for one in read),
    )
    top.finish(TOP, "the top of a quiz")
    return _checked(quiz, top, read)


def _has_version(top: Form) -> bool:
    if not top.has("quizterm"):
        message = (
            f"Write “quizterm: {VERSION}” as the first line, so that every QuizTerm knows how to read this."
        )
        top.found.add(top.place, "no_version", message)
        return False
    if top.whole("quizterm", VERSION) != VERSION:
        message = f"This QuizTerm reads “quizterm: {VERSION}”; install a newer one for this file."
        top.found.add(top.where("quizterm"), "unknown_version", message)
        return False
    return True


def _title(top: Form) -> str:
    if not top.has("title"):
        top.found.add(top.place, "no_title", "The quiz has no title; add a line “title: …”.")
    return top.text("title")


def _settings(top: Form) -> Settings:
    usual = Settings()
    return Settings(
        scoring=top.word("scoring", Scoring, usual.scoring) or usual.scoring,
        streak_bonus=top.flag("streak_bonus", usual.streak_bonus),
        change_answer=top.flag("change_answer", usual.change_answer),
        reading_seconds=top.whole("reading", usual.reading_seconds),
    )


def _defaults(top: Form) -> Defaults:
    return Defaults(
        seconds=top.whole("seconds", DEFAULT_SECONDS),
        points=top.whole("points", DEFAULT_POINTS),
        shuffle=top.flag("shuffle"),
    )


def _questions(top: Form, defaults: Defaults) -> list[ReadQuestion]:
    nodes = top.items("questions")
    if not nodes:
        top.found.add(
            top.where("questions"), "no_questions", "The quiz has no questions; write at least one."
        )
    read = [_question(top, node, defaults) for node in nodes]
    return [one for one in read if one]


def _question(top: Form, node: Node, defaults: Defaults) -> ReadQuestion | None:
    if not isinstance(node, Fields):
        top.wrong(node.place, "A question begins with “- ask:” or “- slide:”.")
        return None
    return read_question(Form(node, top.found), defaults)


def _checked(quiz: Quiz, top: Form, read: list[ReadQuestion]) -> Quiz:
    cleaned, problems = check_quiz(quiz)
    seen = {(problem.line, problem.column) for problem in top.found.problems}
    for problem in problems:
        place = _place(problem, top, read)
        # What was unreadable was read as empty: that it is empty need not be said as well.
        if (place.line, place.column) not in seen and (read or problem.field != "questions"):
            top.found.add(place, problem.code, problem.message)
    return cleaned


def _place(problem: Problem, top: Form, read: list[ReadQuestion]) -> Place:
    if problem.question is not None:
        return read[problem.question].where(problem.field)
    return top.where("reading" if problem.field.startswith("settings.") else problem.field)
