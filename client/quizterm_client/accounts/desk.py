"""Asking a server about accounts and its library, on one connection, as somebody or as nobody."""

from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Protocol, TypeVar

from pydantic import ValidationError

from quizterm.errors import ErrorCode, Refusal
from quizterm.protocol.closing import CloseReason
from quizterm.protocol.messages import PLAY_PATH
from quizterm_client.addresses import Address, no_answer
from quizterm_client.connection import Line, LineBroken, LineSilent
from quizterm_client.entries import not_understood
from quizterm_client.patience import Patience

if TYPE_CHECKING:
    # A player's process, which asks for nothing, need not know what could be asked for.
    from quizterm.protocol.accounts import Authenticate, DeskRequest
    from quizterm.protocol.data import Data

NOT_GOOD = (
    ErrorCode.TOKEN_EXPIRED,
    ErrorCode.TOKEN_FOREIGN,
    ErrorCode.BAD_TOKEN,
    ErrorCode.TOKEN_REVOKED,
)
"""Refusals of an access token after which the refresh token is tried: clocks differ, keys are changed, and
whether the login is over is for the refresh token to say."""

_Told = TypeVar("_Told", bound="Data")


class Credentials(Protocol):
    """Who somebody is, as a source of access tokens."""

    def __call__(self, refused: str = "") -> Awaitable[str]:
        """Give a good access token, asking for a new one where the last has run out.

        Args:
            refused: An access token that the server has just refused: another one is needed.

        Raises:
            Refusal: The login is over.
            UnreachableSession, ConnectionError: The server could not be asked.
        """
        ...


class ClientDesk:
    """One connection on which requests are made; `open_desk` makes one."""

    def __init__(self, line: Line, address: Address) -> None:
        self._line = line
        self._address = address

    async def ask(self, request: "DeskRequest") -> "Data | None":
        """Make a request, and wait for what the server tells; `ref` is filled in.

        Raises:
            Refusal: The server said no, or that the login is over.
            NoServer: The server does not answer.
            ConnectionError: The line broke; the request may be done or not.
        """
        try:
            return (await self._line.request(request)).data
        except LineSilent:
            raise no_answer(self._address) from None
        except LineBroken:
            ending = await self._line.close()
            if ending.close == CloseReason.LOGGED_OUT and ending.message:
                raise Refusal(ErrorCode.TOKEN_REVOKED, ending.message) from None
            raise

    async def ask_for(self, kind: type[_Told], request: "DeskRequest") -> _Told:
        """Make a request that is answered by one kind of data.

        Raises: as `ask`; and a `Refusal` when the server's answer is another one.
        """
        told = await self.ask(request)
        if not isinstance(told, kind):
            raise not_understood()
        return told


@asynccontextmanager
async def open_desk(
    address: Address,
    credentials: Credentials | None,
    path: str = PLAY_PATH,
    *,
    patience: Patience | None = None,
) -> AsyncIterator[ClientDesk]:
    """A connection to ask on, as long as the context lasts.

    Args:
        address: The server.
        credentials: Whom to log in as; nobody if there are none.
        path: The door: what is larger than `PLAY_FRAME` bytes has to go through `HOST_PATH`.
        patience: How to wait.

    Raises:
        Refusal: The login is over, or the server takes nobody now.
        UnreachableSession, ConnectionError: There is no way to the server.
    """
    line = await Line.open(address, path, patience)
    desk = ClientDesk(line, address)
    try:
        if credentials is not None:
            await authenticate(desk, credentials)
        yield desk
    finally:
        await line.close()


async def authenticate(desk: ClientDesk, credentials: Credentials) -> None:
    """Log a connection in; with another token if the first one is not good any more.

    Raises:
        Refusal: The login is over.
        UnreachableSession, ConnectionError: The server could not be asked.
    """
    token = await credentials()
    try:
        await desk.ask(_with(token))
    except Refusal as refusal:
        if refusal.code not in NOT_GOOD:
            raise
        await desk.ask(_with(await credentials(refused=token)))


def _with(token: str) -> "Authenticate":
    """The request to be let in with an access token.

    Raises:
        Refusal: What the server once gave is none.
    """
    from quizterm.protocol.accounts import Authenticate

    try:
        return Authenticate(ref=0, token=token)
    except ValidationError:
        raise not_understood() from None
