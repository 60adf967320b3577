"""What teachers do with quizzes that are kept here."""

from dataclasses import replace
from typing import assert_never

from sqlalchemy.ext.asyncio import AsyncConnection

from quizterm.protocol import library
from quizterm.protocol.data import Data, KeptQuiz, QuizText, Quizzes, Versions
from quizterm.quiz.model import Quiz
from quizterm.quiz.pace import untimed
from quizterm_server.accounts.identity import Identity
from quizterm_server.clock import WallClock
from quizterm_server.library import changing
from quizterm_server.library.cards import card, kept
from quizterm_server.library.entries import find, parse_version, parse_whole
from quizterm_server.library.pushing import Pushing
from quizterm_server.library.reader import Reader
from quizterm_server.library.searching import listed
from quizterm_server.library.versions import history, text_of
from quizterm_server.settings import ServerSettings
from quizterm_server.storage.access import Tables

Looking = library.PullQuiz | library.ListQuizzes | library.ShowQuiz | library.QuizHistory
Changing = (
    library.RenameQuiz
    | library.TagQuiz
    | library.ShareQuiz
    | library.PublishQuiz
    | library.CopyQuiz
    | library.DeleteQuiz
)

REMEMBERED = 16
"""Quizzes that are kept ready to be hosted again."""


class Library:
    """Keeps quizzes, and lets nobody learn of those that they may not use.

    Args:
        tables: Where they are kept.
        settings: Limits.
        now: The time of day.
        reader: Reads quiz files.
    """

    def __init__(self, tables: Tables, settings: ServerSettings, now: WallClock, reader: Reader) -> None:
        self._tables = tables
        self._settings = settings
        self._now = now
        self._reader = reader
        self._pushing = Pushing(tables, settings, now, reader)
        self._ready: dict[tuple[int, int], Quiz] = {}
        """Quizzes by their numbers and versions, of which neither is ever used again."""

    async def handle(self, message: library.Library, who: Identity) -> Data | None:
        """Answer a request of a teacher.

        Raises:
            Refusal: It cannot be done, and nothing has changed.
            NotStored: The database cannot be used now.
        """
        match message:
            case library.PushQuiz():
                return await self._pushing.push(message, who)
            case library.RestoreQuiz():
                return await self._pushing.restore(message, who)
            case library.PullQuiz() | library.ListQuizzes() | library.ShowQuiz() | library.QuizHistory():
                async with self._tables.reading() as connection:
                    return await _look(connection, message, who)
            case (
                library.RenameQuiz()
                | library.TagQuiz()
                | library.ShareQuiz()
                | library.PublishQuiz()
                | library.CopyQuiz()
                | library.DeleteQuiz()
            ):
                async with self._tables.writing() as connection:
                    return await self._change(connection, message, who)
            case _:
                assert_never(message)

    async def quiz_to_host(self, message: library.HostQuiz, who: Identity) -> Quiz:
        """A quiz that this account may host, checked.

        Raises:
            Refusal: There is none.
            NotStored: The database cannot be read now.
        """
        handle, number = parse_version(message.quiz, message.version)
        async with self._tables.reading() as connection:
            found = await find(connection, who, handle)
            version = await text_of(connection, found, number)
        key = (found.id, version.number)
        quiz = self._ready.pop(key, None) or (await self._reader.read(version.text)).quiz
        self._ready[key] = quiz
        if len(self._ready) > REMEMBERED:
            del self._ready[next(iter(self._ready))]
        if message.untimed:
            quiz = untimed(quiz)
        if message.scoring is None:
            return quiz
        return replace(quiz, settings=replace(quiz.settings, scoring=message.scoring))

    async def _change(self, connection: AsyncConnection, message: Changing, who: Identity) -> KeptQuiz | None:
        match message:
            case library.RenameQuiz():
                return await changing.rename(connection, who, message)
            case library.TagQuiz():
                return await changing.tag(connection, who, message)
            case library.ShareQuiz():
                return await changing.share(connection, who, message)
            case library.PublishQuiz():
                return await changing.publish(connection, who, message)
            case library.CopyQuiz():
                return await changing.copy(connection, who, message, self._now(), self._settings.max_quizzes)
            case library.DeleteQuiz():
                await changing.remove(connection, who, message)
                return None
            case _:
                assert_never(message)


async def _look(
    connection: AsyncConnection, message: Looking, who: Identity
) -> QuizText | Quizzes | KeptQuiz | Versions:
    match message:
        case library.ListQuizzes():
            return await listed(connection, who.account, message)
        case library.ShowQuiz(quiz=reference):
            entry = await find(connection, who, parse_whole(reference))
            return await kept(connection, who.account, entry.id)
        case library.QuizHistory(quiz=reference):
            entry = await find(connection, who, parse_whole(reference))
            return await history(connection, who.account, entry)
        case library.PullQuiz(quiz=reference, version=version):
            handle, number = parse_version(reference, version)
            entry = await find(connection, who, handle)
            text = await text_of(connection, entry, number)
            about = await card(connection, who.account, entry.id)
            return QuizText(card=about, version=text.number, text=text.text)
        case _:
            assert_never(message)
