"""What an attempt to come back that failed means: is it over, and if not, how long to wait."""

from websockets.frames import CloseCode

from quizterm.errors import ErrorCode, Refusal
from quizterm_client.addresses import WrongProtocol
from quizterm_client.connection import Ending
from quizterm_client.greeting import ComeBackLater
from quizterm_client.patience import Pause

STILL_AWAY = "Still no line to the server. QuizTerm goes on trying; your place is kept."
AWAY_TOO_LONG = "The server has been away for too long. Start again to try once more."
OVER = "The session is over."
RESTARTS = "The server restarts. Nothing is lost; you come back by yourself."

_PASSING = {
    ErrorCode.BUSY,
    ErrorCode.TOO_FAST,
    ErrorCode.SESSION_FULL,
    ErrorCode.NOT_STORED,
    ErrorCode.INTERNAL,
}
"""Refusals of a return that may be taken back a moment later."""

_CROWDED = Pause(0.5, 4.0)
"""Before a server that says no is asked again: it has enough to do."""


def words_of_absence(ending: Ending) -> str:
    """What to tell a person while the line is away; empty where there is nothing to add to that."""
    if not ending.may_return:
        return ""
    return ending.message or (RESTARTS if ending.close == CloseCode.SERVICE_RESTART else "")


def words_of_the_end(error: Exception) -> str:
    """What to tell a person when there is no way back; empty when it may be tried again."""
    match error:
        case Refusal() if error.code not in _PASSING:
            return error.message
        case WrongProtocol():
            return str(error)
        case _:
            return ""


def pause_before(error: Exception) -> Pause | None:
    """How long the next attempt should wait at least; `None` for the usual time."""
    match error:
        case ComeBackLater():
            return error.pause
        case Refusal():
            return _CROWDED
        case _:
            return None
