"""What imports and exports say of every question: lines for people, or one document for programs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from quizterm.cli.exits import Exit
from quizterm.cli.output import put, put_document, say
from quizterm.formats.exchange.ledger import Ledger, Level, Note
from quizterm.text import fit, visible

NAME_CELLS = 40
MOST_NOTES = 1000
"""Lines of one file; what a hundred thousand bad rows have to say is told by number."""

_WORDS = {Level.INFO: "note", Level.LOSS: "loss", Level.LEFT_OUT: "left out"}


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
        done: What was done with the questions, such as `imported`.
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
    return f"{read} read: {through} {done} ({lossy} with a loss), {read - through} left out"


def _lines(accounts: Sequence[Account], done: str) -> Iterator[str]:
    for account in accounts:
        notes = account.ledger.notes
        yield from (_line(account, note) for note in notes[:MOST_NOTES])
        if len(notes) > MOST_NOTES:
            yield f"{account.file}: {len(notes) - MOST_NOTES} more notes; --json has them all"
        if len(accounts) > 1 and not account.unreadable:
            yield f"{account.file}: {summary([account], done)}"
    yield summary(accounts, done)


def _line(account: Account, note: Note) -> str:
    place = f"{account.file}, {note.spot}" if note.spot.number else account.file
    name = " ".join(visible(note.name).split())
    named = f"“{fit(name, NAME_CELLS).rstrip()}” " if name else ""
    word = "error" if account.unreadable and note.level is Level.LEFT_OUT else _WORDS[note.level]
    return f"{place}: {named}{word}: {note.message}"


def _document(accounts: Sequence[Account], done: str) -> dict[str, Any]:
    return {
        "files": [_file(account, done) for account in accounts],
        **_numbers(accounts, done),
        "summary": summary(accounts, done),
    }


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
