"""The table of accounts."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, Update, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from quizterm.errors import ErrorCode, Refusal
from quizterm.language import N_
from quizterm.protocol.accounts import AccountRole
from quizterm.protocol.data import Account
from quizterm.text import BadHandle, account_look, clean_handle
from quizterm_server.accounts.identity import DISABLED, Identity
from quizterm_server.clock import WallClock
from quizterm_server.storage.access import Tables
from quizterm_server.storage.tables import accounts

TAKEN = N_("Somebody has an account with this name, or one that looks like it. Choose another.")
LAST_ADMIN = N_("This is the only admin of this server. Make somebody else an admin first.")
NOBODY = N_("There is no account with this name.")
PAGE = 100
"""Accounts that are listed at once."""


@dataclass(frozen=True, slots=True)
class Person:
    """An account as the database has it."""

    id: int
    name: str
    email: str
    password: str = field(repr=False)
    """An encoded hash."""
    must_change: bool
    """An admin has set the password."""
    role: AccountRole
    created_at: datetime
    disabled: bool


def to_wire(person: Person, device: str = "") -> Account:
    """What is told of an account: to itself on this device, or to an admin."""
    return Account(
        name=person.name,
        role=person.role,
        email=person.email,
        created_at=person.created_at,
        disabled=person.disabled,
        must_change_password=person.must_change,
        device=device,
    )


def no_account() -> Refusal:
    """What somebody gets who names an account that is not there, and may know that."""
    return Refusal(ErrorCode.NO_ACCOUNT, NOBODY)


def clean_account_name(raw: str) -> str:
    """The name of an account as everybody will see it.

    Raises:
        Refusal: It cannot be one.
    """
    try:
        return clean_handle(raw)
    except BadHandle as bad:
        raise Refusal(ErrorCode.BAD_ACCOUNT_NAME, str(bad)) from None


class People:
    """Finds and changes accounts, one transaction for each; who may do it is decided elsewhere.

    Everything may raise `NotStored`: the database cannot be used now.
    """

    def __init__(self, tables: Tables, now: WallClock) -> None:
        self._tables = tables
        self._now = now

    async def find(self, name: str) -> Person | None:
        """The account with this name as it was typed, or one that looks like it."""
        try:
            look = account_look(clean_handle(name))
        except BadHandle:
            return None
        async with self._tables.reading() as connection:
            return await _one(connection, select(accounts).where(accounts.c.look == look))

    async def by_id(self, number: int) -> Person | None:
        """The account with this number."""
        async with self._tables.reading() as connection:
            return await self.by_id_within(connection, number)

    async def by_id_within(self, connection: AsyncConnection, number: int) -> Person | None:
        """The same as a part of a transaction."""
        return await _one(connection, select(accounts).where(accounts.c.id == number))

    async def page(self, search: str = "", after: str = "", size: int = PAGE) -> list[Person]:
        """The next accounts by the look of their names.

        Args:
            search: Only names that hold this.
            after: The name where to go on.
            size: At most so many.

        Raises:
            Refusal: `after` can be nobody's name.
        """
        query = select(accounts)
        if search.strip():
            try:
                part = account_look(clean_handle(search.strip(".-_ ")))
            except BadHandle:
                return []
            query = query.where(accounts.c.look.contains(part, autoescape=True))
        if after:
            query = query.where(accounts.c.look > account_look(clean_account_name(after)))
        async with self._tables.reading() as connection:
            rows = await connection.execute(query.order_by(accounts.c.look).limit(size))
            return [_person(row) for row in rows]

    async def add(
        self, name: str, email: str, password_hash: str, role: AccountRole, must_change: bool = False
    ) -> Person:
        """Make an account.

        Raises:
            Refusal: The name cannot be one, or is taken.
        """
        async with self._tables.writing() as connection:
            return await self.add_within(connection, name, email, password_hash, role, must_change)

    async def add_within(
        self,
        connection: AsyncConnection,
        name: str,
        email: str,
        password_hash: str,
        role: AccountRole,
        must_change: bool = False,
    ) -> Person:
        """The same as a part of a transaction, which a refusal undoes."""
        cleaned, at = clean_account_name(name), self._now()
        making = insert(accounts).values(
            name=cleaned,
            look=account_look(cleaned),
            email=email,
            password=password_hash,
            must_change=must_change,
            role=role.value,
            created_at=at,
        )
        try:
            made = await connection.execute(making)
        except IntegrityError:
            raise Refusal(ErrorCode.ACCOUNT_TAKEN, TAKEN) from None
        (number,) = made.inserted_primary_key or (0,)
        return Person(number, cleaned, email, password_hash, must_change, role, at, disabled=False)

    async def rename(self, account: int, name: str) -> Person | None:
        """Give an account another name; returns it as it is then.

        Raises:
            Refusal: The name cannot be one, or is somebody else's.
        """
        cleaned = clean_account_name(name)
        try:
            return await self._change(account, name=cleaned, look=account_look(cleaned))
        except IntegrityError:
            raise Refusal(ErrorCode.ACCOUNT_TAKEN, TAKEN) from None

    async def set_email(self, account: int, email: str) -> Person | None:
        """Give an account another address, or none; returns it as it is then."""
        return await self._change(account, email=email)

    async def set_password_within(
        self,
        connection: AsyncConnection,
        account: int,
        password_hash: str,
        *,
        must_change: bool,
        instead_of: str | None = None,
    ) -> bool:
        """Give an account another password, as a part of a transaction.

        Args:
            connection: Where the transaction is.
            account: Whose.
            password_hash: The new one.
            must_change: Whether the owner has to choose another one at once.
            instead_of: The hash that must still be there; `None` for any.

        Returns:
            Whether it was done.
        """
        changing = _of(account).values(password=password_hash, must_change=must_change)
        if instead_of is not None:
            changing = changing.where(accounts.c.password == instead_of)
        return (await connection.execute(changing)).rowcount > 0

    async def set_role_within(self, connection: AsyncConnection, account: int, role: AccountRole) -> None:
        """Let an account do more, or less, as a part of a transaction, which a refusal undoes.

        Raises:
            Refusal: Nobody would be an admin any more.
        """
        if role is not AccountRole.ADMIN:
            await _keep_an_admin(connection, account)
        await connection.execute(_of(account).values(role=role.value))

    async def set_disabled_within(self, connection: AsyncConnection, account: int, disabled: bool) -> None:
        """Close an account, or open it again, as a part of a transaction, which a refusal undoes.

        Raises:
            Refusal: Nobody would be an admin any more.
        """
        if disabled:
            await _keep_an_admin(connection, account)
        await connection.execute(_of(account).values(disabled_at=self._now() if disabled else None))

    async def rehash(self, person: Person, password_hash: str) -> None:
        """Keep another hash of the same password, unless the password has been changed meanwhile."""
        async with self._tables.writing() as connection:
            unchanged = _of(person.id).where(accounts.c.password == person.password)
            await connection.execute(unchanged.values(password=password_hash))

    async def _change(self, account: int, **values: Any) -> Person | None:
        async with self._tables.writing() as connection:
            await connection.execute(_of(account).values(**values))
            return await self.by_id_within(connection, account)


async def _one(connection: AsyncConnection, query: Select[*tuple[Any, ...]]) -> Person | None:
    row = (await connection.execute(query)).first()
    return None if row is None else _person(row)


async def demand_still(
    connection: AsyncConnection, who: Identity, role: AccountRole, *, lock: bool = False
) -> None:
    """See that this is still somebody who has a role, however long it took to come to this transaction.

    Args:
        connection: Where the transaction is.
        who: Somebody who has logged in.
        role: What they need.
        lock: Let others of theirs that ask for this wait until the transaction is over.

    Raises:
        Refusal: They have it no more.
    """
    query = select(accounts.c.role, accounts.c.disabled_at).where(accounts.c.id == who.account)
    if lock:
        query = query.with_for_update(key_share=True)
    row = (await connection.execute(query)).one()
    if row.disabled_at is not None:
        raise Refusal(ErrorCode.ACCOUNT_DISABLED, DISABLED)
    replace(who, role=AccountRole(row.role)).demand(role)


def _of(account: int) -> Update:
    return update(accounts).where(accounts.c.id == account)


async def _keep_an_admin(connection: AsyncConnection, besides: int) -> None:
    """See that there is another admin, and that they stay one until the transaction is over.

    Raises:
        Refusal: There is not.
    """
    # Two admins who take each other's rights away at once must not both succeed: who locks second looks
    # again at what the first has left. Keys stay free, because whoever refreshes a login refers to its
    # account. SQLite has no such locks and needs none: one transaction writes.
    admins = (
        select(accounts.c.id)
        .where(accounts.c.role == AccountRole.ADMIN.value, accounts.c.disabled_at.is_(None))
        .order_by(accounts.c.id)
        .with_for_update(key_share=True)
    )
    if list(await connection.scalars(admins)) == [besides]:
        raise Refusal(ErrorCode.LAST_ADMIN, LAST_ADMIN)


def _person(row: Row[*tuple[Any, ...]]) -> Person:
    return Person(
        id=row.id,
        name=row.name,
        email=row.email,
        password=row.password,
        must_change=row.must_change,
        role=AccountRole(row.role),
        created_at=row.created_at,
        disabled=row.disabled_at is not None,
    )
