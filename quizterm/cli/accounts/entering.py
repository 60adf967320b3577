"""Logging in with a password."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

from quizterm.cli.accounts.secrets import Secrets, has_typist
from quizterm.cli.accounts.signing_in import SignedIn, demand_encryption
from quizterm.cli.accounts.wishes import wish
from quizterm.cli.output import say
from quizterm.errors import ErrorCode, Refusal
from quizterm.protocol.accounts import ChangePassword, LogIn, LogOut
from quizterm.protocol.data import Account, Login

if TYPE_CHECKING:
    from quizterm_client.accounts.desk import ClientDesk
    from quizterm_client.addresses import Address

TRIES = 3
"""How often a person may try a password, or choose one."""

NEW_PASSWORD = "New password"
_BETTER = (ErrorCode.WEAK_PASSWORD, ErrorCode.PASSWORD_TOO_LONG)


async def knock(address: "Address") -> None:
    """See that a server is there, before anybody types a secret in vain.

    Raises:
        Refusal, UnreachableSession, ConnectionError: It is not, or takes nobody now.
    """
    from quizterm_client.accounts.desk import open_desk
    from quizterm_client.addresses import NoServer

    try:
        async with open_desk(address, None):
            pass
    except NoServer as problem:
        raise NoServer(
            f"{problem} Another one is named by --server, QUIZTERM_SERVER or the config file."
        ) from None


async def log_in(address: "Address", name: str | None, secrets: Secrets, device: str) -> Login:
    """Ask for what is missing and log in; whoever can be asked may mistype the password.

    Raises:
        Refusal, UnreachableSession, ConnectionError: It does not work.
    """
    from quizterm_client.accounts.desk import open_desk

    who = secrets.name("Account", name)
    for attempt in range(1, TRIES + 1):
        password = secrets.secret("Password")
        try:
            async with open_desk(address, None) as desk:
                login = await desk.ask_for(Login, wish(LogIn, name=who, password=password, device=device))
                return await with_own_password(desk, login, password, secrets)
        except Refusal as refusal:
            if refusal.code is not ErrorCode.BAD_LOGIN or not secrets.asks or attempt == TRIES:
                raise
            say(refusal.message)
    raise AssertionError("unreachable")


async def with_own_password(desk: "ClientDesk", login: Login, password: str, secrets: Secrets) -> Login:
    """See that the password of a login that was just made is one that its owner has chosen."""
    if not login.account.must_change_password:
        return login
    say("Your password was set by an admin. Choose another one now.")
    account = await change_password(desk, password, secrets)
    return login.model_copy(update={"account": account})


async def change_password(desk: "ClientDesk", password: str, secrets: Secrets) -> Account:
    """Ask for a new password until the server takes one.

    Raises:
        Refusal, ConnectionError: It does not work.
    """
    for attempt in range(1, TRIES + 1):
        chosen = secrets.new_secret(NEW_PASSWORD)
        try:
            return await desk.ask_for(Account, wish(ChangePassword, password=password, new_password=chosen))
        except Refusal as refusal:
            if refusal.code not in _BETTER or not secrets.asks or attempt == TRIES:
                raise
            say(refusal.message)
    raise AssertionError("unreachable")


@asynccontextmanager
async def passing(address: "Address", *, insecure: bool) -> AsyncIterator[SignedIn]:
    """Be who says their password, until the context ends.

    Raises:
        Refusal, UnreachableSession, ConnectionError: It does not work.
    """
    from quizterm_client.accounts.devices import device_label
    from quizterm_client.accounts.renewal import PassingCredentials, stored_from
    from quizterm_client.wakefulness import time_of_day

    demand_encryption(address, insecure=insecure)
    await knock(address)
    device = device_label()
    login = await log_in(address, None, Secrets(from_stdin=not has_typist()), device)
    stored = stored_from(address, login, device, time_of_day().timestamp())
    somebody = SignedIn(address, PassingCredentials(stored), stored.name)
    try:
        yield somebody
    finally:
        with suppress(Refusal, ConnectionError):
            async with somebody.desk() as desk:
                await desk.ask(wish(LogOut))
