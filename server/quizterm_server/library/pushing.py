"""New versions: what is pushed, and what is restored."""

from dataclasses import replace

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from quizterm.errors import ErrorCode, Refusal
from quizterm.language import N_
from quizterm.protocol.accounts import AccountRole
from quizterm.protocol.data import KeptQuiz
from quizterm.protocol.library import PushQuiz, RestoreQuiz
from quizterm.text import QuizHandle, account_look
from quizterm_server.accounts.identity import Identity
from quizterm_server.accounts.people import demand_still
from quizterm_server.clock import WallClock
from quizterm_server.library.cards import kept
from quizterm_server.library.entries import (
    Entry,
    Right,
    find,
    locked,
    no_quiz,
    parse_version,
    parse_whole,
)
from quizterm_server.library.indexing import keep_labels
from quizterm_server.library.reader import Reader
from quizterm_server.library.versions import (
    Draft,
    add_quiz,
    add_version,
    conflict,
    demand_room,
    text_of,
    too_large,
    unwished,
    wished_for,
)
from quizterm_server.settings import ServerSettings
from quizterm_server.storage.access import Tables
from quizterm_server.tokens import digest

HALF_A_CHARACTER = N_("The file holds half a character (U+{code}). Save it as UTF-8.")


class Pushing:
    """Makes versions of quizzes, each once, and each only on top of the one that it builds on."""

    def __init__(self, tables: Tables, settings: ServerSettings, now: WallClock, reader: Reader) -> None:
        self._tables = tables
        self._settings = settings
        self._now = now
        self._reader = reader

    async def push(self, message: PushQuiz, who: Identity) -> KeptQuiz:
        """Keep a text as the next version of a quiz, or as a new quiz.

        Raises:
            Refusal: It is no quiz, or does not build on the newest version, or may not be kept.
            NotStored: The database cannot be used now.
        """
        handle = parse_whole(message.quiz)
        self._check_size(message.text)
        reading = await self._reader.read(message.text)
        draft = Draft(message.text, reading, who.account, self._now(), digest(message.key))
        try:
            return await self._push(handle, message.base, draft, who)
        except IntegrityError:
            # Somebody was faster, and what they made can be seen now.
            return await self._push(handle, message.base, draft, who)

    async def restore(self, message: RestoreQuiz, who: Identity) -> KeptQuiz:
        """Make a new version that is the same as an earlier one.

        Raises:
            Refusal: There is no such version, or they may not do this.
            NotStored: The database cannot be used now.
        """
        handle, number = parse_version(message.quiz, message.version)
        async with self._tables.reading() as connection:
            entry = await find(connection, who, handle)
            entry.demand(Right.EDIT)
            old = await text_of(connection, entry, number)
        reading = await self._reader.read(old.text)
        draft = Draft(old.text, reading, who.account, self._now(), unwished())
        async with self._tables.writing() as connection:
            await demand_still(connection, who, AccountRole.TEACHER)
            entry = await locked(connection, who, handle, entry.id)
            entry.demand(Right.EDIT)
            return await self._add(connection, entry, draft)

    def _check_size(self, text: str) -> None:
        try:
            size = len(text.encode())
        except UnicodeEncodeError as error:
            sentence = HALF_A_CHARACTER.format(code=f"{ord(text[error.start]):04X}")
            raise Refusal(ErrorCode.BAD_QUIZ, sentence) from None
        if size > self._settings.max_quiz_bytes:
            raise too_large(size, self._settings.max_quiz_bytes)

    async def _push(self, handle: QuizHandle, base: int | None, draft: Draft, who: Identity) -> KeptQuiz:
        async with self._tables.writing() as connection:
            await demand_still(connection, who, AccountRole.TEACHER, lock=True)
            if (made := await wished_for(connection, who.account, draft.wish)) is not None:
                await locked(connection, who, handle, made)
                return await kept(connection, who.account, made)
            entry = await _target(connection, who, handle)
            if entry is None:
                if base is not None:
                    raise no_quiz(handle)
                return await self._make(connection, who, handle.name, draft)
            newest = await text_of(connection, entry)
            if draft.text != newest.text and base != entry.version:
                raise conflict(entry, newest, base)
            return await self._add(connection, entry, draft)

    async def _make(self, connection: AsyncConnection, who: Identity, name: str, draft: Draft) -> KeptQuiz:
        quiz = await add_quiz(connection, who, name, draft.at, self._settings.max_quizzes)
        await add_version(connection, quiz, 0, draft)
        await keep_labels(connection, quiz, name, ())
        return await kept(connection, who.account, quiz)

    async def _add(self, connection: AsyncConnection, entry: Entry, draft: Draft) -> KeptQuiz:
        """Put a version on top, unless it would be the same as the one before."""
        same = (await text_of(connection, entry)).text == draft.text
        if not same:
            demand_room(entry, self._settings.max_versions)
            await add_version(connection, entry.id, entry.version, draft)
        return await kept(connection, draft.author, entry.id, changed=not same)


async def _target(connection: AsyncConnection, who: Identity, handle: QuizHandle) -> Entry | None:
    """The quiz that a push is for; `None` for one of one's own that is not there yet.

    Without an owner it is always one's own, whatever else of this name one may use.

    Raises:
        Refusal: It is not there, or they may not push to it.
    """
    if handle.owner is not None and account_look(handle.owner) != account_look(who.name):
        entry = await locked(connection, who, handle, (await find(connection, who, handle)).id)
        entry.demand(Right.EDIT)
        return entry
    try:
        own = await find(connection, who, replace(handle, owner=who.name))
    except Refusal as refusal:
        if refusal.code is ErrorCode.NO_QUIZ:
            return None
        raise
    return await locked(connection, who, handle, own.id)
