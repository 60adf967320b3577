"""What differs between two quizzes: by question, wherever it stands, and field by field."""

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, fields
from typing import TypeAlias

from rapidfuzz import fuzz, process

from quizterm.quiz.model import Choice, Numeric, Question, Quiz
from quizterm.text import fold

ALIKE = 60.0
"""From here on, of 100, one question may be another one that was worded differently."""
_CANDIDATES = 5
_COMPARED = 100
"""Characters that are compared of each end of a question, and of its answers."""

Value: TypeAlias = str | int | float | bool | tuple[str, ...] | None
"""What a field holds, as people and JSON can read it; `None` where there is no such field."""


@dataclass(frozen=True, slots=True)
class Change:
    """A field that is not what it was."""

    field: str
    """As in our JSON; but `right` holds the texts of the right options, or what numbers are right."""
    before: Value
    after: Value


@dataclass(frozen=True, slots=True)
class Difference:
    """A question that is not as it was."""

    before: int | None
    """Its index in the first quiz; `None` if it was added."""
    after: int | None
    """Its index in the second quiz; `None` if it was removed."""
    text: str
    """As it is now, or was."""
    moved: bool = False
    """It stands before or behind others than it did."""
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything in which two quizzes differ."""

    head: tuple[Change, ...]
    questions: tuple[Difference, ...]
    """In the order of the second quiz; what was removed stands where it was."""

    @property
    def equal(self) -> bool:
        """Whether nothing differs."""
        return not self.head and not self.questions


def compare(before: Quiz, after: Quiz) -> Comparison:
    """Compare two quizzes; questions are found again by their text, or else by what is most alike."""
    pairs = _pairs(before.questions, after.questions)
    moved = _moved(pairs)
    found = [
        Difference(old, new, after.questions[new].text, old in moved, changes)
        for old, new in pairs.items()
        if (changes := _changes(_facts(before.questions[old]), _facts(after.questions[new]))) or old in moved
    ]
    gone = set(range(len(before.questions))) - set(pairs)
    come = set(range(len(after.questions))) - set(pairs.values())
    found += [Difference(old, None, before.questions[old].text) for old in gone]
    found += [Difference(None, new, after.questions[new].text) for new in come]
    return Comparison(_changes(_head(before), _head(after)), tuple(sorted(found, key=_position)))


def _position(difference: Difference) -> tuple[int, bool]:
    before, after = difference.before, difference.after
    return (before or 0, False) if after is None else (after, True)


def _head(quiz: Quiz) -> dict[str, Value]:
    settings = {field.name: getattr(quiz.settings, field.name) for field in fields(quiz.settings)}
    return {"title": quiz.title, "description": quiz.description, "language": quiz.language, **settings}


def _facts(question: Question) -> dict[str, Value]:
    facts = {field.name: getattr(question, field.name) for field in fields(question)}
    code = facts.pop("code")
    facts["code"], facts["code_language"] = (code.text, code.language) if code else ("", "")
    if isinstance(question, Choice):
        facts["right"] = tuple(question.options[place] for place in question.right)
    elif isinstance(question, Numeric):
        low, high = f"{facts.pop('low'):.15g}", f"{facts.pop('high'):.15g}"
        facts["right"] = low if low == high else f"{low} to {high}"
    return facts


def _changes(before: dict[str, Value], after: dict[str, Value]) -> tuple[Change, ...]:
    names = dict.fromkeys([*before, *after])
    return tuple(
        Change(name, before.get(name), after.get(name))
        for name in names
        if before.get(name) != after.get(name)
    )


def _pairs(before: tuple[Question, ...], after: tuple[Question, ...]) -> dict[int, int]:
    """Find each question again; gives indexes of the second quiz by indexes of the first."""
    pairs: dict[int, int] = {}
    _pair_equal(pairs, before, after, key=lambda question: question)
    _pair_equal(pairs, before, after, key=_asked)
    taken: set[int] = set(pairs.values())
    for _, old, new in sorted(_candidates(pairs, before, after)):
        if old not in pairs and new not in taken:
            pairs[old] = new
            taken.add(new)
    return dict(sorted(pairs.items()))


def _pair_equal(
    pairs: dict[int, int],
    before: tuple[Question, ...],
    after: tuple[Question, ...],
    key: Callable[[Question], Hashable],
) -> None:
    taken = set(pairs.values())
    waiting: defaultdict[Hashable, deque[int]] = defaultdict(deque)
    for new, question in enumerate(after):
        if new not in taken:
            waiting[key(question)].append(new)
    for old, question in enumerate(before):
        if old not in pairs and (same := waiting.get(key(question))):
            pairs[old] = same.popleft()


def _asked(question: Question) -> Hashable:
    code = question.code.text if question.code else ""
    return fold(question.text, case=False, accents=True, spaces=False), code


def _candidates(
    pairs: dict[int, int], before: tuple[Question, ...], after: tuple[Question, ...]
) -> Iterator[tuple[float, int, int]]:
    """Give what may be the same question, the likeliest with the smallest number."""
    taken = set(pairs.values())
    left = {new: _essence(question) for new, question in enumerate(after) if new not in taken}
    for old, question in enumerate(before):
        if old not in pairs:
            alike = process.extract(
                _essence(question), left, scorer=fuzz.ratio, limit=_CANDIDATES, score_cutoff=ALIKE
            )
            yield from ((-score, old, new) for _, score, new in alike)


def _essence(question: Question) -> str:
    answers = (
        *getattr(question, "options", ()),
        *getattr(question, "accepted", ()),
        *getattr(question, "items", ()),
    )
    text, rest = question.text, "\n".join(answers)
    end = text[_COMPARED:][-_COMPARED:]
    return f"{text[:_COMPARED]}{end}\n{rest[:_COMPARED]}".casefold()


def _moved(pairs: dict[int, int]) -> set[int]:
    """Give what moved: all but the longest run of questions whose order stayed."""
    order = list(pairs.items())
    ends: list[int] = []
    lengths: list[int] = []
    for _, new in order:
        length = bisect_left(ends, new)
        ends[length : length + 1] = [new]
        lengths.append(length)
    stayed, wanted = set(), len(ends) - 1
    for (old, _), length in zip(reversed(order), reversed(lengths), strict=True):
        if length == wanted:
            stayed.add(old)
            wanted -= 1
    return set(pairs) - stayed
