"""What is done about accounts on the server's own machine, without a server and beside one."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from quizterm.errors import ErrorCode, Refusal
from quizterm.protocol.accounts import AccountRole, Authenticate, ListAccounts, LogIn
from quizterm_server.accounts import upkeep
from quizterm_server.accounts.console import (
    create_account,
    reset_on_console,
    rotate_keys,
    set_role_on_console,
)
from quizterm_server.accounts.keys import make_keys, place_of_keys, read_keys
from quizterm_server.accounts.passwords import Passwords
from quizterm_server.accounts.people import People, Person
from quizterm_server.logs import make_log
from quizterm_server.storage.access import Tables
from quizterm_server.storage.database import open_database
from quizterm_server.storage.errors import CannotStore, NoDatabase
from tests.support.schools import school

GOOD = "lovelace rules"
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


async def everybody(database: str) -> list[Person]:
    """All accounts, as they are in the database."""
    async with open_database(database) as engine:
        return await People(Tables(engine), lambda: NOON).page()


async def opens(person: Person, password: str) -> bool:
    """Whether this is the password of an account."""
    passwords = Passwords(1, 1, make_log("none"))
    try:
        return (await passwords.verify(person.password, password)).right
    finally:
        passwords.close()


def files_in(folder: Path) -> list[Path]:
    """Everything that is there."""
    return list(folder.iterdir())


async def test_the_first_admin_is_made_in_a_database_that_is_not_there_yet(database: str) -> None:
    await create_account(database, " Ada ", GOOD, AccountRole.ADMIN, "ada@example.org")

    (ada,) = await everybody(database)

    assert (ada.name, ada.role, ada.email) == ("Ada", AccountRole.ADMIN, "ada@example.org")
    assert not ada.must_change
    assert await opens(ada, GOOD)


@pytest.mark.parametrize(
    ("name", "password", "email", "code"),
    [
        ("АDA", GOOD, "", ErrorCode.ACCOUNT_TAKEN),  # a Cyrillic A
        ("../x", GOOD, "", ErrorCode.BAD_ACCOUNT_NAME),
        ("", GOOD, "", ErrorCode.BAD_ACCOUNT_NAME),
        ("bob", "short", "", ErrorCode.WEAK_PASSWORD),
        ("bob", "x" * 2000, "", ErrorCode.PASSWORD_TOO_LONG),
        ("bob", GOOD, "bob at home", ErrorCode.BAD_EMAIL),
    ],
)
async def test_the_console_checks_what_the_socket_checks(
    database: str, name: str, password: str, email: str, code: ErrorCode
) -> None:
    await create_account(database, "ada", GOOD, AccountRole.ADMIN)

    with pytest.raises(Refusal) as refused:
        await create_account(database, name, password, AccountRole.ADMIN, email)

    assert refused.value.code is code
    assert [person.name for person in await everybody(database)] == ["ada"]


async def test_roles_are_given_on_the_console(database: str) -> None:
    await create_account(database, "ada", GOOD, AccountRole.ADMIN)
    await create_account(database, "bob", GOOD, AccountRole.PLAYER)

    await set_role_on_console(database, "BOB", AccountRole.ADMIN)
    await set_role_on_console(database, "ada", AccountRole.TEACHER)

    assert {person.name: person.role for person in await everybody(database)} == {
        "ada": AccountRole.TEACHER,
        "bob": AccountRole.ADMIN,
    }


async def test_the_last_admin_stays_one_on_the_console_too(database: str) -> None:
    await create_account(database, "ada", GOOD, AccountRole.ADMIN)

    with pytest.raises(Refusal) as refused:
        await set_role_on_console(database, "ada", AccountRole.PLAYER)

    assert refused.value.code is ErrorCode.LAST_ADMIN
    assert [person.role for person in await everybody(database)] == [AccountRole.ADMIN]


async def test_a_password_is_reset_on_the_console(database: str) -> None:
    await create_account(database, "ada", GOOD, AccountRole.ADMIN)

    password = await reset_on_console(database, "Ada")

    (ada,) = await everybody(database)
    assert ada.must_change
    assert await opens(ada, password)
    assert not await opens(ada, GOOD)


async def test_nobody_is_found_under_a_name_that_is_not_there(database: str) -> None:
    await create_account(database, "ada", GOOD, AccountRole.ADMIN)

    for name in ("bob", "../x", "a\0b", ""):
        with pytest.raises(Refusal) as refused:
            await set_role_on_console(database, name, AccountRole.PLAYER)
        assert refused.value.code is ErrorCode.NO_ACCOUNT
        with pytest.raises(Refusal) as refused:
            await reset_on_console(database, name)
        assert refused.value.code is ErrorCode.NO_ACCOUNT


async def test_only_making_an_account_makes_a_database(tmp_path: Path) -> None:
    database = str(tmp_path / "quizterm.db")

    with pytest.raises(NoDatabase):
        await set_role_on_console(database, "ada", AccountRole.PLAYER)
    with pytest.raises(NoDatabase):
        await reset_on_console(database, "ada")

    assert files_in(tmp_path) == []


async def test_of_two_who_make_the_same_account_at_once_one_does(database: str) -> None:
    await create_account(database, "ada", GOOD, AccountRole.ADMIN)

    made = await asyncio.gather(
        *(create_account(database, name, GOOD, AccountRole.TEACHER) for name in ("bob", "BOB", "Bob")),
        return_exceptions=True,
    )

    refusals = [told for told in made if told is not None]
    assert [told.code for told in refusals if isinstance(told, Refusal)] == [ErrorCode.ACCOUNT_TAKEN] * 2
    assert len(refusals) == 2
    assert len(await everybody(database)) == 2


async def test_a_server_that_runs_beside_the_console_notices(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upkeep, "LOOK_SECONDS", 0.01)
    async with school(database) as found, found.visitor() as ada:
        await create_account(database, "ada", GOOD, AccountRole.PLAYER)
        login = await found.login(ada, "ada", GOOD)

        await set_role_on_console(database, "ada", AccountRole.ADMIN)
        assert (await ada.ask(ListAccounts)).data is not None
        await rotate_keys(database, at_once=True)
        async with found.visitor() as again:
            assert await again.refusal(Authenticate, token=login.access) is ErrorCode.TOKEN_FOREIGN
        password = await reset_on_console(database, "ada")

        await ada.closed()
        async with found.visitor() as again:
            assert await again.refusal(LogIn, name="ada", password=GOOD) is ErrorCode.BAD_LOGIN
            assert (await found.login(again, "ada", password)).account.must_change_password


async def test_the_key_is_rotated_with_and_without_an_overlap(tmp_path: Path) -> None:
    database = str(tmp_path / "quizterm.db")
    path = place_of_keys("", database)
    with pytest.raises(CannotStore):
        await rotate_keys(database)
    assert files_in(tmp_path) == []
    make_keys(path, NOON)
    first = read_keys(path).keys[-1].kid

    await rotate_keys(database)
    kept = [key.kid for key in read_keys(path).keys]
    await rotate_keys(database, at_once=True)
    alone = [key.kid for key in read_keys(path).keys]

    assert len(kept) == 2
    assert kept[0] == first
    assert len(alone) == 1
    assert alone[0] not in kept


async def test_the_keys_can_be_in_a_file_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "elsewhere.keys"
    make_keys(path, NOON)
    first = read_keys(path).keys[-1].kid

    await rotate_keys(str(tmp_path / "quizterm.db"), str(path), at_once=True)

    assert read_keys(path).keys[-1].kid != first
