"""Rows with options: which of them are right."""

from quizterm.formats.exchange.ledger import Entry
from quizterm.formats.exchange.room import listed
from quizterm.formats.sheets.cells import indexes, is_fraction, named_options
from quizterm.formats.sheets.headers import Dialect
from quizterm.formats.sheets.line import Line
from quizterm.formats.sheets.words import Role
from quizterm.language import N_
from quizterm.quiz.model import Choice, Poll, Select
from quizterm.quiz.wording import names_other_options, quoted
from quizterm.text import is_blank


def choice(line: Line, entry: Entry, *, several: bool) -> Choice | None:
    """Make a choice of a row whose options stand in columns; `None`, and noted, where nothing fits."""
    right = _right(line, entry)
    if right is None:
        return None
    rules = line.rules
    select = Select.ALL if several or len(right) > 1 or "all" in rules else Select.ONE
    return Choice(
        text=line.stem,
        options=tuple(line.options),
        right=right,
        select=Select.ANY if "any" in rules else select,
        shuffle="shuffle" in rules,
    )


def sorted_apart(line: Line, entry: Entry) -> Choice | None:
    """Make a choice of a row whose right answer always stands first."""
    options = (line.of(Role.CORRECT), *line.wrong)
    if not options[0]:
        entry.leave_out("nothing_right", N_("The cell of the right answer is empty."))
        return None
    shuffle = not any(map(names_other_options, options))
    if not shuffle:
        entry.info(
            "not_shuffled",
            N_("An option speaks of the others, so they keep their order: the right one is first."),
        )
    return Choice(text=line.stem, options=options, right=(0,), shuffle=shuffle)


def poll(line: Line) -> Poll:
    """Make a poll of a row with options."""
    return Poll(text=line.stem, options=tuple(line.options), several="several" in line.rules)


def _right(line: Line, entry: Entry) -> tuple[int, ...] | None:
    cell, options = line.of(Role.CORRECT), line.options
    if not cell:
        return ()
    places = indexes(cell)
    if not _may_be(places, line) or (is_fraction(cell) and cell in options and line.dialect is Dialect.PLAIN):
        return _by_text(cell, options, entry)
    if empty := [place for place in places if place >= len(options) or is_blank(options[place])]:
        entry.leave_out(
            "empty_right", N_("Option {number} is marked as right, and is empty.").format(number=empty[0] + 1)
        )
        return None
    _doubt(entry, cell, places, options)
    return places


def _may_be(places: tuple[int, ...], line: Line) -> bool:
    return bool(places) and places[0] >= 0 and places[-1] < line.places


def _by_text(cell: str, options: list[str], entry: Entry) -> tuple[int, ...] | None:
    places = named_options(cell, options)
    if not places:
        entry.leave_out(
            "bad_right",
            N_("{cell} is marked as right, and is none of the options.").format(cell=quoted(cell)),
        )
    return places or None


def _doubt(entry: Entry, cell: str, places: tuple[int, ...], options: list[str]) -> None:
    if is_fraction(cell):
        numbers = listed([str(place + 1) for place in places])
        sentence = N_("“{cell}” was read as {things}: a spreadsheet program made a number of the list.")
        entry.loss("number_for_list", sentence.format(cell=cell, things=numbers))
    elif cell in options and options.index(cell) not in places:
        message = N_("{cell} was read as the number of an option, though it is the text of another.").format(
            cell=quoted(cell)
        )
        entry.info("number_or_text", message)
