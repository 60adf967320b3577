"""Who may register, as whom, and what they learn about others by trying."""

import asyncio
import json
from typing import Any

import pytest
from sqlalchemy import select, text

from quizterm.errors import ErrorCode, Refusal
from quizterm.protocol.accounts import AccountRole, MakeInvite, Register, WhoAmI
from quizterm.protocol.data import Account, Invite, Login
from quizterm_server.accounts.passwords import Passwords
from quizterm_server.storage.tables import accounts, invites
from tests.support.peers import Peer, peer
from tests.support.schools import PASSWORD, School, school

WRONG_CODE = "AAAAA-AAAAA-AAAAA-AAAAA"
TOO_LONG_FOR_MAIL = "a" * 65 + "@example.org"


async def register(who: Peer, name: str = "bob", password: str = PASSWORD, **fields: Any) -> Account:
    """Register, which must succeed."""
    data = (await who.ask(Register, name=name, password=password, **fields)).data
    assert isinstance(data, Login)
    return data.account


async def invite(found: School, **wanted: Any) -> Invite:
    """A code that the admin `root` makes, who is there afterwards."""
    if not await found.rows(select(accounts).where(accounts.c.name == "root")):
        await found.person("root", AccountRole.ADMIN)
    async with found.visitor("root") as root:
        data = (await root.ask(MakeInvite, **wanted)).data
    assert isinstance(data, Invite)
    return data


async def names(found: School) -> list[str]:
    """Everybody who has an account."""
    return [row.name for row in await found.rows(select(accounts).order_by(accounts.c.id))]


async def uses_left(found: School, made: Invite) -> int:
    """How often a code can still be used."""
    (row,) = await found.rows(select(invites).where(invites.c.id == made.number))
    left: int = row.uses_left
    return left


async def told(who: Peer, **fields: Any) -> tuple[ErrorCode, str]:
    """What somebody is told who must not get an account."""
    with pytest.raises(Refusal) as refused:
        await who.ask(Register, **({"name": "bob", "password": PASSWORD} | fields))
    return refused.value.code, refused.value.message


async def test_an_account_that_could_not_be_logged_in_was_not_made(database: str) -> None:
    async with school(database) as found, found.visitor() as bob:
        made = await invite(found)
        async with found.tables.writing() as connection:
            await connection.execute(text("ALTER TABLE devices RENAME TO out_of_the_way"))
        refused = await told(bob, invite=made.code)
        async with found.tables.writing() as connection:
            await connection.execute(text("ALTER TABLE out_of_the_way RENAME TO devices"))

        assert refused[0] is ErrorCode.NOT_STORED
        assert await names(found) == ["root"]
        assert await uses_left(found, made) == 1
        await register(bob, invite=made.code)


async def test_everybody_may_register_on_an_open_server_and_is_a_player(database: str) -> None:
    async with school(database, registration="open") as found, found.visitor() as bob:
        made = await register(bob, " Bob ", email="bob@example.org", device="bob's laptop")
        me = (await bob.ask(WhoAmI)).data

        assert (made.name, made.role, made.email) == ("Bob", AccountRole.PLAYER, "bob@example.org")
        assert (made.disabled, made.must_change_password) == (False, False)
        assert me == made
        async with found.visitor("BOB"):
            pass


async def test_nobody_registers_on_a_closed_server_not_even_with_a_code(database: str) -> None:
    async with school(database) as found:
        code = (await invite(found)).code
    async with school(database, registration="closed") as found, found.visitor() as bob:
        assert await bob.refusal(Register, name="bob", password=PASSWORD) is ErrorCode.REGISTRATION_CLOSED
        assert (await told(bob, invite=code)) == (await told(bob, name="root"))
        assert await names(found) == ["root"]


async def test_an_invitation_gives_its_role_as_often_as_it_is_good_for(database: str) -> None:
    async with school(database) as found:
        made = await invite(found, role=AccountRole.TEACHER, uses=2)
        # However it is typed: in small letters, without or with other signs between its groups.
        typed = (made.code.lower(), made.code.replace("-", " "), made.code)
        for name, code in zip(("bob", "eve", "mallory"), typed, strict=True):
            async with found.visitor() as guest:
                if name == "mallory":
                    assert (await told(guest, name=name, invite=code))[0] is ErrorCode.BAD_INVITE
                else:
                    assert (await register(guest, name, invite=code)).role is AccountRole.TEACHER

        assert await names(found) == ["root", "bob", "eve"]


async def test_an_invitation_counts_on_an_open_server_too(database: str) -> None:
    async with school(database, registration="open") as found, found.visitor() as bob:
        made = await invite(found, role=AccountRole.TEACHER)

        assert (await told(bob, invite=WRONG_CODE))[0] is ErrorCode.BAD_INVITE
        assert (await register(bob, invite=made.code)).role is AccountRole.TEACHER


async def test_an_invitation_ends_with_its_time(database: str) -> None:
    async with school(database) as found, found.visitor() as bob:
        made = await invite(found, days=2)
        found.time.passes(days=2)

        assert (await told(bob, invite=made.code))[0] is ErrorCode.BAD_INVITE
        found.time.passes(seconds=-1)
        assert (await register(bob, invite=made.code)).name == "bob"


async def test_whoever_has_no_invitation_learns_nothing_about_names(database: str) -> None:
    async with school(database) as found, found.visitor() as mallory:
        made = await invite(found)
        used_up = await invite(found)
        async with found.visitor() as bob:
            await register(bob, "bob", invite=used_up.code)
        tried = [
            {"name": name, "password": password, "email": email, "invite": code}
            for name in ("bob", "nobody", "../x", "x" * 200)
            for password in (PASSWORD, "short")
            for email in ("", "no address")
            for code in ("", WRONG_CODE, used_up.code)
        ]

        answers = set()
        for fields in tried:
            async with found.visitor() as guest:
                answers.add(await told(guest, **fields))

        assert len(answers) == 1
        assert answers.pop()[0] is ErrorCode.BAD_INVITE
        assert (await told(mallory, invite=made.code))[0] is ErrorCode.ACCOUNT_TAKEN


REFUSED: list[tuple[dict[str, str], ErrorCode]] = [
    ({"name": ""}, ErrorCode.BAD_ACCOUNT_NAME),
    ({"name": "a b"}, ErrorCode.BAD_ACCOUNT_NAME),
    ({"name": "../x"}, ErrorCode.BAD_ACCOUNT_NAME),
    ({"name": "a\0b"}, ErrorCode.BAD_ACCOUNT_NAME),
    ({"name": "a\x1b[31mb"}, ErrorCode.BAD_ACCOUNT_NAME),
    ({"name": "a\u202eb"}, ErrorCode.BAD_ACCOUNT_NAME),
    ({"name": "bob'; DROP TABLE accounts; --"}, ErrorCode.BAD_ACCOUNT_NAME),
    ({"name": "a" * 41}, ErrorCode.BAD_ACCOUNT_NAME),
    ({"name": "ROOT"}, ErrorCode.ACCOUNT_TAKEN),
    ({"name": "rооt"}, ErrorCode.ACCOUNT_TAKEN),  # with Cyrillic letters
    ({"name": "r.oot"}, ErrorCode.ACCOUNT_TAKEN),
    ({"email": "bob"}, ErrorCode.BAD_EMAIL),
    ({"email": "bob@"}, ErrorCode.BAD_EMAIL),
    ({"email": "@example.org"}, ErrorCode.BAD_EMAIL),
    ({"email": "bob@ex@ample.org"}, ErrorCode.BAD_EMAIL),
    ({"email": "bob@example..org"}, ErrorCode.BAD_EMAIL),
    ({"email": "b ob@example.org"}, ErrorCode.BAD_EMAIL),
    ({"email": "b\0ob@example.org"}, ErrorCode.BAD_EMAIL),
    ({"email": "b\x1bob@example.org"}, ErrorCode.BAD_EMAIL),
    ({"email": "b\u202eob@example.org"}, ErrorCode.BAD_EMAIL),
    ({"email": "<bob@example.org>"}, ErrorCode.BAD_EMAIL),
    ({"email": TOO_LONG_FOR_MAIL}, ErrorCode.BAD_EMAIL),
    ({"email": "bob@" + "a" * 251}, ErrorCode.BAD_EMAIL),
    ({"password": "short"}, ErrorCode.WEAK_PASSWORD),
    ({"password": "password1"}, ErrorCode.WEAK_PASSWORD),
    ({"name": "long-enough", "password": "LONG-enough"}, ErrorCode.WEAK_PASSWORD),
    ({"password": "é" * 513}, ErrorCode.PASSWORD_TOO_LONG),
]


async def test_a_bad_registration_makes_no_account_and_uses_no_invitation(database: str) -> None:
    async with school(database, message_burst=1000) as found, found.visitor() as bob:
        made = await invite(found)
        for fields, code in REFUSED:
            assert (await told(bob, invite=made.code, **fields))[0] is code, fields

        assert await names(found) == ["root"]
        assert await uses_left(found, made) == 1
        assert await bob.refusal(WhoAmI) is ErrorCode.LOGIN_NEEDED
        assert (await register(bob, invite=made.code)).name == "bob"


async def test_a_name_that_is_taken_costs_as_much_work_as_one_that_is_not(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[str] = []
    hashing = Passwords.hash

    async def counted(self: Passwords, password: str) -> str:
        hashed.append(password)
        return await hashing(self, password)

    monkeypatch.setattr(Passwords, "hash", counted)
    async with school(database) as found, found.visitor() as bob:
        code = (await invite(found, uses=2)).code
        for fields, times in (
            ({"name": "root", "invite": code}, 1),
            ({"name": "root", "invite": WRONG_CODE}, 0),
            ({"name": "nobody", "invite": WRONG_CODE}, 0),
        ):
            hashed.clear()
            await told(bob, **fields)
            assert len(hashed) == times, fields
        await register(bob, "nobody", invite=code)
        assert len(hashed) == 1


async def test_two_may_have_the_same_address(database: str) -> None:
    async with school(database, registration="open") as found:
        for name in ("bob", "eve"):
            async with found.visitor() as guest:
                assert (await register(guest, name, email="both@example.org")).name == name


@pytest.mark.parametrize(
    "extra", [{"role": "admin"}, {"must_change": False}, {"id": 1}, {"disabled": False}, {"name": ["bob"]}]
)
async def test_nobody_registers_as_more_than_they_may_be(database: str, extra: dict[str, Any]) -> None:
    message = {"type": "register", "ref": 7, "name": "bob", "password": PASSWORD} | extra
    async with school(database, registration="open") as found, found.visitor() as bob:
        await bob.send(json.dumps(message))
        await bob.wait(lambda: bool(bob.strays))

        assert [(stray.ref, stray.code) for stray in bob.strays] == [(7, ErrorCode.BAD_MESSAGE)]
        assert await names(found) == []


async def test_a_name_of_three_hundred_characters_is_no_message(database: str) -> None:
    message = {"type": "register", "ref": 7, "name": "b" * 300, "password": PASSWORD}
    async with school(database, registration="open") as found, found.visitor() as bob:
        await bob.send(json.dumps(message))
        await bob.wait(lambda: bool(bob.strays))

        assert bob.strays[0].code == ErrorCode.BAD_MESSAGE
        assert await names(found) == []


async def at_once(found: School, *wanted: dict[str, Any]) -> list[ErrorCode | None]:
    """What becomes of these who register at the same time; `None` for an account."""

    async def one(fields: dict[str, Any]) -> ErrorCode | None:
        async with peer(found.address) as guest:
            try:
                await guest.ask(Register, password=PASSWORD, **fields)
            except Refusal as refusal:
                return refusal.code
            return None

    return await asyncio.gather(*(one(fields) for fields in wanted))


async def test_of_several_who_want_the_same_name_at_once_one_gets_it(database: str) -> None:
    async with school(database, registration="open") as found:
        outcomes = await at_once(found, *({"name": name} for name in ("bob", "Bob", "BOB", "b.ob")))

        assert outcomes.count(None) == 1
        assert outcomes.count(ErrorCode.ACCOUNT_TAKEN) == 3
        assert len(await names(found)) == 1


async def test_of_several_who_use_the_last_of_an_invitation_at_once_one_does(database: str) -> None:
    async with school(database) as found:
        made = await invite(found, uses=1)
        outcomes = await at_once(found, *({"name": f"bob{n}", "invite": made.code} for n in range(4)))

        assert outcomes.count(None) == 1
        assert outcomes.count(ErrorCode.BAD_INVITE) == 3
        assert len(await names(found)) == 2
        assert await uses_left(found, made) == 0


async def test_so_many_accounts_are_made_from_one_network_and_others_do_not_wait(database: str) -> None:
    async with school(database, registration="open", registrations_per_hour=2) as found:
        for name in ("bob", "eve"):
            async with found.visitor() as guest:
                await register(guest, name)

        async with found.visitor() as guest:
            assert (await told(guest, name="bob")) == (await told(guest, name="nobody"))
            assert (await told(guest, name="nobody"))[0] is ErrorCode.TOO_FAST
        async with found.visitor(source="127.0.0.2") as elsewhere:
            assert (await register(elsewhere, "zoe")).name == "zoe"


async def test_neither_passwords_nor_codes_are_logged(database: str) -> None:
    async with school(database) as found, found.visitor() as bob:
        made = await invite(found)
        await register(bob, "bob", "a very secret one", invite=made.code, email="bob@example.org")
        await told(bob, name="eve", invite=made.code)

        for secret in ("a very secret one", made.code, made.code.replace("-", ""), "bob@example.org"):
            assert secret not in found.log
        assert "registered" in found.log
