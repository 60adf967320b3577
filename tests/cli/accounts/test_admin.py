"""What admins do about accounts from anywhere, and what others may not."""

import json
from pathlib import Path

import pytest

from quizterm.cli.exits import Exit
from quizterm.protocol.accounts import AccountRole
from tests.support.schools import PASSWORD, School
from tests.support.teachers import Teacher, teacher

SECRET = "seven small boats"

COMMANDS = [
    ("list",),
    ("disable", "ada"),
    ("enable", "ada"),
    ("promote", "ada", "--role", "admin"),
    ("reset", "ada"),
    ("invite",),
    ("invites",),
    ("uninvite", "1"),
]


async def names(root: Teacher, *arguments: str) -> list[str]:
    """The accounts of the server."""
    told = await root.types("admin", "list", "--json", *arguments)
    return [account["name"] for account in json.loads(told.out)["accounts"]]


async def test_accounts_are_listed_and_searched(lab: School, root: Teacher, ada: Teacher) -> None:
    table = await root.types("admin", "list")

    assert table.out.splitlines()[0].split() == ["account", "role", "state", "since", "e-mail"]
    assert [line.split()[:3] for line in table.out.splitlines()[1:]] == [
        ["ada", "teacher", "active"],
        ["root", "admin", "active"],
    ]
    assert await names(root, "--search", "AD") == ["ada"]
    assert (await root.types("admin", "list", "--search", "nobody")).err == "No account has such a name.\n"


async def test_however_many_there_are_all_are_listed(lab: School, root: Teacher) -> None:
    made = {f"pupil-{number}" for number in range(230)}
    for name in made:
        await lab.person(name, AccountRole.PLAYER)

    assert set(await names(root, "--search", "pupil")) == made


@pytest.mark.parametrize("role", [AccountRole.PLAYER, AccountRole.TEACHER])
async def test_nobody_else_may_do_any_of_it(lab: School, tmp_path: Path, role: AccountRole) -> None:
    somebody = await teacher(lab, tmp_path / "ada", "ada", role=role)
    before = await somebody.types("whoami", "--json")

    said = {command: await somebody.types("admin", *command) for command in COMMANDS}

    assert {command: one.status for command, one in said.items()} == dict.fromkeys(COMMANDS, Exit.NOT_ALLOWED)
    assert {one.out for one in said.values()} == {""}
    assert (await somebody.types("whoami", "--json")).out == before.out


async def test_nobody_does_it_without_logging_in(newcomer: Teacher) -> None:
    said = {command: (await newcomer.types("admin", *command)).status for command in COMMANDS}

    assert said == dict.fromkeys(COMMANDS, Exit.NOT_LOGGED_IN)


async def test_an_account_is_disabled_and_enabled(root: Teacher, ada: Teacher) -> None:
    closed = await root.types("admin", "disable", "ada")
    refused = await ada.types("login", "ada", "--password-stdin", typed=f"{PASSWORD}\n")
    opened = await root.types("admin", "enable", "ada", "--json")
    taken = await ada.types("login", "ada", "--password-stdin", typed=f"{PASSWORD}\n")

    assert closed.err == "ada is disabled, and logged out everywhere.\n"
    assert refused.status == Exit.BAD_LOGIN
    assert json.loads(opened.out)["disabled"] is False
    assert taken.status == 0


async def test_a_password_is_reset_and_printed_alone(root: Teacher, ada: Teacher) -> None:
    reset = await root.types("admin", "reset", "ada")

    said = await ada.types("whoami")
    password = reset.out.strip()
    came = await ada.types("login", "ada", "--password-stdin", typed=f"{password}\n{SECRET}\n")

    assert reset.out == f"{password}\n"
    assert password not in reset.err
    assert said.status == Exit.NOT_LOGGED_IN
    assert came.status == 0, came.err


async def test_a_role_is_given_and_taken(root: Teacher, ada: Teacher) -> None:
    up = await root.types("admin", "promote", "ada", "--role", "admin")
    down = await root.types("admin", "promote", "ada", "--role", "player")

    assert (up.err, down.err) == ("ada is an admin now.\n", "ada is a player now.\n")


async def test_somebody_stays_who_can_administer(root: Teacher) -> None:
    said = await root.types("admin", "promote", "root", "--role", "player")

    assert said.status == Exit.NOT_ALLOWED


async def test_invitations_are_made_listed_and_taken_back(root: Teacher) -> None:
    made = await root.types("admin", "invite", "--role", "teacher", "--uses", "3", "--days", "2")
    code = made.out.strip()
    table = await root.types("admin", "invites")
    document = await root.types("admin", "invites", "--json")
    number = str(json.loads(document.out)["invites"][0]["number"])
    taken = await root.types("admin", "uninvite", number)
    after = await root.types("admin", "invites")

    assert made.out == f"{code}\n"
    assert "3 accounts (teacher)" in made.err
    assert code not in made.err + table.out + document.out
    assert table.out.splitlines()[1].split()[:3] == [number, "teacher", "3"]
    assert taken.err == f"The code number {number} is good no longer.\n"
    assert after.err == "No code is good now: quizterm admin invite\n"


async def test_nobody_of_that_name_is_told(root: Teacher) -> None:
    said = await root.types("admin", "disable", "nobody")

    assert said.status == Exit.NOT_FOUND
