"""Ways into a session, and the way back after the line broke."""

import secrets
from dataclasses import dataclass, field

from quizterm.errors import ErrorCode, Refusal
from quizterm.language import _
from quizterm.protocol.messages import HOST_PATH, PLAY_PATH, Request
from quizterm.protocol.playing import Join, Rejoin, Watch
from quizterm.protocol.server import Ok
from quizterm.quiz.model import Quiz, Scoring


def new_key() -> str:
    """A key for one wish: whoever sends the wish again with it gets the same thing once."""
    return secrets.token_urlsafe(24)


@dataclass(frozen=True, slots=True)
class JoinEntry:
    """Come in as a new player."""

    code: str
    name: str
    key: str = field(default_factory=new_key, repr=False)


@dataclass(frozen=True, slots=True)
class RejoinEntry:
    """Come back as the same player: with the same key, however often it takes, until one reply arrives."""

    code: str
    token: str = field(repr=False)
    key: str = field(default_factory=new_key, repr=False)


@dataclass(frozen=True, slots=True)
class WatchEntry:
    """Come in as a spectator."""

    code: str


@dataclass(frozen=True, slots=True)
class HostEntry:
    """Come back as a host, or come in as a co-host."""

    code: str
    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CreateEntry:
    """Open a new session and be its host."""

    quiz: Quiz
    auto: bool = False
    key: str = field(default_factory=new_key, repr=False)
    pause_without_host: bool = False


@dataclass(frozen=True, slots=True)
class HostQuizEntry:
    """Open a new session for a quiz of the server's library and be its host."""

    quiz: str
    """Its name, with its owner's before it unless it is one's own."""
    version: int | None = None
    scoring: Scoring | None = None
    auto: bool = False
    key: str = field(default_factory=new_key, repr=False)
    pause_without_host: bool = False
    untimed: bool = False


Entry = JoinEntry | RejoinEntry | WatchEntry | HostEntry | CreateEntry | HostQuizEntry


def path_for(entry: Entry) -> str:
    """Where to connect for this entry."""
    return HOST_PATH if isinstance(entry, HostEntry | CreateEntry | HostQuizEntry) else PLAY_PATH


def request_for(entry: Entry) -> Request:
    """The request that asks for this entry; its `ref` is still to be filled in."""
    match entry:
        case JoinEntry():
            return Join(ref=0, key=entry.key, code=entry.code, name=entry.name)
        case RejoinEntry():
            return Rejoin(ref=0, code=entry.code, token=entry.token, key=entry.key)
        case WatchEntry():
            return Watch(ref=0, code=entry.code)
        case HostEntry() | CreateEntry() | HostQuizEntry():
            return _hosting(entry)


def _hosting(entry: HostEntry | CreateEntry | HostQuizEntry) -> Request:
    # A player's process need not know how a session is conducted.
    from quizterm.protocol.client import CreateSession, ResumeHost
    from quizterm.protocol.library import HostQuiz

    match entry:
        case HostEntry():
            return ResumeHost(ref=0, code=entry.code, token=entry.token)
        case CreateEntry():
            return CreateSession(
                ref=0,
                key=entry.key,
                quiz=entry.quiz,
                auto=entry.auto,
                pause_without_host=entry.pause_without_host,
            )
        case HostQuizEntry():
            return HostQuiz(
                ref=0,
                key=entry.key,
                quiz=entry.quiz,
                version=entry.version,
                scoring=entry.scoring,
                auto=entry.auto,
                pause_without_host=entry.pause_without_host,
                # A server of before does not know this word, and need not unless it is wanted.
                untimed=True if entry.untimed else None,
            )


def check_reply(entry: Entry, ok: Ok) -> None:
    """See that the reply holds what this entry was for.

    Raises:
        Refusal: It does not.
    """
    match entry:
        case JoinEntry():
            complete = ok.player is not None and bool(ok.token)
        case CreateEntry() | HostQuizEntry():
            complete = bool(ok.code and ok.token)
        case RejoinEntry() | HostEntry() | WatchEntry():
            complete = True
    if not complete:
        raise not_understood()


def not_understood() -> Refusal:
    """What a reply that makes no sense counts as: the request may have been done or not."""
    return Refusal(
        ErrorCode.BAD_MESSAGE,
        _("The server's reply makes no sense here. Install the same version of QuizTerm here as there."),
    )


def way_back(entry: Entry, ok: Ok) -> Entry:
    """How to enter again, once `ok` has let this entry in: with the next token, and a key of its own."""
    match entry:
        case JoinEntry() | RejoinEntry():
            return RejoinEntry(entry.code, ok.token) if ok.token else entry
        case HostEntry():
            return HostEntry(entry.code, ok.token) if ok.token else entry
        case CreateEntry() | HostQuizEntry():
            return HostEntry(ok.code, ok.token) if ok.code and ok.token else entry
        case WatchEntry():
            return entry
