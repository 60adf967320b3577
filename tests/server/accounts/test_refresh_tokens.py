"""Refresh tokens: each is good once, and whoever uses a stolen one ends the login (R24)."""

import asyncio
from datetime import UTC

import pytest
from sqlalchemy import select, update

from quizterm.errors import ErrorCode, Refusal
from quizterm.protocol.accounts import Authenticate, ListDevices, Refresh, WhoAmI
from quizterm.protocol.closing import CloseReason
from quizterm.protocol.data import Devices, Login
from quizterm_server.accounts import upkeep
from quizterm_server.storage.tables import accounts, devices, refresh_tokens
from tests.support.peers import PATIENCE, Peer
from tests.support.schools import School, school


async def refreshed(who: Peer, token: str) -> Login:
    """Use a refresh token."""
    data = (await who.ask(Refresh, token=token)).data
    assert isinstance(data, Login)
    return data


async def refused(who: Peer, token: str) -> ErrorCode:
    """What the server says to a refresh token that it does not take."""
    return await who.refusal(Refresh, token=token)


async def test_each_token_leads_to_the_next_and_stays_with_its_device(database: str) -> None:
    async with school(database) as place, place.visitor() as ada:
        await place.person("Ada")
        login = await place.login(ada, "ada", device="lab 3")
        tokens = [login.refresh]
        for _ in range(4):
            place.time.passes(hours=1)
            again = await refreshed(ada, tokens[-1])
            tokens.append(again.refresh)

            assert again.account == login.account
            assert again.access != login.access
            await ada.ask(Authenticate, token=again.access)
        told = (await ada.ask(ListDevices)).data

        assert len(set(tokens)) == 5
        assert isinstance(told, Devices)
        (device,) = told.devices
        assert (device.mark, device.label) == (login.account.device, "lab 3")
        assert device.seen_at.astimezone(UTC) == place.time()


async def test_a_connection_is_logged_in_by_its_refresh_token(database: str) -> None:
    async with school(database) as place, place.visitor() as ada, place.visitor() as again:
        await place.person("Ada")
        login = await place.login(ada, "ada")
        await refreshed(again, login.refresh)

        assert (await again.ask(WhoAmI)).data == login.account


async def test_whoever_lost_the_reply_gets_the_same_token_once_more(database: str) -> None:
    async with school(database) as place, place.visitor() as ada, place.visitor() as again:
        await place.person("Ada")
        login = await place.login(ada, "ada")
        lost = await refreshed(ada, login.refresh)
        place.time.passes(seconds=9)
        found = await refreshed(again, login.refresh)

        assert found.refresh == lost.refresh
        assert found.refresh != login.refresh
        place.time.passes(seconds=60)
        await refreshed(again, found.refresh)


async def test_two_at_the_same_time_get_the_same_token(database: str) -> None:
    async with school(database) as place, place.visitor() as ada, place.visitor() as again:
        await place.person("Ada")
        login = await place.login(ada, "ada")
        one, other = await asyncio.gather(*(refreshed(peer, login.refresh) for peer in (ada, again)))

        assert one.refresh == other.refresh
        await refreshed(ada, one.refresh)


async def is_over(place: School, login: Login, *live: Peer) -> None:
    """See that nothing of a login is good any more."""
    for peer in live:
        assert await peer.closed() == CloseReason.LOGGED_OUT
    async with place.visitor() as later:
        assert await later.refusal(Authenticate, token=login.access) is ErrorCode.TOKEN_REVOKED
        assert await refused(later, login.refresh) is ErrorCode.TOKEN_REVOKED


async def test_a_token_that_is_used_again_later_ends_the_login_and_its_connections(database: str) -> None:
    async with (
        school(database) as place,
        place.visitor() as ada,
        place.visitor() as elsewhere,
        place.visitor() as mallory,
    ):
        await place.person("Ada")
        login = await place.login(ada, "ada")
        other = await place.login(elsewhere, "ada")
        mine = await refreshed(ada, login.refresh)
        place.time.passes(seconds=11)

        assert await refused(mallory, login.refresh) is ErrorCode.TOKEN_REVOKED
        await is_over(place, mine, ada)
        assert (await elsewhere.ask(WhoAmI)).data == other.account
        assert "refresh_token_reused" in place.log


async def test_a_token_whose_next_one_was_used_is_not_given_again(database: str) -> None:
    async with school(database) as place, place.visitor() as ada, place.visitor() as mallory:
        await place.person("Ada")
        login = await place.login(ada, "ada")
        mine = await refreshed(ada, (await refreshed(ada, login.refresh)).refresh)

        assert await refused(mallory, login.refresh) is ErrorCode.TOKEN_REVOKED
        await is_over(place, mine, ada)


async def test_a_reply_can_be_asked_for_once_more_and_not_twice(database: str) -> None:
    async with school(database) as place, place.visitor() as ada, place.visitor() as mallory:
        await place.person("Ada")
        login = await place.login(ada, "ada")
        await refreshed(ada, login.refresh)
        mine = await refreshed(ada, login.refresh)

        assert await refused(mallory, login.refresh) is ErrorCode.TOKEN_REVOKED
        await is_over(place, mine, ada)


async def test_a_token_that_nobody_uses_expires_and_a_login_lasts_only_so_long(database: str) -> None:
    async with school(database, refresh_days=30, login_days=45) as place, place.visitor() as ada:
        await place.person("Ada")
        unused = await place.login(ada, "ada")
        login = await place.login(ada, "ada")
        place.time.passes(days=29)
        login = await refreshed(ada, login.refresh)
        place.time.passes(days=2)
        assert await refused(ada, unused.refresh) is ErrorCode.TOKEN_EXPIRED
        place.time.passes(days=13, hours=23)
        login = await refreshed(ada, login.refresh)
        place.time.passes(hours=2)

        assert await refused(ada, login.refresh) is ErrorCode.TOKEN_EXPIRED
        assert await ada.refusal(WhoAmI) is ErrorCode.TOKEN_EXPIRED


async def test_a_token_of_nobody_is_refused(database: str) -> None:
    async with school(database) as place, place.visitor() as mallory:
        with pytest.raises(Refusal) as refusal:
            await mallory.ask(Refresh, token="A" * 43)

        assert refusal.value.code is ErrorCode.BAD_TOKEN
        assert "quizterm login" in refusal.value.message


async def test_the_database_holds_nothing_that_opens_anything(database: str) -> None:
    async with school(database) as place, place.visitor() as ada:
        await place.person("Ada")
        login = await place.login(ada, "ada")
        again = await refreshed(ada, login.refresh)
        kept = [await place.rows(select(table)) for table in (accounts, devices, refresh_tokens)]

        for secret in (login.refresh, again.refresh, login.access, again.access):
            assert secret not in repr(kept)


async def test_a_disabled_account_is_told_so_and_stays_out(database: str) -> None:
    async with school(database) as place, place.visitor() as ada, place.visitor() as later:
        person = await place.person("Ada")
        login = await place.login(ada, "ada")
        async with place.tables.writing() as connection:
            closing = update(accounts).where(accounts.c.id == person.id)
            await connection.execute(closing.values(disabled_at=place.time()))

        assert await refused(later, login.refresh) is ErrorCode.ACCOUNT_DISABLED
        assert await later.refusal(Authenticate, token=login.access) is ErrorCode.ACCOUNT_DISABLED


async def test_what_is_long_over_is_forgotten_and_the_rest_kept(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upkeep, "LOOK_SECONDS", 0.01)
    async with school(database, refresh_days=30, login_days=300) as place, place.visitor() as ada:
        await place.person("Ada")
        await place.login(ada, "ada")
        kept = await place.login(ada, "ada")
        for _ in range(2):
            place.time.passes(days=20)
            kept = await refreshed(ada, kept.refresh)
        async with asyncio.timeout(PATIENCE):
            while len(await place.rows(select(devices))) > 1:
                pass

        (device,) = await place.rows(select(devices))
        assert device.mark == kept.account.device
        assert await place.rows(select(refresh_tokens))
        await refreshed(ada, kept.refresh)
