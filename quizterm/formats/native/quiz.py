"""A whole quiz file: the top of it, its questions, and every rule checked."""

from dataclasses import dataclass, replace

from quizterm.formats.native.form import Form
from quizterm.formats.native.nodes import Fields, Items, Node, Scalar, load
from quizterm.formats.native.question import Defaults, ReadQuestion, read_question
from quizterm.formats.native.recovery import STOPPING, recover
from quizterm.formats.native.slips import find_slips
from quizterm.formats.native.vocabulary import TOP_WORDS
from quizterm.formats.problems import MAX_PROBLEMS, FileFindings, FileProblem, Place, QuizFileError
from quizterm.language import N_
from quizterm.quiz.checking import check_quiz
from quizterm.quiz.model import DEFAULT_POINTS, DEFAULT_SECONDS, Quiz, Scoring, Settings

VERSION = 1
"""The number after `quizterm:`; it grows when the same words would mean something else."""


_MISSING = {"no_title": "title", "no_version": "quizterm", "no_questions": "questions"}
"""Codes for what is not there, each with the field that is looked for."""
_STATED_ONCE = ("seconds", "points")
"""Numbers that the top may state for all questions."""


@dataclass(frozen=True, slots=True)
class PlacedQuiz:
    """A quiz that knows where everything in it is written."""

    quiz: Quiz
    _top: Form
    _read: list[ReadQuestion]

    def where(self, question: int | None, field: str) -> Place:
        """Give the place of a field of the model, such as `title`, or `options.2` of a question."""
        if question is not None:
            return self._read[question].where(field)
        return self._top.where("reading" if field.startswith("settings.") else field)  # untranslated: a field

    def cause(self, question: int | None, field: str) -> Place:
        """Give the place to mend a field: the top of the file where a question takes it from there."""
        is_taken_over = (
            question is not None and field in _STATED_ONCE and not self._read[question].form.has(field)
        )
        return self.where(None if is_taken_over and self._top.has(field) else question, field)


def parse_quiz(text: str) -> Quiz:
    """Read the text of a quiz file.

    Raises:
        QuizFileError: It is no quiz; tells everything that is wrong, with places.
    """
    return parse_with_places(text).quiz


def parse_with_places(text: str) -> PlacedQuiz:
    """Read the text of a quiz file, to say something about places in it.

    Raises:
        QuizFileError: As for `parse_quiz`.
    """
    try:
        return parse_strictly(text)
    except QuizFileError as error:
        slips, meant = find_slips(text)
        if not slips:
            problems = _with_others(text, error)
        else:
            problems = _above(slips, error) if meant is None else _after(slips, _problems_in(meant))
    raise QuizFileError(sorted(set(problems))[:MAX_PROBLEMS])


def parse_strictly(text: str) -> PlacedQuiz:
    """Read the text of a quiz file as far as it is YAML, and look no further.

    Raises:
        QuizFileError: As for `parse_quiz`, without what stands behind the first place that is no YAML.
    """
    found = FileFindings()
    placed = _read(load(text, found), found)
    if placed is None or found.problems:
        raise QuizFileError(found.problems)
    return placed


def _problems_in(text: str) -> list[FileProblem]:
    try:
        parse_strictly(text)
    except QuizFileError as error:
        return _with_others(text, error)
    return []


def _with_others(text: str, error: QuizFileError) -> list[FileProblem]:
    """Add what is wrong elsewhere to a problem at which YAML ended."""
    recovery = recover(text) if any(one.code in STOPPING for one in error.problems) else None
    if recovery is None:
        return error.problems
    if len(recovery.problems) >= MAX_PROBLEMS:
        return recovery.problems
    try:
        parse_strictly(recovery.text)
    except QuizFileError as second:
        lines = {problem.line for problem in recovery.problems}
        others = [
            one
            for one in second.problems
            if one.line not in lines and _MISSING.get(one.code) not in recovery.lost
        ]
        return [*recovery.problems, *others]
    return recovery.problems


def _after(slips: list[FileProblem], others: list[FileProblem]) -> list[FileProblem]:
    """Add what else is wrong; but where a line slipped, YAML has nothing to add."""
    lines = {slip.line for slip in slips}
    return [*slips, *(one for one in others if one.code != "not_yaml" or one.line not in lines)]


def _above(slips: list[FileProblem], error: QuizFileError) -> list[FileProblem]:
    """Add what stands above the first slip; what comes after it may only follow from it."""
    first = min(slip.line for slip in slips)
    return [*slips, *(problem for problem in error.problems if problem.line < first)]


@dataclass(frozen=True, slots=True)
class Understood:
    """A quiz as its file says it, before any rule is checked."""

    quiz: Quiz
    defaults: Defaults
    top: Form
    read: list[ReadQuestion]
    """The quiz's questions, with the fields they were read from."""


def understand(node: Node, found: FileFindings) -> Understood | None:
    """Read everything that a file says; `None`, and reported, if it is no quiz file of this version."""
    if not isinstance(node, Fields):
        message = N_("A quiz file begins with “quizterm: 1”, then “title:” and “questions:”.")
        found.add(node.place, "not_a_quiz", message)
        return None
    top = Form(node, TOP_WORDS, found)
    if _is_of_another_version(top):
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
    top.finish(N_("“{name}” means nothing in the top of a quiz; leave it out."))
    return Understood(quiz, defaults, top, read)


def _read(node: Node, found: FileFindings) -> PlacedQuiz | None:
    if understood := understand(node, found):
        return _checked(PlacedQuiz(understood.quiz, understood.top, understood.read), found)
    return None


def _is_of_another_version(top: Form) -> bool:
    node = top.node("quizterm")
    if node is None:
        message = N_(
            "Write “quizterm: {version}” as the first line, so that every QuizTerm knows how to read this."
        ).format(version=VERSION)
        top.found.add(top.place, "no_version", message)
    elif not isinstance(node, Scalar) or not node.text.isdecimal():
        top.wrong(node.place, N_("Write “quizterm: {version}”.").format(version=VERSION))
    elif node.text.lstrip("0") != str(VERSION):
        message = N_("This QuizTerm reads “quizterm: {version}”; install a newer one for this file.").format(
            version=VERSION
        )
        top.found.add(node.place, "unknown_version", message)
        return True
    return False


def _title(top: Form) -> str:
    if not top.has("title"):
        top.found.add(top.place, "no_title", N_("The quiz has no title; add a line “title: …”."))
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
    node = top.node("questions")
    if isinstance(node, Fields):
        top.wrong(node.place, N_("Each question begins with a dash and a space: “- ask:”."))
        return [read_question(node, top.found, defaults)]
    if not isinstance(node, Items) or not node.items:
        message = N_("The quiz has no questions; write at least one, under a line “questions:”.")
        top.found.add(top.where("questions"), "no_questions", message)
        return []
    read = [_question(top, item, defaults) for item in node.items]
    return [one for one in read if one]


_NO_QUESTION = N_(
    "A question begins with “- ask:” or “- slide:”; an option is indented under its “options:”."
)


def _question(top: Form, node: Node, defaults: Defaults) -> ReadQuestion | None:
    if not isinstance(node, Fields) or list(node.values) == ["right"]:
        top.wrong(node.place, _NO_QUESTION)
        return None
    return read_question(node, top.found, defaults)


def _checked(placed: PlacedQuiz, found: FileFindings) -> PlacedQuiz:
    cleaned, problems = check_quiz(placed.quiz)
    seen = {(problem.line, problem.column) for problem in found.problems}
    for problem in problems:
        place = placed.cause(problem.question, problem.field)
        # What was unreadable was read as empty: that it is empty need not be said as well.
        if (place.line, place.column) not in seen and (placed.quiz.questions or problem.field != "questions"):
            found.add(place, problem.code, problem.message)
    return replace(placed, quiz=cleaned)
