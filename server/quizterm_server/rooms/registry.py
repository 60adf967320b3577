"""All sessions of a server, by join code."""

import asyncio
from collections.abc import Callable, Collection
from functools import partial

from quizterm.engine.inputs import Created
from quizterm.errors import ErrorCode, Refusal
from quizterm.language import N_
from quizterm.quiz.model import Quiz
from quizterm.snapshot import Millis
from quizterm_server.clock import Alarm
from quizterm_server.rooms.codes import CodeBook, draw_orders
from quizterm_server.rooms.deeds import Revived
from quizterm_server.rooms.once import Once
from quizterm_server.rooms.people import opening_token
from quizterm_server.rooms.replies import NOT_STORED
from quizterm_server.rooms.room import Room
from quizterm_server.rooms.session import no_session
from quizterm_server.rooms.state import SessionState
from quizterm_server.rooms.surroundings import Surroundings
from quizterm_server.storage.interface import Damaged, NotStored, Opening, StoredSession
from quizterm_server.storage.records import HostAdmitted, Record
from quizterm_server.tokens import digest, fresh_secret

NO_ROOM = N_("This server runs as many sessions as it can. Try again later, or start a server of your own.")


class Registry:
    """Opens sessions, finds them by code, and forgets them some time after they have ended."""

    def __init__(self, around: Surroundings, when_changed: Callable[[], None]) -> None:
        self._around = around
        self._settings = around.settings
        self._clock = around.clock
        self._storage = around.storage
        self._log = around.log
        self._when_changed = when_changed
        self._codes = CodeBook(around.randomness)
        self._rooms: dict[str, Room] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._forgetting: dict[str, Alarm] = {}
        self._wishes: dict[bytes, Room] = {}
        self._opening: Once[bytes, Room] = Once()
        self._fetching: Once[str, None] = Once()
        self.opened = 0
        """How many sessions there have been, those from before a restart included."""

    @property
    def rooms(self) -> Collection[Room]:
        """Those of live sessions, and of some that have ended."""
        return self._rooms.values()

    @property
    def live(self) -> int:
        """How many sessions have not ended."""
        return sum(not room.ended for room in self._rooms.values())

    @property
    def timed(self) -> bool:
        """Whether time counts anywhere."""
        return any(room.facts.timed for room in self._rooms.values())

    async def revive(self) -> list[str]:
        """Let the sessions go on that an earlier server process left; returns their codes."""
        now = self._clock.now()
        for code in await self._storage.recent_codes():
            self._codes.keep(code, now)
        revived = []
        for stored in await self._storage.unfinished():
            try:
                room = self._room(SessionState.replayed(stored.records, stored.secret), stored)
            except Damaged as damage:
                self._log.error("session_damaged", session=stored.code, reason=str(damage))
                continue
            if room.ended:
                self._log.error("session_damaged", session=stored.code, reason=N_("Its result is missing."))
                continue
            room.tell(Revived())
            self._wishes[stored.wish] = room
            self._house(room)
            self._log.info("session_revived", session=room.code, players=room.facts.players)
            revived.append(room.code)
        return revived

    def find(self, code: str) -> Room:
        """The room with this code, live or ended a short while ago.

        Raises:
            Refusal: There is none.
        """
        room = self._rooms.get(code)
        if room is None:
            raise no_session()
        return room

    async def recall(self, code: str) -> Room:
        """The room with this code, also if it ended long ago.

        Raises:
            Refusal: There is none, or it cannot be read.
        """
        if code not in self._rooms:
            await self._fetching.do(code, partial(self._fetch, code))
        return self.find(code)

    async def open(self, key: str, quiz: Quiz, *, auto: bool, pause_without_host: bool) -> tuple[Room, str]:
        """Open a session, once for each key; returns its room and its first host's token.

        Raises:
            Refusal: There are too many sessions, or it cannot be stored.
        """
        wish = digest(key)
        room = self._wishes.get(wish)
        if room is None:
            work = partial(self._open, key, quiz, auto=auto, pause_without_host=pause_without_host)
            room = await self._opening.do(wish, work)
        return room, room.opening_token(key)

    def suspend(self) -> None:
        """The server goes down: that connections end means nothing to the games any more."""
        for room in self._rooms.values():
            room.suspend()

    async def close(self) -> None:
        """Stop every room."""
        for alarm in self._forgetting.values():
            alarm.stop()
        tasks = [*self._tasks.values(), *self._opening, *self._fetching]
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)

    async def _open(self, key: str, quiz: Quiz, *, auto: bool, pause_without_host: bool) -> Room:
        if self.live + len(self._opening) > self._settings.max_sessions:
            raise Refusal(ErrorCode.BUSY, NO_ROOM)
        wish = digest(key)
        randomness, now = self._around.randomness, self._clock.now()
        created = Created(
            at=now,
            code=self._codes.fresh(now),
            quiz=quiz,
            orders=draw_orders(quiz, randomness),
            auto=auto,
            pause_without_host=pause_without_host,
        )
        room = await self._store(created, wish, key, fresh_secret(randomness))
        self._wishes[wish] = room
        self._house(room)
        self._around.metrics.sessions_opened += 1
        self._log.info("session_opened", session=room.code, questions=len(quiz.questions))
        return room

    async def _store(self, created: Created, wish: bytes, key: str, secret: bytes) -> Room:
        records: list[Record] = [created, HostAdmitted(token=digest(opening_token(secret, key)))]
        opening = Opening(
            code=created.code, title=created.quiz.title, wish=wish, secret=secret, records=records
        )
        try:
            log = await self._storage.open_session(opening, created.at)
        except NotStored:
            raise Refusal(ErrorCode.NOT_STORED, NOT_STORED) from None
        state = SessionState.replayed(records, secret)
        return Room(state, secret, log, self._around, self._ended)

    async def _fetch(self, code: str) -> None:
        """Bring a session back that ended some time ago, for as long as if it had ended now."""
        try:
            stored = await self._storage.ended(code)
            if stored is None:
                return
            state = await SessionState.replayed_in_turns(stored.records, stored.secret)
            room = self._room(state, stored)
        except NotStored as trouble:
            self._log.error("session_unreadable", session=code, reason=str(trouble))
            raise Refusal(ErrorCode.NOT_STORED, NOT_STORED) from None
        except Damaged as damage:
            # Whoever asks for it must not be told to try again.
            self._log.error("session_damaged", session=code, reason=str(damage))
            raise no_session() from None
        if code not in self._rooms:
            self._house(room)
            self._ended(room)

    def _room(self, state: SessionState, stored: StoredSession) -> Room:
        return Room(state, stored.secret, stored.log, self._around, self._ended)

    def _house(self, room: Room) -> None:
        self._rooms[room.code] = room
        self._tasks[room.code] = task = asyncio.create_task(room.run(), name=f"room {room.code}")
        task.add_done_callback(partial(self._stopped, room))
        self.opened += 1
        self._when_changed()

    def _ended(self, room: Room) -> None:
        now = self._clock.now()
        self._codes.keep(room.code, now)
        alarm = Alarm(self._clock, partial(self._forget, room))
        alarm.set(Millis(now + self._settings.ended_seconds * 1000))
        self._forgetting[room.code] = alarm
        self._when_changed()

    def _stopped(self, room: Room, task: asyncio.Task[None]) -> None:
        """A room stopped; if that was by itself, its session cannot go on here."""
        if not task.cancelled() and room.code not in self._forgetting:
            self._drop(room)
            self._when_changed()

    def _forget(self, room: Room) -> None:
        del self._forgetting[room.code]
        self._drop(room)

    def _drop(self, room: Room) -> None:
        del self._rooms[room.code]
        self._tasks.pop(room.code).cancel()
        self._wishes = {key: other for key, other in self._wishes.items() if other is not room}
