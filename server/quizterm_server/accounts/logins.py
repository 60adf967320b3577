"""Logging in: with a password, with a refresh token, or with an access token."""

from dataclasses import replace
from typing import assert_never

from structlog.typing import FilteringBoundLogger

from quizterm.errors import ErrorCode, Refusal
from quizterm.language import N_
from quizterm.protocol import accounts
from quizterm.protocol.data import Data, Login
from quizterm.text import BadHandle, account_look, clean_handle
from quizterm_server.accounts.devices import CHANGED, Devices, Tokens
from quizterm_server.accounts.identity import DISABLED, Caller, Identity
from quizterm_server.accounts.passwords import Passwords
from quizterm_server.accounts.people import People, Person, to_wire
from quizterm_server.accounts.presence import HangUp
from quizterm_server.accounts.registration import Registration
from quizterm_server.accounts.signing import Signing
from quizterm_server.accounts.throttle import Throttle
from quizterm_server.storage.interface import NotStored

WRONG = N_("The name or the password is wrong.")
NO_MATCH = N_("This access token and its login do not belong together. Log in again: quizterm login")


class Logins:
    """Turns secrets into identities.

    Args:
        people: The accounts.
        passwords: Checks passwords.
        devices: Where people are logged in.
        signing: Reads access tokens.
        throttle: Lets those wait who guess.
        registration: Makes accounts.
        log: Where it is told who has logged in; by number, and never what was typed.
    """

    def __init__(
        self,
        people: People,
        passwords: Passwords,
        devices: Devices,
        signing: Signing,
        throttle: Throttle,
        registration: Registration,
        log: FilteringBoundLogger,
    ) -> None:
        self._people = people
        self._passwords = passwords
        self._devices = devices
        self._signing = signing
        self._throttle = throttle
        self._registration = registration
        self._log = log

    async def handle(
        self, message: accounts.Entrance, caller: Caller, own_line: HangUp
    ) -> tuple[Data, Identity]:
        """Log somebody in; `own_line` is the connection that asks, which gets its reply whatever ends.

        Raises:
            Refusal: They are not who they say, or nobody may log in like this.
            NotStored: The database cannot be used now.
        """
        match message:
            case accounts.Register():
                person, tokens = await self._registration.register(message, caller)
                self._log.info("registered", account=person.id, device=tokens.mark)
                return _told(person, tokens)
            case accounts.LogIn():
                person = await self._proven(message, caller)
                if person.disabled:
                    self._log.info("login_refused", account=person.id, why=ErrorCode.ACCOUNT_DISABLED)
                    raise Refusal(ErrorCode.ACCOUNT_DISABLED, DISABLED)
                return await self._enter(person, message.device, caller)
            case accounts.Refresh():
                account, tokens = await self._devices.refresh(message.token, caller.address, own_line)
                return _told(await self._person(account), tokens)
            case accounts.Authenticate():
                return await self._authenticated(message.token)
            case _:
                assert_never(message)

    async def identity(self, before: Identity) -> Identity:
        """Who somebody is who was let in before, as things are now.

        Raises:
            Refusal: The login is over, the account disabled, or what let them in is not trusted any more.
            NotStored: The database cannot be read now.
        """
        if before.key:
            self._signing.demand_known(before.key)
        return replace(await self._devices.identity(before.device), key=before.key)

    async def _enter(self, person: Person, label: str, caller: Caller) -> tuple[Data, Identity]:
        tokens = await self._devices.open(person.id, label, caller.address, verified=person.password)
        self._log.info("logged_in", account=person.id, device=tokens.mark)
        return _told(person, tokens)

    async def _proven(self, message: accounts.LogIn, caller: Caller) -> Person:
        """Whoever has this name and this password.

        Whatever is wrong, a hash is computed and the same is told, so that nobody learns who has an account.

        Raises:
            Refusal: Nobody has, or too many wrong passwords were tried.
        """
        async with self._throttle.attempt(_look(message.name), caller.address) as attempt:
            try:
                person = await self._people.find(message.name)
                encoded = None if person is None else person.password
                verdict = await self._passwords.verify(encoded, message.password)
            except (NotStored, Refusal):
                attempt.was_void()
                raise
            if person is None or not verdict.right:
                self._log.info("login_refused", account=person and person.id, why=ErrorCode.BAD_LOGIN)
                raise Refusal(ErrorCode.BAD_LOGIN, WRONG)
            attempt.was_right()
        return await self._hashed_anew(person, message.password) if verdict.stale else person

    async def _hashed_anew(self, person: Person, password: str) -> Person:
        """The same person, with a hash of their password as it is made today.

        Raises:
            Refusal: They have another password by now.
        """
        await self._people.rehash(person, await self._passwords.hash(password))
        person = await self._person(person.id)
        if not (await self._passwords.verify(person.password, password)).right:
            raise Refusal(ErrorCode.BAD_LOGIN, CHANGED)
        return person

    async def _authenticated(self, token: str) -> tuple[Data, Identity]:
        claims = self._signing.read(token)
        identity = await self._devices.identity(claims.device)
        if identity.account != claims.account:
            raise Refusal(ErrorCode.BAD_TOKEN, NO_MATCH)
        told = to_wire(await self._person(identity.account), identity.device)
        return told, replace(identity, key=claims.key)

    async def _person(self, account: int) -> Person:
        person = await self._people.by_id(account)
        if person is None:
            raise Refusal(ErrorCode.BAD_LOGIN, WRONG)
        return person


def _look(name: str) -> str:
    """What wrong passwords for a name are counted by, whether it can be one or not."""
    try:
        return account_look(clean_handle(name))
    except BadHandle:
        return name


def _told(person: Person, tokens: Tokens) -> tuple[Login, Identity]:
    login = Login(
        account=to_wire(person, tokens.mark),
        access=tokens.access,
        access_seconds=tokens.access_seconds,
        refresh=tokens.refresh,
    )
    return login, Identity(person.id, person.name, person.role, tokens.mark, person.must_change)
