"""A server that says what a test tells it to: for links, and for what a real server never does."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import TypeVar

from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request as HttpRequest
from websockets.http11 import Response

from quizterm.protocol.client import ClientMessage, Hello, Ping, Request
from quizterm.protocol.codec import decode_client, encode
from quizterm.protocol.messages import HOST_FRAME, PROTOCOL, ServerBase
from quizterm.protocol.server import Goodbye, Ok, Refused, Welcome
from quizterm_client.addresses import Address

TOKEN = "t" * 32

_Kind = TypeVar("_Kind")

Reply = Callable[[Request], ServerBase | None]
"""What to say to a request; `None` for silence."""


def accept(request: Request) -> ServerBase:
    """Say yes to everything."""
    return Ok(ref=request.ref, code="K7Q4MF", player=3, token=TOKEN)


class FakeServer:
    """Keeps what it heard, and its open sockets so that a test can speak to them or cut them.

    Attributes:
        reply: Answers everything but `hello` and `ping`.
        greeting: Answers `hello`.
        time: What `ping` is told, in milliseconds.
        heard: Every message so far.
        lines: Connections that are open now.
    """

    def __init__(self) -> None:
        self.reply: Reply = accept
        self.greeting: ServerBase = Welcome(protocol=PROTOCOL, server="fake")
        self.time = 5_000_000
        self.heard: list[ClientMessage] = []
        self.lines: list[ServerConnection] = []
        self.address = Address("127.0.0.1", 0)

    def heard_of(self, kind: type[_Kind]) -> list[_Kind]:
        """What it heard of one kind."""
        return [message for message in self.heard if isinstance(message, kind)]

    async def say(self, message: ServerBase) -> None:
        """Say something to everybody."""
        for line in self.lines:
            await line.send(encode(message), text=True)

    async def say_goodbye(self, close: int, message: str) -> None:
        """End every connection the polite way."""
        for line in list(self.lines):
            await line.send(encode(Goodbye(close=close, message=message)), text=True)
            await line.close(close)

    def cut(self) -> None:
        """End every connection as a pulled cable does."""
        for line in list(self.lines):
            line.transport.abort()

    async def serve(self, line: ServerConnection) -> None:
        """Talk to one client."""
        self.lines.append(line)
        try:
            async for frame in line:
                await self._answer(line, decode_client(str(frame).encode()))
        except ConnectionClosed:
            pass
        finally:
            self.lines.remove(line)

    async def _answer(self, line: ServerConnection, message: ClientMessage) -> None:
        self.heard.append(message)
        reply = self._reply_to(message)
        if reply is not None:
            await line.send(encode(reply), text=True)

    def _reply_to(self, message: ClientMessage) -> ServerBase | None:
        match message:
            case Hello():
                return self.greeting
            case Ping():
                return Ok(ref=message.ref, time=self.time)
            case _:
                return self.reply(message)


def refuse(code: str, sentence: str) -> Reply:
    """A reply that says no to everything."""
    return lambda request: Refused(ref=request.ref, code=code, message=sentence)


@asynccontextmanager
async def fake_server() -> AsyncIterator[FakeServer]:
    """A fake server on a free port, without pages for plain HTTP."""
    fake = FakeServer()

    def answer_http(line: ServerConnection, request: HttpRequest) -> Response | None:
        return None if "Upgrade" in request.headers else line.respond(HTTPStatus.NOT_FOUND, "")

    async with serve(
        fake.serve, "127.0.0.1", 0, max_size=HOST_FRAME, compression=None, process_request=answer_http
    ) as listening:
        port = next(iter(listening.sockets)).getsockname()[1]
        fake.address = Address("127.0.0.1", port)
        yield fake
