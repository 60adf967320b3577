"""One connection to a server: opening it, requests and their replies, news, and how it ended."""

import asyncio
import itertools
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from pydantic import BaseModel, ValidationError
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus

from quizterm import __version__
from quizterm.errors import ErrorCode, Refusal
from quizterm.protocol.client import Hello, Request
from quizterm.protocol.closing import CloseReason
from quizterm.protocol.codec import BadMessage, decode_server, encode
from quizterm.protocol.messages import HOST_FRAME, PROTOCOL, ClientBase
from quizterm.protocol.server import Goodbye, Ok, Refused, ServerMessage, StageNews, Welcome, YouNews
from quizterm_client.addresses import Address, NoServer, NotQuizTerm, WrongProtocol
from quizterm_client.entries import not_understood

CLIENT = f"quizterm/{__version__}"

MOST_BYTES = 4 * 1024 * 1024
"""The largest message taken from a server: a host's stage with thousands of seats fits."""

LONGEST_SENTENCE = 500
"""Characters of a server's sentence that are kept."""

OPEN_PATIENCE = 8.0
"""Seconds until an attempt to connect, or a silent `hello`, is given up."""

REPLY_PATIENCE = 20.0
"""Seconds until a request without a reply means that the line is dead."""

KEEPALIVE = 20.0
"""Seconds between the WebSocket's own pings, and until one without a pong ends the connection."""

HANG_UP_PATIENCE = 2.0
"""Seconds to wait for the other side when closing."""

News = StageNews | YouNews | Goodbye
Sink = Callable[[News], None]

_LOG = logging.getLogger("quizterm.line")
# Without a handler of its own a warning would be written across somebody's screen.
_LOG.addHandler(logging.NullHandler())


class _Numbered(BaseModel):
    """A reply of which only the number makes sense."""

    ref: int


@dataclass(frozen=True, slots=True)
class Ending:
    """How a connection ended."""

    close: int
    """The close code; 1006 if there was none."""
    message: str = ""
    """The server's sentence, if it said goodbye."""

    @property
    def may_return(self) -> bool:
        """Whether it makes sense to connect again."""
        try:
            return CloseReason(self.close).may_return
        except ValueError:
            return True


class Line:
    """A connection that has said hello. Replies find their requests; news go to the sink."""

    def __init__(self, socket: ClientConnection, sink: Sink) -> None:
        self._socket = socket
        self._sink = sink
        self._refs = itertools.count(1)
        self._waiting: dict[int, asyncio.Future[Ok]] = {}
        self._goodbye: Goodbye | None = None
        self._reader: asyncio.Task[Ending] = asyncio.create_task(self._read(), name="line-reader")

    @classmethod
    async def open(cls, address: Address, path: str, sink: Sink) -> Self:
        """Connect and say hello.

        Raises:
            NoServer: Nothing answers there.
            NotQuizTerm: Something else answers there.
            WrongProtocol: The two sides speak different protocol numbers.
            Refusal: The server takes nobody now.
        """
        socket = await _connect(address, path)
        try:
            async with asyncio.timeout(OPEN_PATIENCE):
                await _send(socket, Hello(protocol=PROTOCOL, client=CLIENT))
                _check_welcome(decode_server(await socket.recv(decode=False)), address)
        except BaseException as error:
            await socket.close()
            if isinstance(error, TimeoutError | BadMessage):
                raise _not_quizterm(address) from None
            if isinstance(error, ConnectionClosed):
                raise _closed_at_hello(error, address) from None
            raise
        return cls(socket, sink)

    async def request(self, message: Request) -> Ok:
        """Send a request and wait for its reply.

        Raises:
            Refusal: The server said no.
            ConnectionError: The line broke, or stayed silent for too long.
        """
        if self._reader.done():
            raise _broken()
        ref = next(self._refs)
        reply: asyncio.Future[Ok] = asyncio.get_running_loop().create_future()
        self._waiting[ref] = reply
        try:
            async with asyncio.timeout(REPLY_PATIENCE):
                await _send(self._socket, message.model_copy(update={"ref": ref}))
                return await reply
        except ConnectionClosed:
            raise _broken() from None
        except TimeoutError:
            self._socket.transport.abort()
            raise _broken() from None
        finally:
            del self._waiting[ref]
            _forget(reply)

    async def ended(self) -> Ending:
        """Wait until the connection is over."""
        return await asyncio.shield(self._reader)

    async def close(self) -> None:
        """Hang up; returns when nothing of the connection is left."""
        await self._socket.close()
        await self._reader

    async def _read(self) -> Ending:
        try:
            while True:
                self._take(await self._socket.recv(decode=False))
        except ConnectionClosed as closed:
            return self._ending(closed)
        finally:
            self._fail_waiting()

    def _take(self, frame: bytes) -> None:
        try:
            message = decode_server(frame)
        except BadMessage:
            self._pass_over(frame)
            return
        match message:
            case Ok():
                self._reply(message)
            case Refused():
                self._refuse(message)
            case StageNews() | YouNews():
                self._sink(message)
            case Goodbye():
                self._goodbye = message.model_copy(update={"message": _short(message.message)})
                self._sink(self._goodbye)
            case Welcome():
                pass

    def _pass_over(self, frame: bytes) -> None:
        """A newer server may say what this version does not know, but whoever waits must hear of it."""
        try:
            ref = _Numbered.model_validate_json(frame).ref
        except ValidationError:
            return
        reply = self._waiting.get(ref)
        if reply is not None and not reply.done():
            reply.set_exception(not_understood())

    def _reply(self, ok: Ok) -> None:
        reply = self._waiting.get(ok.ref)
        if reply is not None and not reply.done():
            reply.set_result(ok)

    def _refuse(self, refused: Refused) -> None:
        reply = self._waiting.get(-1 if refused.ref is None else refused.ref)
        if reply is not None and not reply.done():
            reply.set_exception(_refusal(refused))

    def _fail_waiting(self) -> None:
        for reply in self._waiting.values():
            if not reply.done():
                reply.set_exception(_broken())

    def _ending(self, closed: ConnectionClosed) -> Ending:
        if self._goodbye is not None:
            return Ending(self._goodbye.close, self._goodbye.message)
        return Ending(1006 if closed.rcvd is None else closed.rcvd.code)


async def _connect(address: Address, path: str) -> ClientConnection:
    try:
        # With host and port fixed, a redirect to another machine is refused.
        return await connect(
            address.url(path),
            host=address.host,
            port=address.port,
            compression=None,
            proxy=None,
            open_timeout=OPEN_PATIENCE,
            close_timeout=HANG_UP_PATIENCE,
            ping_interval=KEEPALIVE,
            ping_timeout=KEEPALIVE,
            max_size=MOST_BYTES,
            user_agent_header=CLIENT,
            logger=_LOG,
        )
    except InvalidStatus as error:
        if error.response.status_code in {429, 503}:
            raise Refusal(ErrorCode.BUSY, "The server is busy. Try again in a minute.") from None
        raise _not_quizterm(address) from None
    except (InvalidHandshake, ValueError) as error:
        raise _not_quizterm(address) from error
    except OSError as error:
        raise NoServer(
            f"No server answers at {address}. Check the address, and that the server is running."
        ) from error


async def _send(socket: ClientConnection, message: ClientBase) -> None:
    frame = encode(message)
    if len(frame) > HOST_FRAME:
        # A server would hang up without a word that a person could use.
        raise Refusal(ErrorCode.BAD_QUIZ, "The quiz is too large to be played; split it into several.")
    await socket.send(frame, text=True)


def _forget(reply: asyncio.Future[Ok]) -> None:
    """Let go of a reply that nobody waits for any more, without a complaint about its exception."""
    if not reply.cancel() and not reply.cancelled():
        reply.exception()


def _check_welcome(message: ServerMessage, address: Address) -> None:
    match message:
        case Welcome(protocol=protocol) if protocol == PROTOCOL:
            return
        case Welcome():
            raise _wrong_protocol(address)
        case Refused() if message.code == ErrorCode.WRONG_PROTOCOL:
            raise _wrong_protocol(address, message.message)
        case Refused():
            raise _refusal(message)
        case Goodbye() if message.close == CloseReason.WRONG_PROTOCOL:
            raise _wrong_protocol(address, message.message)
        case Goodbye():
            raise Refusal(ErrorCode.BUSY, _short(message.message))
        case _:
            raise _not_quizterm(address)


def _closed_at_hello(closed: ConnectionClosed, address: Address) -> Exception:
    if closed.rcvd is None:
        return NoServer(f"The server at {address} hung up. Try again in a moment.")
    if closed.rcvd.code == CloseReason.WRONG_PROTOCOL:
        return _wrong_protocol(address)
    return _not_quizterm(address)


def _refusal(refused: Refused) -> Refusal:
    try:
        code = ErrorCode(refused.code)
    except ValueError:
        code = ErrorCode.BAD_MESSAGE  # a newer server has a reason that this version does not know
    return Refusal(code, _short(refused.message))


def _short(sentence: str) -> str:
    return sentence if len(sentence) <= LONGEST_SENTENCE else sentence[: LONGEST_SENTENCE - 1] + "…"


def _broken() -> ConnectionError:
    return ConnectionError("The line to the server broke before the reply came.")


def _not_quizterm(address: Address) -> NotQuizTerm:
    return NotQuizTerm(f"What listens at {address} is not QuizTerm. Check the address and the port.")


def _wrong_protocol(address: Address, sentence: str = "") -> WrongProtocol:
    return WrongProtocol(
        _short(sentence)
        or f"The server at {address} speaks another version of the protocol. "
        "Install the same version of QuizTerm here as there."
    )
