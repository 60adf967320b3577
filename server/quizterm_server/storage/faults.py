"""What went wrong with the database, in words for people."""

import sqlite3

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

FULL = "The disk is full."
LOCKED = "Another program keeps the database locked."
UNWRITABLE = "The disk cannot be written."
UNREADABLE = "The disk cannot be read."
BROKEN = "The database is damaged."
GONE = "The file of the database has been removed or replaced."

_PRIMARY = 0xFF
"""The part of SQLite's code that says what kind of fault it is."""
_REASONS = {
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_BUSY: LOCKED,
    sqlite3.SQLITE_LOCKED: LOCKED,
    sqlite3.SQLITE_CORRUPT: BROKEN,
    sqlite3.SQLITE_NOTADB: BROKEN,
}


class FileGone(OSError):
    """What is written would go into a file that nobody finds again."""


def code_of(error: SQLAlchemyError | OSError | sqlite3.Error) -> int:
    """SQLite's own number for a fault; 0 if it has none."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    return getattr(cause, "sqlite_errorcode", 0) & _PRIMARY


def reason(error: SQLAlchemyError | OSError | sqlite3.Error, otherwise: str = UNWRITABLE) -> str:
    """One sentence that says why; `otherwise` when the error itself says nothing that helps."""
    if isinstance(error, FileGone):
        return GONE
    return _REASONS.get(code_of(error), otherwise)


def is_damage(error: SQLAlchemyError | OSError | sqlite3.Error) -> bool:
    """Whether what is on the disk is to blame, so that trying again does not help."""
    # What is no UTF-8 any more is reported without a number.
    undecodable = isinstance(error, DBAPIError) and "decode" in str(error.orig)
    return undecodable or code_of(error) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
