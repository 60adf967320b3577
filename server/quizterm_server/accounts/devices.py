"""Where people are logged in: devices, the refresh tokens that keep them so, and how that ends."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from structlog.typing import FilteringBoundLogger

from quizterm.errors import ErrorCode, Refusal
from quizterm.language import N_
from quizterm.protocol.accounts import AccountRole
from quizterm.protocol.messages import CODE_ALPHABET
from quizterm.text import LABEL_LIMIT, BadText, clean_line
from quizterm_server.accounts.families import Families
from quizterm_server.accounts.identity import DISABLED, LOGGED_OUT, Identity
from quizterm_server.accounts.presence import HangUp, Presence
from quizterm_server.accounts.signing import Signing
from quizterm_server.clock import WallClock
from quizterm_server.settings import ServerSettings
from quizterm_server.storage.access import Tables
from quizterm_server.storage.tables import accounts, devices, refresh_tokens

MARK_CHARACTERS = 10
"""People type marks; there are enough of them that two are never the same."""
SECRET_BYTES = 32
MOST_DEVICES = 50
"""Devices on which an account is logged in; the one that was not seen for longest gives way."""
AT_ONCE = 500
"""Devices that are looked for at once; ten thousand would hold the event loop up for a tenth of a second."""
KEPT = timedelta(days=7)
"""How long it is known of a login that it is over, before it is forgotten."""

UNKNOWN = N_("unknown device")
TOO_OLD = N_("This login has lasted for as long as one may. Log in again: quizterm login")
CHANGED = N_("The password has just been changed. Log in with the new one.")


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a device gets to stay logged in with."""

    mark: str
    access: str = field(repr=False)
    access_seconds: int
    refresh: str = field(repr=False)


class Devices:
    """Opens, renews and ends logins, one transaction for each.

    Whatever ends one here hangs up on the connections of this process that use it; other processes see it
    within seconds. Everything may raise `NotStored`. Nothing of this may be called within
    `tables.writing()`, save what is called `…_within`.
    """

    def __init__(
        self,
        tables: Tables,
        signing: Signing,
        settings: ServerSettings,
        now: WallClock,
        presence: Presence,
        log: FilteringBoundLogger,
    ) -> None:
        self._tables = tables
        self._signing = signing
        self._idle = timedelta(days=settings.refresh_days)
        self._longest = timedelta(days=settings.login_days)
        self._now = now
        self._presence = presence
        self._log = log
        self._families = Families(self._idle)

    async def open(self, account: int, label: str, address: str, *, verified: str | None = None) -> Tokens:
        """Log an account in on a new device.

        Args:
            account: Its number.
            label: What the device calls itself.
            address: The IP address.
            verified: The encoded hash that was found right; it must be that of the account still.

        Raises:
            Refusal: The account is disabled, or has another password by now.
        """
        async with self._tables.writing() as connection:
            # Whoever changes the password or disables the account ends its logins as well; with the row
            # taken, that is either over by now or sees this one.
            query = select(accounts.c.password, accounts.c.disabled_at).where(accounts.c.id == account)
            row = (await connection.execute(query.with_for_update(key_share=True))).one_or_none()
            if row is None or row.disabled_at is not None:
                raise Refusal(ErrorCode.ACCOUNT_DISABLED, DISABLED)
            if verified is not None and row.password != verified:
                raise Refusal(ErrorCode.BAD_LOGIN, CHANGED)
            crowded_out = await self._make_room(connection, account, self._now())
            tokens = await self.open_within(connection, account, label, address)
        for other in crowded_out:
            self._presence.end(other)
        return tokens

    async def open_within(
        self, connection: AsyncConnection, account: int, label: str, address: str
    ) -> Tokens:
        """The same as a part of a transaction, for an account that nobody else changes until it is over."""
        now, mark = self._now(), _fresh_mark()
        token, expires = secrets.token_urlsafe(SECRET_BYTES), now + self._longest
        making = insert(devices).values(
            mark=mark,
            account=account,
            label=clean_label(label),
            address=address,
            secret=secrets.token_bytes(SECRET_BYTES),
            created_at=now,
            seen_at=now,
            expires_at=expires,
        )
        (number,) = (await connection.execute(making)).inserted_primary_key or (0,)
        await self._families.begin(connection, token, number, account, address, now, expires)
        return self._tokens(account, mark, token)

    async def refresh(self, token: str, address: str, own_line: HangUp | None = None) -> tuple[int, Tokens]:
        """Keep a device logged in; returns the number of its account too.

        The token is used up. Only the reply may be asked for once more, within seconds; whatever else is
        done with a used token ends the login, because two have it.

        Args:
            token: The refresh token.
            address: The IP address that it comes from.
            own_line: The connection that it comes from, which gets its reply before it is hung up on.

        Raises:
            Refusal: The token is unknown, out of date or used, or its login is over.
        """
        now = self._now()
        async with self._tables.reading() as connection:
            # Whoever tries tokens out shall not take the turn of those who write.
            held = await self._families.find(connection, token)
        if held is None:
            raise Refusal(
                ErrorCode.BAD_TOKEN, N_("This refresh token is unknown. Log in again: quizterm login")
            )
        async with self._tables.writing() as connection:
            renewal = await self._families.renew(connection, token, address, now)
        if renewal.stolen:
            self._presence.end(renewal.mark, own_line)
            self._log.warning("refresh_token_reused", account=renewal.account, device=renewal.mark)
        return renewal.account, self._tokens(renewal.account, renewal.mark, renewal.token())

    async def end(self, account: int, mark: str, own_line: HangUp | None = None) -> bool:
        """End the login of one device of an account; false if it has no such device that is logged in.

        Args:
            account: Its number.
            mark: The device.
            own_line: A connection that stays open.
        """
        async with self._tables.writing() as connection:
            ended = await self._revoke(connection, and_(devices.c.account == account, devices.c.mark == mark))
        for each in ended:
            self._presence.end(each, own_line)
        return bool(ended)

    async def end_all_within(
        self, connection: AsyncConnection, account: int, besides: str | None = None
    ) -> Sequence[str]:
        """End them as a part of a transaction; once it is committed, `presence.end` each of these marks."""
        return await end_all_within(connection, account, self._now(), besides)

    async def list(self, account: int) -> Sequence[Row[*tuple[Any, ...]]]:
        """The devices where an account is logged in, the latest seen first: rows of the table."""
        now = self._now()
        query = select(devices).where(devices.c.account == account, self._lives(now))
        async with self._tables.reading() as connection:
            rows = await connection.execute(query.order_by(devices.c.seen_at.desc(), devices.c.id.desc()))
            return rows.all()

    async def identity(self, mark: str) -> Identity:
        """Who is logged in on a device, as things are now.

        Raises:
            Refusal: The login is over, or the account disabled.
        """
        query = select(
            accounts.c.id,
            accounts.c.name,
            accounts.c.role,
            accounts.c.must_change,
            accounts.c.disabled_at,
            devices.c.revoked_at,
            devices.c.expires_at,
        ).join_from(devices, accounts)
        async with self._tables.reading() as connection:
            row = (await connection.execute(query.where(devices.c.mark == mark))).one_or_none()
        if row is not None and row.disabled_at is not None:
            raise Refusal(ErrorCode.ACCOUNT_DISABLED, DISABLED)
        if row is None or row.revoked_at is not None:
            raise Refusal(ErrorCode.TOKEN_REVOKED, LOGGED_OUT)
        if row.expires_at <= self._now():
            raise Refusal(ErrorCode.TOKEN_EXPIRED, TOO_OLD)
        return Identity(row.id, row.name, AccountRole(row.role), mark, row.must_change)

    async def over(self, marks: Sequence[str]) -> Sequence[str]:
        """Those of these devices whose login is over, or whose account is disabled."""
        now = self._now()
        living: set[str] = set()
        for first in range(0, len(marks), AT_ONCE):
            some = devices.c.mark.in_(marks[first : first + AT_ONCE])
            query = select(devices.c.mark).join_from(devices, accounts).where(some)
            query = query.where(
                devices.c.revoked_at.is_(None), devices.c.expires_at > now, accounts.c.disabled_at.is_(None)
            )
            async with self._tables.reading() as connection:
                living.update(await connection.scalars(query))
        return [mark for mark in marks if mark not in living]

    async def sweep(self) -> None:
        """Forget tokens and devices of logins that have been over for a while."""
        long_ago = self._now() - KEPT
        dead = or_(
            devices.c.expires_at < long_ago,
            devices.c.revoked_at < long_ago,
            devices.c.seen_at < long_ago - self._idle,
        )
        of_dead = refresh_tokens.c.device.in_(select(devices.c.id).where(dead))
        tokens = or_(refresh_tokens.c.expires_at < long_ago, of_dead)
        async with self._tables.writing() as connection:
            await connection.execute(delete(refresh_tokens).where(tokens))
            await connection.execute(delete(devices).where(dead))

    def _lives(self, now: datetime) -> ColumnElement[bool]:
        return and_(
            devices.c.revoked_at.is_(None),
            devices.c.expires_at > now,
            devices.c.seen_at > now - self._idle,
        )

    async def _make_room(self, connection: AsyncConnection, account: int, now: datetime) -> Sequence[str]:
        """End the logins that were not seen for longest, so that there is room for one more."""
        query = select(devices.c.mark).where(devices.c.account == account, self._lives(now))
        seen = query.order_by(devices.c.seen_at.desc(), devices.c.id.desc()).offset(MOST_DEVICES - 1)
        marks = (await connection.scalars(seen)).all()
        return await self._revoke(connection, devices.c.mark.in_(marks)) if marks else []

    async def _revoke(self, connection: AsyncConnection, which: ColumnElement[bool]) -> Sequence[str]:
        return await _revoke(connection, which, self._now())

    def _tokens(self, account: int, mark: str, refresh: str) -> Tokens:
        return Tokens(mark, self._signing.mint(account, mark), self._signing.seconds, refresh)


async def end_all_within(
    connection: AsyncConnection, account: int, now: datetime, besides: str | None = None
) -> Sequence[str]:
    """End the logins of an account as a part of a transaction, also where no server runs; their marks."""
    of_account = devices.c.account == account
    which = of_account if besides is None else and_(of_account, devices.c.mark != besides)
    return await _revoke(connection, which, now)


def clean_label(raw: str) -> str:
    """What a device calls itself, as one short line."""
    try:
        return clean_line(raw, max(LABEL_LIMIT, len(raw)))[:LABEL_LIMIT].strip() or UNKNOWN
    except BadText:
        return UNKNOWN


def _fresh_mark() -> str:
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(MARK_CHARACTERS))


async def _revoke(connection: AsyncConnection, which: ColumnElement[bool], now: datetime) -> Sequence[str]:
    query = select(devices.c.id, devices.c.mark).where(which, devices.c.revoked_at.is_(None))
    found = (await connection.execute(query)).all()
    numbers = [row.id for row in found]
    if numbers:
        ended = devices.c.id.in_(numbers)
        await connection.execute(update(devices).where(ended).values(revoked_at=now))
        tokens = refresh_tokens.c.device.in_(numbers)
        await connection.execute(update(refresh_tokens).where(tokens).values(revoked=True))
    return [row.mark for row in found]
