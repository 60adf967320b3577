"""Which quiz a reference means, and what an account may do with it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from quizterm.errors import ErrorCode, Refusal
from quizterm.language import N_
from quizterm.protocol.accounts import AccountRole
from quizterm.text import BadHandle, QuizHandle, account_look, clean_handle, parse_quiz_handle, quiz_look
from quizterm_server.accounts.identity import Identity
from quizterm_server.accounts.people import demand_still
from quizterm_server.storage.tables import accounts, quiz_shares, quizzes

NO_QUIZ = N_("There is no quiz “{quiz}” that you may use. See those that there are: quizterm quiz list")
AMBIGUOUS = N_("Several quizzes are called “{name}”; say whose you mean: {choices}.")
NOT_YOURS = N_("{quiz} belongs to {owner}, and nobody else can do this with it.")
READ_ONLY = N_(
    "You may use {quiz}, but not change it. Ask {owner} to share it with you for editing, or copy it."
)
NO_VERSION_HERE = N_("This is about all versions of a quiz. Leave out @{version}.")
TWO_VERSIONS = N_("Two versions are named here, {one} and {other}. Leave out one of them.")
MOST_CHOICES = 8


class Right(IntEnum):
    """What an account may do with a quiz; each includes those before it."""

    USE = 1
    """Read it, host it, copy it."""
    EDIT = 2
    """Push versions, restore old ones, and put tags on it."""
    OWN = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """A quiz that an account may use."""

    id: int
    name: str
    owner: int
    owner_name: str
    version: int
    """The newest."""
    public: bool
    right: Right
    shared: bool
    """It is shared with this account."""

    def __str__(self) -> str:
        return f"{self.owner_name}/{self.name}"

    def demand(self, right: Right) -> None:
        """See that the account may do this.

        Raises:
            Refusal: It may only do less.
        """
        if self.right < right:
            sentence = NOT_YOURS if right is Right.OWN else READ_ONLY
            raise Refusal(ErrorCode.NOT_ALLOWED, sentence.format(quiz=self, owner=self.owner_name))


def usable(account: int) -> ColumnElement[bool]:
    """Whether an account may use a quiz."""
    theirs = quiz_shares.alias()
    shared = exists().where(theirs.c.quiz == quizzes.c.id, theirs.c.account == account)
    return or_(quizzes.c.owner == account, quizzes.c.public, shared)


def parse(reference: str) -> QuizHandle:
    """Read a reference.

    Raises:
        Refusal: It is none.
    """
    try:
        return parse_quiz_handle(reference)
    except BadHandle as bad:
        raise Refusal(ErrorCode.BAD_QUIZ_NAME, str(bad)) from None


def parse_whole(reference: str) -> QuizHandle:
    """Read a reference to a quiz with all its versions.

    Raises:
        Refusal: It is none, or names a version.
    """
    handle = parse(reference)
    if handle.version is not None:
        raise Refusal(ErrorCode.BAD_QUIZ_NAME, NO_VERSION_HERE.format(version=handle.version))
    return handle


def parse_version(reference: str, version: int | None) -> tuple[QuizHandle, int | None]:
    """Read a reference, and which version is meant; `None` for the newest.

    Raises:
        Refusal: It is none, or two versions are named.
    """
    handle = parse(reference)
    if handle.version is None or version is None:
        return handle, handle.version or version
    if handle.version != version:
        sentence = TWO_VERSIONS.format(one=handle.version, other=version)
        raise Refusal(ErrorCode.BAD_QUIZ_NAME, sentence)
    return handle, version


def clean_quiz_name(raw: str) -> str:
    """The name of a quiz as everybody will see it.

    Raises:
        Refusal: It cannot be one.
    """
    try:
        return clean_handle(raw)
    except BadHandle as bad:
        raise Refusal(ErrorCode.BAD_QUIZ_NAME, str(bad)) from None


def no_quiz(handle: QuizHandle) -> Refusal:
    """What is said of a quiz that does not exist, and of one that the account may not know of."""
    return Refusal(ErrorCode.NO_QUIZ, NO_QUIZ.format(quiz=replace(handle, version=None)))


async def find(connection: AsyncConnection, who: Identity, handle: QuizHandle) -> Entry:
    """The quiz that somebody means: their own, else the only one shared with them, else the only public one.

    Raises:
        Refusal: There is none that they may use, or several.
    """
    query = _entries(who.account).where(quizzes.c.look == quiz_look(handle.name))
    if handle.owner is not None:
        query = query.where(accounts.c.look == account_look(handle.owner))
    rows = await connection.execute(query.order_by(accounts.c.look))
    found = [_entry(row, who.account) for row in rows]
    own = [entry for entry in found if entry.right is Right.OWN]
    nearest = own or [entry for entry in found if entry.shared] or found
    if not nearest:
        raise no_quiz(handle)
    if len(nearest) > 1:
        raise Refusal(ErrorCode.AMBIGUOUS_QUIZ, _ambiguous(handle.name, nearest))
    return nearest[0]


async def find_to_change(
    connection: AsyncConnection, who: Identity, handle: QuizHandle, right: Right
) -> Entry:
    """The quiz that somebody means, which nobody else can change until the transaction is over.

    Raises:
        Refusal: There is none that they may use, or several, or they may not do this.
    """
    await demand_still(connection, who, AccountRole.TEACHER)
    found = await find(connection, who, handle)
    entry = await locked(connection, who, handle, found.id)
    entry.demand(right)
    return entry


async def locked(connection: AsyncConnection, who: Identity, handle: QuizHandle, quiz: int) -> Entry:
    """The quiz of this number once nobody else can change it until the transaction is over.

    Args:
        connection: Where the transaction is.
        who: Somebody who has logged in.
        handle: What they call it.
        quiz: Its number in the database.

    Raises:
        Refusal: They may not use it, or not any more.
    """
    # SQLite has no such locks and needs none: one transaction writes.
    await connection.execute(select(quizzes.c.id).where(quizzes.c.id == quiz).with_for_update(key_share=True))
    row = (await connection.execute(_entries(who.account).where(quizzes.c.id == quiz))).first()
    if row is None:
        raise no_quiz(handle)
    return _entry(row, who.account)


def _entries(account: int) -> "Select[*tuple[Any, ...]]":
    mine = and_(quiz_shares.c.quiz == quizzes.c.id, quiz_shares.c.account == account)
    columns = (
        quizzes.c.id,
        quizzes.c.name,
        quizzes.c.owner,
        accounts.c.name.label("owner_name"),
        quizzes.c.version,
        quizzes.c.public,
        quiz_shares.c.may_edit,
    )
    tables = quizzes.join(accounts, accounts.c.id == quizzes.c.owner).outerjoin(quiz_shares, mine)
    return select(*columns).select_from(tables).where(usable(account))


def _entry(row: Any, account: int) -> Entry:
    right = Right.EDIT if row.may_edit else Right.USE
    return Entry(
        id=row.id,
        name=row.name,
        owner=row.owner,
        owner_name=row.owner_name,
        version=row.version,
        public=row.public,
        right=Right.OWN if row.owner == account else right,
        shared=row.may_edit is not None,
    )


def _ambiguous(name: str, found: Sequence[Entry]) -> str:
    choices = ", ".join(map(str, found[:MOST_CHOICES]))
    more = f" and {len(found) - MOST_CHOICES} more" if len(found) > MOST_CHOICES else ""
    return AMBIGUOUS.format(name=name, choices=choices + more)
