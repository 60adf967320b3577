"""Keeping the words by which quizzes are found, in the transaction that changes the quiz."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, insert, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from quizterm_server.library.words import Weight, label_words
from quizterm_server.storage.tables import quiz_words

BATCH = 500
"""Words that are written at once, so that none of it holds the event loop up. In a file, what games store
waits for all of them: 0.15 s for the most words that a quiz can have."""

_GONE = delete(quiz_words).where(
    quiz_words.c.quiz == bindparam("of_quiz"),
    quiz_words.c.weight == bindparam("of_weight"),
    quiz_words.c.word == bindparam("gone"),
)


async def keep_words(connection: AsyncConnection, quiz: int, words: Mapping[str, Weight]) -> None:
    """Let a quiz be found by the words of its newest version, and by those of no earlier one."""
    await _replace(connection, quiz, quiz_words.c.weight != Weight.LABEL.value, words.items())


async def keep_labels(connection: AsyncConnection, quiz: int, name: str, tags: Iterable[str]) -> None:
    """Let a quiz be found by its name and its tags, and by no earlier ones."""
    words = ((word, Weight.LABEL) for word in label_words(name, tags))
    await _replace(connection, quiz, quiz_words.c.weight == Weight.LABEL.value, words)


async def copy_words(connection: AsyncConnection, source: int, quiz: int) -> None:
    """Let a copy be found by the words of the text that it was made from."""
    theirs = select(literal(quiz), quiz_words.c.weight, quiz_words.c.word).where(
        quiz_words.c.quiz == source, quiz_words.c.weight != Weight.LABEL.value
    )
    await connection.execute(insert(quiz_words).from_select(["quiz", "weight", "word"], theirs))


async def _replace(
    connection: AsyncConnection, quiz: int, which: ColumnElement[bool], words: Iterable[tuple[str, Weight]]
) -> None:
    """Write what is different; most words stay from one version to the next."""
    known = await connection.execute(
        select(quiz_words.c.word, quiz_words.c.weight).where(quiz_words.c.quiz == quiz, which)
    )
    before = {(word, weight) for word, weight in known}
    after = {(word, weight.value) for word, weight in words}
    gone = [{"of_quiz": quiz, "of_weight": weight, "gone": word} for word, weight in sorted(before - after)]
    new = [{"quiz": quiz, "weight": weight, "word": word} for word, weight in sorted(after - before)]
    for batch in _batches(gone):
        await connection.execute(_GONE, batch)
    for batch in _batches(new):
        await connection.execute(insert(quiz_words), batch)


def _batches(rows: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]
