"""`quizterm admin create`, `rotate-key`, and the rest of what is done on the server's own machine."""

import os
from typing import Annotated

import typer

from quizterm.cli.accounts.entering import BETTER_PASSWORD, TRIES, checked_name
from quizterm.cli.accounts.secrets import Secrets
from quizterm.cli.accounts.words import called
from quizterm.cli.databases import VARIABLE, Database, chosen, database_explained, shown
from quizterm.cli.exits import run
from quizterm.cli.options import AsJson, Email, PasswordStdin
from quizterm.cli.output import in_one_line, put_document, say
from quizterm.errors import Refusal
from quizterm.language import _, heard
from quizterm.protocol.accounts import AccountRole

NewName = Annotated[
    str,
    typer.Argument(
        metavar="NAME",
        help="The name that the account is to have; of letters, digits and . - _ between them.",
    ),
]
NewRole = Annotated[AccountRole, typer.Option("--role", help="What the account may do.")]
Keys = Annotated[
    str,
    typer.Option(
        "--keys",
        envvar="QUIZTERM_SERVE_KEYS",
        metavar="PATH",
        help="The file with the keys that sign access tokens.",
        show_default="beside the database",
    ),
]
AtOnce = Annotated[
    bool,
    typer.Option("--now", help="Let nothing be good any more that an older key has signed."),
]
OnConsole = Annotated[
    str | None,
    typer.Option(
        "--database",
        metavar="PATH|URL",
        help="Do it in this database, on the server's own machine, without an account; "
        '"" is the one that quizterm serve takes.',
        show_default=False,
    ),
]


def create(
    name: NewName,
    role: NewRole = AccountRole.ADMIN,
    email: Email = "",
    database: Database = "",
    password_stdin: PasswordStdin = False,
    as_json: AsJson = False,
) -> None:
    """Make an account on the server's own machine.

    So the first admin is made. It works whether the server runs or not, and whoever may register. Asks for a
    password; with --password-stdin it is the first line of stdin.
    """
    with database_explained():
        made = run(_create(chosen(database), name, role, email, Secrets(from_stdin=password_stdin)))
    if as_json:
        put_document({"name": made, "role": role.value, "database": shown(database)})
    else:
        sentence = _("Made the account {name} ({role}). Its owner logs in with: quizterm login")
        say(sentence.format(name=in_one_line(made), role=called(role)))


def rotate_key(database: Database = "", keys: Keys = "", now: AtOnce = False) -> None:
    """Let a new key sign access tokens from now on.

    Done on the server's own machine. Nobody is logged out: what the older key has signed is good until it
    runs out. With --now it is not good any more, and clients get themselves another at their next request.
    """
    with database_explained():
        run(_rotate(chosen(database), keys, at_once=now))
    if now:
        say(_("A new key signs from now on. Nothing that an older key has signed is good now."))
    else:
        say(_("A new key signs from now on. What older keys have signed runs out."))


async def reset_here(database: str, name: str) -> str:
    """Give an account a new password in a database; returns the password."""
    from quizterm_server.accounts.console import reset_on_console

    return await reset_on_console(_served(database), name)


async def promote_here(database: str, name: str, role: AccountRole) -> None:
    """Let an account do more, or less, in a database."""
    from quizterm_server.accounts.console import set_role_on_console

    await set_role_on_console(_served(database), name, role)


def _served(database: str) -> str:
    """The database that is named, or the one that a server started here would take."""
    return chosen(database or os.environ.get(VARIABLE, ""))


async def _create(database: str, name: str, role: AccountRole, email: str, secrets: Secrets) -> str:
    from quizterm_server.accounts.console import create_account

    cleaned = checked_name(name)
    left = TRIES
    while True:
        left -= 1
        password = secrets.new_secret(_("Password"))
        try:
            await create_account(database, cleaned, password, role, email)
        except Refusal as refusal:
            if refusal.code not in BETTER_PASSWORD or not (secrets.asks and left):
                raise
            say(heard(refusal.message))
        else:
            return cleaned


async def _rotate(database: str, keys: str, *, at_once: bool) -> None:
    from quizterm_server.accounts.console import rotate_keys

    await rotate_keys(database, keys, at_once=at_once)
