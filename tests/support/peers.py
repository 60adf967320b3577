"""A small client that speaks the real protocol: it asks, waits for what fits, and keeps every frame."""

import asyncio
import base64
import itertools
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from quizterm.errors import ErrorCode, Refusal
from quizterm.protocol import client
from quizterm.protocol.codec import decode_server, encode
from quizterm.protocol.incoming import ClientMessage
from quizterm.protocol.messages import HOST_PATH, PLAY_PATH, PROTOCOL
from quizterm.protocol.server import Goodbye, Ok, Refused, StageNews, Welcome, YouNews
from quizterm.quiz.answers import Answer
from quizterm.quiz.model import Quiz
from quizterm.snapshot import Phase, Stage, You

PATIENCE = 20.0
"""Seconds that any wait may take on a slow machine."""


def wish(name: str) -> str:
    """A key for a wish, the same for the same name."""
    return base64.urlsafe_b64encode(name.encode()).decode().replace("=", "_").ljust(22, "_")


class Peer:
    """One connection to a server."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.frames: list[str] = []
        """Everything the server sent, in order."""
        self.stage: Stage | None = None
        self.you: You | None = None
        self.goodbye: Goodbye | None = None
        self.strays: list[Refused] = []
        """Refusals that no request waited for."""
        self.code = self.token = ""
        self.close_code: int | None = None
        self._refs = itertools.count(1)
        self._waiting: dict[int, asyncio.Future[Ok]] = {}
        self._news = asyncio.Condition()

    async def read(self) -> None:
        """Take what comes until the connection is closed."""
        with suppress(ConnectionClosed):
            while True:
                frame = str(await self.socket.recv())
                self.frames.append(frame)
                self._take(frame)
                async with self._news:
                    self._news.notify_all()
        self.close_code = self.socket.close_code
        for future in self._waiting.values():
            future.cancel()
        async with self._news:
            self._news.notify_all()

    def _take(self, frame: str) -> None:
        match decode_server(frame.encode()):
            case Welcome():
                pass
            case Ok(ref=ref) as ok:
                if future := self._waiting.pop(ref, None):
                    future.set_result(ok)
            case Refused(ref=ref, code=code, message=message) as refused:
                if ref is not None and (future := self._waiting.pop(ref, None)):
                    future.set_exception(Refusal(ErrorCode(code), message))
                else:
                    self.strays.append(refused)
            case StageNews(stage=stage):
                self.stage = stage
            case YouNews(you=you):
                self.you = you
            case Goodbye() as goodbye:
                self.goodbye = goodbye

    async def send(self, frame: str | bytes) -> None:
        """Send a frame as it is."""
        await self.socket.send(frame)

    async def say(self, message: ClientMessage) -> None:
        """Send a message and wait for nothing."""
        await self.socket.send(encode(message), text=True)

    async def ask(self, kind: type[client.Request], /, **fields: Any) -> Ok:
        """Send a request and wait for its reply.

        Raises:
            Refusal: The server said no.
        """
        ref = next(self._refs)
        future: asyncio.Future[Ok] = asyncio.get_running_loop().create_future()
        self._waiting[ref] = future
        await self.socket.send(encode(kind(ref=ref, **fields)), text=True)
        async with asyncio.timeout(PATIENCE):
            return await future

    async def refusal(self, kind: type[client.Request], /, **fields: Any) -> ErrorCode:
        """Send a request that must be refused; returns the code."""
        try:
            await self.ask(kind, **fields)
        except Refusal as refusal:
            return refusal.code
        raise AssertionError(f"{kind.__name__} was accepted")

    async def wait(self, fits: Callable[[], bool]) -> None:
        """Return when this holds."""
        async with asyncio.timeout(PATIENCE), self._news:
            await self._news.wait_for(fits)

    async def until(self, fits: Callable[[Stage], bool]) -> Stage:
        """The first stage from now on that fits; the present one may."""
        await self.wait(lambda: self.stage is not None and fits(self.stage))
        assert self.stage is not None
        return self.stage

    async def until_you(self, fits: Callable[[You], bool]) -> You:
        """The same for this player's own snapshot."""
        await self.wait(lambda: self.you is not None and fits(self.you))
        assert self.you is not None
        return self.you

    async def reaches(self, phase: Phase, question: int | None = None) -> Stage:
        """The first stage in this phase, of this question if one is given."""
        return await self.until(lambda s: s.phase is phase and question in (None, s.question))

    async def closed(self) -> int | None:
        """The close code, once the server has closed the connection."""
        await self.wait(lambda: self.close_code is not None)
        return self.close_code

    # What people do

    async def open(self, quiz: Quiz, key: str = "opening", *, auto: bool = False) -> str:
        """Open a session and become its host; returns the join code."""
        ok = await self.ask(client.CreateSession, key=wish(key), quiz=quiz, auto=auto)
        self.code, self.token = ok.code or "", ok.token or ""
        return self.code

    async def join(self, code: str, name: str, key: str | None = None) -> int:
        """Join; returns the player's number."""
        ok = await self.ask(client.Join, key=wish(key or name), code=code, name=name)
        self.code, self.token = code, ok.token or ""
        assert ok.player is not None
        return ok.player

    async def rejoin(self, code: str, token: str, key: str | None = None) -> int:
        """Come back; returns the player's number."""
        named = {} if key is None else {"key": wish(key)}
        ok = await self.ask(client.Rejoin, code=code, token=token, **named)
        self.code, self.token = code, ok.token or token
        assert ok.player is not None
        return ok.player

    async def answer(self, answer: Answer, question: int | None = None) -> None:
        """Answer the question that is shown."""
        if question is None:
            question = self.stage.question if self.stage else -1
        await self.ask(client.SubmitAnswer, question=question, answer=answer)

    async def command(self, kind: type[client.HostCommand], /, **fields: Any) -> None:
        """Give a host's command for the moment that is shown."""
        await self.until(lambda _: True)
        assert self.stage is not None
        await self.ask(kind, phase=self.stage.phase, question=self.stage.question, **fields)


@asynccontextmanager
async def connection(address: str, path: str = PLAY_PATH, source: str | None = None) -> AsyncIterator[Peer]:
    """A connection that has not said hello; from another address of this machine if one is given."""
    server = address if "://" in address else f"ws://{address}"
    here: dict[str, Any] = {} if source is None else {"local_addr": (source, 0)}
    async with connect(server + path, compression=None, proxy=None, max_size=None, **here) as socket:
        peer = Peer(socket)
        reader = asyncio.create_task(peer.read())
        try:
            yield peer
        finally:
            await socket.close()
            await reader


@asynccontextmanager
async def peer(address: str, path: str = PLAY_PATH, source: str | None = None) -> AsyncIterator[Peer]:
    """A connection that has said hello; from another address of this machine if one is given."""
    async with connection(address, path, source) as found:
        await found.say(client.Hello(protocol=PROTOCOL, client="a test"))
        await found.wait(lambda: bool(found.frames))
        yield found


@asynccontextmanager
async def host(address: str, quiz: Quiz, key: str = "opening", *, auto: bool = False) -> AsyncIterator[Peer]:
    """A host who has opened a session."""
    async with peer(address, HOST_PATH) as found:
        await found.open(quiz, key, auto=auto)
        yield found


@asynccontextmanager
async def player(address: str, code: str, name: str) -> AsyncIterator[Peer]:
    """A player who has joined."""
    async with peer(address) as found:
        await found.join(code, name)
        yield found


@asynccontextmanager
async def spectator(address: str, code: str) -> AsyncIterator[Peer]:
    """A spectator who has come in."""
    async with peer(address) as found:
        await found.ask(client.Watch, code=code)
        yield found
