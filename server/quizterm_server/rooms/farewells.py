"""What people are told before their connection is closed."""

from typing import assert_never

from websockets.frames import CloseCode

from quizterm.engine.effects import Dismissal
from quizterm.language import N_
from quizterm.protocol.closing import CloseReason
from quizterm.protocol.server import Goodbye


def _goodbye(reason: CloseReason, message: str) -> Goodbye:
    return Goodbye(close=reason, message=message)


LEFT = _goodbye(CloseReason.LEFT, N_("You have left this session."))
REMOVED = _goodbye(CloseReason.REMOVED, N_("The host sent you out of this session. You may join again."))
BANNED = _goodbye(CloseReason.BANNED, N_("The host sent you out of this session for good."))
SUPERSEDED = _goodbye(
    CloseReason.SUPERSEDED, N_("You came in from another terminal; the game goes on there.")
)
DAMAGED = Goodbye(
    close=CloseCode.INTERNAL_ERROR,
    message=N_("What the server has stored of this session is damaged. Ask whoever runs it."),
)
STUMBLED = Goodbye(
    close=CloseCode.INTERNAL_ERROR,
    message=N_(
        "The server stumbled over this session and stopped it. Ask whoever runs it to look at its log."
    ),
)
ENDED = _goodbye(CloseReason.SESSION_ENDED, N_("This session is over. Thank you for playing."))


def dismissed(why: Dismissal) -> Goodbye:
    """The goodbye for a player who goes, or is sent out."""
    match why:
        case Dismissal.LEFT:
            return LEFT
        case Dismissal.REMOVED:
            return REMOVED
        case Dismissal.BANNED:
            return BANNED
        case _:
            assert_never(why)
