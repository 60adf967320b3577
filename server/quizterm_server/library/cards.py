"""What is told of quizzes."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Select, and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from quizterm.protocol.data import KeptQuiz, QuizCard, Share
from quizterm_server.storage.tables import accounts, quiz_shares, quiz_tags, quiz_versions, quizzes

owners = accounts.alias("owners")
authors = accounts.alias("authors")


async def kept(connection: AsyncConnection, account: int, quiz: int, *, changed: bool = True) -> KeptQuiz:
    """A quiz as an account sees it that may use it."""
    shares = await _shares(connection, quiz)
    row = (await connection.execute(newest().where(quizzes.c.id == quiz))).one()
    tags = await _tags(connection, [quiz])
    told = shares if row.owner == account else ()
    card = _card(row, account, tags.get(quiz, ()), {share.account: share.may_edit for share in shares})
    return KeptQuiz(
        card=card,
        shares=tuple(Share(user=share.name, edit=share.may_edit) for share in told),
        changed=changed,
    )


async def card(connection: AsyncConnection, account: int, quiz: int) -> QuizCard:
    """What a list tells of a quiz to an account that may use it."""
    return (await kept(connection, account, quiz)).card


async def cards(
    connection: AsyncConnection, account: int, query: "Select[*tuple[Any, ...]]"
) -> list[QuizCard]:
    """What a list tells of some quizzes; the query is one of `newest`."""
    rows = (await connection.execute(query)).all()
    ids = [row.id for row in rows]
    tags = await _tags(connection, ids)
    shares = select(quiz_shares.c.quiz, quiz_shares.c.account, quiz_shares.c.may_edit)
    by_quiz: dict[int, dict[int, bool]] = {}
    for quiz, user, may_edit in await connection.execute(shares.where(quiz_shares.c.quiz.in_(ids))):
        by_quiz.setdefault(quiz, {})[user] = may_edit
    return [_card(row, account, tags.get(row.id, ()), by_quiz.get(row.id, {})) for row in rows]


def newest() -> "Select[*tuple[Any, ...]]":
    """A query for quizzes with their newest versions, but for the text."""
    columns = (
        quizzes.c.id,
        quizzes.c.owner,
        quizzes.c.name,
        quizzes.c.public,
        quizzes.c.version,
        owners.c.name.label("owner_name"),
        authors.c.name.label("author_name"),
        quiz_versions.c.title,
        quiz_versions.c.questions,
        quiz_versions.c.size,
        quiz_versions.c.pushed_at,
    )
    its_newest = and_(quiz_versions.c.quiz == quizzes.c.id, quiz_versions.c.number == quizzes.c.version)
    tables = (
        quizzes.join(owners, owners.c.id == quizzes.c.owner)
        .join(quiz_versions, its_newest)
        .join(authors, authors.c.id == quiz_versions.c.author)
    )
    return select(*columns).select_from(tables)


async def tags_of(connection: AsyncConnection, quiz: int) -> tuple[str, ...]:
    """The tags of a quiz, in alphabetical order."""
    return (await _tags(connection, [quiz])).get(quiz, ())


async def _tags(connection: AsyncConnection, ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
    query = select(quiz_tags.c.quiz, quiz_tags.c.tag).where(quiz_tags.c.quiz.in_(ids))
    found: dict[int, tuple[str, ...]] = {}
    for quiz, tag in await connection.execute(query.order_by(quiz_tags.c.look)):
        found[quiz] = (*found.get(quiz, ()), tag)
    return found


async def _shares(connection: AsyncConnection, quiz: int) -> Sequence[Any]:
    query = (
        select(quiz_shares.c.account, quiz_shares.c.may_edit, accounts.c.name)
        .join_from(quiz_shares, accounts, accounts.c.id == quiz_shares.c.account)
        .where(quiz_shares.c.quiz == quiz)
        .order_by(accounts.c.look)
    )
    return (await connection.execute(query)).all()


def _card(row: Any, account: int, tags: tuple[str, ...], shares: dict[int, bool]) -> QuizCard:
    own = row.owner == account
    return QuizCard(
        owner=row.owner_name,
        name=row.name,
        title=row.title,
        questions=row.questions,
        version=row.version,
        size=row.size,
        updated_at=row.pushed_at,
        updated_by=row.author_name,
        tags=tags,
        public=row.public,
        shared=bool(shares) if own else account in shares,
        may_edit=own or shares.get(account, False),
    )
