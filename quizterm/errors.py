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

    # Accounts
    NO_ACCOUNTS = "no_accounts"
    """This server keeps no accounts and no library: it was started without them, or for one session."""
    LOGIN_NEEDED = "login_needed"
    """The request is for somebody who has logged in on this connection."""
    BAD_LOGIN = "bad_login"
    """No account has this name with this password; it is not told which of the two is wrong."""
    ACCOUNT_DISABLED = "account_disabled"
    """An admin has closed this account; told only to who knows its password or holds its token."""
    PASSWORD_CHANGE_NEEDED = "password_change_needed"
    """The password was set by an admin, and opens nothing until its owner has chosen another."""
    TOKEN_EXPIRED = "token_expired"
    """The token was good once; with an access token, refresh it."""
    TOKEN_REVOKED = "token_revoked"
    """The token's device was logged out, or the token was used twice, so that its login is over."""
    TOKEN_FOREIGN = "token_foreign"
    """The token was made by another server, or for another purpose."""
    REGISTRATION_CLOSED = "registration_closed"
    """This server lets nobody register."""
    BAD_INVITE = "bad_invite"
    """The invitation is missing, unknown, used up or out of date."""
    BAD_ACCOUNT_NAME = "bad_account_name"
    """The name cannot be that of an account."""
    ACCOUNT_TAKEN = "account_taken"
    """An account has this name, or one that looks like it."""
    BAD_EMAIL = "bad_email"
    """This is not an e-mail address."""
    WEAK_PASSWORD = "weak_password"
    """The password is short, common, or the name of its account."""
    PASSWORD_TOO_LONG = "password_too_long"
    """The password is longer than is looked at."""
    NO_ACCOUNT = "no_account"
    """No account has this name; told only to those who may know the names of others."""
    NO_DEVICE = "no_device"
    """No device of this account has this mark."""
    LAST_ADMIN = "last_admin"
    """Without this account nobody could administer the server."""

    # The library
    NO_QUIZ = "no_quiz"
    """No quiz of this name that the account may use; one that is somebody else's looks the same."""
    NO_VERSION = "no_version"
    """The quiz has no version of this number."""
    AMBIGUOUS_QUIZ = "ambiguous_quiz"
    """Several people share a quiz of this name; say whose."""
    BAD_QUIZ_NAME = "bad_quiz_name"
    """The name cannot be that of a quiz."""
    QUIZ_TAKEN = "quiz_taken"
    """The account has a quiz of this name."""
    BAD_TAG = "bad_tag"
    """The word cannot be a tag."""
    VERSION_CONFLICT = "version_conflict"
    """Somebody has pushed since the version that this push builds on; nothing was changed."""
    QUIZ_TOO_LARGE = "quiz_too_large"
    """The file is larger than the server keeps."""
    LIBRARY_FULL = "library_full"
    """The account has as many quizzes, or the quiz as many versions, as the server keeps."""

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
