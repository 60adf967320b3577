"""What a room replies where something did not happen."""

from quizterm.errors import ErrorCode, Refusal
from quizterm.language import N_
from quizterm.protocol.server import Refused

STUMBLED = N_("The server could not do this. Try again, or ask whoever runs it to look at its log.")
NOT_STORED = N_(
    "The server cannot write to its disk right now, so this did not count. Try again in a moment."
)


def refused(ref: int, refusal: Refusal) -> Refused:
    """Why the rules, or who may come in, forbid it."""
    return Refused(ref=ref, code=refusal.code, message=refusal.message)


def stumbled(ref: int) -> Refused:
    """The server made a mistake."""
    return Refused(ref=ref, code=ErrorCode.INTERNAL, message=STUMBLED)


def not_stored(ref: int) -> Refused:
    """It could not be stored, and so it never was."""
    return Refused(ref=ref, code=ErrorCode.NOT_STORED, message=NOT_STORED)
