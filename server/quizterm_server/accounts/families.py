"""Refresh tokens: each is good once and leads to the next; all of one login are a family, and end together.

Only hashes are kept. The next token is derived from the one before and the secret of its device, so that
whoever lost a reply gets the same one again, and nobody can tell a token from what is in the database.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, and_, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from quizterm.errors import ErrorCode, Refusal
from quizterm.language import N_
from quizterm_server.accounts.identity import DISABLED, LOGGED_OUT
from quizterm_server.storage.tables import accounts, devices, refresh_tokens
from quizterm_server.tokens import derived, digest

RETRY = timedelta(seconds=10)
"""How long the reply to a used token may be asked for once more, by whoever lost it."""
PURPOSE = "refresh"

REUSED = N_(
    "This refresh token was used before, so somebody else may have it. "
    "The login on this device is over. Log in again: quizterm login"
)
EXPIRED = N_("This login has expired. Log in again: quizterm login")


@dataclass(frozen=True, slots=True)
class Renewal:
    """What became of a refresh token that was used."""

    account: int
    mark: str
    next: str = field(default="", repr=False)
    refusal: Refusal | None = None
    stolen: bool = False
    """Two have the token, and the family has ended."""

    def token(self) -> str:
        """The next refresh token.

        Raises:
            Refusal: There is none.
        """
        if self.refusal is not None:
            raise self.refusal
        return self.next


class Families:
    """Works on refresh tokens within the transactions of others.

    Args:
        idle: How long a token is good for that nobody uses.
    """

    def __init__(self, idle: timedelta) -> None:
        self._idle = idle

    async def begin(
        self,
        connection: AsyncConnection,
        token: str,
        device: int,
        account: int,
        address: str,
        now: datetime,
        until: datetime,
    ) -> None:
        """Keep the token of a device, good until then at most."""
        await connection.execute(
            insert(refresh_tokens).values(
                digest=digest(token),
                device=device,
                account=account,
                address=address,
                issued_at=now,
                expires_at=min(now + self._idle, until),
                revoked=False,
            )
        )

    async def find(self, connection: AsyncConnection, token: str) -> Row[*tuple[Any, ...]] | None:
        """A token with its device; `None` if there never was one, or it was forgotten long ago."""
        query = (
            select(
                refresh_tokens.c.used_at,
                refresh_tokens.c.expires_at,
                refresh_tokens.c.account,
                devices.c.id.label("device"),
                devices.c.mark,
                devices.c.secret,
                devices.c.revoked_at,
                devices.c.expires_at.label("until"),
                accounts.c.disabled_at,
            )
            .select_from(refresh_tokens)
            .join(devices, refresh_tokens.c.device == devices.c.id)
            .join(accounts, refresh_tokens.c.account == accounts.c.id)
        )
        return (await connection.execute(query.where(refresh_tokens.c.digest == digest(token)))).one_or_none()

    async def renew(self, connection: AsyncConnection, token: str, address: str, now: datetime) -> Renewal:
        """Use a token. A refusal is a part of what is told, because the end of a family has to be kept."""
        # Two of one family wait for each other, and what ends the family waits for this or is seen by it.
        held = await self._taken(connection, token)
        if held is None:
            return Renewal(0, "", refusal=Refusal(ErrorCode.TOKEN_REVOKED, LOGGED_OUT))
        if held.disabled_at is not None:
            return _refused(held, ErrorCode.ACCOUNT_DISABLED, DISABLED)
        if held.revoked_at is not None:
            return _refused(held, ErrorCode.TOKEN_REVOKED, LOGGED_OUT)
        following = derived(held.secret, PURPOSE, token)
        if held.used_at is not None:
            if await self._may_retry(connection, token, following, now):
                return Renewal(held.account, held.mark, following)
            await self._end(connection, held.device, now)
            return Renewal(
                held.account, held.mark, refusal=Refusal(ErrorCode.TOKEN_REVOKED, REUSED), stolen=True
            )
        if min(held.expires_at, held.until) <= now:
            return _refused(held, ErrorCode.TOKEN_EXPIRED, EXPIRED)
        this_one = refresh_tokens.c.digest == digest(token)
        await connection.execute(update(refresh_tokens).where(this_one).values(used_at=now))
        await self.begin(connection, following, held.device, held.account, address, now, held.until)
        seen = update(devices).where(devices.c.id == held.device)
        await connection.execute(seen.values(seen_at=now, address=address))
        return Renewal(held.account, held.mark, following)

    async def _taken(self, connection: AsyncConnection, token: str) -> Row[*tuple[Any, ...]] | None:
        """The token as it is once nobody else uses one of its family."""
        family = select(refresh_tokens.c.device).where(refresh_tokens.c.digest == digest(token))
        taking = select(devices.c.id).where(devices.c.id.in_(family)).with_for_update()
        if (await connection.execute(taking)).one_or_none() is None:
            return None
        return await self.find(connection, token)

    async def _may_retry(
        self, connection: AsyncConnection, token: str, following: str, now: datetime
    ) -> bool:
        """Whether the reply can be given once more: soon enough, once, and nobody has made use of it.

        A used token that is revoked as well has had that.
        """
        once = update(refresh_tokens).where(
            refresh_tokens.c.digest == digest(token),
            refresh_tokens.c.revoked.is_(False),
            refresh_tokens.c.used_at > now - RETRY,
        )
        if not (await connection.execute(once.values(revoked=True))).rowcount:
            return False
        unused = and_(refresh_tokens.c.digest == digest(following), refresh_tokens.c.used_at.is_(None))
        return bool((await connection.execute(select(refresh_tokens.c.device).where(unused))).all())

    async def _end(self, connection: AsyncConnection, device: int, now: datetime) -> None:
        family = refresh_tokens.c.device == device
        await connection.execute(update(refresh_tokens).where(family).values(revoked=True))
        await connection.execute(update(devices).where(devices.c.id == device).values(revoked_at=now))


def _refused(held: Row[*tuple[Any, ...]], code: ErrorCode, sentence: str) -> Renewal:
    return Renewal(held.account, held.mark, refusal=Refusal(code, sentence))
