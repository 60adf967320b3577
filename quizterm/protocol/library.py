"""What a client says about the library: the quizzes that are kept on a server."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from quizterm.protocol.accounts import AccountName, DeskRequest
from quizterm.protocol.messages import Token
from quizterm.quiz.model import Scoring

QuizName = Annotated[str, Field(max_length=200)]
"""The name of a quiz as typed; the server cleans it and may refuse it."""
QuizReference = Annotated[str, Field(max_length=400)]
"""A quiz as typed: `networks` (one's own, or else the only one shared under this name), or `ada/networks`."""
VersionNumber = Annotated[int, Field(ge=1, le=1_000_000)]
Tag = Annotated[str, Field(max_length=100)]
Tags = Annotated[tuple[Tag, ...], Field(max_length=20)]


class Shelf(StrEnum):
    """Which quizzes a list is about."""

    ALL = "all"
    """Every quiz that the account may use."""
    MINE = "mine"
    SHARED = "shared"
    """What others have shared with this account."""
    PUBLIC = "public"
    """What is open to every teacher of the server."""


class LibraryRequest(DeskRequest):
    """A request that only teachers and admins may make."""


class PushQuiz(LibraryRequest):
    """Keep a quiz file as the next version of a quiz; `ok` carries `quiz`.

    The same text as that of the newest version changes nothing and is no conflict.
    """

    type: Literal["push_quiz"] = "push_quiz"
    quiz: QuizReference
    """Made if the account has none of this name."""
    text: Annotated[str, Field(max_length=1_048_576, repr=False)]
    """The file: QuizTerm YAML."""
    base: VersionNumber | None = None
    """The version that this one builds on; `null` when it is meant to be new. Refused with
    `version_conflict` when the newest is another."""
    key: Token
    """Made by the client for this one push: sent again, it makes no second version."""


class PullQuiz(LibraryRequest):
    """Ask for the file of a quiz as it was pushed, byte for byte; `ok` carries `quiz_text`."""

    type: Literal["pull_quiz"] = "pull_quiz"
    quiz: QuizReference
    version: VersionNumber | None = None
    """The newest if it is not given."""


class ListQuizzes(LibraryRequest):
    """Ask for quizzes; `ok` carries `quizzes`, the best matches first, or by owner and name."""

    type: Literal["list_quizzes"] = "list_quizzes"
    shelf: Annotated[Shelf, Field(strict=False)] = Shelf.ALL
    tag: Tag = ""
    search: Annotated[str, Field(max_length=200)] = ""
    """Words that all have to occur in the quiz, each at the beginning of a word."""
    after: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    """How many to pass over: the `next` of the list before."""


class ShowQuiz(LibraryRequest):
    """Ask about one quiz; `ok` carries `quiz`, for its owner with whom it is shared."""

    type: Literal["show_quiz"] = "show_quiz"
    quiz: QuizReference


class RenameQuiz(LibraryRequest):
    """Give a quiz of one's own another name; `ok` carries `quiz`."""

    type: Literal["rename_quiz"] = "rename_quiz"
    quiz: QuizReference
    name: QuizName


class TagQuiz(LibraryRequest):
    """Put tags on a quiz that one may change, or take them off; `ok` carries `quiz`."""

    type: Literal["tag_quiz"] = "tag_quiz"
    quiz: QuizReference
    add: Tags = ()
    remove: Tags = ()


class ShareQuiz(LibraryRequest):
    """Let another teacher use a quiz of one's own, or change it, or neither; `ok` carries `quiz`."""

    type: Literal["share_quiz"] = "share_quiz"
    quiz: QuizReference
    user: AccountName
    edit: bool = False
    """They may push versions of it."""
    stop: bool = False
    """They may use it no longer."""


class PublishQuiz(LibraryRequest):
    """Let every teacher of the server use a quiz of one's own, or no longer; `ok` carries `quiz`."""

    type: Literal["publish_quiz"] = "publish_quiz"
    quiz: QuizReference
    public: bool


class CopyQuiz(LibraryRequest):
    """Make a quiz of one's own from the newest version of another one; `ok` carries `quiz`."""

    type: Literal["copy_quiz"] = "copy_quiz"
    quiz: QuizReference
    name: QuizName = ""
    """The same name if it is empty."""


class DeleteQuiz(LibraryRequest):
    """Remove a quiz of one's own with all its versions, for good."""

    type: Literal["delete_quiz"] = "delete_quiz"
    quiz: QuizReference


class QuizHistory(LibraryRequest):
    """Ask for the versions of a quiz, the newest first; `ok` carries `versions`."""

    type: Literal["quiz_history"] = "quiz_history"
    quiz: QuizReference


class RestoreQuiz(LibraryRequest):
    """Make a new version that is the same as an earlier one; `ok` carries `quiz`."""

    type: Literal["restore_quiz"] = "restore_quiz"
    quiz: QuizReference
    version: VersionNumber


class HostQuiz(LibraryRequest):
    """Open a lobby for a quiz of the library and become its host; answered like `create_session`."""

    type: Literal["host_quiz"] = "host_quiz"
    key: Token
    """Made by the client for this one wish: sent again, it gives the same session."""
    quiz: QuizReference
    version: VersionNumber | None = None
    scoring: Annotated[Scoring, Field(strict=False)] | None = None
    """Score differently from what the quiz says."""
    auto: bool = False
    """Let the session run by itself once started."""
    pause_without_host: bool = False
    """Stop the clock whenever no host is there; otherwise the session goes on."""
    untimed: bool | None = None
    """Play it without any clock: no question has a deadline, or a time to read it first."""


Library = (
    PushQuiz
    | PullQuiz
    | ListQuizzes
    | ShowQuiz
    | RenameQuiz
    | TagQuiz
    | ShareQuiz
    | PublishQuiz
    | CopyQuiz
    | DeleteQuiz
    | QuizHistory
    | RestoreQuiz
)
"""What is asked of the library, save to host from it."""
