"""Rows into the log, with as few statements as possible."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain

from sqlalchemy import Dialect, insert

from quizterm_server.storage.tables import log
from quizterm_server.storage.transactions import Run

Row = tuple[int, int, str, str, bytes]
"""A row of the log: its session, number, kind, data and digest, as the table has them."""

SIZES = (64, 16, 4, 1)
"""How many rows a statement inserts. It is compiled once, and each connection prepares it once."""


def append(run: Run, dialect: Dialect, rows: Sequence[Row]) -> None:
    """Insert rows, within the transaction that is going on.

    A thread lets the interpreter go for each step of a statement, and has to wait for it afterwards if the
    event loop is busy. Many rows in one statement are one step; `executemany` takes one for each row.

    Raises:
        Exception: They cannot be inserted; what `run` raises then.
    """
    begun = 0
    for size in SIZES:
        while len(rows) - begun >= size:
            page = chain.from_iterable(rows[begun : begun + size])
            run(_statement(dialect, size), tuple(page))
            begun += size


def get_ready(dialect: Dialect) -> None:
    """Compile the statements now: it takes some milliseconds each, for which the first answers would wait."""
    for size in SIZES:
        _statement(dialect, size)


@lru_cache(maxsize=16)
def _statement(dialect: Dialect, size: int) -> str:
    blank = dict.fromkeys(log.columns.keys())
    return str(insert(log).values([blank] * size).compile(dialect=dialect))
