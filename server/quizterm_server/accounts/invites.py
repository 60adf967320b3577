"""Codes to register with: told once when they are made, kept as hashes."""

import re
import secrets
from datetime import timedelta

from sqlalchemy import ColumnElement, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from quizterm.errors import ErrorCode, Refusal
from quizterm.language import N_
from quizterm.protocol.accounts import AccountRole, MakeInvite
from quizterm.protocol.data import Invite, Invites
from quizterm.protocol.messages import CODE_ALPHABET
from quizterm_server.accounts.identity import Identity
from quizterm_server.clock import WallClock
from quizterm_server.storage.access import Tables
from quizterm_server.storage.tables import accounts
from quizterm_server.storage.tables import invites as table
from quizterm_server.tokens import digest

NO_GOOD = N_(
    "This invitation is missing, unknown, used up or out of date. Ask an admin of this server for one."
)
NOT_LISTED = N_("No invitation that is still good has this number: quizterm admin invites")
GROUPS, GROUP = 4, 5
"""Twenty characters in all, drawn from 29: 97 bits."""
LISTED = 1000
"""The newest so many are listed."""

_FILLING = re.compile(r"[\s\-‐‑‒–—_.]+")


def readable_secret(groups: int, group: int) -> str:
    """Random characters that nobody takes for others, in groups."""
    return "-".join("".join(secrets.choice(CODE_ALPHABET) for _ in range(group)) for _ in range(groups))


class Invitations:
    """Makes codes, and lets them be used as often as they are good for.

    A code ends with its time, with its last use, and when who made it is no admin any more.
    Everything may raise `NotStored`: the database cannot be used now.
    """

    def __init__(self, tables: Tables, now: WallClock) -> None:
        self._tables = tables
        self._now = now

    async def make(self, wanted: MakeInvite, who: Identity) -> Invite:
        """Make a code."""
        code, at = readable_secret(GROUPS, GROUP), self._now()
        until = at + timedelta(days=wanted.days)
        making = insert(table).values(
            digest=_digest(code),
            role=wanted.role.value,
            uses_left=wanted.uses,
            made_by=who.account,
            made_at=at,
            expires_at=until,
        )
        async with self._tables.writing() as connection:
            made = await connection.execute(making)
        (number,) = made.inserted_primary_key or (0,)
        return Invite(
            number=number,
            code=code,
            role=wanted.role,
            uses_left=wanted.uses,
            made_by=who.name,
            expires_at=until,
        )

    async def good_ones(self) -> Invites:
        """Codes that can be used, the newest first, without the codes themselves."""
        makers = table.join(accounts, table.c.made_by == accounts.c.id)
        query = (
            select(table, accounts.c.name.label("maker"))
            .select_from(makers)
            .where(self._good())
            .order_by(table.c.id.desc())
            .limit(LISTED)
        )
        async with self._tables.reading() as connection:
            rows = (await connection.execute(query)).all()
        return Invites(
            invites=tuple(
                Invite(
                    number=row.id,
                    role=AccountRole(row.role),
                    uses_left=row.uses_left,
                    made_by=row.maker,
                    expires_at=row.expires_at,
                )
                for row in rows
            )
        )

    async def revoke(self, number: int) -> None:
        """Let a code be good no longer.

        Raises:
            Refusal: None that is good has this number.
        """
        ending = update(table).where(table.c.id == number, self._good()).values(uses_left=0)
        async with self._tables.writing() as connection:
            if not (await connection.execute(ending)).rowcount:
                raise Refusal(ErrorCode.BAD_INVITE, NOT_LISTED)

    async def check(self, code: str) -> None:
        """See that a code is good, without using it.

        Raises:
            Refusal: It is not.
        """
        query = select(table.c.id).where(table.c.digest == _digest(code), self._good())
        async with self._tables.reading() as connection:
            if (await connection.execute(query)).first() is None:
                raise Refusal(ErrorCode.BAD_INVITE, NO_GOOD)

    async def use_within(self, connection: AsyncConnection, code: str) -> AccountRole:
        """Use a code as a part of a transaction, which a refusal undoes; the role that it gives.

        Raises:
            Refusal: It is not good, or somebody else was faster with its last use.
        """
        mine = table.c.digest == _digest(code)
        using = update(table).where(mine, self._good()).values(uses_left=table.c.uses_left - 1)
        if not (await connection.execute(using)).rowcount:
            raise Refusal(ErrorCode.BAD_INVITE, NO_GOOD)
        return AccountRole((await connection.execute(select(table.c.role).where(mine))).scalar_one())

    def _good(self) -> ColumnElement[bool]:
        admins = select(accounts.c.id).where(
            accounts.c.role == AccountRole.ADMIN.value, accounts.c.disabled_at.is_(None)
        )
        return (table.c.uses_left > 0) & (table.c.expires_at > self._now()) & table.c.made_by.in_(admins)


def _digest(code: str) -> bytes:
    return digest(_FILLING.sub("", code).upper())
