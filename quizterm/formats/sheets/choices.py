"""Rows with options: which of them are right."""

from quizterm.formats.exchange.ledger import Entry
from quizterm.formats.sheets.cells import indexes, is_fraction, named_options
from quizterm.formats.sheets.headers import Dialect
from quizterm.formats.sheets.line import Line
from quizterm.formats.sheets.words import Role, is_positional
from quizterm.quiz.model import Choice, Poll, Select
from quizterm.text import fit, is_blank

_SHOWN = 40


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
        entry.leave_out("nothing_right", "The cell of the right answer is empty.")
        return None
    shuffle = not any(map(is_positional, options))
    if not shuffle:
        entry.info(
            "not_shuffled",
            "An option speaks of the others, so they stay as they are: the right one is first.",
        )
    return Choice(text=line.stem, options=options, right=(0,), shuffle=shuffle)


def poll(line: Line) -> Poll:
    """Make a poll of a row with options."""
    return Poll(text=line.stem, options=tuple(line.options), several="several" in line.rules)


def _right(line: Line, entry: Entry) -> tuple[int, ...] | None:
    cell, options = line.of(Role.CORRECT), line.options
    if not cell:
        return ()
    by_text = named_options(cell, options)
    if is_fraction(cell) and by_text and line.dialect is Dialect.PLAIN:
        return by_text
    places = indexes(cell)
    if not places or not all(0 <= place < line.places for place in places):
        if not by_text:
            entry.leave_out(
                "bad_right", f"“{fit(cell, _SHOWN)}” is marked as right, and is none of the options."
            )
        return by_text or None
    if empty := [place for place in places if place >= len(options) or is_blank(options[place])]:
        entry.leave_out("empty_right", f"Option {empty[0] + 1} is marked as right, and is empty.")
        return None
    _doubt(entry, cell, places, by_text)
    return places


def _doubt(entry: Entry, cell: str, places: tuple[int, ...], by_text: tuple[int, ...]) -> None:
    numbers = " and ".join(str(place + 1) for place in places)
    if is_fraction(cell):
        entry.loss(
            "number_for_list",
            f"“{cell}” was read as {numbers}: a spreadsheet program made a number of the list.",
        )
    elif by_text and by_text != places:
        message = (
            f"“{fit(cell, _SHOWN)}” was read as the number of an option, though it is the text of another."
        )
        entry.info("number_or_text", message)
