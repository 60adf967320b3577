"""All sessions of a server, by join code."""

import asyncio
import random
from collections.abc import Callable
from functools import partial

from structlog.typing import FilteringBoundLogger

from quizterm.engine.inputs import Created
from quizterm.errors import ErrorCode, Refusal
from quizterm.quiz.model import Quiz
from quizterm.snapshot import Millis
from quizterm_server.clock import Alarm, Clock
from quizterm_server.rooms.codes import CodeBook, draw_orders
from quizterm_server.rooms.people import People
from quizterm_server.rooms.room import Room
from quizterm_server.rooms.session import no_session
from quizterm_server.settings import ServerSettings
from quizterm_server.tokens import digest

NO_ROOM = "This server runs as many sessions as it can. Try again later, or start a server of your own."


class Registry:
    """Opens sessions, finds them by code, and forgets them some time after they have ended."""

    def __init__(
        self,
        settings: ServerSettings,
        clock: Clock,
        randomness: random.Random,
        log: FilteringBoundLogger,
        when_changed: Callable[[], None],
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._randomness = randomness
        self._log = log
        self._when_changed = when_changed
        self._codes = CodeBook(randomness)
        self._rooms: dict[str, Room] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._forgetting: dict[str, Alarm] = {}
        self._wishes: dict[bytes, Room] = {}
        self.opened = 0
        """How many sessions there have been."""

    @property
    def live(self) -> int:
        """How many sessions have not ended."""
        return sum(not room.ended for room in self._rooms.values())

    def find(self, code: str) -> Room:
        """The room with this code, live or ended a short while ago.

        Raises:
            Refusal: There is none.
        """
        room = self._rooms.get(code)
        if room is None:
            raise no_session()
        return room

    def open(self, key: str, quiz: Quiz, *, auto: bool) -> tuple[Room, str]:
        """Open a session, once for each key; returns its room and its first host's token.

        Raises:
            Refusal: There are too many sessions.
        """
        room = self._wishes.get(digest(key))
        if room is None:
            room = self._open(quiz, auto)
            self._wishes[digest(key)] = room
        return room, room.opening_token(key)

    async def close(self) -> None:
        """Stop every room."""
        for alarm in self._forgetting.values():
            alarm.stop()
        for task in self._tasks.values():
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks.values())

    def _open(self, quiz: Quiz, auto: bool) -> Room:
        if self.live >= self._settings.max_sessions:
            raise Refusal(ErrorCode.BUSY, NO_ROOM)
        now = self._clock.now()
        code = self._codes.fresh(now)
        orders = draw_orders(quiz, self._randomness)
        created = Created(at=now, code=code, quiz=quiz, orders=orders, auto=auto)
        people = People(self._randomness)
        room = Room(created, people, self._settings, self._clock, self._log, self._ended)
        self._rooms[code] = room
        self._tasks[code] = asyncio.create_task(room.run(), name=f"room {code}")
        self.opened += 1
        self._log.info("session_opened", session=code, questions=len(quiz.questions))
        self._when_changed()
        return room

    def _ended(self, room: Room) -> None:
        now = self._clock.now()
        self._codes.keep(room.code, now)
        alarm = Alarm(self._clock, partial(self._forget, room))
        alarm.set(Millis(now + self._settings.ended_seconds * 1000))
        self._forgetting[room.code] = alarm
        self._when_changed()

    def _forget(self, room: Room) -> None:
        del self._rooms[room.code]
        del self._forgetting[room.code]
        self._tasks.pop(room.code).cancel()
        self._wishes = {key: other for key, other in self._wishes.items() if other is not room}
