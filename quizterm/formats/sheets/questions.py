"""One row becomes one question, or the reason why not."""

from collections.abc import Callable
from dataclasses import replace

from quizterm.formats.exchange.ledger import Entry
from quizterm.formats.sheets.cells import indexes, pieces, points, seconds
from quizterm.formats.sheets.choices import choice, poll, sorted_apart
from quizterm.formats.sheets.headers import Dialect
from quizterm.formats.sheets.line import Line
from quizterm.formats.sheets.numbers import number_of, number_range
from quizterm.formats.sheets.words import FALSE_WORDS, KINDS, TRUE_WORDS, Role, Sort, bare
from quizterm.language import N_
from quizterm.quiz.bounds import MAX_POINTS
from quizterm.quiz.model import (
    UNGRADED,
    Code,
    Kind,
    Numeric,
    Open,
    Order,
    Question,
    Slide,
    Text,
    TrueFalse,
)
from quizterm.quiz.wording import quoted


def question_of(line: Line, entry: Entry) -> Question | None:
    """Make a question of a row; `None`, and noted, where that cannot be."""
    kind = _kind(line)
    if kind is None:
        entry.leave_out(
            "unsupported_kind",
            N_("A quiz has no questions of the kind {kind}.").format(kind=quoted(line.of(Role.KIND))),
        )
        return None
    question = _MAKERS[kind](line, entry)
    return _furnished(line, entry, question) if question else None


def _kind(line: Line) -> Kind | Sort | None:
    said = line.of(Role.KIND)
    if said:
        return KINDS.get(bare(said))
    if line.is_typed:
        return Kind.TEXT
    return Kind.CHOICE if any(line.options) or any(line.wrong) else _kind_without_options(line)


def _kind_without_options(line: Line) -> Kind:
    right = line.of(Role.CORRECT)
    if not right or line.dialect is not Dialect.PLAIN or line.keeps_wrong_apart:
        return Kind.CHOICE
    if bare(right) in TRUE_WORDS | FALSE_WORDS:
        return Kind.TRUE_FALSE
    return Kind.CHOICE if line.may_have_options and indexes(right) else Kind.TEXT


def _choice(line: Line, entry: Entry) -> Question | None:
    return sorted_apart(line, entry) if line.keeps_wrong_apart else choice(line, entry, several=False)


def _several(line: Line, entry: Entry) -> Question | None:
    return choice(line, entry, several=True)


def _true_false(line: Line, entry: Entry) -> Question | None:
    right, options = line.of(Role.CORRECT), line.options
    places = indexes(right)
    if len(options) == 2 and places in ((0,), (1,)):
        right = options[places[0]]
        if bare(right) not in TRUE_WORDS | FALSE_WORDS:
            # In a language that is not known here; the true one stands first.
            return TrueFalse(text=line.stem, right=places == (0,))
    if bare(right) in TRUE_WORDS | FALSE_WORDS:
        return TrueFalse(text=line.stem, right=bare(right) in TRUE_WORDS)
    entry.leave_out(
        "bad_right",
        N_("{cell} does not say whether it is true; write true or false.").format(cell=quoted(right)),
    )
    return None


def _text(line: Line, _entry: Entry) -> Question:
    right = line.of(Role.CORRECT)
    accepted = [option for option in line.options if option]
    if line.dialect is Dialect.OURS:
        accepted += right.split("\n")
    elif not (accepted and indexes(right)):
        accepted += pieces(right, "\n|;") or [right]
    rules = line.rules
    return Text(
        text=line.stem,
        accepted=tuple(accepted),
        match_case="case" in rules,
        match_accents="accents" in rules,
        match_spaces="spaces" in rules,
        slips="slips" in rules,
    )


def _numeric(line: Line, entry: Entry) -> Question | None:
    right = line.of(Role.CORRECT) or next(filter(None, line.options), "")
    found = number_range(right, line.of(Role.TOLERANCE))
    nearness = number_of(line.of(Role.NEARNESS) or "0")
    if found is None or nearness is None:
        entry.leave_out(
            "bad_number",
            N_("{cell} is no number; write 3.5, or 3..4 for all between.").format(cell=quoted(right)),
        )
        return None
    return Numeric(text=line.stem, low=found[0], high=found[1], nearness=nearness, unit=line.of(Role.UNIT))


def _order(line: Line, entry: Entry) -> Question | None:
    items = [item for item in line.options if item]
    right = line.of(Role.CORRECT)
    if right:
        places = [number - 1 for part in pieces(right, ",;. /\n") if (number := points(part)) is not None]
        if sorted(places) != list(range(len(items))):
            message = N_("{cell} is no order of the {number} options; name each once.").format(
                cell=quoted(right), number=len(items)
            )
            entry.leave_out("bad_order", message)
            return None
        items = [items[place] for place in places]
    return Order(text=line.stem, items=tuple(items))


def _poll(line: Line, _entry: Entry) -> Question:
    return poll(line)


def _open(line: Line, _entry: Entry) -> Question:
    return Open(text=line.stem)


def _slide(line: Line, _entry: Entry) -> Question:
    return Slide(text=line.stem)


_MAKERS: dict[Kind | Sort, Callable[[Line, Entry], Question | None]] = {
    Kind.CHOICE: _choice,
    Sort.SEVERAL: _several,
    Kind.TRUE_FALSE: _true_false,
    Kind.TEXT: _text,
    Kind.NUMERIC: _numeric,
    Kind.ORDER: _order,
    Kind.POLL: _poll,
    Kind.OPEN: _open,
    Kind.SLIDE: _slide,
}


def _furnished(line: Line, entry: Entry, question: Question) -> Question:
    if line.of(Role.IMAGE):
        entry.loss("picture_dropped", N_("Its picture does not come along."))
    code = line.raw(Role.CODE)
    return replace(
        question,
        code=Code(code, line.of(Role.CODE_LANGUAGE)) if code.strip() else None,
        explanation=line.text(Role.EXPLANATION),
        seconds=_seconds(line, entry, question),
        points=_points(line, entry, question),
        tags=_tags(line),
    )


def _seconds(line: Line, entry: Entry, question: Question) -> int:
    said = line.of(Role.SECONDS)
    usual = question.seconds if question.kind is Kind.SLIDE else line.dialect.seconds
    if not said:
        return usual
    found = seconds(said)
    if found is None:
        entry.loss(
            "bad_time",
            N_("{cell} is no time; it became {usual} seconds.").format(cell=quoted(said), usual=usual),
        )
        return usual
    return found


def _points(line: Line, entry: Entry, question: Question) -> int:
    said = line.of(Role.POINTS)
    found = points(said) if said else question.points
    if found is None or found > MAX_POINTS:
        entry.loss(
            "bad_points",
            N_("{cell} is no number of points up to {most}.").format(cell=quoted(said), most=MAX_POINTS),
        )
        return question.points
    if found and question.kind in UNGRADED:
        entry.info("points_dropped", N_("Nothing is right or wrong here, so it earns no points."))
        return 0
    return found


def _tags(line: Line) -> tuple[str, ...]:
    cell = line.raw(Role.TAGS)
    if not cell:
        return ()
    return tuple(pieces(cell, "\n" if "\n" in cell else ",;"))
