"""The answers of a Moodle question, before anything is made of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from quizterm.formats.exchange import marks
from quizterm.formats.exchange.ledger import Entry
from quizterm.formats.exchange.richtext import Unshown
from quizterm.formats.moodle.numbers import percent
from quizterm.formats.moodle.texts import Written, plain, text_in, text_of

FULL = 99.99
"""What counts as all of the points, in percent."""
_YES = frozenset({"true", "1", "yes"})


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, and what it earns."""

    element: Element
    text: Written
    weight: float
    """The share of the points, in percent; below zero for a penalty."""
    feedback: Written

    def is_right(self) -> bool:
        """Tell whether it earns all of the points."""
        return self.weight >= FULL


def answers_of(question: Element, *, format: str) -> list[Answer]:
    """Give the answers in their order; `format` is that of texts which do not say theirs."""
    return [
        Answer(one, text_in(one, format=format), _weight(one), text_of(one, "feedback"))
        for one in question.findall("answer")
    ]


def says_yes(question: Element, name: str, *, absent: bool) -> bool:
    """Tell whether a setting is on."""
    found = question.find(name)
    if found is None:
        return absent
    inner = found.find("text")
    return ((found if inner is None else inner).text or "").strip().lower() in _YES


def explanation(question: Element, right: Iterable[Answer], unshown: Unshown) -> str:
    """Give what is explained after a question: its own feedback, and that of what is right."""
    parts = [plain(text_of(question, "generalfeedback"), unshown)]
    parts += [plain(answer.feedback, unshown) for answer in right]
    return "\n".join(dict.fromkeys(part for part in parts if part.strip()))


def note_feedback(answers: Iterable[Answer], right: Iterable[Answer], entry: Entry) -> None:
    """Say that the feedback of wrong answers is not kept, if there is any."""
    kept = {id(answer) for answer in right}
    dropped = sum(id(answer) not in kept and not answer.feedback.is_blank() for answer in answers)
    if dropped:
        entry.info(*marks.feedback(dropped))


def _weight(answer: Element) -> float:
    # Old files have it as an element.
    return percent(answer.get("fraction") or answer.findtext("fraction") or "0")
