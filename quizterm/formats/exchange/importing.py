"""From somebody else's files to quizzes of ours."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePath
from random import Random

from quizterm.formats.exchange.catalogue import Format
from quizterm.formats.exchange.detection import detect
from quizterm.formats.exchange.harvest import Harvest, Wishes
from quizterm.formats.exchange.ledger import Level
from quizterm.formats.exchange.source import Source, Unreadable
from quizterm.formats.native.writing import written
from quizterm.formats.reading import MAX_BYTES
from quizterm.language import N_, _
from quizterm.quiz.bounds import MAX_QUESTIONS
from quizterm.quiz.checking import check_quiz
from quizterm.quiz.model import Question, Quiz
from quizterm.quiz.tags import tagged
from quizterm.text import DESCRIPTION_LIMIT, TITLE_LIMIT, BadText, clean_line, is_blank

UNNAMED = N_("Imported quiz")


@dataclass(frozen=True, slots=True)
class Selection:
    """Which of the questions that were read are wanted."""

    tags: tuple[str, ...] = ()
    """Only questions with one of these tags; all where there is none."""
    sample: int = 0
    """So many at random, in the order of the file; 0 for all."""
    seed: int | None = None

    def of(self, questions: Iterable[Question]) -> tuple[Question, ...]:
        """Give the wanted ones, in their order.

        Raises:
            UnknownTag: No question has one of the tags.
        """
        found = tagged(questions, self.tags)
        if not 0 < self.sample < len(found):
            return found
        drawn = Random(self.seed).sample(range(len(found)), self.sample)
        return tuple(found[index] for index in sorted(drawn))


def gather(source: Source, harvest: Harvest, wanted: Format | None = None) -> Format:
    """Read a file into a harvest, in the format that its content shows or that is wanted.

    Raises:
        Unreadable: Nothing can be read.
    """
    found = wanted or detect(source)
    found.read(source, harvest)
    if not harvest.read and all(note.level is not Level.LEFT_OUT for note in harvest.notes):
        raise Unreadable("no_questions", N_("There are no questions in the file."))
    return found


def quiz_of(harvests: Iterable[Harvest], name: str, selection: Selection) -> Quiz:
    """Put together what several files gave.

    Args:
        harvests: In the order in which their questions are to come; the first may title the whole.
        name: The name of the file, which is the title where no file has one.
        selection: Which questions are wanted.

    Raises:
        UnknownTag: No question has one of the wanted tags.
    """
    given = list(harvests)
    first = given[0] if given else Harvest(wishes=Wishes())
    quiz = Quiz(
        title=_title(first.title, PurePath(name).stem),
        description="\n".join(dict.fromkeys(one.description for one in given if one.description)),
        language=first.language,
        settings=first.settings,
        questions=selection.of(question for one in given for question in one.questions),
    )
    return _described(quiz)


def parcels(quiz: Quiz) -> Iterator[str]:
    """Write a quiz as the texts of as many files as it takes, because a quiz has a largest size."""
    pieces = list(_pieces(quiz.questions))
    for number, piece in enumerate(pieces, 1):
        title = f"{quiz.title} ({number} of {len(pieces)})" if len(pieces) > 1 else quiz.title
        yield written(replace(quiz, title=title, questions=piece))


def _pieces(questions: tuple[Question, ...]) -> Iterator[tuple[Question, ...]]:
    """Cut into quizzes that may be played: in as few as possible, of about the same size."""
    count = max(1, -(-len(questions) // MAX_QUESTIONS))
    for number in range(count):
        begin, end = len(questions) * number // count, len(questions) * (number + 1) // count
        yield from _fitting(questions[begin:end])


def _fitting(questions: tuple[Question, ...]) -> Iterator[tuple[Question, ...]]:
    middle = len(questions) // 2
    if middle and _size(questions) > MAX_BYTES:
        yield from _fitting(questions[:middle])
        yield from _fitting(questions[middle:])
    else:
        yield questions


def _size(questions: tuple[Question, ...]) -> int:
    """How many bytes a file of these questions has, which only very long ones bring near the limit."""
    most = sum(4 * _characters(question) for question in questions)
    if most < MAX_BYTES // 2:
        return most
    return len(written(Quiz(title=UNNAMED, questions=questions)).encode()) + 4 * DESCRIPTION_LIMIT


def _characters(question: Question) -> int:
    texts = (*getattr(question, "options", ()), *getattr(question, "items", ()), *question.tags)
    code = question.code.text if question.code else ""
    return len(question.text) + len(question.explanation) + len(code) + sum(map(len, texts))


def _title(*candidates: str) -> str:
    room = TITLE_LIMIT - len(" (99 of 99)")
    for candidate in candidates:
        try:
            title = clean_line(candidate[: 4 * TITLE_LIMIT], 4 * TITLE_LIMIT)
        except BadText:
            continue
        if not is_blank(title):
            return title if len(title) <= room else f"{title[: room - 1].rstrip()}…"
    return _(UNNAMED)


def _described(quiz: Quiz) -> Quiz:
    """Leave out what the rules do not allow to stand at the top of a quiz."""
    if len(quiz.description) > DESCRIPTION_LIMIT:
        quiz = replace(quiz, description=f"{quiz.description[: DESCRIPTION_LIMIT - 2].rstrip()} …")
    checked, problems = check_quiz(replace(quiz, questions=()))
    wrong = {problem.field for problem in problems}
    return replace(
        quiz,
        title=checked.title,
        description="" if "description" in wrong else checked.description,
        language="" if "language" in wrong else checked.language,
    )
