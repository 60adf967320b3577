"""Logging in with a password, and making the account for it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

from quizterm.cli.accounts.secrets import Secrets, has_typist
from quizterm.cli.accounts.signing_in import SignedIn, demand_encryption
from quizterm.cli.accounts.wishes import wish
from quizterm.cli.output import say
from quizterm.errors import ErrorCode, Refusal
from quizterm.language import N_, _, heard
from quizterm.protocol.accounts import ChangePassword, LogIn, LogOut, Register
from quizterm.protocol.data import Account, Login
from quizterm.text.handles import BadHandle, clean_handle

if TYPE_CHECKING:
    from quizterm_client.accounts.logins import StoredLogin
    from quizterm_client.addresses import Address

TRIES = 3
"""How often a person may type something that is wrong."""

RESET = N_("Your password was set by an admin. Choose another one now.")

_BETTER_NAME = (ErrorCode.BAD_ACCOUNT_NAME, ErrorCode.ACCOUNT_TAKEN)
BETTER_PASSWORD = (ErrorCode.WEAK_PASSWORD, ErrorCode.PASSWORD_TOO_LONG)
"""What is wrong with a password that somebody has chosen, and may choose anew."""


async def knock(address: "Address", *, insecure: bool) -> None:
    """See that a server is there and a secret may be sent to it, before anybody types one in vain.

    Raises:
        Refusal, UnreachableSession, ConnectionError: It is not, or takes nobody now.
    """
    from quizterm_client.accounts.desk import open_desk
    from quizterm_client.addresses import LOOPBACK, Address, NoServer

    demand_encryption(address, insecure=insecure)
    try:
        async with open_desk(address, None):
            pass
    except NoServer as problem:
        if address != Address(LOOPBACK):
            raise
        another = _("Another one is named by --server or QUIZTERM_SERVER.")
        raise NoServer(f"{problem} {another}") from None


async def log_in(address: "Address", name: str | None, secrets: Secrets, device: str) -> tuple[Login, str]:
    """Ask for what is missing and log in; returns the password as well.

    Nothing is asked for while a connection is open: a server gives up who stays silent for long.

    Raises:
        Refusal, UnreachableSession, ConnectionError: It does not work.
    """
    from quizterm_client.accounts.desk import open_desk

    who = secrets.name(_("Account"), name)
    left = TRIES
    while True:
        left -= 1
        password = secrets.secret(_("Password"))
        try:
            async with open_desk(address, None) as desk:
                return await desk.ask_for(
                    Login, wish(LogIn, name=who, password=password, device=device)
                ), password
        except Refusal as refusal:
            if refusal.code is not ErrorCode.BAD_LOGIN or not (secrets.asks and left):
                raise
            say(heard(refusal.message))


async def register(address: "Address", name: str | None, email: str, secrets: Secrets, device: str) -> Login:
    """Ask for what is missing and make an account; whoever can be asked may correct what is refused.

    Raises:
        Refusal, UnreachableSession, ConnectionError: It does not work.
    """
    from quizterm_client.accounts.desk import open_desk

    who = checked_name(secrets.name(_("Name of the new account"), name))
    password = secrets.new_secret(_("Password"))
    invite = secrets.secret_or_nothing(_("Invitation code, if you have one"))
    left = TRIES
    while True:
        left -= 1
        request = wish(Register, name=who, password=password, email=email, invite=invite, device=device)
        try:
            async with open_desk(address, None) as desk:
                return await desk.ask_for(Login, request)
        except Refusal as refusal:
            wrong = refusal
        if not (secrets.asks and left):
            raise wrong
        if wrong.code in _BETTER_NAME:
            say(heard(wrong.message))
            who = secrets.name(_("Name of the new account"))
        elif wrong.code in BETTER_PASSWORD:
            say(heard(wrong.message))
            password = secrets.new_secret(_("Password"))
        elif wrong.code is ErrorCode.BAD_INVITE:
            say(heard(wrong.message))
            invite = secrets.secret(_("Invitation code"))
        else:
            raise wrong


async def change_password(somebody: SignedIn, password: str, secrets: Secrets) -> Account:
    """Ask for a new password until the server takes one.

    Raises:
        Refusal, UnreachableSession, ConnectionError: It does not work.
    """
    left = TRIES
    while True:
        left -= 1
        chosen = secrets.new_secret(_("New password"))
        try:
            async with somebody.desk() as desk:
                return await desk.ask_for(
                    Account, wish(ChangePassword, password=password, new_password=chosen)
                )
        except Refusal as refusal:
            if refusal.code not in BETTER_PASSWORD or not (secrets.asks and left):
                raise
            say(heard(refusal.message))


async def with_own_password(somebody: SignedIn, account: Account, password: str, secrets: Secrets) -> Account:
    """See that the password of somebody who has just logged in is one of their own choice.

    Raises: as `change_password`.
    """
    if not account.must_change_password:
        return account
    say(_(RESET))
    return await change_password(somebody, password, secrets)


@asynccontextmanager
async def passing(address: "Address", *, insecure: bool) -> AsyncIterator[SignedIn]:
    """Be who says their password, until the context ends.

    Without a terminal, name and password are the first two lines of stdin.

    Raises:
        Refusal, UnreachableSession, ConnectionError: It does not work.
    """
    from quizterm_client.accounts.devices import device_label
    from quizterm_client.accounts.renewal import stored_from
    from quizterm_client.wakefulness import time_of_day

    await knock(address, insecure=insecure)
    secrets, device = Secrets(from_stdin=not has_typist()), device_label()
    login, password = await log_in(address, None, secrets, device)
    stored = stored_from(address, login, device, time_of_day().timestamp())
    somebody = in_passing(stored)
    try:
        await with_own_password(somebody, login.account, password, secrets)
        yield somebody
    finally:
        await take_leave(somebody)


async def take_leave(somebody: SignedIn) -> None:
    """End a login of which nothing is kept here, as well as that goes."""
    from quizterm_client.addresses import UnreachableSession

    with suppress(Refusal, ConnectionError, UnreachableSession):
        async with somebody.desk() as desk:
            await desk.ask(wish(LogOut))


def in_passing(login: "StoredLogin") -> SignedIn:
    """Whoever a login belongs to that is not kept here, or no longer."""
    from quizterm_client.accounts.renewal import PassingCredentials

    return SignedIn(login.server, PassingCredentials(login), login.name)


def checked_name(name: str) -> str:
    """A name that an account can have, before a password is typed for it.

    Raises:
        Refusal: None can have it.
    """
    try:
        return clean_handle(name)
    except BadHandle as problem:
        raise Refusal(ErrorCode.BAD_ACCOUNT_NAME, str(problem)) from None
