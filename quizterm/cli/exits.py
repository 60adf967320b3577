"""Exit statuses, one for each thing that can go wrong, and what people are told."""

import asyncio
import sys
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from enum import IntEnum
from typing import Any, NoReturn, TypeVar

import typer

from quizterm.cli.output import say
from quizterm.errors import ErrorCode, Refusal
from quizterm.language import _, heard

T = TypeVar("T")


class Exit(IntEnum):
    """What the exit status of a command means."""

    OK = 0
    """Everything went well."""
    FAILED = 1
    """Something that has no status of its own."""
    USAGE = 2
    """The command line is wrong."""
    BAD_FILE = 3
    """The quiz file is missing, unreadable or has a problem."""
    NO_SERVER = 4
    """Nothing answers there."""
    NOT_QUIZTERM = 5
    """Something else answers there."""
    WRONG_PROTOCOL = 6
    """The server speaks another protocol number."""
    NO_SESSION = 7
    """No session has this code, or it has ended."""
    SESSION_FULL = 8
    """The session or its hosts' seats are full."""
    LOCKED = 9
    """The host has locked the door."""
    BAD_NAME = 10
    """The name is empty, invisible, too long or not text."""
    NAME_TAKEN = 11
    """Somebody in the session has this name, or one that looks like it."""
    SENT_OUT = 12
    """The host has removed or banned this player."""
    BAD_TOKEN = 13
    """The right to come back is not stored here, or not valid any more."""
    BUSY = 14
    """The server takes no more for now."""
    LINE_LOST = 15
    """The connection was lost for good."""
    NO_TERMINAL = 16
    """The command draws a screen and there is no terminal."""
    PORT_IN_USE = 17
    """Every port that the server may take is in use."""
    BAD_CONFIG = 18
    """The config file or an environment variable cannot be used."""
    CANNOT_LISTEN = 19
    """The address is not one of this machine's, or may not be listened on."""
    CANNOT_STORE = 20
    """The database or the backup cannot be used, or a login cannot be kept on this machine."""
    DATABASE_IN_USE = 21
    """A running server has what this command needs for itself."""
    DAMAGED = 22
    """What is stored is not what was written, or does not lead to the stored result."""
    BAD_LOGIN = 23
    """The name or the password is wrong, or the account is disabled."""
    NOT_LOGGED_IN = 24
    """Nobody is logged in there, or the login is over."""
    NOT_ALLOWED = 25
    """The account, or this seat in a session, may not do this."""
    NO_ACCOUNTS = 26
    """The server keeps no accounts, or lets nobody register like this."""
    TAKEN = 27
    """An account or a quiz has this name already."""
    NOT_FOUND = 28
    """No quiz, version, account or device of this name that you may use."""
    CONFLICT = 29
    """Somebody has pushed another version in the meantime."""
    TOO_MUCH = 30
    """The quiz is larger, or there are more of them, than the server keeps."""
    UNACCEPTABLE = 31
    """A name, an address, a password or a tag cannot be taken."""
    UNENCRYPTED = 32
    """A password or a token would go over the network for everybody to read."""
    HUNG_UP = 129
    """The window was closed (SIGHUP)."""
    INTERRUPTED = 130
    """Ctrl-C."""
    QUIT = 131
    """Ctrl-\\ in line mode (SIGQUIT)."""
    TERMINATED = 143
    """Another program asked for the end (SIGTERM)."""


STOPPERS = {"SIGTERM": Exit.TERMINATED, "SIGHUP": Exit.HUNG_UP, "SIGQUIT": Exit.QUIT}
"""Signals that ask a program for its end, and its status then."""

_REFUSALS = {
    ErrorCode.NO_SESSION: Exit.NO_SESSION,
    ErrorCode.SESSION_FULL: Exit.SESSION_FULL,
    ErrorCode.LOBBY_LOCKED: Exit.LOCKED,
    ErrorCode.BAD_NAME: Exit.BAD_NAME,
    ErrorCode.NAME_TAKEN: Exit.NAME_TAKEN,
    ErrorCode.BANNED: Exit.SENT_OUT,
    ErrorCode.BAD_TOKEN: Exit.BAD_TOKEN,
    ErrorCode.BAD_QUIZ: Exit.BAD_FILE,
    ErrorCode.BUSY: Exit.BUSY,
    ErrorCode.TOO_FAST: Exit.BUSY,
    ErrorCode.WRONG_PROTOCOL: Exit.WRONG_PROTOCOL,
    ErrorCode.NOT_STORED: Exit.CANNOT_STORE,
    ErrorCode.NOT_ALLOWED: Exit.NOT_ALLOWED,
    ErrorCode.BAD_LOGIN: Exit.BAD_LOGIN,
    ErrorCode.ACCOUNT_DISABLED: Exit.BAD_LOGIN,
    ErrorCode.LOGIN_NEEDED: Exit.NOT_LOGGED_IN,
    ErrorCode.PASSWORD_CHANGE_NEEDED: Exit.NOT_LOGGED_IN,
    ErrorCode.TOKEN_EXPIRED: Exit.NOT_LOGGED_IN,
    ErrorCode.TOKEN_REVOKED: Exit.NOT_LOGGED_IN,
    ErrorCode.TOKEN_FOREIGN: Exit.NOT_LOGGED_IN,
    ErrorCode.NO_ACCOUNTS: Exit.NO_ACCOUNTS,
    ErrorCode.REGISTRATION_CLOSED: Exit.NO_ACCOUNTS,
    ErrorCode.BAD_INVITE: Exit.NO_ACCOUNTS,
    ErrorCode.LAST_ADMIN: Exit.NOT_ALLOWED,
    ErrorCode.ACCOUNT_TAKEN: Exit.TAKEN,
    ErrorCode.QUIZ_TAKEN: Exit.TAKEN,
    ErrorCode.NO_ACCOUNT: Exit.NOT_FOUND,
    ErrorCode.NO_DEVICE: Exit.NOT_FOUND,
    ErrorCode.NO_QUIZ: Exit.NOT_FOUND,
    ErrorCode.NO_VERSION: Exit.NOT_FOUND,
    ErrorCode.AMBIGUOUS_QUIZ: Exit.NOT_FOUND,
    ErrorCode.VERSION_CONFLICT: Exit.CONFLICT,
    ErrorCode.QUIZ_TOO_LARGE: Exit.TOO_MUCH,
    ErrorCode.LIBRARY_FULL: Exit.TOO_MUCH,
    ErrorCode.BAD_ACCOUNT_NAME: Exit.UNACCEPTABLE,
    ErrorCode.BAD_EMAIL: Exit.UNACCEPTABLE,
    ErrorCode.WEAK_PASSWORD: Exit.UNACCEPTABLE,
    ErrorCode.PASSWORD_TOO_LONG: Exit.UNACCEPTABLE,
    ErrorCode.BAD_QUIZ_NAME: Exit.UNACCEPTABLE,
    ErrorCode.BAD_TAG: Exit.UNACCEPTABLE,
}


def status_of(refusal: Refusal | None) -> Exit:
    """The status of a command whose connection is lost for good, because of a refusal or without one."""
    return Exit.LINE_LOST if refusal is None else _REFUSALS.get(refusal.code, Exit.LINE_LOST)


def fail(status: Exit, sentence: str) -> NoReturn:
    """Tell a person what went wrong, and end."""
    say(sentence)
    raise typer.Exit(status)


@contextmanager
def explained() -> Iterator[None]:
    """Turn everything that is known to go wrong into a sentence and a status."""
    from quizterm_client.addresses import BadTarget, NoServer, NoSession, NotQuizTerm, WrongProtocol
    from quizterm_client.settings import BadConfig

    try:
        yield
    except Refusal as refusal:
        fail(_REFUSALS.get(refusal.code, Exit.FAILED), heard(refusal.message))
    except BadTarget as problem:
        fail(Exit.USAGE, heard(str(problem)))
    except BadConfig as problem:
        fail(Exit.BAD_CONFIG, heard(str(problem)))
    except NoServer as problem:
        fail(Exit.NO_SERVER, heard(str(problem)))
    except NotQuizTerm as problem:
        fail(Exit.NOT_QUIZTERM, heard(str(problem)))
    except WrongProtocol as problem:
        fail(Exit.WRONG_PROTOCOL, heard(str(problem)))
    except NoSession as problem:
        fail(Exit.NO_SESSION, heard(str(problem)))
    except BrokenPipeError:
        raise  # whoever read the output has gone, which has nothing to do with a server
    except ConnectionError:
        fail(Exit.LINE_LOST, _("The connection to the server broke. Try again."))


def run(
    work: Coroutine[Any, Any, T], loop_factory: Callable[[], asyncio.AbstractEventLoop] | None = None
) -> T:
    """Run a command's work to its end, on a loop of its own; Ctrl-C ends it quietly."""
    with explained():
        try:
            with asyncio.Runner(loop_factory=loop_factory) as runner:
                return runner.run(work)
        except KeyboardInterrupt:
            raise typer.Exit(Exit.INTERRUPTED) from None


def has_terminal() -> bool:
    """Whether there is a terminal to type at and to draw on; screens are drawn on stderr."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))


def demand_terminal(instead: str) -> None:
    """End with a sentence when there is no terminal to draw on.

    Args:
        instead: What a person without one can do.
    """
    if not has_terminal():
        fail(Exit.NO_TERMINAL, f"{_('This draws a screen and needs a terminal.')} {instead}")
