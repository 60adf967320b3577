"""What a quiz has and GIFT does not."""

from collections.abc import Iterator

from quizterm.formats.exchange.ledger import Entry
from quizterm.formats.exchange.room import note_lost
from quizterm.formats.gift.prose import is_writable
from quizterm.language import N_
from quizterm.quiz.model import Numeric, Question, Slide

_HELD = frozenset({"explanation", "tags", "unit"})


def note_what_is_lost(entry: Entry, question: Question) -> None:
    """Say what of a question is not written."""
    held = _HELD - {"explanation"} if isinstance(question, Slide) else _HELD
    note_lost(entry, question, "GIFT", held, _more(question))


def _more(question: Question) -> Iterator[str]:
    if question.code is not None and not is_writable(question.code.language):
        yield N_("the language of its code")
    if isinstance(question, Numeric) and question.unit:
        yield N_("its unit as such ({unit}), which stands at the end of the text instead").format(
            unit=question.unit
        )
