"""What a quiz is made of, in figures."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from quizterm.quiz.model import UNGRADED, Choice, Kind, Order, Poll, Question, Quiz, Text, TrueFalse


@dataclass(frozen=True, slots=True)
class Longest:
    """The longest text of a kind."""

    field: str
    """As in our JSON: `text`, `options` …"""
    question: int
    """Index of its question."""
    characters: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What there is in a quiz, counted."""

    questions: int
    kinds: dict[Kind, int]
    """Only those that occur, the most frequent first."""
    tags: dict[str, int]
    points: int
    """What one player can earn, without bonuses."""
    graded: int
    """Questions of which something is right or wrong."""
    explained: int
    right_places: dict[int, int]
    """How often an option is right, by its index, in choices that are not shuffled."""
    right_statements: dict[bool, int]
    """How many statements are true, and how many false."""
    longest: tuple[Longest, ...]


def measure(quiz: Quiz) -> Figures:
    """Count what there is in a quiz."""
    questions = quiz.questions
    graded = [one for one in questions if one.kind not in UNGRADED]
    fixed = [one for one in questions if isinstance(one, Choice) and not one.shuffle]
    return Figures(
        questions=len(questions),
        kinds=dict(Counter(one.kind for one in questions).most_common()),
        tags=dict(Counter(tag for one in questions for tag in one.tags).most_common()),
        points=sum(one.points for one in graded),
        graded=len(graded),
        explained=sum(bool(one.explanation) for one in questions),
        right_places=_right_places(fixed),
        right_statements=dict(Counter(one.right for one in questions if isinstance(one, TrueFalse))),
        longest=tuple(_longest(questions)),
    )


def _right_places(fixed: list[Choice]) -> dict[int, int]:
    counts = Counter(place for one in fixed for place in one.right)
    return {place: counts[place] for place in range(max((len(one.options) for one in fixed), default=0))}


def _longest(questions: tuple[Question, ...]) -> Iterator[Longest]:
    found: dict[str, Longest] = {}
    for index, question in enumerate(questions):
        for field, text in _texts(question):
            if text and (field not in found or len(text) > found[field].characters):
                found[field] = Longest(field, index, len(text))
    return iter(found.values())


def _texts(question: Question) -> Iterator[tuple[str, str]]:
    yield "text", question.text
    if isinstance(question, Choice | Poll):
        yield from (("options", option) for option in question.options)
    elif isinstance(question, Order):
        yield from (("items", item) for item in question.items)
    elif isinstance(question, Text):
        yield from (("accepted", answer) for answer in question.accepted)
    if question.code:
        yield "code", question.code.text
    yield "explanation", question.explanation
