"""Lists of quizzes: a shelf, a tag, words that are looked for."""

from typing import Any, assert_never

from sqlalchemy import ColumnElement, Select, exists, func, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from quizterm.protocol.data import Quizzes
from quizterm.protocol.library import ListQuizzes, Shelf
from quizterm.quiz.tags import plain_tag
from quizterm_server.library.cards import cards, newest, owners
from quizterm_server.library.entries import usable
from quizterm_server.library.tags import clean_tag
from quizterm_server.library.words import wanted_words
from quizterm_server.storage.tables import quiz_shares, quiz_tags, quiz_words, quizzes

PAGE = 50
"""Quizzes that are listed at once."""

_LAST = "\U0010ffff"
"""No word holds this character, and in the order of the tables it comes after all others."""


async def listed(connection: AsyncConnection, account: int, message: ListQuizzes) -> Quizzes:
    """The quizzes that an account asks for.

    Raises:
        Refusal: What is asked for cannot be a tag.
    """
    query = newest().where(usable(account), _on(message.shelf, account))
    if message.tag:
        query = query.where(_tagged(plain_tag(clean_tag(message.tag))))
    order: list[ColumnElement[Any]] = [owners.c.look, quizzes.c.look]
    if message.search.strip():
        if not (words := wanted_words(message.search)):
            return Quizzes(quizzes=())
        matches = _matching(words).subquery()
        query = query.join(matches, matches.c.quiz == quizzes.c.id)
        order.insert(0, matches.c.weight.desc())
    page = query.order_by(*order).offset(message.after).limit(PAGE + 1)
    found = await cards(connection, account, page)
    following = message.after + PAGE if len(found) > PAGE else None
    return Quizzes(quizzes=tuple(found[:PAGE]), next=following)


def _on(shelf: Shelf, account: int) -> ColumnElement[bool]:
    match shelf:
        case Shelf.ALL:
            return usable(account)
        case Shelf.MINE:
            return quizzes.c.owner == account
        case Shelf.SHARED:
            return exists().where(quiz_shares.c.quiz == quizzes.c.id, quiz_shares.c.account == account)
        case Shelf.PUBLIC:
            return quizzes.c.public
        case _:
            assert_never(shelf)


def _tagged(look: str) -> ColumnElement[bool]:
    return exists().where(quiz_tags.c.quiz == quizzes.c.id, quiz_tags.c.look == look)


def _matching(words: list[str]) -> "Select[*tuple[Any, ...]]":
    """The quizzes that have a word with each of these beginnings, and how much these tell about them.

    No beginning is that of another one, so that no word is looked at twice, however much is asked for.
    """
    best = union_all(*map(_beginning_with, words)).subquery()
    return (
        select(best.c.quiz, func.sum(best.c.weight).label("weight"))
        .group_by(best.c.quiz)
        .having(func.count() == len(words))
    )


def _beginning_with(word: str) -> "Select[*tuple[Any, ...]]":
    """The quizzes that have a word with this beginning, each with the weight of the best one."""
    return (
        select(quiz_words.c.quiz, func.max(quiz_words.c.weight).label("weight"))
        .where(quiz_words.c.word >= word, quiz_words.c.word < word + _LAST)
        .group_by(quiz_words.c.quiz)
    )
