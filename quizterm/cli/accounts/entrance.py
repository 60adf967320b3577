"""`quizterm register` and `login`."""

from typing import TYPE_CHECKING, Annotated

import typer

from quizterm.cli.accounts.entering import in_passing, knock, log_in, take_leave, with_own_password
from quizterm.cli.accounts.entering import register as make_account
from quizterm.cli.accounts.secrets import Secrets
from quizterm.cli.accounts.signing_in import SignedIn, login_files, login_server
from quizterm.cli.accounts.words import document, who
from quizterm.cli.exits import run
from quizterm.cli.options import AsJson, Email, Insecure, PasswordStdin, Server
from quizterm.cli.output import put_document, say
from quizterm.cli.places import this_machine
from quizterm.errors import Refusal
from quizterm.language import _
from quizterm.protocol.data import Account, Login

if TYPE_CHECKING:
    from quizterm_client.accounts.logins import LoginFiles
    from quizterm_client.addresses import Address

Name = Annotated[
    str | None, typer.Argument(metavar="[NAME]", help="The name of the account.", show_default=False)
]
NewName = Annotated[
    str | None,
    typer.Argument(
        metavar="[NAME]",
        help="The name of the account that is made; of letters, digits and . - _ between them.",
        show_default=False,
    ),
]
NoLogin = Annotated[
    bool, typer.Option("--ephemeral", help="Make the account, and keep no login on this machine.")
]


def register(
    name: NewName = None,
    email: Email = "",
    server: Server = None,
    insecure: Insecure = False,
    ephemeral: NoLogin = False,
    password_stdin: PasswordStdin = False,
    as_json: AsJson = False,
) -> None:
    """Make an account on a server, and log in with it.

    Asks for a password, and for the invitation code that many servers want. With --password-stdin the first
    line of stdin is the password, and the second one, where there is one, the code.
    """
    secrets = Secrets(from_stdin=password_stdin)
    address, account = run(_register(name, email, secrets, server, insecure=insecure, ephemeral=ephemeral))
    made = _("Made the account {who}.") if ephemeral else _("Made the account, and logged in as {who}.")
    _tell(address, account, made, as_json=as_json)


def login(
    name: Name = None,
    server: Server = None,
    insecure: Insecure = False,
    password_stdin: PasswordStdin = False,
    as_json: AsJson = False,
) -> None:
    """Log in on a server with a password.

    The login is kept in a private file on this machine until you log out. With --password-stdin the first
    line of stdin is the password, and the second one a new password where an admin has set the first.
    """
    address, account = run(_login(name, Secrets(from_stdin=password_stdin), server, insecure=insecure))
    _tell(address, account, _("Logged in as {who}."), as_json=as_json)


async def _register(
    name: str | None, email: str, secrets: Secrets, server: str | None, *, insecure: bool, ephemeral: bool
) -> "tuple[Address, Account]":
    from quizterm_client.accounts.devices import device_label

    address = login_server(this_machine(), server)
    files = None if ephemeral else login_files()
    await knock(address, insecure=insecure)
    device = device_label()
    made = await make_account(address, name, email, secrets, device)
    await _keep(address, made, device, files)
    return address, made.account


async def _login(
    name: str | None, secrets: Secrets, server: str | None, *, insecure: bool
) -> "tuple[Address, Account]":
    from quizterm_client.accounts.devices import device_label

    address = login_server(this_machine(), server)
    files = login_files()
    await knock(address, insecure=insecure)
    device = device_label()
    told, password = await log_in(address, name, secrets, device)
    somebody = await _keep(address, told, device, files)
    return address, await with_own_password(somebody, told.account, password, secrets)


async def _keep(address: "Address", login: Login, device: str, files: "LoginFiles | None") -> SignedIn:
    """Store a login in the place of the one before, which ends; one that is not stored ends itself.

    Raises:
        CannotKeepLogin: It cannot be stored.
        NoServer: Another process renews the login before for too long.
    """
    from quizterm_client.accounts.renewal import StoredCredentials, held, stored_from
    from quizterm_client.addresses import UnreachableSession
    from quizterm_client.wakefulness import time_of_day

    stored = stored_from(address, login, device, time_of_day().timestamp())
    if files is None:
        await take_leave(in_passing(stored))
        return in_passing(stored)
    try:
        async with held(address, files):
            before = files.read(address)
            files.keep(stored)
    except (Refusal, UnreachableSession):
        await take_leave(in_passing(stored))
        raise
    if before is not None:
        await take_leave(in_passing(before))
    return SignedIn(address, StoredCredentials(address, files), stored.name)


def _tell(address: "Address", account: Account, done: str, *, as_json: bool) -> None:
    if as_json:
        put_document(document(account, server=str(address)))
    else:
        say(done.format(who=who(account, address)))
