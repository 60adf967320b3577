"""Rooms without sockets: people in them are outboxes that are read at once."""

import asyncio
import random
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from websockets.client import ClientProtocol
from websockets.frames import Frame
from websockets.protocol import OPEN
from websockets.uri import parse_uri

from quizterm.protocol.codec import decode_server
from quizterm.protocol.server import Goodbye, Ok, StageNews, YouNews
from quizterm.quiz.model import Quiz
from quizterm.snapshot import Stage, You
from quizterm_server.chores import RECEIVING_SECONDS, Chores
from quizterm_server.clock import ManualClock
from quizterm_server.logs import make_log
from quizterm_server.metrics import Metrics
from quizterm_server.outbox import Outbox
from quizterm_server.rooms.deeds import Deed, Departed, EnterAsHost, EnterAsSpectator, Reply
from quizterm_server.rooms.registry import Registry
from quizterm_server.rooms.room import Room
from quizterm_server.rooms.state import SessionState
from quizterm_server.rooms.surroundings import Surroundings
from quizterm_server.settings import ServerSettings
from tests.support.peers import wish
from tests.support.storages import FrailLog, FrailStorage

OPENING = wish("opening")


class Person:
    """Somebody in a room, who reads everything at once."""

    def __init__(self, room: Room) -> None:
        self.outbox = Outbox(self, self._collect_soon)
        self.stage: Stage | None = None
        self.you: You | None = None
        self.goodbye: Goodbye | None = None
        self.token = ""
        self._room = room
        self._line = ClientProtocol(parse_uri("ws://house"), state=OPEN)
        self.clogged = False

    def abort(self) -> None:
        """Nothing is ever lost on the way to somebody who is there."""
        raise AssertionError

    async def does(self, deed: Deed) -> Reply:
        """Ask the room for something."""
        reply = await self._room.ask(deed, self.outbox, 0)
        if isinstance(reply, Ok) and reply.token:
            self.token = reply.token
        return reply

    def goes(self, *, farewell: bool) -> None:
        """Hang up, or lose the line."""
        self._room.tell(Departed(self.outbox, farewell))

    def _collect_soon(self) -> None:
        asyncio.get_running_loop().call_soon(self._collect)

    def _collect(self) -> None:
        self.send(*self.outbox.collect())
        self.goodbye = self.outbox.goodbye

    def send(self, frames: bytes, messages: int) -> None:
        """Read what comes; it is called a wire's."""
        self._line.receive_data(frames)
        for frame in self._line.events_received():
            assert isinstance(frame, Frame)
            match decode_server(bytes(frame.data)):
                case StageNews(stage=stage):
                    self.stage = stage
                case YouNews(you=you):
                    self.you = you
                case _:
                    pass


class House:
    """One room on a clock that stands still and a storage that a test can break."""

    def __init__(self, news_seconds: float) -> None:
        self.clock = ManualClock()
        self.storage = FrailStorage()
        settings = ServerSettings(player_news_seconds=news_seconds, staff_news_seconds=news_seconds)
        log = make_log("none")
        self.chores = Chores(log)
        around = Surroundings(
            settings, self.clock, random.Random(1), log, self.storage, Metrics(), self.chores
        )
        self.registry = Registry(around, lambda: None)
        self.people: list[Person] = []
        self._room: Room | None = None
        self._token = ""

    @property
    def room(self) -> Room:
        assert self._room is not None
        return self._room

    @property
    def log(self) -> FrailLog:
        return self.storage.sessions[0][1]

    async def open(self, quiz: Quiz, *, auto: bool = False) -> None:
        self._room, self._token = await self.registry.open(OPENING, quiz, auto=auto, pause_without_host=False)

    def person(self) -> Person:
        person = Person(self.room)
        self.people.append(person)
        return person

    async def host(self) -> Person:
        person = self.person()
        assert isinstance(await person.does(EnterAsHost(self._token)), Ok)
        return person

    async def spectator(self) -> Person:
        person = self.person()
        assert isinstance(await person.does(EnterAsSpectator()), Ok)
        return person

    async def stored(self) -> SessionState:
        """The session as its log tells it."""
        opening, log = self.storage.sessions[0]
        return SessionState.replayed(await log.read(), opening.secret)

    async def settle(self) -> None:
        """Let everything happen that is on its way."""
        await self.clock.advance(0)


@asynccontextmanager
async def house(news_seconds: float = 0) -> AsyncIterator[House]:
    """A house that is left empty; news of what many do at once is told once in so many seconds."""
    built = House(news_seconds)
    try:
        yield built
    finally:
        await built.registry.close()


def take_up_a_turn() -> None:
    """Be busy for as long as a turn of the loop may be used up by receiving."""
    until = time.perf_counter() + RECEIVING_SECONDS
    while time.perf_counter() < until:
        pass
