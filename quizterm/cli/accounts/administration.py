"""`quizterm admin`: what admins do about the accounts of a server, from anywhere."""

from typing import Annotated

import typer

from quizterm.cli.accounts.asking import Asking
from quizterm.cli.accounts.console import OnConsole, create, promote_here, reset_here, rotate_key
from quizterm.cli.accounts.wishes import wish
from quizterm.cli.accounts.words import accounts_table, called, day, document, invites_table, may_do
from quizterm.cli.databases import database_explained
from quizterm.cli.exits import run
from quizterm.cli.options import AsJson, Ephemeral, Insecure, Server
from quizterm.cli.output import in_one_line, put, put_document, say
from quizterm.language import _, ngettext
from quizterm.protocol.accounts import (
    AccountRole,
    ListAccounts,
    ListInvites,
    MakeInvite,
    ResetPassword,
    RevokeInvite,
    SetDisabled,
    SetRole,
)
from quizterm.protocol.data import Account, Accounts, Invite, Invites, NewPassword

app = typer.Typer(
    name="admin",
    help="Look after the accounts of a server.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.command("create")(create)

Name = Annotated[str, typer.Argument(metavar="NAME", help="The name of the account.")]
Search = Annotated[
    str, typer.Option("--search", metavar="TEXT", help="Only names that hold this.", show_default=False)
]
NewRole = Annotated[AccountRole, typer.Option("--role", help="What the account may do from now on.")]
InvitedRole = Annotated[AccountRole, typer.Option("--role", help="What the new accounts may do.")]
Uses = Annotated[int, typer.Option("--uses", min=1, max=10_000, help="How many accounts it makes.")]
Days = Annotated[int, typer.Option("--days", min=1, max=366, help="How many days it is good for.")]
Number = Annotated[int, typer.Argument(metavar="NUMBER", min=0, help="Its number in the list.")]


@app.command("list")
def list_accounts(
    search: Search = "",
    server: Server = None,
    insecure: Insecure = False,
    ephemeral: Ephemeral = False,
    as_json: AsJson = False,
) -> None:
    """List the accounts of the server."""
    accounts = run(_accounts(Asking(server, insecure, ephemeral), search))
    if as_json:
        put_document({"accounts": [document(account) for account in accounts]})
    elif accounts:
        put(accounts_table(accounts))
    else:
        say(_("No account has such a name."))


@app.command("disable")
def disable(
    name: Name,
    server: Server = None,
    insecure: Insecure = False,
    ephemeral: Ephemeral = False,
    as_json: AsJson = False,
) -> None:
    """Close an account, which ends all its logins."""
    asking = Asking(server, insecure, ephemeral)
    account = run(asking.ask_for(Account, SetDisabled, name=name, disabled=True))
    done = _("{name} is disabled, and logged out everywhere.").format(name=in_one_line(account.name))
    _tell(account, done, as_json=as_json)


@app.command("enable")
def enable(
    name: Name,
    server: Server = None,
    insecure: Insecure = False,
    ephemeral: Ephemeral = False,
    as_json: AsJson = False,
) -> None:
    """Open an account that was disabled."""
    asking = Asking(server, insecure, ephemeral)
    account = run(asking.ask_for(Account, SetDisabled, name=name, disabled=False))
    done = _("{name} can log in again.").format(name=in_one_line(account.name))
    _tell(account, done, as_json=as_json)


@app.command("promote")
def promote(
    name: Name,
    role: NewRole,
    database: OnConsole = None,
    server: Server = None,
    insecure: Insecure = False,
    ephemeral: Ephemeral = False,
    as_json: AsJson = False,
) -> None:
    """Let an account do more, or less."""
    if database is not None:
        with database_explained():
            run(promote_here(database, name, role))
        say(_("{name} has the role {role} now.").format(name=in_one_line(name), role=called(role)))
        return
    account = run(Asking(server, insecure, ephemeral).ask_for(Account, SetRole, name=name, role=role))
    _tell(account, may_do(account), as_json=as_json)


@app.command("reset")
def reset(
    name: Name,
    database: OnConsole = None,
    server: Server = None,
    insecure: Insecure = False,
    ephemeral: Ephemeral = False,
    as_json: AsJson = False,
) -> None:
    """Give an account a new password, and end its logins.

    The password is printed this once; its owner has to choose another one with it.
    """
    if database is not None:
        with database_explained():
            told = NewPassword(name=name, password=run(reset_here(database, name)))
    else:
        told = run(Asking(server, insecure, ephemeral).ask_for(NewPassword, ResetPassword, name=name))
    if as_json:
        put_document(document(told))
    else:
        sentence = _("{name} logs in with this once, and chooses another password then:")
        say(sentence.format(name=in_one_line(told.name)))
        put(in_one_line(told.password))


@app.command("invite")
def invite(
    role: InvitedRole = AccountRole.TEACHER,
    uses: Uses = 1,
    days: Days = 14,
    server: Server = None,
    insecure: Insecure = False,
    ephemeral: Ephemeral = False,
    as_json: AsJson = False,
) -> None:
    """Make a code to register with.

    It is printed this once.
    """
    asking = Asking(server, insecure, ephemeral)
    told = run(asking.ask_for(Invite, MakeInvite, role=role, uses=uses, days=days))
    if as_json:
        put_document(document(told))
    else:
        sentence = ngettext(
            "Good until {day} for 1 account ({role}), with quizterm register:",
            "Good until {day} for {number} accounts ({role}), with quizterm register:",
            told.uses_left,
        )
        until, number = day(told.expires_at), f"{told.uses_left:,}"
        say(sentence.format(day=until, number=number, role=called(told.role)))
        put(in_one_line(told.code))


@app.command("invites")
def invites(
    server: Server = None, insecure: Insecure = False, ephemeral: Ephemeral = False, as_json: AsJson = False
) -> None:
    """List the codes that are still good."""
    told = run(Asking(server, insecure, ephemeral).ask_for(Invites, ListInvites))
    if as_json:
        put_document({"invites": [_without_code(code) for code in told.invites]})
    elif told.invites:
        put(invites_table(told.invites))
    else:
        say(_("No code is good now: quizterm admin invite"))


@app.command("uninvite")
def uninvite(
    number: Number, server: Server = None, insecure: Insecure = False, ephemeral: Ephemeral = False
) -> None:
    """Let a code be good no longer."""
    run(Asking(server, insecure, ephemeral).tell(RevokeInvite, invite=number))
    say(_("The code number {number} is good no longer.").format(number=number))


app.command("rotate-key")(rotate_key)


async def _accounts(asking: Asking, search: str) -> tuple[Account, ...]:
    """All that there are, however many lists it takes."""
    found: list[Account] = []
    after = ""
    async with asking.desk() as (desk, _somebody):
        while True:
            told = await desk.ask_for(Accounts, wish(ListAccounts, search=search, after=after))
            found += told.accounts
            if not told.next or not told.accounts or told.next == after:
                return tuple(found)
            after = told.next


def _without_code(invite: Invite) -> dict[str, object]:
    return {name: value for name, value in document(invite).items() if name != "code"}


def _tell(account: Account, sentence: str, *, as_json: bool) -> None:
    if as_json:
        put_document(document(account))
    else:
        say(sentence)
