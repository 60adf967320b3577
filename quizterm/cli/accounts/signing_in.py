"""Being somebody on a server: what every command that needs an account does first."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizterm.cli.exits import Exit, fail
from quizterm.cli.output import say
from quizterm.cli.places import Machine, configured_server
from quizterm.errors import Refusal
from quizterm.language import _
from quizterm.protocol.messages import PLAY_PATH

if TYPE_CHECKING:
    from quizterm_client.accounts.desk import ClientDesk, Credentials
    from quizterm_client.accounts.logins import LoginFiles
    from quizterm_client.addresses import Address


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Somebody with an account on a server."""

    address: "Address"
    credentials: "Credentials"
    name: str
    """Of the account, as it was when the server told it last."""

    def desk(self, path: str = PLAY_PATH) -> "AbstractAsyncContextManager[ClientDesk]":
        """A connection on which to ask as this account."""
        from quizterm_client.accounts.desk import open_desk

        return open_desk(self.address, self.credentials, path)


@asynccontextmanager
async def signed_in(
    machine: Machine, server: str | None, *, insecure: bool, ephemeral: bool
) -> AsyncIterator[SignedIn]:
    """Be who is logged in here, or who says their password for this once; ends the command with a sentence.

    Args:
        machine: Knows the settings.
        server: As typed; `None` for the configured one, or else the one where somebody is logged in.
        insecure: Allow an unencrypted line.
        ephemeral: Ask for account and password, keep nothing, and log out in the end.

    Raises:
        Refusal: Nobody is logged in there, or the login is over.
        BadTarget, UnreachableSession, ConnectionError: There is no way to the server.
    """
    if ephemeral:
        from quizterm.cli.accounts.entering import passing

        async with passing(login_server(machine, server), insecure=insecure) as somebody:
            yield somebody
        return
    from quizterm_client.accounts.renewal import NotLoggedIn, StoredCredentials

    files = login_files()
    address = account_server(machine, server, files)
    demand_encryption(address, insecure=insecure)
    login = files.read(address)
    if login is None:
        raise NotLoggedIn(address)
    yield SignedIn(address, StoredCredentials(address, files), login.name)


async def signed_in_if_possible(address: "Address", *, insecure: bool = False) -> SignedIn | None:
    """Be who is logged in on a server, where that needs no question; never fails because of an account.

    `None` for a guest.
    """
    with suppress(Refusal):
        files = login_files()
        login = files.read(address)
        if login is None:
            return None
        if not is_safe(address, insecure=insecure):
            sentence = _("You come in as a guest, because the line to {server} is not encrypted.")
            say(sentence.format(server=address))
            return None
        from quizterm_client.accounts.renewal import StoredCredentials

        return SignedIn(address, StoredCredentials(address, files), login.name)
    return None


def login_files() -> "LoginFiles":
    """The logins that are kept on this machine.

    Raises:
        CannotKeepLogin: The state folder is not a safe place.
    """
    from quizterm_client.accounts.logins import LoginFiles
    from quizterm_client.store import state_folder

    return LoginFiles(state_folder())


def login_server(machine: Machine, option: str | None) -> "Address":
    """The server to log in on: the one that is named, or the one on this machine.

    Raises:
        BadTarget: The option names no server.
    """
    from quizterm_client.addresses import LOOPBACK, Address

    return configured_server(machine, option) or Address(LOOPBACK)


def account_server(machine: Machine, option: str | None, files: "LoginFiles") -> "Address":
    """The server to be somebody on: the one that is named, or else the one where somebody is logged in.

    Raises:
        BadTarget: The option names no server.
    """
    named = configured_server(machine, option)
    if named is not None:
        return named
    known = [login.server for login in files.all()]
    if len(known) > 1:
        places = ", ".join(map(str, known))
        sentence = _("You are logged in on several servers; say with --server which you mean: {servers}.")
        fail(Exit.USAGE, sentence.format(servers=places))
    return known[0] if known else login_server(machine, None)


def is_safe(address: "Address", *, insecure: bool) -> bool:
    """Whether a secret may be sent there."""
    return address.secure or address.is_local or insecure


def demand_encryption(address: "Address", *, insecure: bool) -> None:
    """End the command when a secret would go over the network for everybody to read."""
    if not is_safe(address, insecure=insecure):
        sentence = _(
            "The line to {server} is not encrypted, so that others could read your password there; "
            "use wss://{server}, or give --insecure each time."
        )
        fail(Exit.UNENCRYPTED, sentence.format(server=address))
