"""What is done about accounts on the server's own machine, whether a server runs there or not.

Everything may raise `CannotStore` or `NotStored`: the database or the file with the keys cannot be used. What
is done to an account that is logged in, a server that runs beside this notices by itself.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass

from quizterm.protocol.accounts import AccountRole
from quizterm_server.accounts import keys as keyring
from quizterm_server.accounts.administration import temporary_password
from quizterm_server.accounts.devices import end_all_within
from quizterm_server.accounts.emails import clean_email
from quizterm_server.accounts.passwords import Passwords
from quizterm_server.accounts.people import People, Person, clean_account_name, no_account
from quizterm_server.logs import make_log
from quizterm_server.offices import time_of_day
from quizterm_server.storage.access import Tables
from quizterm_server.storage.database import open_database


async def create_account(database: str, name: str, password: str, role: AccountRole, email: str = "") -> None:
    """Make an account, whoever may register; the database is made if it is not there.

    Args:
        database: A path or a URL.
        name: As it was typed.
        password: As it was typed.
        role: What the account may do.
        email: As it was typed; empty for none.

    Raises:
        Refusal: Something is wrong with it; no account was made.
    """
    cleaned, address = clean_account_name(name), clean_email(email)
    with _passwords() as passwords:
        passwords.check_new(password, cleaned)
        hashed = await passwords.hash(password)
    async with _opened(database, create=True) as desk:
        await desk.people.add(cleaned, address, hashed, role)


async def set_role_on_console(database: str, name: str, role: AccountRole) -> None:
    """Let an account do more, or less.

    Raises:
        Refusal: There is none of this name, or nobody would be an admin any more.
    """
    async with _opened(database) as desk:
        person = await desk.find(name)
        async with desk.tables.writing() as connection:
            await desk.people.set_role_within(connection, person.id, role)


async def reset_on_console(database: str, name: str) -> str:
    """Give an account a password that its owner has to change at once, and end all its logins.

    Returns:
        The password.

    Raises:
        Refusal: There is no account of this name.
    """
    password = temporary_password()
    with _passwords() as passwords:
        hashed = await passwords.hash(password)
    async with _opened(database) as desk:
        person = await desk.find(name)
        async with desk.tables.writing() as connection:
            await desk.people.set_password_within(connection, person.id, hashed, must_change=True)
            await end_all_within(connection, person.id, time_of_day())
    return password


async def rotate_keys(database: str, keys: str = "", *, at_once: bool = False) -> None:
    """Let a new key sign access tokens from now on.

    Args:
        database: Beside which the file with the keys is, unless one is given.
        keys: The file with the keys; empty for the one beside the database.
        at_once: Let nothing be good that another key has signed.
    """
    path = keyring.place_of_keys(keys, database)
    await asyncio.to_thread(keyring.rotate, path, time_of_day(), at_once=at_once)


@dataclass(frozen=True, slots=True)
class _Desk:
    """A database that is open."""

    tables: Tables
    people: People

    async def find(self, name: str) -> Person:
        """The account with this name.

        Raises:
            Refusal: There is none.
        """
        person = await self.people.find(name)
        if person is None:
            raise no_account()
        return person


@asynccontextmanager
async def _opened(database: str, *, create: bool = False) -> AsyncIterator[_Desk]:
    async with open_database(database, create=create) as engine:
        tables = Tables(engine)
        yield _Desk(tables, People(tables, time_of_day))


@contextmanager
def _passwords() -> Iterator[Passwords]:
    passwords = Passwords(workers=1, queue=1, log=make_log("none", "error"))
    try:
        yield passwords
    finally:
        passwords.close()
