"""Staying logged in: access tokens that are renewed, and refresh tokens that are used once."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial

from quizterm.errors import ErrorCode, Refusal
from quizterm.language import _
from quizterm.protocol.accounts import Refresh
from quizterm.protocol.data import Login
from quizterm_client.accounts.desk import open_desk
from quizterm_client.accounts.logins import LoginFiles, StoredLogin
from quizterm_client.addresses import Address, NoServer
from quizterm_client.greeting import BrokenOff
from quizterm_client.patience import Patience
from quizterm_client.wakefulness import Wall, time_of_day

QUICK = Patience(entering=4.0, reply=4.0)
"""Whoever lost the reply to a refresh gets it once more, but only within ten seconds."""
HELD = 30.0
"""Seconds to wait for another process that refreshes the same login."""
_LOOK = 0.05
"""Seconds between two looks at whether it has done so."""
_SPENT = 0.9
"""The part of an access token's life in which it is used."""

OVER = (
    ErrorCode.BAD_TOKEN,
    ErrorCode.TOKEN_EXPIRED,
    ErrorCode.TOKEN_REVOKED,
    ErrorCode.TOKEN_FOREIGN,
    ErrorCode.LOGIN_NEEDED,
)
"""Refusals of a refresh token after which only a password helps."""

Sleep = Callable[[float], Awaitable[None]]


_COMMAND = "quizterm login"  # untranslated: a command
"""How a server ends what it says of a login that is over; it does not know how it is called here."""


class NotLoggedIn(Refusal):
    """Nobody is logged in on a server from here, or the login there is over.

    Args:
        server: Where.
        sentence: Why, as the server says it; empty if it was not asked.
    """

    def __init__(self, server: Address, sentence: str = "") -> None:
        super().__init__(ErrorCode.LOGIN_NEEDED, _why(server, sentence))


def _why(server: Address, sentence: str) -> str:
    if not sentence:
        words = _("You are not logged in on {server}. Log in: quizterm login --server {server}")
        return words.format(server=server)
    reason, command, _rest = sentence.partition(_COMMAND)
    if command:
        return f"{reason}{command} --server {server}"
    return _("{reason} Log in again: quizterm login --server {server}").format(reason=reason, server=server)


def stored_from(server: Address, login: Login, device: str, now: float) -> StoredLogin:
    """What is kept of a login.

    Args:
        server: Where it is.
        login: What the server told.
        device: What this machine calls itself there.
        now: Seconds since 1970.
    """
    until = now + login.access_seconds * _SPENT
    return StoredLogin(server, login.account.name, device, login.refresh, login.access, until)


class StoredCredentials:
    """The credentials of a login that is kept on this machine, for every process that uses it.

    Args:
        server: Where somebody is logged in.
        files: Keeps the login.
        wall: The time of day.
        sleep: Waits while another process refreshes.
    """

    def __init__(
        self, server: Address, files: LoginFiles, *, wall: Wall = time_of_day, sleep: Sleep = asyncio.sleep
    ) -> None:
        self._server = server
        self._files = files
        self._wall = wall
        self._sleep = sleep

    async def __call__(self, refused: str = "") -> str:
        """Give a good access token; see `Credentials`."""
        login = self._stored()
        if self._is_good(login, refused):
            return login.access
        async with held(self._server, self._files, self._sleep):
            login = self._stored()  # whoever held it before has probably refreshed
            return login.access if self._is_good(login, refused) else await self._refresh(login)

    def _stored(self) -> StoredLogin:
        login = self._files.read(self._server)
        if login is None:
            raise NotLoggedIn(self._server)
        # How the server is spoken to is for this command to say, and not for the one that logged in.
        return replace(login, server=self._server)

    def _is_good(self, login: StoredLogin, refused: str) -> bool:
        return login.access not in ("", refused) and self._wall().timestamp() < login.access_until

    async def _refresh(self, login: StoredLogin) -> str:
        self._files.keep(login)  # a disk that is full shows itself before the token is spent
        try:
            return (await refreshed(login, partial(self._keep, login.device))).access
        except Refusal as refusal:
            if refusal.code not in OVER:
                raise
            if refusal.code in (ErrorCode.TOKEN_EXPIRED, ErrorCode.TOKEN_REVOKED):
                self._files.forget(self._server)
            raise NotLoggedIn(self._server, refusal.message) from None

    def _keep(self, device: str, told: Login) -> StoredLogin:
        """Store the next tokens, so that they are on the disk before anybody uses them."""
        fresh = stored_from(self._server, told, device, self._wall().timestamp())
        self._files.keep(fresh)
        return fresh


async def refreshed(login: StoredLogin, keep: Callable[[Login], StoredLogin]) -> StoredLogin:
    """Exchange a refresh token for the next one.

    Args:
        login: With the token, which is used up by this.
        keep: Takes what the server tells, before anything else is done.

    Raises:
        Refusal: The login is over, or the server takes nobody now.
        UnreachableSession, ConnectionError: The server could not be asked, or its reply was lost twice.
    """
    try:
        return await _refreshed(login, keep)
    except (ConnectionError, NoServer, BrokenOff):
        return await _refreshed(login, keep)


async def _refreshed(login: StoredLogin, keep: Callable[[Login], StoredLogin]) -> StoredLogin:
    async with open_desk(login.server, None, patience=QUICK) as desk:
        return keep(await desk.ask_for(Login, Refresh(ref=0, token=login.refresh)))


@asynccontextmanager
async def held(server: Address, files: LoginFiles, sleep: Sleep = asyncio.sleep) -> AsyncIterator[None]:
    """Be the only process that changes a login, as long as the context lasts.

    Raises:
        NoServer: Another process is at it for too long.
        CannotKeepLogin: The rights do not allow it.
    """
    waited = 0.0
    while (grip := files.grip(server)) is None:
        if waited >= HELD:
            words = _("Another QuizTerm here still waits for the server at {server}. Try again.")
            raise NoServer(words.format(server=server))
        await sleep(_LOOK)
        waited += _LOOK
    try:
        yield
    finally:
        grip.release()


class PassingCredentials:
    """The credentials of a login that is kept nowhere and ends with this process.

    Args:
        login: As it was told.
        wall: The time of day.
    """

    def __init__(self, login: StoredLogin, *, wall: Wall = time_of_day) -> None:
        self._login = login
        self._wall = wall
        self._refreshing = asyncio.Lock()

    async def __call__(self, refused: str = "") -> str:
        """Give a good access token; see `Credentials`."""
        async with self._refreshing:
            login = self._login
            if login.access == refused or self._wall().timestamp() >= login.access_until:
                self._login = await refreshed(login, partial(self._next, login))
            return self._login.access

    def _next(self, login: StoredLogin, told: Login) -> StoredLogin:
        return stored_from(login.server, told, login.device, self._wall().timestamp())
