"""What a quiz has and another format does not: told in the same words whichever format that is."""

from collections.abc import Container, Iterable, Iterator

from quizterm.formats.exchange.ledger import Entry, Ledger, Level
from quizterm.language import N_
from quizterm.quiz.model import (
    DEFAULT_POINTS,
    DEFAULT_SECONDS,
    UNGRADED,
    UNTIMED,
    Choice,
    Kind,
    Numeric,
    Question,
    Quiz,
    Settings,
    Slide,
    Text,
)

_CALLED = {
    Kind.CHOICE: N_("a choice"),
    Kind.TRUE_FALSE: N_("a statement that is true or false"),
    Kind.TEXT: N_("a question with a typed answer"),
    Kind.NUMERIC: N_("a question with a number as its answer"),
    Kind.ORDER: N_("a question about an order"),
    Kind.POLL: N_("a poll"),
    Kind.OPEN: N_("an open question"),
    Kind.SLIDE: N_("a slide"),
}


def note_head(quiz: Quiz, ledger: Ledger, form: str) -> None:
    """Say what a list of questions cannot hold of the quiz around them; the title is the file's name."""
    there = {
        N_("description"): quiz.description,
        N_("language"): quiz.language,
        N_("settings"): quiz.settings != Settings(),
    }
    lost = [name for name, value in there.items() if value]
    if lost:
        message = N_("{format} has no place for the {things} of the quiz.").format(
            format=form, things=listed(lost)
        )
        ledger.remark("no_place", message, level=Level.LOSS)


def note_lost(
    entry: Entry, question: Question, form: str, held: Container[str], more: Iterable[str] = ()
) -> None:
    """Say what of a question is not written, in one sentence.

    Args:
        entry: Takes the note.
        question: What is written.
        form: What the format is called.
        held: The fields of questions that the format has a place for.
        more: What only this format has to say.
    """
    lost = [*(words for field, words in _unusual(question) if field not in held), *more]
    if lost:
        entry.loss(
            "no_place", N_("{format} has no place for {things}.").format(format=form, things=listed(lost))
        )


def leave_out_kind(entry: Entry, question: Question, form: str) -> None:
    """Leave out what is no choice, where a format holds nothing else."""
    entry.leave_out(
        "kind",
        N_("{format} holds choices only, and this is {thing}.").format(
            format=form, thing=_CALLED[question.kind]
        ),
    )


def listed(parts: list[str]) -> str:
    """Write `a, b and c`, which `heard` takes apart again to say it in another language."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _unusual(question: Question) -> Iterator[tuple[str, str]]:
    """Give the fields in which a question says more than every question, each with words for it."""
    if question.explanation:
        yield "explanation", N_("its explanation")
    if question.tags:
        yield "tags", N_("its tags")
    if question.seconds != (UNTIMED if isinstance(question, Slide) else DEFAULT_SECONDS):
        time = N_("its time ({seconds} seconds)") if question.seconds else N_("that it has no time limit")
        yield "seconds", time.format(seconds=question.seconds)
    if question.kind not in UNGRADED and question.points != DEFAULT_POINTS:
        yield "points", N_("its points ({points})").format(points=question.points)
    yield from _unusual_of_its_kind(question)


def _unusual_of_its_kind(question: Question) -> Iterator[tuple[str, str]]:
    match question:
        case Choice(shuffle=True):
            yield "shuffle", N_("that its options are shuffled")
        case Text():
            yield from _unusual_of_text(question)
        case Numeric():
            if question.nearness:
                yield "nearness", N_("the credit for numbers nearby")
            if question.unit:
                yield "unit", N_("its unit ({unit})").format(unit=question.unit)
        case _:
            pass


def _unusual_of_text(question: Text) -> Iterator[tuple[str, str]]:
    if question.match_case:
        yield "match_case", N_("that capitals matter")
    if question.match_accents:
        yield "match_accents", N_("that accents matter")
    if question.match_spaces:
        yield "match_spaces", N_("that spaces matter")
    if question.slips:
        yield "slips", N_("that typing slips are forgiven")
