"""What stands between the braces, as it is written."""

from collections.abc import Iterator
from html import escape as as_html

from quizterm.formats.exchange.ledger import Entry
from quizterm.formats.gift.escapes import escape
from quizterm.formats.gift.numbers import range_text
from quizterm.language import N_
from quizterm.quiz.model import Choice, Numeric, Order, Poll, Question, Select, Slide, Text, TrueFalse

_ARROW = "->"
_ENTITIES = str.maketrans({"\\": "&bsol;", "{": "&lbrace;", "}": "&rbrace;", "#": "&num;"})
_AT_THE_START = {"/": "&sol;", "[": "&lsqb;", ":": "&colon;", "$": "&dollar;"}


def body_of(entry: Entry, question: Question) -> str:
    """Write the answers of a question with their braces; nothing for a slide."""
    if isinstance(question, Slide | Poll):
        return ""
    lines = [f"\t{line}" for line in _lines(entry, question)]
    mark = _mark(question)
    if question.explanation:
        lead = "\\n" if question.explanation[0].isspace() else ""
        lines.append(f"\t####{_guarded(question.explanation, question, lead)}")
    if isinstance(question, Choice | Text | Order) or question.explanation:
        return "\n".join((f"{{{mark}", *lines, "}"))
    return f"{{{mark}}}"


def _mark(question: Question) -> str:
    """Give what tells the kind, as far as the answers themselves do not."""
    match question:
        case TrueFalse():
            return "TRUE" if question.right else "FALSE"
        case Numeric():
            return f"#{range_text(question.low, question.high)}"
        case Order():
            return f">{len(question.items)} ALL VERTICAL ABSOLUTE_POSITION SHOW none"  # untranslated: GIFT
        case _:
            return ""


def _lines(entry: Entry, question: Question) -> Iterator[str]:
    match question:
        case Choice():
            return _options(question)
        case Text():
            return _spellings(entry, question)
        case Order():
            return map(_item, question.items)
        case _:
            return iter(())


def _options(question: Choice) -> Iterator[str]:
    right, wrong = "=", "~"
    if question.select is Select.ALL:
        share = 100 / len(question.right)
        # What is wrong costs as much as in a quiz of ours, so that picking everything earns nothing.
        penalty = 100 / max(1, len(question.options) - len(question.right))
        right, wrong = f"~%{_weight(share)}%", f"~%-{_weight(penalty)}%"
    for index, option in enumerate(question.options):
        mark = right if index in question.right else wrong
        if not index and len(question.right) == len(question.options):
            # Without any “~” these would be spellings of a typed answer.
            mark = f"~{mark}"
        yield f"{mark}{_guarded(option, question)}"


def _weight(percent: float) -> str:
    return f"{percent:.5f}".rstrip("0").rstrip(".")


def _spellings(entry: Entry, question: Text) -> Iterator[str]:
    """Write what is accepted; an arrow would make pairs of it, unless there is only one, without “=”."""
    clear = [spelling for spelling in question.accepted if _ARROW not in spelling]
    if len(clear) < len(question.accepted) != 1:
        message = N_(
            "GIFT holds “->” in an accepted answer only if it is the only one; the others are left out."
        )
        entry.loss("arrow", message)
    mark = "=" if clear else ""
    for spelling in clear or question.accepted[:1]:
        text = spelling.replace("*", "\\*")
        yield f"{mark}{_guarded(text, question, always=not mark)}"


def _guarded(text: str, question: Question, lead: str = "", *, always: bool = False) -> str:
    """Write a text with its format, where it would have another or seem to begin with a mark."""
    needed = always or question.code is not None or text.startswith(("[", "%"))
    return f"{'[plain]' if needed else ''}{lead}{escape(text)}"


def _item(text: str) -> str:
    """Write an item as HTML, as which Moodle reads it; it does not understand escapes here."""
    written = as_html(text, quote=False).translate(_ENTITIES).replace("@@", "&commat;&commat;")
    return _AT_THE_START.get(written[:1], written[:1]) + written[1:]
