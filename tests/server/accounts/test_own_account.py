"""What people ask and change about their own accounts."""

import asyncio
from contextlib import suppress
from typing import Any

import pytest
from sqlalchemy import select

from quizterm.errors import ErrorCode, Refusal
from quizterm.protocol.accounts import (
    AccountRole,
    Authenticate,
    ChangeEmail,
    ChangeName,
    ChangePassword,
    ListDevices,
    ListResults,
    LogIn,
    LogOut,
    OwnRequest,
    Refresh,
    ResetPassword,
    RevokeDevice,
    WhoAmI,
)
from quizterm.protocol.data import Account, Device, Devices, NewPassword, Results
from quizterm.protocol.server import Goodbye
from quizterm_server.accounts.throttle import RENAMES_PER_HOUR
from quizterm_server.storage.tables import accounts
from tests.support.peers import Peer
from tests.support.schools import PASSWORD, School, school

OTHER = "many more lemons"


async def me(who: Peer) -> Account:
    """Whoever has logged in on a connection."""
    data = (await who.ask(WhoAmI)).data
    assert isinstance(data, Account)
    return data


async def devices(who: Peer) -> tuple[Device, ...]:
    """Where they are logged in."""
    data = (await who.ask(ListDevices)).data
    assert isinstance(data, Devices)
    return data.devices


async def kept(found: School) -> list[tuple[Any, ...]]:
    """Everything that is kept of everybody."""
    return [tuple(row) for row in await found.rows(select(accounts).order_by(accounts.c.id))]


async def logged_out(who: Peer) -> Goodbye:
    """What somebody is told whose connection is closed."""
    await who.closed()
    assert who.goodbye is not None
    return who.goodbye


async def test_people_see_their_own_account(database: str) -> None:
    async with school(database) as found:
        await found.person("ada", AccountRole.TEACHER)
        async with found.visitor("Ada") as ada:
            account = await me(ada)

    assert (account.name, account.role, account.email) == ("ada", AccountRole.TEACHER, "")
    assert account.created_at == found.time.moment
    assert account.device


async def test_another_name_takes_the_place_of_the_old_one(database: str) -> None:
    async with school(database) as found:
        await found.person("ada")
        async with found.visitor("ada") as ada:
            changed = (await ada.ask(ChangeName, name=" Countess ", password=PASSWORD)).data
            assert isinstance(changed, Account)
            assert changed == await me(ada)
            assert changed.name == "Countess"
            assert await ada.refusal(LogIn, name="ada", password=PASSWORD) is ErrorCode.BAD_LOGIN
            # The old name is free for others, and the own one can be written in another way.
            await found.person("ada")
            assert (await ada.ask(ChangeName, name="COUNTESS", password=PASSWORD)).data is not None
            assert (await me(ada)).name == "COUNTESS"


async def test_another_address_or_none(database: str) -> None:
    async with school(database) as found:
        await found.person("ada")
        async with found.visitor("ada") as ada:
            await ada.ask(ChangeEmail, email="ada@example.org", password=PASSWORD)
            assert (await me(ada)).email == "ada@example.org"
            await ada.ask(ChangeEmail, email="", password=PASSWORD)
            assert (await me(ada)).email == ""


@pytest.mark.parametrize(
    ("kind", "fields", "code"),
    [
        (ChangeName, {"name": "countess", "password": "wrong"}, ErrorCode.BAD_LOGIN),
        (ChangeName, {"name": "bob", "password": "wrong"}, ErrorCode.BAD_LOGIN),
        (ChangeName, {"name": "BОB", "password": PASSWORD}, ErrorCode.ACCOUNT_TAKEN),  # a Cyrillic O
        (ChangeName, {"name": "../x", "password": PASSWORD}, ErrorCode.BAD_ACCOUNT_NAME),
        (ChangeName, {"name": "a\0b", "password": PASSWORD}, ErrorCode.BAD_ACCOUNT_NAME),
        (ChangeName, {"name": "", "password": PASSWORD}, ErrorCode.BAD_ACCOUNT_NAME),
        (ChangeEmail, {"email": "ada@example.org", "password": "wrong"}, ErrorCode.BAD_LOGIN),
        (ChangeEmail, {"email": "ada at home", "password": PASSWORD}, ErrorCode.BAD_EMAIL),
        (ChangePassword, {"password": "wrong", "new_password": OTHER}, ErrorCode.BAD_LOGIN),
        (ChangePassword, {"password": "x" * 1025, "new_password": OTHER}, ErrorCode.PASSWORD_TOO_LONG),
        (ChangePassword, {"password": PASSWORD, "new_password": PASSWORD}, ErrorCode.WEAK_PASSWORD),
        (ChangePassword, {"password": PASSWORD, "new_password": "short"}, ErrorCode.WEAK_PASSWORD),
        (ChangePassword, {"password": PASSWORD, "new_password": "ada"}, ErrorCode.WEAK_PASSWORD),
        (ChangePassword, {"password": PASSWORD, "new_password": "x" * 1025}, ErrorCode.PASSWORD_TOO_LONG),
        (RevokeDevice, {"device": "nowhere"}, ErrorCode.NO_DEVICE),
    ],
)
async def test_what_is_refused_changes_nothing(
    database: str, kind: type[OwnRequest], fields: dict[str, str], code: ErrorCode
) -> None:
    async with school(database) as found:
        await found.person("ada")
        await found.person("bob")
        async with found.visitor("ada") as ada, found.visitor("ada") as elsewhere:
            before, where = await kept(found), await devices(ada)

            assert await ada.refusal(kind, **fields) is code

            assert await kept(found) == before
            assert await devices(ada) == where
            assert (await me(elsewhere)).name == "ada"


async def test_another_password_ends_all_other_logins(database: str) -> None:
    async with school(database) as found:
        await found.person("ada")
        await found.person("bob")
        async with (
            found.visitor("ada") as ada,
            found.visitor() as stolen,
            found.visitor("bob") as bob,
        ):
            login = await found.login(stolen, "ada")
            async with found.again(login) as second_line:
                await ada.ask(ChangePassword, password=PASSWORD, new_password=OTHER)
                assert (await logged_out(stolen)).close == (await logged_out(second_line)).close
            assert [device.current for device in await devices(ada)] == [True]
            assert (await me(bob)).name == "bob"
            async with found.visitor() as thief:
                assert await thief.refusal(Refresh, token=login.refresh) is ErrorCode.TOKEN_REVOKED
                assert await thief.refusal(Authenticate, token=login.access) is ErrorCode.TOKEN_REVOKED
                assert await thief.refusal(LogIn, name="ada", password=PASSWORD) is ErrorCode.BAD_LOGIN
                await found.login(thief, "ada", OTHER)


async def test_a_password_that_an_admin_set_meanwhile_stays(database: str) -> None:
    async with school(database) as found:
        await found.person("ada")
        await found.person("root", AccountRole.ADMIN)
        async with found.visitor("ada") as thief, found.visitor("root") as root:

            async def steal() -> None:
                await thief.ask(ChangePassword, password=PASSWORD, new_password=OTHER)

            async def reset() -> str:
                told = (await root.ask(ResetPassword, name="ada")).data
                assert isinstance(told, NewPassword)
                return told.password

            async with asyncio.TaskGroup() as tasks:
                stealing = tasks.create_task(_whatever(steal()))
                resetting = tasks.create_task(reset())
            assert stealing.done()
            async with found.visitor() as ada:
                assert await ada.refusal(LogIn, name="ada", password=OTHER) is ErrorCode.BAD_LOGIN
                await found.login(ada, "ada", resetting.result())


async def _whatever(doing: Any) -> None:
    # The connection may be closed before there is a reply.
    with suppress(Refusal, asyncio.CancelledError):
        await doing


async def test_wrong_passwords_have_to_wait_as_at_the_login(database: str) -> None:
    async with school(database, wrong_passwords=3) as found:
        await found.person("ada")
        async with found.visitor("ada") as ada:
            for _ in range(4):
                assert await ada.refusal(ChangeName, name="eve", password="wrong") is ErrorCode.BAD_LOGIN
            for kind, fields in (
                (ChangeName, {"name": "eve", "password": PASSWORD}),
                (ChangeEmail, {"email": "", "password": PASSWORD}),
                (ChangePassword, {"password": PASSWORD, "new_password": OTHER}),
                (LogIn, {"name": "ada", "password": PASSWORD}),
            ):
                assert await ada.refusal(kind, **fields) is ErrorCode.TOO_FAST
            assert (await me(ada)).name == "ada"
        async with found.visitor(source="127.0.0.2") as elsewhere:
            await found.login(elsewhere, "ada")
            await elsewhere.ask(ChangePassword, password=PASSWORD, new_password=OTHER)


async def test_nobody_finds_out_who_has_an_account_by_asking_for_names(database: str) -> None:
    async with school(database, message_burst=1000) as found:
        await found.person("ada")
        await found.person("bob")
        async with found.visitor("ada") as ada, found.visitor("bob") as bob:
            for _ in range(RENAMES_PER_HOUR):
                fields = {"name": "bob", "password": PASSWORD}
                assert await ada.refusal(ChangeName, **fields) is ErrorCode.ACCOUNT_TAKEN
            for name in ("bob", "nobody"):
                assert await ada.refusal(ChangeName, name=name, password=PASSWORD) is ErrorCode.TOO_FAST
            # Others do not wait for that, from the same network.
            assert (await bob.ask(ChangeName, name="bobby", password=PASSWORD)).data is not None
            assert (await me(ada)).name == "ada"


async def test_a_password_that_an_admin_set_opens_nothing_but_a_new_one(database: str) -> None:
    async with school(database) as found:
        await found.person("ada", must_change=True)
        async with found.visitor("ada") as ada:
            assert (await me(ada)).must_change_password
            for kind, fields in (
                (ListDevices, {}),
                (ListResults, {}),
                (ChangeName, {"name": "eve", "password": PASSWORD}),
                (ChangeEmail, {"email": "", "password": PASSWORD}),
                (RevokeDevice, {"device": "nowhere"}),
            ):
                assert await ada.refusal(kind, **fields) is ErrorCode.PASSWORD_CHANGE_NEEDED

            changed = (await ada.ask(ChangePassword, password=PASSWORD, new_password=OTHER)).data

            assert isinstance(changed, Account)
            assert not changed.must_change_password
            assert len(await devices(ada)) == 1


async def test_logging_out_ends_the_login_of_this_device_only(database: str) -> None:
    async with school(database) as found:
        await found.person("ada")
        async with found.visitor() as ada, found.visitor("ada") as elsewhere:
            login = await found.login(ada, "ada")
            async with found.again(login) as second_line:
                assert (await ada.ask(LogOut)).data is None
                await logged_out(second_line)
            # The connection that asked stays, as nobody's.
            assert await ada.refusal(WhoAmI) is ErrorCode.LOGIN_NEEDED
            assert await ada.refusal(Refresh, token=login.refresh) is ErrorCode.TOKEN_REVOKED
            assert await ada.refusal(Authenticate, token=login.access) is ErrorCode.TOKEN_REVOKED
            assert len(await devices(elsewhere)) == 1
            await found.login(ada, "ada")


async def test_logging_out_everywhere_ends_all_logins_of_the_account(database: str) -> None:
    async with school(database) as found:
        await found.person("ada")
        await found.person("bob")
        async with (
            found.visitor("ada") as ada,
            found.visitor("ada") as elsewhere,
            found.visitor("bob") as bob,
        ):
            await ada.ask(LogOut, everywhere=True)
            await logged_out(elsewhere)
            assert await ada.refusal(WhoAmI) is ErrorCode.LOGIN_NEEDED
            assert (await me(bob)).name == "bob"


async def test_devices_are_listed_the_latest_seen_first(database: str) -> None:
    async with school(database) as found:
        await found.person("ada")
        await found.person("bob")
        async with found.visitor() as laptop, found.visitor() as phone, found.visitor("bob"):
            first = found.time.moment
            await found.login(laptop, "ada", device="a laptop")
            found.time.passes(minutes=5)
            await found.login(phone, "ada", device="a\x1b]0;phone\u202e")
            listed = await devices(phone)
            seen_by_laptop = await devices(laptop)

    assert [device.current for device in listed] == [True, False]
    assert [device.current for device in seen_by_laptop] == [False, True]
    assert [device.mark for device in listed] == [device.mark for device in seen_by_laptop]
    assert listed[1].label == "a laptop"
    assert not {"\x1b", "\u202e"} & set(listed[0].label)
    assert [device.address for device in listed] == ["127.0.0.1"] * 2
    assert (listed[1].created_at, listed[1].seen_at) == (first, first)


async def test_a_device_that_is_revoked_is_hung_up_on(database: str) -> None:
    async with school(database) as found:
        await found.person("ada")
        async with found.visitor("ada") as ada, found.visitor() as lost:
            login = await found.login(lost, "ada")
            await ada.ask(RevokeDevice, device=login.account.device)

            await logged_out(lost)

            assert [device.current for device in await devices(ada)] == [True]
            assert await ada.refusal(RevokeDevice, device=login.account.device) is ErrorCode.NO_DEVICE


async def test_revoking_the_own_device_is_logging_out(database: str) -> None:
    async with school(database) as found:
        await found.person("ada")
        async with found.visitor("ada") as ada:
            await ada.ask(RevokeDevice, device=(await me(ada)).device)
            assert await ada.refusal(WhoAmI) is ErrorCode.LOGIN_NEEDED
            await found.login(ada, "ada")


async def test_a_device_of_somebody_else_is_as_unknown_as_any(database: str) -> None:
    async with school(database) as found:
        await found.person("ada")
        await found.person("bob")
        async with found.visitor("ada") as ada, found.visitor("bob") as bob:
            answers = set()
            for device in ((await me(bob)).device, "nowhere", "x" * 64):
                with pytest.raises(Refusal) as refused:
                    await ada.ask(RevokeDevice, device=device)
                answers.add((refused.value.code, refused.value.message))

            assert len(answers) == 1
            assert answers.pop()[0] is ErrorCode.NO_DEVICE
            assert (await me(bob)).name == "bob"


async def test_whoever_has_played_nothing_has_no_results(database: str) -> None:
    async with school(database) as found:
        await found.person("ada")
        async with found.visitor("ada") as ada:
            for fields in ({}, {"before": 3}, {"before": 2**60}):
                assert (await ada.ask(ListResults, **fields)).data == Results(results=())


async def test_passwords_are_not_logged(database: str) -> None:
    async with school(database) as found:
        await found.person("ada")
        async with found.visitor("ada") as ada:
            await ada.refusal(ChangePassword, password="a wrong guess", new_password=OTHER)
            await ada.ask(ChangePassword, password=PASSWORD, new_password=OTHER)

        assert "password_changed" in found.log
        for secret in (PASSWORD, OTHER, "a wrong guess"):
            assert secret not in found.log
