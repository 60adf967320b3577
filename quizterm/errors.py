"""What can be refused: stable codes for programs, sentences for people."""

from enum import StrEnum


class ErrorCode(StrEnum):
    """Why something was refused. A code never changes its meaning; the sentence beside it may."""

    # The connection
    BAD_MESSAGE = "bad_message"
    """The frame is not a message of this protocol."""
    WRONG_PROTOCOL = "wrong_protocol"
    """The two sides speak different protocol numbers."""
    HELLO_FIRST = "hello_first"
    """A request came before `hello`."""
    ALREADY_IN = "already_in"
    """This connection already belongs to a session."""
    NOT_IN = "not_in"
    """The request needs a session, and this connection is in none."""
    TOO_FAST = "too_fast"
    """More came from this client, or from all at its address, than people send; try again in a moment."""
    BUSY = "busy"
    """The server takes no more sessions or connections for now."""

    NOT_STORED = "not_stored"
    """The server cannot write to its disk for now, so nothing has changed; try again in a moment."""
    INTERNAL = "internal"
    """The server stumbled over the request, which it should not have; nobody else noticed."""

    # Getting in
    NO_SESSION = "no_session"
    """No session that can be entered has this code; an ended one looks the same."""
    SESSION_FULL = "session_full"
    """The session, or its places for hosts and spectators, are taken."""
    LOBBY_LOCKED = "lobby_locked"
    """The host has locked the door."""
    BAD_NAME = "bad_name"
    """The name is empty, invisible, too wide or holds characters that are not text."""
    NAME_TAKEN = "name_taken"
    """Somebody in the session has this name, or one that looks like it."""
    BANNED = "banned"
    """The host has sent this person out for good."""
    BAD_TOKEN = "bad_token"
    """The token opens nothing here."""
    BAD_QUIZ = "bad_quiz"
    """The quiz breaks a rule of the format."""

    # Playing
    WRONG_PHASE = "wrong_phase"
    """Not possible in this phase, or meant for another question."""
    TOO_LATE = "too_late"
    """The question is closed."""
    NOT_ELIGIBLE = "not_eligible"
    """The player came after this question began."""
    ALREADY_ANSWERED = "already_answered"
    """The first answer counts, and this is another one."""
    BAD_ANSWER = "bad_answer"
    """The answer does not fit the kind of the question."""
    PAUSED = "paused"
    """The session is paused; the answer can be sent when it goes on."""

    # Rights and host commands
    NOT_ALLOWED = "not_allowed"
    """The role of this connection does not include the command."""
    NO_PLAYER = "no_player"
    """No such player is in the session."""
    BAD_KEY = "bad_key"
    """The corrected answer key does not fit the question."""


class Refusal(Exception):
    """Something was refused, and nothing has changed.

    Args:
        code: The reason, for programs.
        message: One sentence that tells a person what happened and what to do.
    """

    def __init__(self, code: ErrorCode, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
