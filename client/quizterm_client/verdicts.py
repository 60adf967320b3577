"""What an attempt to come back that failed means: is it over, and if not, how long to wait."""

from websockets.frames import CloseCode

from quizterm.errors import ErrorCode, Refusal
from quizterm.language import N_, _
from quizterm_client.addresses import WrongProtocol
from quizterm_client.connection import Ending
from quizterm_client.entries import CreateEntry, Entry, HostEntry, HostQuizEntry, WatchEntry
from quizterm_client.greeting import ComeBackLater
from quizterm_client.patience import Pause

AWAY_TOO_LONG = N_("The server has been away for too long. Start again to try once more.")
OVER = N_("The session is over.")
RESTARTS = N_("The server restarts. Nothing is lost; you come back by yourself.")
UNKNOWN_THERE = N_("The server that answers does not know this session. QuizTerm goes on trying; q leaves.")
CANNOT_SAVE = N_("The server cannot save for a moment, so nobody can come in. QuizTerm goes on trying.")

_TRYING = N_("Still no line to the server. QuizTerm goes on trying.")

_PASSING = {
    ErrorCode.BUSY,
    ErrorCode.TOO_FAST,
    ErrorCode.SESSION_FULL,
    ErrorCode.NOT_STORED,
    ErrorCode.INTERNAL,
    ErrorCode.NO_SESSION,
}
"""Refusals of a return that may be taken back a moment later. A server that does not know the session may be
another one at the same address; who comes back to a session that has ended is told so."""

_REASONS = {ErrorCode.NO_SESSION: UNKNOWN_THERE, ErrorCode.NOT_STORED: CANNOT_SAVE}

_CROWDED = Pause(0.5, 4.0)
"""Before a server that says no is asked again: it has enough to do."""


def says_that_it_restarts(ending: Ending) -> bool:
    """Whether the server has said that it will be back."""
    return ending.close == CloseCode.SERVICE_RESTART


def words_of_absence(ending: Ending) -> str:
    """What to tell a person while the line is away; empty where there is nothing to add to that."""
    if not ending.may_return:
        return ""
    return ending.message or (_(RESTARTS) if says_that_it_restarts(ending) else "")


def still_away(entry: Entry) -> str:
    """What to tell a person after a while without a line, by who they are."""
    match entry:
        case HostEntry():
            return _(
                "No line to the server. If it has stopped, the host's machine starts it again: "
                "quizterm host --resume {code}"
            ).format(code=entry.code)
        case WatchEntry() | CreateEntry() | HostQuizEntry():
            return _(_TRYING)
        case _:
            return _("Still no line to the server. QuizTerm goes on trying; your place is kept.")


def reason_to_wait(error: Exception) -> str:
    """Why a server that answers lets nobody back in, where a person should know; otherwise empty."""
    return _(_REASONS.get(error.code, "")) if isinstance(error, Refusal) else ""


def words_of_the_end(error: Exception, *, seen_ended: bool = False) -> str:
    """What to tell a person when there is no way back; empty when it may be tried again.

    Args:
        error: How the attempt failed.
        seen_ended: Whether the session was known to have ended before.
    """
    match error:
        case Refusal(code=ErrorCode.NO_SESSION) if seen_ended:
            return _(OVER)
        case Refusal() if error.code not in _PASSING:
            return error.message
        case WrongProtocol():
            return str(error)
        case _:
            return ""


def words_of_giving_up(error: Exception) -> str:
    """What to tell a person who has waited for as long as anybody waits."""
    return error.message if isinstance(error, Refusal) and reason_to_wait(error) else _(AWAY_TOO_LONG)


def pause_before(error: Exception) -> Pause | None:
    """How long the next attempt should wait at least; `None` for the usual time."""
    match error:
        case ComeBackLater():
            return error.pause
        case Refusal():
            return _CROWDED
        case _:
            return None
