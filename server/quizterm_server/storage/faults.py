"""What went wrong with the database, in words for people."""

import sqlite3

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from quizterm.language import N_

FULL = N_("The disk is full.")
LOCKED = N_("Another program keeps the database locked.")
UNWRITABLE = N_("The disk cannot be written.")
UNREADABLE = N_("The disk cannot be read.")
BROKEN = N_("The database is damaged.")
GONE = N_("The file of the database has been removed or replaced.")
SILENT = N_("The database does not answer.")
CROWDED = N_("The database takes no more connections.")
READ_ONLY = N_("The database can only be read.")
FORBIDDEN = N_("The database does not allow its user to do this.")
OPEN_LINE = N_("The line to the database cannot be encrypted as its URL asks.")

UNENCRYPTED = "unencrypted"
"""Where a state of PostgreSQL would stand: it has none for this."""

UNUSABLE = "unusable"
"""The same for options of the URL that the driver does not take."""

_PRIMARY = 0xFF
"""The part of SQLite's code that says what kind of fault it is."""
_REASONS = {
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_BUSY: LOCKED,
    sqlite3.SQLITE_LOCKED: LOCKED,
    sqlite3.SQLITE_CORRUPT: BROKEN,
    sqlite3.SQLITE_NOTADB: BROKEN,
}
_STATES = {
    "25006": READ_ONLY,
    "40P01": LOCKED,
    "42501": FORBIDDEN,
    "53100": FULL,
    "53300": CROWDED,
    "55P03": LOCKED,
    UNENCRYPTED: OPEN_LINE,
    "XX001": BROKEN,
    "XX002": BROKEN,
}
"""What PostgreSQL's states (SQLSTATE) mean."""
_SILENT_STATES = ("08", "25P03", "28", "3D", "57")
"""What the states begin with when there is no line to the database, or none any more."""
_SILENT_ERRORS = (ConnectionError, TimeoutError, PoolTimeout)


class FileGone(OSError):
    """What is written would go into a file that nobody finds again."""


class Unreachable(ConnectionError):
    """No connection to a PostgreSQL server could be made.

    Attributes:
        state: Why, as PostgreSQL puts it (SQLSTATE), or `UNENCRYPTED` or `UNUSABLE`; empty if it did not
            answer.
    """

    def __init__(self, state: str = "") -> None:
        super().__init__(state)
        self.state = state


Fault = SQLAlchemyError | OSError | sqlite3.Error


def code_of(error: Fault) -> int:
    """SQLite's own number for a fault; 0 if it has none."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    return getattr(cause, "sqlite_errorcode", 0) & _PRIMARY


def state_of(error: Fault) -> str | None:
    """PostgreSQL's state for a fault, empty if the line itself is at fault; `None` for every other one."""
    if isinstance(error, Unreachable):
        return error.state
    if isinstance(error, _SILENT_ERRORS):
        return ""
    if isinstance(error, DBAPIError) and hasattr(error.orig, "sqlstate"):
        return str(getattr(error.orig, "sqlstate", None) or "")
    return None


def reason(error: Fault, otherwise: str = UNWRITABLE) -> str:
    """One sentence that says why; `otherwise` when the error itself says nothing that helps."""
    if isinstance(error, FileGone):
        return GONE
    state = state_of(error)
    if state is None:
        return _REASONS.get(code_of(error), otherwise)
    if not state or state.startswith(_SILENT_STATES):
        return _STATES.get(state, SILENT)
    return _STATES.get(state, N_("The database refuses this ({state}).").format(state=state))


def is_damage(error: Fault) -> bool:
    """Whether what is on the disk is to blame, so that trying again does not help."""
    # What is no UTF-8 any more is reported without a number.
    undecodable = isinstance(error, DBAPIError) and "decode" in str(error.orig)
    damaged = code_of(error) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
    return undecodable or damaged or _STATES.get(state_of(error) or "") == BROKEN
