"""What a quiz has and GIFT does not."""

from collections.abc import Iterator

from quizterm.formats.exchange.ledger import Entry, Ledger
from quizterm.formats.gift.prose import is_writable
from quizterm.quiz.model import (
    DEFAULT_POINTS,
    DEFAULT_SECONDS,
    UNGRADED,
    UNTIMED,
    Choice,
    Numeric,
    Question,
    Quiz,
    Settings,
    Slide,
    Text,
)


def note_what_no_question_has(quiz: Quiz, ledger: Ledger) -> None:
    """Say what of the quiz as a whole is not written."""
    if quiz.description or quiz.language or quiz.settings != Settings():
        message = (
            "GIFT holds questions only; the description, the language and the settings are not in the file."
        )
        ledger.remark("questions_only", message)


def note_what_is_lost(entry: Entry, question: Question) -> None:
    """Say what of a question is not written."""
    lost = [*_of_every_kind(question), *_of_its_kind(question)]
    if lost:
        entry.loss("not_held", f"GIFT has no place for {_listed(lost)}.")


def _of_every_kind(question: Question) -> Iterator[str]:
    if question.seconds != (UNTIMED if isinstance(question, Slide) else DEFAULT_SECONDS):
        yield f"its time ({question.seconds} seconds)" if question.seconds else "that it has no time limit"
    if question.kind not in UNGRADED and question.points != DEFAULT_POINTS:
        yield f"its points ({question.points})"
    if question.code is not None and not is_writable(question.code.language):
        yield "the language of its code"


def _of_its_kind(question: Question) -> Iterator[str]:
    match question:
        case Choice(shuffle=True):
            yield "that its options are shuffled"
        case Text():
            yield from _of_text(question)
        case Numeric():
            if question.nearness:
                yield "the credit for numbers nearby"
            if question.unit:
                yield f"its unit as such ({question.unit}), which stands at the end of the text instead"
        case Slide() if question.explanation:
            yield "the explanation of a slide"


def _of_text(question: Text) -> Iterator[str]:
    exact = {"case": question.match_case, "accents": question.match_accents, "spaces": question.match_spaces}
    for what, matters in exact.items():
        if matters:
            yield f"that {what} must match"
    if question.slips:
        yield "that typing slips are forgiven"


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
