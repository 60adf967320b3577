"""`quizterm logout` and `whoami`."""

from typing import TYPE_CHECKING, Annotated

import typer

from quizterm.cli.accounts.asking import Asking
from quizterm.cli.accounts.signing_in import SignedIn, account_server, demand_encryption, login_files
from quizterm.cli.accounts.wishes import wish
from quizterm.cli.accounts.words import CHANGE_FIRST, document, who
from quizterm.cli.exits import Exit, explained, fail, run
from quizterm.cli.options import AsJson, Ephemeral, Insecure, Server
from quizterm.cli.output import in_one_line, put, put_document, say
from quizterm.cli.places import this_machine
from quizterm.language import _
from quizterm.protocol.accounts import LogOut, WhoAmI
from quizterm.protocol.data import Account

if TYPE_CHECKING:
    from quizterm_client.accounts.logins import LoginFiles, StoredLogin
    from quizterm_client.addresses import Address

All = Annotated[bool, typer.Option("--all", help="Log out on all devices, everywhere.")]


def logout(everywhere: All = False, server: Server = None, insecure: Insecure = False) -> None:
    """Log out on a server, and forget the login here.

    It is forgotten here even when the server cannot be told.
    """
    run(_logout(server, everywhere=everywhere, insecure=insecure))


def whoami(
    server: Server = None, insecure: Insecure = False, ephemeral: Ephemeral = False, as_json: AsJson = False
) -> None:
    """Tell as whom you are logged in, and where."""
    account, address = run(_whoami(Asking(server, insecure, ephemeral)))
    if as_json:
        put_document(document(account, server=str(address)))
    else:
        put(who(account, address))
        if account.must_change_password:
            say(_(CHANGE_FIRST))


async def _whoami(asking: Asking) -> "tuple[Account, Address]":
    async with asking.desk() as (desk, somebody):
        return await desk.ask_for(Account, wish(WhoAmI)), somebody.address


async def _logout(server: str | None, *, everywhere: bool, insecure: bool) -> None:
    files = login_files()
    address = account_server(this_machine(), server, files)
    demand_encryption(address, insecure=insecure)
    login = files.read(address)
    if login is None:
        files.forget(address)  # whatever is there is of no use
        fail(Exit.NOT_LOGGED_IN, _("Nobody is logged in on {server} from here.").format(server=address))
    with explained():
        await _end(login, files, everywhere=everywhere)
    if everywhere:
        done = _("{name} is logged out on all devices, on {server}.")
    else:
        done = _("{name} is logged out here, on {server}.")
    say(done.format(name=in_one_line(login.name), server=address))


async def _end(login: "StoredLogin", files: "LoginFiles", *, everywhere: bool) -> None:
    """Tell the server, and forget the login whatever it says.

    Raises:
        Refusal, UnreachableSession, ConnectionError: The server was not told.
    """
    from quizterm_client.accounts.renewal import NotLoggedIn, StoredCredentials
    from quizterm_client.addresses import UnreachableSession

    address = login.server
    somebody = SignedIn(address, StoredCredentials(address, files), login.name)
    try:
        async with somebody.desk() as desk:
            await desk.ask(wish(LogOut, everywhere=everywhere))
    except NotLoggedIn:
        if everywhere:
            raise
    except (UnreachableSession, ConnectionError):
        say(_("The login is forgotten here, but goes on at the server until it runs out."))
        raise
    finally:
        await _forget(address, files)


async def _forget(address: "Address", files: "LoginFiles") -> None:
    """Leave nothing of the login here, also where no process can keep others away meanwhile.

    Raises:
        CannotForgetLogin: It cannot be removed.
    """
    from quizterm_client.accounts.logins import CannotKeepLogin
    from quizterm_client.accounts.renewal import held

    try:
        async with held(address, files):
            files.forget(address)
    except CannotKeepLogin:
        files.forget(address)
