"""Passwords: how they are kept, which are taken, and what an enormous one costs (R22)."""

import asyncio
import os
import sys
import threading
import unicodedata

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select, update
from websockets.frames import CloseCode, Frame, Opcode

from quizterm.errors import ErrorCode, Refusal
from quizterm.protocol.accounts import LogIn, Register, WhoAmI
from quizterm.protocol.data import Account
from quizterm_server.accounts import passwords as module
from quizterm_server.accounts.passwords import LONGEST, Passwords
from quizterm_server.logs import make_log
from quizterm_server.storage.tables import accounts
from tests.support.schools import PASSWORD, School, school

LOWEST = 19
"""The lowest priority that Linux has."""
TODAY = "$argon2id$v=19$m=19456,t=2,p=1$"


def passwords(workers: int = 1, queue: int = 10) -> Passwords:
    return Passwords(workers, queue, make_log("none", "error"))


async def kept(place: School) -> list[str]:
    """The hashes in the database."""
    return [row.password for row in await place.rows(select(accounts.c.password))]


async def test_two_accounts_with_one_password_share_nothing_and_the_cost_can_be_read(database: str) -> None:
    async with school(database, registration="open") as place, place.visitor() as one:
        for name in ("Ada", "Bob"):
            await one.ask(Register, name=name, password=PASSWORD)
        hashes = await kept(place)

        assert len(set(hashes)) == 2
        assert len({hash.split("$")[4] for hash in hashes}) == 2
        assert all(hash.startswith(TODAY) for hash in hashes)


async def test_an_old_hash_is_made_anew_at_the_next_login(database: str) -> None:
    async with school(database) as place, place.visitor() as ada:
        await place.person("Ada")
        old = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(PASSWORD)
        async with place.tables.writing() as connection:
            await connection.execute(update(accounts).values(password=old))

        assert await ada.refusal(LogIn, name="ada", password="not the password") is ErrorCode.BAD_LOGIN
        assert await kept(place) == [old]
        await place.login(ada, "ada")
        (new,) = await kept(place)
        assert new.startswith(TODAY)
        await place.login(ada, "ada")
        assert await kept(place) == [new]


async def test_a_hash_that_cannot_be_read_opens_nothing(database: str) -> None:
    async with school(database) as place, place.visitor() as ada:
        await place.person("Ada")
        for broken in ("", "swordfish", TODAY, "$2b$12$abcdefghijklmnopqrstuv"):
            async with place.tables.writing() as connection:
                await connection.execute(update(accounts).values(password=broken))
            assert await ada.refusal(LogIn, name="ada", password=broken or "x") is ErrorCode.BAD_LOGIN


async def test_a_password_set_by_an_admin_logs_in_and_says_that_it_has_to_be_changed(database: str) -> None:
    async with school(database) as place, place.visitor() as ada:
        await place.person("Ada", must_change=True)
        login = await place.login(ada, "ada")

        assert login.account.must_change_password
        told = (await ada.ask(WhoAmI)).data
        assert isinstance(told, Account)
        assert told.must_change_password


async def test_the_same_keys_give_the_same_password_on_every_machine(database: str) -> None:
    async with school(database, registration="open") as place, place.visitor() as ada:
        composed, decomposed = (unicodedata.normalize(form, "café crème") for form in ("NFC", "NFD"))
        await ada.ask(Register, name="Ada", password=decomposed)

        for typed in (composed, decomposed, composed.replace(" ", "\u00a0"), composed.replace(" ", "\u3000")):
            await place.login(ada, "ada", typed)
        for other in (composed.upper(), f"{composed} ", composed.replace(" ", "  "), "cafe creme"):
            assert await ada.refusal(LogIn, name="ada", password=other) is ErrorCode.BAD_LOGIN


async def test_a_long_password_is_good_and_one_that_is_too_long_is_told_so(database: str) -> None:
    longest = "Zürich! " * 113 + "Zürich"
    assert len(longest.encode()) == LONGEST
    async with school(database, registration="open") as place, place.visitor() as ada:
        await ada.ask(Register, name="Ada", password=longest)
        await place.login(ada, "ada", longest)

        assert await ada.refusal(LogIn, name="ada", password=longest[:-1]) is ErrorCode.BAD_LOGIN
        for too_long in (f"{longest}!", "x" * 2000, "ü" * 600):
            for name in ("ada", "nobody"):
                code = await ada.refusal(LogIn, name=name, password=too_long)
                assert code is ErrorCode.PASSWORD_TOO_LONG
            code = await ada.refusal(Register, name="Eve", password=too_long)
            assert code is ErrorCode.PASSWORD_TOO_LONG


async def test_ten_megabytes_are_not_even_read(database: str) -> None:
    async with school(database) as place, place.visitor() as mallory, place.visitor() as ada:
        await place.person("Ada")
        message = f'{{"type":"log_in","ref":1,"name":"ada","password":"{"x" * 10_000_000}"}}'
        frame = Frame(Opcode.TEXT, message.encode()).serialize(mask=True)
        mallory.socket.transport.write(frame[:100_000])

        assert await mallory.closed() == CloseCode.MESSAGE_TOO_BIG
        await place.login(ada, "ada")


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("", "too short"),
        ("seven seas \udcff", "half a character"),
        ("seven77", "too short"),
        ("e\u0301" * 7, "too short"),
        ("password", "first"),
        ("PassWord1", "first"),
        ("qwertzuiop", "first"),
        ("zzzzzzzzzzzz", "one character"),
        ("Ada.Lovelace", "name"),
        ("adaIovelace", "name"),
    ],
)
async def test_weak_passwords_are_refused_with_the_reason(password: str, why: str) -> None:
    name = "adalovelace" if password == "adaIovelace" else "ada.lovelace"
    with pytest.raises(Refusal) as refusal:
        passwords().check_new(password, name)

    assert refusal.value.code is ErrorCode.WEAK_PASSWORD
    assert why in refusal.value.message


async def test_ordinary_passwords_are_taken() -> None:
    for good in ("tr0ub4dor&3", "plenty of oranges", "пароль для Ады", "  spaces  ", "🦊🐢🐝🐙🦉🐌🦋🐞"):
        passwords().check_new(good, "ada")


async def test_a_password_that_is_no_text_is_hashed_like_any_other() -> None:
    """Half a character, as a terminal in another encoding gives it."""
    hasher = passwords()
    typed = "plenty of \udcff oranges"
    encoded = await hasher.hash(typed)

    assert (await hasher.verify(encoded, typed)).right
    assert not (await hasher.verify(encoded, "plenty of \udcfe oranges")).right
    hasher.close()


async def test_no_more_wait_than_there_is_room_for_and_those_who_go_leave_theirs() -> None:
    hasher = passwords(workers=1, queue=2)
    three = [asyncio.create_task(hasher.hash(f"password {number}")) for number in range(3)]
    await asyncio.sleep(0)
    with pytest.raises(Refusal) as refusal:
        await hasher.hash("password 4")
    assert refusal.value.code is ErrorCode.BUSY

    three[2].cancel()
    await asyncio.wait({three[2]})
    await hasher.hash("password 5")
    await asyncio.gather(*three[:2])
    hasher.close()


async def test_the_event_loop_goes_on_while_passwords_are_hashed() -> None:
    """What it does meanwhile is done before the hash is there, whatever the machine does."""
    hasher = passwords(workers=2)
    hashing = asyncio.gather(*(hasher.hash(f"password {number}") for number in range(4)))
    turns = 0
    while not hashing.done():
        turns += 1
        await asyncio.sleep(0)
    await hashing
    hasher.close()

    assert turns > 10


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux gives a thread a priority of its own")
async def test_hashing_gives_way_to_games(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    hash_of = PasswordHasher.hash

    def looking(self: PasswordHasher, password: str | bytes) -> str:
        seen.append(os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))
        return hash_of(self, password)

    monkeypatch.setattr(PasswordHasher, "hash", looking)
    before = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
    hasher = passwords()
    await hasher.hash(PASSWORD)
    hasher.close()

    assert seen == [min(before + module.NICENESS, LOWEST)]
    assert os.getpriority(os.PRIO_PROCESS, threading.get_native_id()) == before
