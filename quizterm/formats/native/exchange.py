"""QuizTerm's own YAML among the formats that are imported and exported."""

from bisect import bisect_right
from collections import defaultdict
from dataclasses import replace

from quizterm.formats.exchange.catalogue import Manner
from quizterm.formats.exchange.harvest import Harvest, Seedling
from quizterm.formats.exchange.ledger import Ledger, Level, Spot
from quizterm.formats.exchange.mending import in_known_language
from quizterm.formats.exchange.naming import short
from quizterm.formats.exchange.source import Source, Unreadable
from quizterm.formats.native.nodes import Node, load
from quizterm.formats.native.outline import question_lines
from quizterm.formats.native.question import ReadQuestion
from quizterm.formats.native.quiz import Understood, understand
from quizterm.formats.native.recovery import STOPPING, recover
from quizterm.formats.native.writing import written
from quizterm.formats.problems import FileFindings, FileProblem, QuizFileError
from quizterm.formats.reading import MAX_BYTES
from quizterm.language import N_
from quizterm.quiz.checking import check_quiz
from quizterm.quiz.model import Quiz

_MEANINGLESS = ("unknown_field", "misplaced_field")
"""Codes of fields that say nothing about how the question is played."""
_MENDED = "unknown_language"
"""The code of what is mended, and told, for every format alike."""


def read(source: Source, harvest: Harvest) -> None:
    """Read a quiz file; a question with a mistake is left out, and the others come.

    Raises:
        Unreadable: It is no YAML, of another version, or has no questions.
    """
    if len(source.data) > MAX_BYTES:
        raise Unreadable("too_large", N_("The file is larger than 1 MiB; split the quiz into several files."))
    text = source.text(harvest, harvest.wishes.encoding)
    found = FileFindings()
    try:
        understood = understand(_readable(text, found), found)
    except QuizFileError as error:
        raise _unreadable(error.problems) from None
    if understood is None or not (understood.read or question_lines(text)):
        raise _unreadable(found.problems)
    _take_top(understood.quiz, harvest)
    _Sorting(harvest, text, understood, found.problems).take_all()


def _readable(text: str, found: FileFindings) -> Node:
    """Read what YAML can read, without the parts that it stumbles over."""
    try:
        return load(text, found)
    except QuizFileError as error:
        recovery = recover(text) if any(one.code in STOPPING for one in error.problems) else None
        if recovery is None:
            raise
    found.problems += recovery.problems
    return load(recovery.text, found)


def _unreadable(problems: list[FileProblem]) -> Unreadable:
    first = min(problems)
    return Unreadable(first.code, first.message, Spot("line", first.line))


def _take_top(quiz: Quiz, harvest: Harvest) -> None:
    """Take what the top says as far as the rules allow."""
    cleaned, problems = check_quiz(replace(quiz, questions=()))
    wrong = {problem.field.partition(".")[0] for problem in problems}
    for problem in problems:
        if problem.code != "no_questions":
            harvest.remark(problem.code, problem.message, level=Level.LOSS)
    harvest.title = "" if "title" in wrong else cleaned.title
    harvest.description = cleaned.description
    harvest.language = "" if "language" in wrong else cleaned.language
    if "settings" not in wrong:
        harvest.settings = cleaned.settings


class _Sorting:
    """Tells which problem belongs to which question, by where they begin."""

    def __init__(
        self, harvest: Harvest, text: str, understood: Understood, problems: list[FileProblem]
    ) -> None:
        self._harvest = harvest
        self._starts = question_lines(text)
        self._read = self._by_start(understood.read)
        if len(self._read) < len(understood.read):  # they do not stand below each other
            self._starts = sorted({one.form.place.line for one in understood.read})
            self._read = self._by_start(understood.read)
        self._problems: dict[int, list[FileProblem]] = defaultdict(list)
        for problem in sorted(problems):
            self._problems[self._start_of(problem.line)].append(problem)

    def take_all(self) -> None:
        """Take every question that has no mistake into the harvest, and say what becomes of the others."""
        for problem in self._problems[0]:
            self._harvest.remark(
                problem.code, problem.message, level=Level.LOSS, spot=Spot("line", problem.line)
            )
        for start in self._starts:
            if start in self._read or self._problems[start]:
                self._take(start)

    def _by_start(self, read: list[ReadQuestion]) -> dict[int, ReadQuestion]:
        return {self._start_of(one.form.place.line): one for one in read}

    def _start_of(self, line: int) -> int:
        """Give where the question begins that a line belongs to; 0 for the top."""
        place = bisect_right(self._starts, line)
        return self._starts[place - 1] if place else 0

    def _take(self, start: int) -> None:
        read, problems = self._read.get(start), self._problems[start]
        name = short(read.question.text) if read else ""
        seedling = self._harvest.begin(Spot("line", start), name)
        serious = [problem for problem in problems if not _is_harmless(problem)]
        if read is None or serious:
            first = [*serious, *problems][0]
            seedling.leave_out(first.code, f"Line {first.line}: {first.message}")
        else:
            _take_with_losses(seedling, read, problems)


def _is_harmless(problem: FileProblem) -> bool:
    return problem.code in (*_MEANINGLESS, _MENDED)


def _take_with_losses(seedling: Seedling, read: ReadQuestion, problems: list[FileProblem]) -> None:
    for problem in problems:
        if problem.code != _MENDED:
            seedling.loss(problem.code, f"Line {problem.line}: {problem.message}")
    seedling.take(read.question)


def write(quiz: Quiz, ledger: Ledger, _manner: Manner) -> bytes:
    """Write a quiz; nothing is lost but languages of programs that no reader knows."""
    questions = []
    for number, question in enumerate(quiz.questions, 1):
        entry = ledger.begin(Spot("question", number), short(question.text))
        questions.append(in_known_language(entry, question))
        entry.settle()
    return written(replace(quiz, questions=tuple(questions))).encode()
