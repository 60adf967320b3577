"""What a quiz has and GIFT does not."""

from collections.abc import Iterator

from quizterm.formats.exchange.ledger import Entry
from quizterm.formats.exchange.room import note_lost
from quizterm.formats.gift.prose import is_writable
from quizterm.quiz.model import Numeric, Question, Slide

_HELD = frozenset({"explanation", "tags", "unit"})


def note_what_is_lost(entry: Entry, question: Question) -> None:
    """Say what of a question is not written."""
    held = _HELD - {"explanation"} if isinstance(question, Slide) else _HELD
    note_lost(entry, question, "GIFT", held, _more(question))


def _more(question: Question) -> Iterator[str]:
    if question.code is not None and not is_writable(question.code.language):
        yield "the language of its code"
    if isinstance(question, Numeric) and question.unit:
        yield f"its unit as such ({question.unit}), which stands at the end of the text instead"
