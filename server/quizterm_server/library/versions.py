"""Versions of quizzes: pushed, restored, read again."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from quizterm.errors import ErrorCode, Refusal
from quizterm.language import N_
from quizterm.protocol.data import Version, Versions
from quizterm.text import quiz_look, thousands
from quizterm_server.accounts.identity import Identity
from quizterm_server.library.cards import card
from quizterm_server.library.entries import Entry
from quizterm_server.library.indexing import keep_words
from quizterm_server.library.readings import Reading
from quizterm_server.storage.tables import accounts, quiz_versions, quizzes

NO_VERSION = N_("{quiz} has no version {version}; its newest is {newest}.")
FULL_OF_QUIZZES = N_(
    "You have {count} quizzes here, and this server keeps no more than {most} for anybody. "
    "Delete one that is not needed any more."
)
FULL_OF_VERSIONS = N_(
    "{quiz} has {count} versions, and this server keeps no more than {most} of a quiz. "
    "Copy it, and go on with the copy."
)
CONFLICT = N_(
    "{quiz} has changed: version {newest} was pushed by {author} on {day}. {yours} Nothing was changed; "
    "pull version {newest} and compare."
)
BUILT_ON = N_("Yours builds on version {base}.")
BUILT_ON_NOTHING = N_("Yours is meant to be a new quiz.")

WISH_BYTES = 32


@dataclass(frozen=True, slots=True)
class Text:
    """A version as it was pushed."""

    number: int
    text: str
    author: str
    pushed_at: datetime


@dataclass(frozen=True, slots=True)
class Draft:
    """A version that is to be made."""

    text: str
    reading: Reading
    author: int
    at: datetime
    wish: bytes


def unwished() -> bytes:
    """What takes the place of the digest of a key where there was none."""
    return secrets.token_bytes(WISH_BYTES)


async def text_of(connection: AsyncConnection, entry: Entry, number: int | None = None) -> Text:
    """A version of a quiz; the newest if no number is given.

    Raises:
        Refusal: There is none of this number.
    """
    query = (
        select(
            quiz_versions.c.number,
            quiz_versions.c.text,
            quiz_versions.c.pushed_at,
            accounts.c.name.label("author"),
        )
        .join_from(quiz_versions, accounts, accounts.c.id == quiz_versions.c.author)
        .where(quiz_versions.c.quiz == entry.id, quiz_versions.c.number == (number or entry.version))
    )
    row = (await connection.execute(query)).first()
    if row is None:
        raise Refusal(
            ErrorCode.NO_VERSION, NO_VERSION.format(quiz=entry, version=number, newest=entry.version)
        )
    return Text(row.number, row.text, row.author, row.pushed_at)


async def history(connection: AsyncConnection, account: int, entry: Entry) -> Versions:
    """All versions of a quiz."""
    query = (
        select(
            quiz_versions.c.number,
            quiz_versions.c.pushed_at,
            quiz_versions.c.title,
            quiz_versions.c.questions,
            quiz_versions.c.size,
            accounts.c.name.label("author"),
        )
        .join_from(quiz_versions, accounts, accounts.c.id == quiz_versions.c.author)
        .where(quiz_versions.c.quiz == entry.id)
        .order_by(quiz_versions.c.number.desc())
    )
    rows = (await connection.execute(query)).all()
    return Versions(
        card=await card(connection, account, entry.id), versions=tuple(_version(row) for row in rows)
    )


async def wished_for(connection: AsyncConnection, author: int, wish: bytes) -> int | None:
    """The quiz that has a version which was made for this wish."""
    query = select(quiz_versions.c.quiz).where(quiz_versions.c.author == author, quiz_versions.c.wish == wish)
    return (await connection.execute(query)).scalar()


async def add_quiz(connection: AsyncConnection, who: Identity, name: str, at: datetime, most: int) -> int:
    """Make a quiz without a version, which is to follow; its owner is locked already.

    Raises:
        Refusal: The owner has as many as are kept.
        IntegrityError: The owner has one of this name.
    """
    mine = (await connection.execute(select(quizzes.c.id).where(quizzes.c.owner == who.account))).all()
    if len(mine) >= most:
        raise Refusal(ErrorCode.LIBRARY_FULL, FULL_OF_QUIZZES.format(count=len(mine), most=most))
    making = insert(quizzes).values(
        owner=who.account, name=name, look=quiz_look(name), public=False, version=0, created_at=at
    )
    (number,) = (await connection.execute(making)).inserted_primary_key or (0,)
    return int(number)


async def add_version(connection: AsyncConnection, quiz: int, before: int, draft: Draft) -> None:
    """Make a version the newest of a quiz, which is locked already; `before` is the newest until now."""
    await insert_version(
        connection,
        quiz,
        before + 1,
        text=draft.text,
        size=len(draft.text.encode()),
        title=draft.reading.quiz.title,
        questions=len(draft.reading.quiz.questions),
        author=draft.author,
        pushed_at=draft.at,
        wish=draft.wish,
    )
    await keep_words(connection, quiz, draft.reading.words)


async def insert_version(connection: AsyncConnection, quiz: int, number: int, **values: Any) -> None:
    """Make a row for a version, and this version the newest."""
    await connection.execute(insert(quiz_versions).values(quiz=quiz, number=number, **values))
    await connection.execute(update(quizzes).where(quizzes.c.id == quiz).values(version=number))


def demand_room(entry: Entry, most: int) -> None:
    """See that a quiz may have one more version.

    Raises:
        Refusal: It has as many as are kept.
    """
    if entry.version >= most:
        sentence = FULL_OF_VERSIONS.format(quiz=entry, count=entry.version, most=most)
        raise Refusal(ErrorCode.LIBRARY_FULL, sentence)


def conflict(entry: Entry, newest: Text, base: int | None) -> Refusal:
    """What is said when somebody has pushed since the version that a push builds on."""
    return Refusal(
        ErrorCode.VERSION_CONFLICT,
        CONFLICT.format(
            quiz=entry,
            newest=newest.number,
            author=newest.author,
            day=f"{newest.pushed_at:%Y-%m-%d at %H:%M UTC}",
            yours=BUILT_ON_NOTHING if base is None else BUILT_ON.format(base=base),
        ),
    )


def too_large(size: int, most: int) -> Refusal:
    """What is said of a text that is larger than the server keeps."""
    return Refusal(
        ErrorCode.QUIZ_TOO_LARGE,
        N_(
            "The file has {size} bytes; this server keeps at most {most}. Split the quiz into several files."
        ).format(size=thousands(size), most=thousands(most)),
    )


def _version(row: Any) -> Version:
    return Version(
        number=row.number,
        author=row.author,
        pushed_at=row.pushed_at,
        title=row.title,
        questions=row.questions,
        size=row.size,
    )
