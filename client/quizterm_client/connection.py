"""One connection to a server: opening it, requests and their replies, news, and how it ended."""

import asyncio
import itertools
import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Self

from pydantic import BaseModel, ValidationError
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus, WebSocketException

from quizterm import __version__
from quizterm.errors import ErrorCode, Refusal
from quizterm.language import _
from quizterm.protocol.codec import BadMessage, decode_server, encode
from quizterm.protocol.messages import HOST_FRAME, PROTOCOL, ClientBase, Request
from quizterm.protocol.playing import Hello, Ping
from quizterm.protocol.server import Goodbye, Ok, Refused, StageNews, Welcome, YouNews
from quizterm_client.addresses import Address, no_server
from quizterm_client.entries import not_understood
from quizterm_client.greeting import (
    NoGreeting,
    check_welcome,
    closed_at_hello,
    no_handshake,
    not_quizterm,
    pause_of,
    refusal_of,
    short,
)
from quizterm_client.patience import Patience, Pause
from quizterm_client.peer import may_return
from quizterm_client.tls import demands_encryption, encrypted, not_encrypted, only_encrypted

if TYPE_CHECKING:
    from ssl import SSLContext

CLIENT = f"quizterm/{__version__}"

MOST_BYTES = 4 * 1024 * 1024
"""The largest message taken from a server: a host's stage with thousands of seats fits."""

HANG_UP_PATIENCE = 2.0
"""Seconds to wait for the other side when closing."""

News = StageNews | YouNews
Sink = Callable[[News], None]

_LOG = logging.getLogger("quizterm.line")
# Without a handler of its own a warning would be written across somebody's screen.
_LOG.addHandler(logging.NullHandler())


class LineBroken(ConnectionError):
    """There is no line any more; what was asked may count or not."""


class LineSilent(LineBroken):
    """The other side has said nothing for too long, and the line was given up for that."""


class _Numbered(BaseModel):
    """A reply of which only the number makes sense."""

    ref: int


class _Typed(BaseModel):
    """A message of which at least the kind can be read."""

    type: str


_REPLIES = {message.model_fields["type"].default for message in (Ok, Refused)}


@dataclass(frozen=True, slots=True)
class Ending:
    """How a connection ended."""

    close: int
    """The close code; 1006 if there was none."""
    message: str = ""
    """The server's sentence, if it said goodbye."""
    goodbye: Goodbye | None = None
    pause: Pause | None = None
    """How long the server asked to be left alone."""

    @property
    def may_return(self) -> bool:
        """Whether it makes sense to connect again."""
        return may_return(self.close)


class Line:
    """A connection that has said hello. Replies find their requests; news wait until somebody listens."""

    def __init__(self, socket: ClientConnection, patience: Patience) -> None:
        self._socket = socket
        self._patience = patience
        self._sink: Sink | None = None
        self._unheard: list[News] = []
        self._refs = itertools.count(1)
        self._waiting: dict[int, asyncio.Future[Ok]] = {}
        self._goodbye: Goodbye | None = None
        self._reason = ""
        self._reader: asyncio.Task[Ending] = asyncio.create_task(self._read(), name="line-reader")

    @classmethod
    async def open(
        cls, address: Address, path: str, patience: Patience | None = None, reaching: float | None = None
    ) -> Self:
        """Connect and say hello.

        Args:
            address: The server.
            path: The door to go through.
            patience: How to wait.
            reaching: Seconds to knock at the machine; as long as for everything else if not given.

        Raises:
            NoServer: Nothing answers there.
            NotQuizTerm: Something else answers there, or does not prove that it is the server that was meant.
            WrongProtocol: The two sides speak different protocol numbers.
            Refusal: The server takes nobody now; `ComeBackLater` if it said until when.
        """
        patience = patience or Patience()
        try:
            socket = await _connect(address, path, patience, reaching or patience.entering)
        except NoGreeting:
            # Whoever comes back knows who is there, and many do at once.
            if reaching is None and not address.secure and await demands_encryption(address):
                raise only_encrypted(address) from None
            raise
        try:
            async with asyncio.timeout(patience.entering):
                await _send(socket, Hello(protocol=PROTOCOL, client=CLIENT))
                check_welcome(decode_server(await socket.recv(decode=False)), address)
        except BaseException as error:
            socket.transport.abort()
            await socket.wait_closed()
            if isinstance(error, TimeoutError | BadMessage):
                raise not_quizterm(address) from None
            if isinstance(error, ConnectionClosed):
                raise closed_at_hello(error, address) from None
            raise
        return cls(socket, patience)

    def listen(self, sink: Sink) -> None:
        """Hear the news: those that have come already, and all that come."""
        self._sink = sink
        for news in self._unheard:
            sink(news)
        self._unheard.clear()

    async def request(self, message: Request, within: float | None = None) -> Ok:
        """Send a request and wait for its reply.

        Args:
            message: The request; `ref` is filled in.
            within: Seconds to wait, where another patience is wanted.

        Raises:
            Refusal: The server said no.
            LineBroken: The line broke, or stayed silent for too long.
        """
        if self._reader.done():
            raise self._broken()
        ref = next(self._refs)
        reply: asyncio.Future[Ok] = asyncio.get_running_loop().create_future()
        self._waiting[ref] = reply
        try:
            async with asyncio.timeout(within or self._patience.reply):
                await _send(self._socket, message.model_copy(update={"ref": ref}))
                return await reply
        except ConnectionClosed:
            raise self._broken() from None
        except TimeoutError:
            self.drop()
            raise LineSilent(_("The server has not answered for too long.")) from None
        finally:
            del self._waiting[ref]
            _forget(reply)

    async def ping(self, within: float | None = None) -> Ok:
        """Ask for the server's time.

        Raises: as `request`.
        """
        return await self.request(Ping(ref=0), within)

    async def ended(self) -> Ending:
        """Wait until the connection is over."""
        return await asyncio.shield(self._reader)

    def drop(self) -> None:
        """Let go of the connection as a broken one, without a word to the other side."""
        self._socket.transport.abort()

    async def close(self) -> Ending:
        """Hang up; returns when nothing of the connection is left."""
        await self._socket.close()
        return await self._reader

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
                self._hear(message)
            case Goodbye():
                self._goodbye = message.model_copy(update={"message": short(message.message)})
            case Welcome():
                pass

    def _hear(self, news: News) -> None:
        if self._sink is None:
            # Only the newest of a kind counts, so that nothing piles up before somebody listens.
            self._unheard = [old for old in self._unheard if type(old) is not type(news)]
            self._unheard.append(news)
        else:
            self._sink(news)

    def _pass_over(self, frame: bytes) -> None:
        """A newer server may say what this version does not know, but whoever waits must hear of it."""
        try:
            ref = _Numbered.model_validate_json(frame).ref
        except ValidationError:
            if not _can_be_passed_over(frame):
                self._give_up()
            return
        reply = self._waiting.get(ref)
        if reply is not None and not reply.done():
            reply.set_exception(not_understood())

    def _give_up(self) -> None:
        """Let go of a line on which nothing can be trusted, before anybody waits for a reply in vain."""
        self._reason = _("What came from the server cannot be read; the line was given up.")
        self._fail_waiting()
        self.drop()

    def _reply(self, ok: Ok) -> None:
        reply = self._waiting.get(ok.ref)
        if reply is not None and not reply.done():
            reply.set_result(ok)

    def _refuse(self, refused: Refused) -> None:
        reply = self._waiting.get(-1 if refused.ref is None else refused.ref)
        if reply is not None and not reply.done():
            reply.set_exception(refusal_of(refused))

    def _fail_waiting(self) -> None:
        for reply in self._waiting.values():
            if not reply.done():
                reply.set_exception(self._broken())

    def _ending(self, closed: ConnectionClosed) -> Ending:
        said = self._goodbye
        if said is not None:
            return Ending(said.close, said.message, said, pause_of(said))
        return Ending(1006 if closed.rcvd is None else closed.rcvd.code, self._reason)

    def _broken(self) -> LineBroken:
        return LineBroken(self._reason or _("The line to the server broke before the reply came."))


class _Dial(connect):
    """Gives a machine that does not answer at all less time than a server that is slow to."""

    reaching: float

    async def open_tcp_connection(self) -> ClientConnection:
        async with asyncio.timeout(self.reaching):
            return await super().open_tcp_connection()


async def _dial(
    address: Address, path: str, patience: Patience, reaching: float, tls: "SSLContext | None" = None
) -> ClientConnection:
    # With host and port fixed, a redirect to another machine is refused.
    dial = _Dial(
        address.url(path),
        host=address.host,
        port=address.port,
        ssl=tls,
        compression=None,
        proxy=None,
        open_timeout=patience.entering,
        close_timeout=HANG_UP_PATIENCE,
        ping_interval=patience.keepalive,
        ping_timeout=patience.keepalive,
        max_size=MOST_BYTES,
        user_agent_header=CLIENT,
        logger=_LOG,
    )
    dial.reaching = reaching
    return await dial


async def _connect(address: Address, path: str, patience: Patience, reaching: float) -> ClientConnection:
    dial = partial(_dial, address, path, patience, reaching)
    try:
        return await (encrypted(dial) if address.secure else dial())
    except InvalidStatus as error:
        if error.response.status_code in {429, 503}:
            raise Refusal(ErrorCode.BUSY, _("The server is busy. Try again in a minute.")) from None
        raise not_quizterm(address) from None
    except OSError as error:  # before ValueError, because a certificate that is refused is both
        badly_encrypted = not_encrypted(address, error) if address.secure else None
        raise badly_encrypted or no_server(address) from error
    except (WebSocketException, ValueError) as error:
        raise no_handshake(address, error) from error


async def _send(socket: ClientConnection, message: ClientBase) -> None:
    frame = encode(message)
    if len(frame) > HOST_FRAME:
        # A server would hang up without a word that a person could use.
        raise Refusal(ErrorCode.BAD_QUIZ, _("The quiz is too large to be played; split it into several."))
    await socket.send(frame, text=True)


def _can_be_passed_over(frame: bytes) -> bool:
    """Whether it is news that a newer server may have, and no reply that somebody waits for."""
    try:
        return _Typed.model_validate_json(frame).type not in _REPLIES
    except ValidationError:
        return False


def _forget(reply: asyncio.Future[Ok]) -> None:
    """Let go of a reply that nobody waits for any more, without a complaint about its exception."""
    if not reply.cancel() and not reply.cancelled():
        reply.exception()
