"""A login that ends takes its connections with it, whoever ends it and wherever (R49)."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import update

from quizterm.protocol.accounts import ListDevices, LogOut, RevokeDevice, WhoAmI
from quizterm.protocol.closing import CloseReason
from quizterm.protocol.data import Devices, Login
from quizterm.protocol.messages import HOST_PATH
from quizterm_server.accounts import devices as devices_module
from quizterm_server.storage.tables import accounts
from tests.support.peers import Peer
from tests.support.schools import School, school


async def listed(who: Peer) -> list[str]:
    """The marks of the devices where somebody is logged in, the latest seen first."""
    data = (await who.ask(ListDevices)).data
    assert isinstance(data, Devices)
    return [device.mark for device in data.devices]


@asynccontextmanager
async def two_devices(place: School) -> AsyncIterator[tuple[Peer, Peer, Login, Login]]:
    """Ada's laptop and her phone."""
    async with place.visitor() as laptop, place.visitor() as phone:
        await place.person("Ada")
        at_home = await place.login(laptop, "ada", device="laptop")
        place.time.passes(minutes=1)
        on_the_way = await place.login(phone, "ada", device="phone")
        yield laptop, phone, at_home, on_the_way


async def test_a_stolen_device_is_logged_out_with_all_its_connections(database: str) -> None:
    async with (
        school(database) as place,
        two_devices(place) as (laptop, phone, at_home, stolen),
        place.again(stolen, HOST_PATH) as hosting,
        place.again(at_home) as mine,
    ):
        assert await listed(laptop) == [stolen.account.device, at_home.account.device]
        await laptop.ask(RevokeDevice, device=stolen.account.device)

        for line in (phone, hosting):
            assert await line.closed() == CloseReason.LOGGED_OUT
            assert line.goodbye is not None
            assert "logged out" in line.goodbye.message
        assert await listed(mine) == [at_home.account.device]


@pytest.mark.parametrize("at_once", [1, devices_module.AT_ONCE])
async def test_what_another_server_ends_ends_here_as_well(
    database: str, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(devices_module, "AT_ONCE", at_once)
    async with (
        school(database) as place,
        school(database, name="second", time=place.time) as second,
        two_devices(place) as (laptop, phone, _, stolen),
        second.visitor("ada") as there,
    ):
        await there.ask(RevokeDevice, device=stolen.account.device)

        assert await phone.closed() == CloseReason.LOGGED_OUT
        await laptop.ask(WhoAmI)


async def test_an_account_that_is_closed_at_the_console_loses_its_connections(database: str) -> None:
    async with school(database) as place, two_devices(place) as (laptop, phone, _, _):
        async with place.tables.writing() as connection:
            await connection.execute(update(accounts).values(disabled_at=place.time()))

        for line in (laptop, phone):
            assert await line.closed() == CloseReason.LOGGED_OUT


async def test_a_login_that_is_too_old_ends_under_its_connections(database: str) -> None:
    async with school(database, login_days=10) as place, two_devices(place) as (laptop, phone, _, _):
        place.time.passes(days=10)

        for line in (laptop, phone):
            assert await line.closed() == CloseReason.LOGGED_OUT


async def test_logging_out_ends_the_other_connections_of_the_device(database: str) -> None:
    async with (
        school(database) as place,
        two_devices(place) as (laptop, phone, at_home, _),
        place.again(at_home) as window,
    ):
        await laptop.ask(LogOut)

        assert await window.closed() == CloseReason.LOGGED_OUT
        assert laptop.close_code is None
        await phone.ask(WhoAmI)


async def test_the_device_that_was_not_seen_for_longest_gives_way(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(devices_module, "MOST_DEVICES", 2)
    async with (
        school(database) as place,
        two_devices(place) as (laptop, phone, _, on_the_way),
        place.visitor() as third,
    ):
        place.time.passes(minutes=1)
        newest = await place.login(third, "ada")

        assert await laptop.closed() == CloseReason.LOGGED_OUT
        assert await listed(phone) == [newest.account.device, on_the_way.account.device]


async def test_a_device_is_called_what_it_calls_itself_as_far_as_that_is_text(database: str) -> None:
    names = {
        "": "unknown device",
        " \u200b\x00": "unknown device",
        "lab\x1b[31m 3\n": "lab[31m 3",
        "\u202elaptop": "laptop",
        "x" * 200: "x" * 40,
        "Zoë’s 🦊": "Zoë’s 🦊",
    }
    async with school(database) as place, place.visitor() as ada:
        await place.person("Ada")
        for name, shown in names.items():
            login = await place.login(ada, "ada", device=name)
            data = (await ada.ask(ListDevices)).data
            assert isinstance(data, Devices)

            assert {device.label for device in data.devices if device.mark == login.account.device} == {shown}
