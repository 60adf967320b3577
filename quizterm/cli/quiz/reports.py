"""What imports and exports say of every question: lines for people, or one document for programs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from quizterm.cli.exits import Exit
from quizterm.cli.output import put, put_document, say
from quizterm.formats.exchange.ledger import Ledger, Level, Note, Spot
from quizterm.language import _, heard, ngettext, pgettext, speaking
from quizterm.text import fit, visible

NAME_CELLS = 40
IMPORTED, EXPORTED = "imported", "exported"
MOST_NOTES = 1000
"""Lines of one file; what a hundred thousand bad rows have to say is told by number."""


@dataclass(slots=True)
class Account:
    """What became of one file."""

    file: str
    format: str
    """What it was read as, or is written as; empty if nothing can be done with it."""
    ledger: Ledger
    written: list[str] = field(default_factory=list)
    """The files that came of it."""

    @property
    def unreadable(self) -> bool:
        """Whether nothing at all could be done with it."""
        return not self.format


def status_of(accounts: Sequence[Account]) -> Exit:
    """The exit status: 0 if everything came through, 1 if something was left out, 2 if there is nothing."""
    if not any(one.ledger.through for one in accounts):
        return Exit.USAGE
    complete = all(one.ledger.left_out == 0 and not one.unreadable for one in accounts)
    return Exit.OK if complete else Exit.FAILED


def tell(accounts: Sequence[Account], done: str, *, aside: bool, as_json: bool) -> None:
    """Tell what became of files.

    Args:
        accounts: One for each file.
        done: What was done with the questions: `IMPORTED` or `EXPORTED`.
        aside: stdout is taken by a quiz, so that people are told on stderr.
        as_json: Print one document instead.
    """
    if as_json:
        put_document(_document(accounts, done))
        return
    text = "\n".join(_lines(accounts, done))
    say(text) if aside else put(visible(text))


def summary(accounts: Sequence[Account], done: str) -> str:
    """Give the last line of a report, such as `52 read: 50 imported (3 with a loss), 2 left out`."""
    read, through, lossy = (
        sum(getattr(one.ledger, name) for one in accounts) for name in ("read", "through", "with_loss")
    )
    if done == EXPORTED:
        sentence = _("{read} read: {through} exported ({lossy} with a loss), {left_out} left out")
    else:
        sentence = _("{read} read: {through} imported ({lossy} with a loss), {left_out} left out")
    return sentence.format(read=read, through=through, lossy=lossy, left_out=read - through)


def _lines(accounts: Sequence[Account], done: str) -> Iterator[str]:
    for account in accounts:
        notes = account.ledger.notes
        yield from (_line(account, note) for note in notes[:MOST_NOTES])
        if len(notes) > MOST_NOTES:
            yield _more(account.file, len(notes) - MOST_NOTES)
        if len(accounts) > 1 and not account.unreadable:
            yield f"{account.file}: {summary([account], done)}"
    yield summary(accounts, done)


def _line(account: Account, note: Note) -> str:
    place = account.file
    if note.spot.number:
        place += f", {_spot(note.spot)}"
    name = " ".join(visible(note.name).split())
    named = _("“{name}”").format(name=fit(name, NAME_CELLS).rstrip()) + " " if name else ""
    error = account.unreadable and note.level is Level.LEFT_OUT
    word = pgettext("note", "error") if error else _level(note.level)
    return f"{place}: {named}{word}: {heard(note.message)}"


def _level(level: Level) -> str:
    match level:
        case Level.INFO:
            return pgettext("note", "note")
        case Level.LOSS:
            return pgettext("note", "loss")
        case Level.LEFT_OUT:
            return pgettext("note", "left out")


def _spot(spot: Spot) -> str:
    match spot.unit:
        case "line":
            return _("line {number}").format(number=spot.number)
        case "row":
            return _("row {number}").format(number=spot.number)
        case "question":
            return _("question {number}").format(number=spot.number)
        case _unit:
            return str(spot)


def _more(file: str, number: int) -> str:
    sentence = ngettext(
        "{file}: {number} more note; --json has them all",
        "{file}: {number} more notes; --json has them all",
        number,
    )
    return sentence.format(file=file, number=number)


def _document(accounts: Sequence[Account], done: str) -> dict[str, Any]:
    return {
        "files": [_file(account, done) for account in accounts],
        **_numbers(accounts, done),
        "summary": _in_english(accounts, done),
    }


def _in_english(accounts: Sequence[Account], done: str) -> str:
    with speaking("en"):
        return summary(accounts, done)


def _file(account: Account, done: str) -> dict[str, Any]:
    return {
        "file": account.file,
        "format": account.format or None,
        **_numbers([account], done),
        "written": account.written,
        "notes": [
            {
                "level": note.level,
                "place": str(note.spot) or None,
                "question": note.name or None,
                "code": note.code,
                "message": note.message,
            }
            for note in account.ledger.notes
        ],
    }


def _numbers(accounts: Sequence[Account], done: str) -> dict[str, int]:
    ledgers = [one.ledger for one in accounts]
    return {
        "read": sum(one.read for one in ledgers),
        done: sum(one.through for one in ledgers),
        "with_loss": sum(one.with_loss for one in ledgers),
        "left_out": sum(one.left_out for one in ledgers),
    }
