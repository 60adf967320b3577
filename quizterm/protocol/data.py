"""What the server tells about accounts and the library, as the `data` of an `ok`."""

from typing import Annotated, Any, Literal, TypeVar

from pydantic import AwareDatetime, FailFast, Field, SerializerFunctionWrapHandler, model_serializer

from quizterm.protocol.accounts import AccountRole
from quizterm.protocol.messages import JoinCode, ServerBase, Token
from quizterm.quiz.model import Whole

_Item = TypeVar("_Item")
Several = Annotated[tuple[_Item, ...], FailFast()]
"""Reading stops at the first item that does not fit: much nonsense costs no more than a little."""


class Told(ServerBase):
    """What can be the `data` of an `ok`, which is read by its `kind`: so that is written always."""

    @model_serializer(mode="wrap")
    def _with_kind(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {"kind": type(self).model_fields["kind"].default, **handler(self)}


class Account(Told):
    """An account as its owner or an admin sees it."""

    kind: Literal["account"] = "account"
    name: str
    role: AccountRole
    email: str = ""
    created_at: AwareDatetime
    disabled: bool = False
    must_change_password: bool = False
    """An admin has set the password; nothing else is possible before it is changed."""
    device: str = ""
    """The mark of the device that asks; empty where an admin asks about somebody."""


class Login(Told):
    """Somebody has logged in; keep both tokens secret."""

    kind: Literal["login"] = "login"
    account: Account
    access: Annotated[str, Field(repr=False)]
    """The access token, for `authenticate`."""
    access_seconds: Whole
    """How long it is good for."""
    refresh: Annotated[Token, Field(repr=False)]
    """The refresh token, for `refresh`; it replaces the one before."""


class Device(ServerBase):
    """One login of an account."""

    mark: str
    label: str
    """What it calls itself."""
    address: str
    """The IP address that it last came from."""
    created_at: AwareDatetime
    seen_at: AwareDatetime
    """When it last logged in or refreshed."""
    current: bool = False
    """It is the one that asks."""


class Devices(Told):
    """Where an account is logged in, the latest seen first."""

    kind: Literal["devices"] = "devices"
    devices: Several[Device]


class Accounts(Told):
    """Accounts of a server."""

    kind: Literal["accounts"] = "accounts"
    accounts: Several[Account]
    next: str = ""
    """For `after`, when there are more."""


class NewPassword(Told):
    """A password that is told this once."""

    kind: Literal["new_password"] = "new_password"
    name: str
    password: Annotated[str, Field(repr=False)]


class Invite(Told):
    """A code to register with."""

    kind: Literal["invite"] = "invite"
    number: Whole
    code: Annotated[str, Field(repr=False)] = ""
    """Told once, when it is made."""
    role: AccountRole
    uses_left: Whole
    made_by: str
    expires_at: AwareDatetime


class Invites(Told):
    """Codes that are still good."""

    kind: Literal["invites"] = "invites"
    invites: Several[Invite]


class PlayedSession(ServerBase):
    """How somebody did in a session that has ended."""

    code: JoinCode
    title: str
    """Of the quiz."""
    name: str
    """What they were called in it."""
    ended_at: AwareDatetime
    rank: Whole | None = None
    """`null` without a place, for example when they came after the last question."""
    players: Whole
    """How many had a place."""
    score: Whole


class Results(Told):
    """Sessions that an account has played, the newest first."""

    kind: Literal["results"] = "results"
    results: Several[PlayedSession]
    next: Whole | None = None
    """For `before`, when there are more."""


class Share(ServerBase):
    """Somebody who may use a quiz."""

    user: str
    edit: bool = False


class QuizCard(ServerBase):
    """What a list tells of a quiz in the library."""

    owner: str
    name: str
    title: str
    questions: Whole
    version: Whole
    """The newest."""
    size: Whole
    """Of the newest version's text, in bytes of UTF-8."""
    updated_at: AwareDatetime
    updated_by: str
    tags: Several[str] = ()
    public: bool = False
    shared: bool = False
    """It is shared with others, or with whoever asks."""
    may_edit: bool = False
    """Whether whoever asks may push versions of it."""


class KeptQuiz(Told):
    """A quiz in the library."""

    kind: Literal["quiz"] = "quiz"
    card: QuizCard
    shares: Several[Share] = ()
    """With whom it is shared; told to its owner."""
    changed: bool = True
    """Whether the request has changed anything."""


class Quizzes(Told):
    """Quizzes in the library."""

    kind: Literal["quizzes"] = "quizzes"
    quizzes: Several[QuizCard]
    next: Whole | None = None
    """For `after`, when there are more."""


class QuizText(Told):
    """The file of a quiz as it was pushed."""

    kind: Literal["quiz_text"] = "quiz_text"
    card: QuizCard
    version: Whole
    text: str


class Version(ServerBase):
    """One version of a quiz."""

    number: Whole
    author: str
    pushed_at: AwareDatetime
    title: str
    questions: Whole
    size: Whole
    """In bytes of UTF-8."""


class Versions(Told):
    """The versions of a quiz, the newest first."""

    kind: Literal["versions"] = "versions"
    card: QuizCard
    versions: Several[Version]


Data = (
    Account
    | Login
    | Devices
    | Accounts
    | NewPassword
    | Invite
    | Invites
    | Results
    | KeptQuiz
    | Quizzes
    | QuizText
    | Versions
)
