"""What people do about their own accounts."""

import json
from pathlib import Path

import pytest

from quizterm.cli.exits import Exit
from quizterm.text import width
from quizterm_client.accounts.logins import LoginFiles
from tests.support.schools import PASSWORD, School
from tests.support.teachers import Teacher, at_another_machine

SECRET = "seven small boats"


async def listed(somebody: Teacher) -> list[dict[str, object]]:
    """The devices of an account."""
    told = await somebody.types("account", "devices", "--json")
    devices: list[dict[str, object]] = json.loads(told.out)["devices"]
    return devices


async def test_a_name_is_changed_and_known_from_then_on(lab: School, ada: Teacher) -> None:
    said = await ada.types("account", "name", "Lovelace", "--password-stdin", typed=f"{PASSWORD}\n")

    assert said.err == "Your account is called Lovelace now.\n"
    assert [login.name for login in LoginFiles(ada.state).all()] == ["Lovelace"]
    assert (await ada.types("whoami")).out == f"Lovelace (teacher) on {lab.address}\n"


async def test_an_address_is_changed_and_removed(ada: Teacher) -> None:
    typed = f"{PASSWORD}\n"
    kept = await ada.types("account", "email", "ada@example.org", "--password-stdin", typed=typed)
    shown = await ada.types("whoami", "--json")
    gone = await ada.types("account", "email", "--remove", "--password-stdin", "--json", typed=typed)

    assert kept.err == "Your e-mail address is ada@example.org now.\n"
    assert json.loads(shown.out)["email"] == "ada@example.org"
    assert json.loads(gone.out)["email"] == ""


@pytest.mark.parametrize("arguments", [(), ("ada@example.org", "--remove")])
async def test_an_address_is_given_or_removed(ada: Teacher, arguments: tuple[str, ...]) -> None:
    said = await ada.types("account", "email", *arguments)

    assert said.status == Exit.USAGE
    assert "--remove" in said.err


async def test_a_new_password_logs_all_other_devices_out(lab: School, ada: Teacher, tmp_path: Path) -> None:
    elsewhere = await at_another_machine(lab, tmp_path / "elsewhere", "ada")

    said = await ada.types("account", "password", "--password-stdin", typed=f"{PASSWORD}\n{SECRET}\n")

    assert said.status == 0, said.err
    assert (await ada.types("whoami")).status == 0
    assert (await elsewhere.types("whoami")).status == Exit.NOT_LOGGED_IN
    old = await elsewhere.types("login", "ada", "--password-stdin", typed=f"{PASSWORD}\n")
    new = await elsewhere.types("login", "ada", "--password-stdin", typed=f"{SECRET}\n")
    assert (old.status, new.status) == (Exit.BAD_LOGIN, 0)


@pytest.mark.parametrize(
    ("what", "typed", "status"),
    [
        (("name", "eve"), "wrong\n", Exit.BAD_LOGIN),
        (("email", "--remove"), "wrong\n", Exit.BAD_LOGIN),
        (("password",), f"wrong\n{SECRET}\n", Exit.BAD_LOGIN),
        (("password",), f"{PASSWORD}\nshort\n", Exit.UNACCEPTABLE),
        (("name", "a/b"), "", Exit.UNACCEPTABLE),
        (("name", "root"), f"{PASSWORD}\n", Exit.TAKEN),
    ],
)
async def test_what_is_refused_changes_nothing(
    lab: School, ada: Teacher, root: Teacher, what: tuple[str, ...], typed: str, status: Exit
) -> None:
    before = await ada.types("whoami", "--json")

    said = await ada.types("account", *what, "--password-stdin", typed=typed)

    assert said.status == status, said.err
    assert (await ada.types("whoami", "--json")).out == before.out


async def test_devices_are_listed_and_revoked(lab: School, ada: Teacher, tmp_path: Path) -> None:
    elsewhere = await at_another_machine(lab, tmp_path / "elsewhere", "ada")
    (mark,) = [str(device["mark"]) for device in await listed(ada) if not device["current"]]

    table = await ada.types("account", "devices")
    said = await ada.types("account", "revoke", mark.lower())
    unknown = await ada.types("account", "revoke", mark)

    assert "now, this one" in table.out
    assert mark in table.out
    assert max(map(width, table.out.splitlines())) <= 80
    assert said.err == f"The device {mark} is logged out.\n"
    assert unknown.status == Exit.NOT_FOUND
    assert (await elsewhere.types("whoami")).status == Exit.NOT_LOGGED_IN
    assert [device["current"] for device in await listed(ada)] == [True]


async def test_who_revokes_this_device_is_logged_out_here(ada: Teacher) -> None:
    (mark,) = [str(device["mark"]) for device in await listed(ada)]

    said = await ada.types("account", "revoke", mark)

    assert said.status == 0, said.err
    assert not list(ada.state.glob("*.login"))


async def test_a_mark_that_cannot_be_one_is_not_sent(ada: Teacher) -> None:
    said = await ada.types("account", "revoke", "../x")

    assert said.status == Exit.NOT_FOUND
