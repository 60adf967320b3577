"""`quizterm account`: what people do about their own accounts."""

from typing import Annotated

import typer

from quizterm.cli.accounts.asking import Asking
from quizterm.cli.accounts.entering import change_password, checked_name
from quizterm.cli.accounts.secrets import Secrets
from quizterm.cli.accounts.signing_in import SignedIn, login_files
from quizterm.cli.accounts.wishes import wish
from quizterm.cli.accounts.words import devices_table, document
from quizterm.cli.exits import Exit, fail, run
from quizterm.cli.options import AsJson, Ephemeral, Insecure, PasswordStdin, Server
from quizterm.cli.output import in_one_line, put, put_document, say
from quizterm.cli.quiz.library.libraries import pushed_files
from quizterm.language import _
from quizterm.protocol.accounts import ChangeEmail, ChangeName, ListDevices, RevokeDevice
from quizterm.protocol.data import Account, Devices

app = typer.Typer(
    name="account",
    help="Look after your account on a server.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

NewName = Annotated[str, typer.Argument(metavar="NAME", help="The name from now on.")]
NewEmail = Annotated[
    str | None, typer.Argument(metavar="[ADDRESS]", help="The address from now on.", show_default=False)
]
Remove = Annotated[bool, typer.Option("--remove", help="Keep no address any more.")]
Mark = Annotated[str, typer.Argument(metavar="MARK", help="What quizterm account devices calls it.")]


@app.command("name")
def name(
    new: NewName,
    server: Server = None,
    insecure: Insecure = False,
    ephemeral: Ephemeral = False,
    password_stdin: PasswordStdin = False,
    as_json: AsJson = False,
) -> None:
    """Give your account another name.

    Asks for your password; with --password-stdin it is the first line of stdin.
    """
    asking, secrets = Asking(server, insecure, ephemeral), Secrets(from_stdin=password_stdin)
    account = run(_change_name(asking, new, secrets))
    done = _("Your account is called {name} now.").format(name=in_one_line(account.name))
    _tell(account, done, as_json=as_json)


@app.command("email")
def email(
    address: NewEmail = None,
    remove: Remove = False,
    server: Server = None,
    insecure: Insecure = False,
    ephemeral: Ephemeral = False,
    password_stdin: PasswordStdin = False,
    as_json: AsJson = False,
) -> None:
    """Give your account another e-mail address, or none.

    Asks for your password; with --password-stdin it is the first line of stdin.
    """
    if remove is bool(address):
        fail(Exit.USAGE, _("Give an address after the command, or --remove."))
    asking, secrets = Asking(server, insecure, ephemeral), Secrets(from_stdin=password_stdin)
    account = run(_change_email(asking, address or "", secrets))
    kept = in_one_line(account.email)
    done = _("Your e-mail address is {address} now.") if kept else _("No e-mail address is kept any more.")
    _tell(account, done.format(address=kept), as_json=as_json)


@app.command("password")
def password(
    server: Server = None,
    insecure: Insecure = False,
    ephemeral: Ephemeral = False,
    password_stdin: PasswordStdin = False,
    as_json: AsJson = False,
) -> None:
    """Give your account another password.

    All other devices are logged out. With --password-stdin the first line of stdin is the password until
    now, and the second one the new password.
    """
    asking, secrets = Asking(server, insecure, ephemeral), Secrets(from_stdin=password_stdin)
    account = run(_change_password(asking, secrets))
    _tell(account, _("Your password is changed, and all other devices are logged out."), as_json=as_json)


@app.command("devices")
def devices(
    server: Server = None, insecure: Insecure = False, ephemeral: Ephemeral = False, as_json: AsJson = False
) -> None:
    """List where your account is logged in."""
    told = run(Asking(server, insecure, ephemeral).ask_for(Devices, ListDevices))
    if as_json:
        put_document(document(told))
    else:
        put(devices_table(told.devices))


@app.command("revoke")
def revoke(
    mark: Mark,
    server: Server = None,
    insecure: Insecure = False,
    ephemeral: Ephemeral = False,
) -> None:
    """Log one device out, and close its connections."""
    written = mark.strip().upper()
    run(_revoke(Asking(server, insecure, ephemeral), written))
    say(_("The device {mark} is logged out.").format(mark=in_one_line(written)))


async def _change_name(asking: Asking, new: str, secrets: Secrets) -> Account:
    wanted = checked_name(new)
    async with asking.somebody() as somebody:
        request = wish(ChangeName, name=wanted, password=secrets.secret(_("Password")))
        async with somebody.desk() as desk:
            account = await desk.ask_for(Account, request)
    pushed_files().owner_renamed(somebody.address, somebody.name, account.name)
    if not asking.ephemeral:
        await _remember_name(somebody, account.name)
    return account


async def _remember_name(somebody: SignedIn, new: str) -> None:
    from dataclasses import replace

    from quizterm_client.accounts.renewal import held

    files = login_files()
    async with held(somebody.address, files):
        login = files.read(somebody.address)
        if login is not None:
            files.keep(replace(login, name=new))


async def _change_email(asking: Asking, address: str, secrets: Secrets) -> Account:
    async with asking.somebody() as somebody:
        request = wish(ChangeEmail, email=address, password=secrets.secret(_("Password")))
        async with somebody.desk() as desk:
            return await desk.ask_for(Account, request)


async def _change_password(asking: Asking, secrets: Secrets) -> Account:
    async with asking.somebody() as somebody:
        return await change_password(somebody, secrets.secret(_("Password until now")), secrets)


async def _revoke(asking: Asking, mark: str) -> None:
    request = wish(RevokeDevice, device=mark)
    async with asking.desk() as (desk, somebody):
        known = await desk.ask_for(Devices, wish(ListDevices))
        await desk.ask(request)
    if not asking.ephemeral and any(device.current and device.mark == mark for device in known.devices):
        login_files().forget(somebody.address)


def _tell(account: Account, sentence: str, *, as_json: bool) -> None:
    if as_json:
        put_document(document(account))
    else:
        say(sentence)
