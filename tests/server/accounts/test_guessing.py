"""Nobody guesses passwords, learns who has an account, or locks somebody else out (R25)."""

import asyncio
from contextlib import AsyncExitStack
from typing import Any

import pytest
from argon2 import PasswordHasher
from sqlalchemy import update

from quizterm.errors import ErrorCode, Refusal
from quizterm.protocol.accounts import LogIn
from quizterm_server.accounts.throttle import Throttle
from quizterm_server.limits import MOST_SOURCES
from quizterm_server.settings import ServerSettings
from quizterm_server.storage.tables import accounts
from tests.support.peers import Peer
from tests.support.schools import PASSWORD, School, school

ELSEWHERE = "127.0.0.2"


class Hand:
    """A monotonic clock that is moved by hand."""

    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


class Door:
    """A throttle, and somebody who tries passwords at it."""

    def __init__(self, **settings: Any) -> None:
        self.clock = Hand()
        self.throttle = Throttle(ServerSettings(**settings), self.clock)

    async def tries(self, look: str, source: str, *, right: bool = False) -> bool:
        """Try a password; whether it was looked at."""
        try:
            async with self.throttle.attempt(look, source) as attempt:
                if right:
                    attempt.was_right()
        except Refusal as refusal:
            if refusal.code is not ErrorCode.TOO_FAST:
                raise
            return False
        return True

    async def wait(self, look: str, source: str) -> float:
        """How many seconds the next try has to wait, as it is told."""
        try:
            async with self.throttle.attempt(look, source) as attempt:
                attempt.was_void()
        except Refusal as refusal:
            words = refusal.message.rpartition(" in ")[2].rstrip(".").split()
            return 1.0 if words[0] == "a" else float(words[0])
        return 0.0


async def test_after_some_wrong_ones_each_has_to_wait_twice_as_long_up_to_a_minute() -> None:
    door = Door(wrong_passwords=5)
    for _ in range(5):
        assert await door.tries("ada", "1.1.1.1")
    assert await door.wait("ada", "1.1.1.1") == 0
    waits = []
    for _ in range(8):
        assert await door.tries("ada", "1.1.1.1")
        assert not await door.tries("ada", "1.1.1.1")
        waits.append(await door.wait("ada", "1.1.1.1"))
        door.clock.at += waits[-1]

    assert waits == [1, 2, 4, 8, 16, 32, 64, 64]


async def test_others_in_the_network_and_the_same_account_elsewhere_wait_for_nothing() -> None:
    door = Door(wrong_passwords=2)
    while await door.tries("ada", "1.1.1.1"):
        pass

    assert await door.tries("bob", "1.1.1.1")
    assert await door.tries("ada", "2.2.2.2")
    assert not await door.tries("ada", "1.1.1.1")


async def test_a_whole_network_of_ipv6_is_one_source() -> None:
    door = Door(wrong_passwords=2)
    while await door.tries("ada", "2001:db8:1:2::1"):
        pass

    assert not await door.tries("ada", "2001:db8:1:2:ffff::9")
    assert await door.tries("ada", "2001:db8:1:3::1")


async def test_a_right_one_makes_up_for_the_wrong_ones() -> None:
    door = Door(wrong_passwords=3)
    for _ in range(20):
        assert await door.tries("ada", "1.1.1.1")
        assert await door.tries("ada", "1.1.1.1", right=True)


async def test_many_accounts_from_one_source_are_as_many_guesses() -> None:
    door = Door(wrong_passwords=5, wrong_passwords_per_minute=10)
    tried = [await door.tries(f"pupil{number}", "1.1.1.1") for number in range(50)]

    assert sum(tried) == 11
    assert await door.tries("ada", "2.2.2.2")


async def test_whoever_has_logged_in_there_is_not_kept_out_by_those_who_guess() -> None:
    door = Door(wrong_passwords=5, wrong_passwords_per_minute=10)
    await door.tries("ada", "1.1.1.1", right=True)
    for number in range(50):
        await door.tries(f"pupil{number}", "1.1.1.1")

    assert not await door.tries("bob", "1.1.1.1", right=True)
    assert await door.tries("ada", "1.1.1.1", right=True)


async def told(door: Door, look: str) -> str:
    """What somebody is told about a wrong password."""
    with pytest.raises(Refusal) as refusal:
        async with door.throttle.attempt(look, "1.1.1.1"):
            raise Refusal(ErrorCode.BAD_LOGIN, "Wrong.")
    return refusal.value.message


async def test_nobody_learns_from_being_kept_out_who_has_logged_in_there() -> None:
    known, unknown = (Door(wrong_passwords=3, wrong_passwords_per_minute=10) for _ in range(2))
    await known.tries("ada", "1.1.1.1", right=True)
    transcripts: list[list[str]] = []
    for door in (known, unknown):
        transcripts.append([])
        for number in range(200):
            look = "ada" if number % 3 else f"pupil{number}"
            transcripts[-1].append(await told(door, look))
            door.clock.at += (0.0, 0.25, 1.5, 40.0)[number // 8 % 4]

    assert transcripts[0] == transcripts[1]
    assert len(set(transcripts[0])) > 4


async def test_wrong_ones_count_for_the_network_whoever_was_right_there() -> None:
    door = Door(wrong_passwords=50, wrong_passwords_per_minute=10)
    await door.tries("ada", "1.1.1.1", right=True)
    for _ in range(11):
        assert await told(door, "ada") == "Wrong."

    assert not await door.tries("bob", "1.1.1.1", right=True)


async def test_what_is_refused_takes_as_long_as_what_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    door = Door(wrong_passwords_per_minute=1)
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        door.clock.at += seconds

    monkeypatch.setattr(asyncio, "sleep", sleep)
    for number in range(2):
        async with door.throttle.attempt(f"pupil{number}", "1.1.1.1"):
            door.clock.at += 0.25
    await told(door, "nobody")

    assert slept == [0.25]


async def test_nobody_who_guesses_makes_it_forgotten_who_was_right_there() -> None:
    door = Door(wrong_passwords_per_minute=10)
    await door.tries("ada", "1.1.1.1", right=True)
    for number in range(MOST_SOURCES + 10):
        await door.tries(f"nobody{number}", "1.1.1.1")

    assert await door.tries("ada", "1.1.1.1", right=True)


async def test_two_hundred_guesses_at_the_same_time_are_no_more_than_one_after_the_other() -> None:
    door = Door(wrong_passwords=5)
    looked_at = 0

    async def guess() -> None:
        nonlocal looked_at
        async with door.throttle.attempt("ada", "1.1.1.1"):
            looked_at += 1
            await asyncio.sleep(0)

    said = await asyncio.gather(*(guess() for _ in range(200)), return_exceptions=True)

    assert looked_at == 6
    assert sum(isinstance(one, Refusal) for one in said) == 194


async def test_one_network_leaves_places_in_the_queue_to_others() -> None:
    door = Door(password_workers=2)
    inside = 0
    leave = asyncio.Event()

    async def guess(number: int, source: str) -> None:
        nonlocal inside
        async with door.throttle.attempt(f"pupil{number}", source) as attempt:
            inside += 1
            await leave.wait()
            attempt.was_right()

    async with asyncio.TaskGroup() as crowd:
        for number in range(200):
            crowd.create_task(guess(number, "1.1.1.1"))
        crowd.create_task(guess(0, "2.2.2.2"))
        await asyncio.sleep(0)
        assert inside == 9
        leave.set()
    assert inside == 201


async def test_two_hundred_who_know_their_password_come_in_at_the_same_time() -> None:
    door = Door(wrong_passwords=5, wrong_passwords_per_minute=60)

    async def enter(look: str) -> None:
        async with door.throttle.attempt(look, "1.1.1.1") as attempt:
            await asyncio.sleep(0)
            attempt.was_right()

    await asyncio.gather(*(enter(f"pupil{number}") for number in range(200)))
    await asyncio.gather(*(enter("ada") for _ in range(200)))


async def test_whoever_hangs_up_while_waiting_leaves_the_place_to_the_next() -> None:
    door = Door(wrong_passwords=1)
    done = asyncio.Event()

    async def enter() -> None:
        async with door.throttle.attempt("ada", "1.1.1.1") as attempt:
            attempt.was_right()
            await done.wait()

    first, second, third = (asyncio.create_task(enter()) for _ in range(3))
    await asyncio.sleep(0)
    done.set()
    await asyncio.sleep(0)
    second.cancel()

    await asyncio.gather(first, third)
    assert second.cancelled() or second.done()


async def test_what_is_remembered_is_bounded() -> None:
    door = Door()
    for number in range(MOST_SOURCES + 100):
        await door.tries("ada", f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}")
        door.throttle.registers(f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}")

    assert door.throttle.remembered <= 4 * MOST_SOURCES


async def test_only_so_many_accounts_are_made_from_one_source_in_an_hour() -> None:
    door = Door(registrations_per_hour=3)
    for _ in range(3):
        door.throttle.registers("1.1.1.1")
    with pytest.raises(Refusal) as refusal:
        door.throttle.registers("1.1.1.1")

    assert refusal.value.code is ErrorCode.TOO_FAST
    assert "20 minutes" in refusal.value.message
    door.throttle.registers("2.2.2.2")
    door.clock.at += 20 * 60
    door.throttle.registers("1.1.1.1")


# Through the socket


async def said(who: Peer, name: str, password: str) -> tuple[ErrorCode, str]:
    """What somebody is told who cannot log in."""
    with pytest.raises(Refusal) as refusal:
        await who.ask(LogIn, name=name, password=password)
    return refusal.value.code, refusal.value.message


async def close_account(place: School, name: str) -> None:
    """Disable an account."""
    async with place.tables.writing() as connection:
        closing = update(accounts).where(accounts.c.name == name)
        await connection.execute(closing.values(disabled_at=place.time()))


async def test_a_hundred_wrong_ones_from_one_address_do_not_delay_another(database: str) -> None:
    async with (
        school(database, message_burst=200) as place,
        place.visitor(source=ELSEWHERE) as mallory,
        place.visitor() as ada,
    ):
        await place.person("Ada")
        codes = [(await said(mallory, "ada", f"guess number {number}"))[0] for number in range(100)]
        login = await place.login(ada, "ada")

        assert login.account.name == "Ada"
        assert 5 <= codes.count(ErrorCode.BAD_LOGIN) < 20
        assert codes.count(ErrorCode.TOO_FAST) == 100 - codes.count(ErrorCode.BAD_LOGIN)
        assert (await said(mallory, "ada", PASSWORD))[0] is ErrorCode.TOO_FAST


async def test_nobody_learns_who_has_an_account(database: str) -> None:
    async with school(database, wrong_passwords=50) as place, place.visitor() as mallory:
        await place.person("Ada")
        await place.person("Bob")
        await close_account(place, "Bob")
        asked = ("ada", "bob", "nobody", "", "no/name", "x" * 200, "\x1b[2J", "adа")
        told = {await said(mallory, name, "not the password") for name in asked}

        assert told == {(ErrorCode.BAD_LOGIN, "The name or the password is wrong.")}


async def test_a_disabled_account_is_told_to_whoever_knows_its_password(database: str) -> None:
    async with school(database) as place, place.visitor() as bob:
        await place.person("Bob")
        await close_account(place, "Bob")

        assert (await said(bob, "bob", "not the password"))[0] is ErrorCode.BAD_LOGIN
        assert (await said(bob, "bob", PASSWORD))[0] is ErrorCode.ACCOUNT_DISABLED


async def test_a_hash_is_computed_for_each_that_is_looked_at_and_for_no_other(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    computed: list[str | bytes] = []
    verify = PasswordHasher.verify

    def counting(self: PasswordHasher, hash: str | bytes, password: str | bytes) -> bool:
        computed.append(hash)
        return bool(verify(self, hash, password))

    monkeypatch.setattr(PasswordHasher, "verify", counting)
    async with school(database, wrong_passwords=1) as place, place.visitor() as mallory:
        await place.person("Ada")
        for name in ("ada", "nobody", "no/name"):
            assert (await said(mallory, name, "not the password"))[0] is ErrorCode.BAD_LOGIN
        assert len(computed) == 3
        assert len({str(hash).rpartition("$")[0].rpartition("$")[0] for hash in computed}) == 1

        assert (await said(mallory, "ada", "not this one either"))[0] is ErrorCode.BAD_LOGIN
        for _ in range(5):
            assert (await said(mallory, "ada", "nor this one"))[0] is ErrorCode.TOO_FAST
        assert len(computed) == 4


async def test_guesses_on_many_connections_at_the_same_time_count_as_many(database: str) -> None:
    async with school(database) as place, AsyncExitStack() as stack:
        await place.person("Ada")
        crowd = [await stack.enter_async_context(place.visitor()) for _ in range(40)]
        told = await asyncio.gather(*(said(peer, "ada", f"guess {i}") for i, peer in enumerate(crowd)))

        codes = [code for code, _ in told]
        assert set(codes) == {ErrorCode.BAD_LOGIN, ErrorCode.TOO_FAST}
        assert codes.count(ErrorCode.BAD_LOGIN) <= 10


async def test_a_class_logs_in_at_the_same_time_from_behind_one_address(database: str) -> None:
    async with (
        school(database, wrong_passwords=3, wrong_passwords_per_minute=5) as place,
        AsyncExitStack() as stack,
    ):
        names = [f"pupil{number}" for number in range(25)]
        for name in names:
            await place.person(name)
        crowd = [await stack.enter_async_context(place.visitor()) for _ in names]
        logins = await asyncio.gather(*map(place.login, crowd, names))

        assert [login.account.name for login in logins] == names


async def test_an_account_is_found_by_what_its_name_looks_like(database: str) -> None:
    async with school(database) as place, place.visitor() as ada:
        await place.person("Ada.Lovelace")

        for name in ("ada.lovelace", "ADA.LOVELACE", " Ada.Lovelace "):
            assert (await place.login(ada, name)).account.name == "Ada.Lovelace"
