"""What admins ask and change about the accounts of others."""

import asyncio
from contextlib import suppress
from typing import Any

import pytest
from sqlalchemy import ColumnElement, insert, select

from quizterm.errors import ErrorCode, Refusal
from quizterm.protocol.accounts import (
    AccountRole,
    AdminRequest,
    Authenticate,
    ChangePassword,
    ListAccounts,
    ListInvites,
    LogIn,
    MakeInvite,
    Refresh,
    Register,
    ResetPassword,
    RevokeInvite,
    SetDisabled,
    SetRole,
    WhoAmI,
)
from quizterm.protocol.data import Account, Accounts, Invite, Invites, NewPassword
from quizterm.text import account_look
from quizterm_server.accounts.passwords import Passwords
from quizterm_server.accounts.people import PAGE
from quizterm_server.storage.tables import accounts, devices, invites, refresh_tokens
from tests.support.databases import ask, transaction
from tests.support.peers import Peer
from tests.support.schools import PASSWORD, School, school

WAITING = "SELECT 1 FROM pg_locks WHERE NOT granted AND pid IN " + (
    "(SELECT pid FROM pg_stat_activity WHERE datname = current_database())"
)
"""Who waits for somebody else's lock in this database."""
HOSTILE = ("../x", "a\0b", "\x1b]0;x", "a\u202eb", "'; DROP TABLE accounts; --", "%", "b" * 200, "", " ")


async def listed(who: Peer, **fields: Any) -> Accounts:
    """What an admin is told of the accounts."""
    data = (await who.ask(ListAccounts, **fields)).data
    assert isinstance(data, Accounts)
    return data


async def names(who: Peer, **fields: Any) -> list[str]:
    """The names of these accounts."""
    return [account.name for account in (await listed(who, **fields)).accounts]


async def account(who: Peer, kind: type[AdminRequest], **fields: Any) -> Account:
    """Change an account, which must succeed."""
    data = (await who.ask(kind, **fields)).data
    assert isinstance(data, Account)
    return data


async def made(who: Peer, **fields: Any) -> Invite:
    """A new invitation."""
    data = (await who.ask(MakeInvite, **fields)).data
    assert isinstance(data, Invite)
    return data


async def good_ones(who: Peer) -> tuple[Invite, ...]:
    """The invitations that can be used."""
    data = (await who.ask(ListInvites)).data
    assert isinstance(data, Invites)
    return data.invites


async def kept(found: School) -> list[tuple[Any, ...]]:
    """Everything that is kept of accounts and where they are logged in."""
    rows = [*await found.rows(select(accounts).order_by(accounts.c.id))]
    rows += await found.rows(select(devices.c.mark, devices.c.revoked_at).order_by(devices.c.id))
    return [tuple(row) for row in rows]


async def test_accounts_are_listed_by_name_and_searched_by_a_part_of_it(database: str) -> None:
    async with school(database) as found:
        for name in ("Zoe", "bob", "root", "Ada", "ada-lovelace"):
            await found.person(name, AccountRole.ADMIN if name == "root" else AccountRole.TEACHER)
        async with found.visitor("root") as root:
            assert await names(root) == ["Ada", "ada-lovelace", "bob", "root", "Zoe"]
            assert await names(root, search="A") == ["Ada", "ada-lovelace"]
            assert await names(root, search=" -Lovel") == ["ada-lovelace"]
            assert await names(root, search="аda") == ["Ada", "ada-lovelace"]  # a Cyrillic a
            assert await names(root, search="bob ", after="bob") == []
            assert await names(root, after="BOB") == ["root", "Zoe"]
            for nothing in ("_", "%", "a%a", "a_a", "nobody", "\0", "\x1b", "' OR 1=1 --", "b" * 200):
                assert await names(root, search=nothing) == []
            for nobody in ("\0", "../x", "%"):
                assert await root.refusal(ListAccounts, after=nobody) is ErrorCode.BAD_ACCOUNT_NAME
            (ada, _) = (await listed(root, search="ada")).accounts

    assert (ada.name, ada.role, ada.device, ada.disabled) == ("Ada", AccountRole.TEACHER, "", False)


async def test_a_long_list_comes_in_pages(database: str) -> None:
    async with school(database) as found:
        await found.person("root", AccountRole.ADMIN)
        everybody = [f"pupil-{number:03}" for number in range(2 * PAGE)]
        async with found.tables.writing() as connection:
            await connection.execute(
                insert(accounts),
                [
                    {
                        "name": name,
                        "look": account_look(name),
                        "email": "",
                        "password": "",
                        "must_change": False,
                        "role": "player",
                        "created_at": found.time.moment,
                    }
                    for name in everybody
                ],
            )
        async with found.visitor("root") as root:
            seen, after = [], ""
            for _ in range(2):
                page = await listed(root, search="pupil", after=after)
                assert len(page.accounts) == PAGE
                seen += [each.name for each in page.accounts]
                after = page.next
            assert after == ""

    assert sorted(seen) == everybody


async def test_a_disabled_account_is_logged_out_and_opens_nothing_until_it_is_opened(database: str) -> None:
    async with school(database) as found:
        await found.person("root", AccountRole.ADMIN)
        await found.person("ada")
        async with found.visitor("root") as root, found.visitor() as ada:
            login = await found.login(ada, "ada")

            closed = await account(root, SetDisabled, name="ADA", disabled=True)

            assert (closed.name, closed.disabled) == ("ada", True)
            await ada.closed()
            async with found.visitor() as guest:
                gone = ErrorCode.ACCOUNT_DISABLED
                assert await guest.refusal(LogIn, name="ada", password=PASSWORD) is gone
                assert await guest.refusal(LogIn, name="ada", password="wrong") is ErrorCode.BAD_LOGIN
                assert await guest.refusal(Authenticate, token=login.access) is gone
                assert await guest.refusal(Refresh, token=login.refresh) is gone

                opened = await account(root, SetDisabled, name="ada", disabled=False)

                assert not opened.disabled
                # What was ended stays ended.
                revoked = ErrorCode.TOKEN_REVOKED
                assert await guest.refusal(Authenticate, token=login.access) is revoked
                assert await guest.refusal(Refresh, token=login.refresh) is revoked
                await found.login(guest, "ada")


async def test_another_role_counts_at_once_on_connections_that_are_there(database: str) -> None:
    async with school(database) as found:
        await found.person("root", AccountRole.ADMIN)
        await found.person("ada", AccountRole.PLAYER)
        async with found.visitor("root") as root, found.visitor("ada") as ada:
            assert await ada.refusal(ListAccounts) is ErrorCode.NOT_ALLOWED
            promoted = await account(root, SetRole, name="ada", role=AccountRole.ADMIN)
            assert promoted.role is AccountRole.ADMIN
            assert await names(ada) == ["ada", "root"]
            await account(ada, SetRole, name="root", role=AccountRole.TEACHER)
            assert await root.refusal(ListAccounts) is ErrorCode.NOT_ALLOWED


async def test_a_password_is_reset_to_one_that_has_to_be_changed(database: str) -> None:
    async with school(database) as found:
        await found.person("root", AccountRole.ADMIN)
        await found.person("ada")
        async with found.visitor("root") as root, found.visitor() as ada:
            login = await found.login(ada, "ada")

            told = (await root.ask(ResetPassword, name="Ada")).data

            assert isinstance(told, NewPassword)
            assert told.name == "ada"
            await ada.closed()
            async with found.visitor() as guest:
                assert await guest.refusal(LogIn, name="ada", password=PASSWORD) is ErrorCode.BAD_LOGIN
                assert await guest.refusal(Refresh, token=login.refresh) is ErrorCode.TOKEN_REVOKED
                again = await found.login(guest, "ada", told.password)
                assert again.account.must_change_password
                await guest.ask(ChangePassword, password=told.password, new_password="many more lemons")
                await found.login(guest, "ada", "many more lemons")
        assert told.password not in found.log


async def test_an_admin_who_resets_their_own_password_is_told_the_new_one(database: str) -> None:
    async with school(database) as found:
        await found.person("root", AccountRole.ADMIN)
        async with found.visitor("root") as root, found.visitor() as again:
            told = (await root.ask(ResetPassword, name="root")).data
            await root.closed()
            assert isinstance(told, NewPassword)
            await found.login(again, "root", told.password)
            assert await again.refusal(ListAccounts) is ErrorCode.PASSWORD_CHANGE_NEEDED


REFUSED: list[tuple[type[AdminRequest], dict[str, Any], ErrorCode]] = [
    (SetDisabled, {"name": "root", "disabled": True}, ErrorCode.LAST_ADMIN),
    (SetRole, {"name": "root", "role": AccountRole.TEACHER}, ErrorCode.LAST_ADMIN),
    *(
        (kind, {"name": name} | more, ErrorCode.NO_ACCOUNT)
        for name in ("nobody", *HOSTILE)
        for kind, more in (
            (SetDisabled, {"disabled": True}),
            (SetRole, {"role": AccountRole.ADMIN}),
            (ResetPassword, {}),
        )
    ),
]


async def test_what_is_refused_changes_nothing(database: str) -> None:
    async with school(database, message_burst=1000) as found:
        await found.person("root", AccountRole.ADMIN)
        # An admin whose account is closed looks after nothing.
        await found.person("retired", AccountRole.ADMIN)
        async with found.visitor("root") as root:
            await account(root, SetDisabled, name="retired", disabled=True)
            before = await kept(found)
            for kind, fields, code in REFUSED:
                assert await root.refusal(kind, **fields) is code, fields
            assert await kept(found) == before
            assert await names(root) == ["retired", "root"]


@pytest.mark.parametrize("how", ["demote", "disable", "demote and disable"])
async def test_of_two_admins_who_end_each_other_at_once_one_stays(database: str, how: str) -> None:
    def ending(name: str, *, disabling: bool) -> tuple[type[AdminRequest], dict[str, Any]]:
        if disabling:
            return SetDisabled, {"name": name, "disabled": True}
        return SetRole, {"name": name, "role": AccountRole.TEACHER}

    async with school(database) as found:
        await found.person("ada", AccountRole.ADMIN)
        await found.person("bob", AccountRole.ADMIN)
        for _ in range(5):
            async with found.visitor("ada") as ada, found.visitor("bob") as bob:
                await asyncio.gather(
                    _try(ada, *ending("bob", disabling=how == "disable")),
                    _try(bob, *ending("ada", disabling=how != "demote")),
                )
            query = select(accounts.c.name).where(
                accounts.c.role == "admin", accounts.c.disabled_at.is_(None)
            )
            assert len(await found.rows(query)) == 1
            async with found.tables.writing() as connection:
                await connection.execute(accounts.update().values(role="admin", disabled_at=None))


async def _try(who: Peer, kind: type[AdminRequest], fields: dict[str, Any]) -> None:
    """Ask for something that may be refused, and may even cost the login."""
    with suppress(Refusal, asyncio.CancelledError):
        await who.ask(kind, **fields)


async def test_an_admin_who_is_none_any_more_when_a_password_is_hashed_resets_none(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with school(database) as found:
        await found.person("root", AccountRole.ADMIN)
        await found.person("bob")
        hashing = Passwords.hash

        async def demoted_meanwhile(self: Passwords, password: str) -> str:
            async with found.tables.writing() as connection:
                await connection.execute(accounts.update().values(role="player"))
            return await hashing(self, password)

        monkeypatch.setattr(Passwords, "hash", demoted_meanwhile)
        async with found.visitor("root") as root, found.visitor() as bob:
            assert await root.refusal(ResetPassword, name="bob") is ErrorCode.NOT_ALLOWED
            await found.login(bob, "bob")


async def test_an_admin_who_is_disabled_in_the_middle_of_a_refresh_holds_up_neither(postgres: str) -> None:
    async with school(postgres) as found:
        for name in ("root", "bob"):
            await found.person(name, AccountRole.ADMIN)
        async with found.visitor("root") as root, found.visitor("bob"), transaction(postgres) as refresh:
            device = "FROM devices JOIN accounts ON accounts.id = account WHERE name = 'bob'"
            await refresh.execute(f"SELECT devices.id {device} FOR UPDATE OF devices")
            disabling = asyncio.create_task(root.ask(SetDisabled, name="bob", disabled=True))
            while not await ask(WAITING, postgres):
                assert not disabling.done()
            # The next token names its account, which must be there until that is committed.
            await refresh.execute(
                "INSERT INTO refresh_tokens "
                "(digest, device, account, address, issued_at, expires_at, revoked) "
                f"SELECT 'next', devices.id, account, '', now(), now(), FALSE {device}"
            )
            await refresh.execute("COMMIT")
            await refresh.execute("BEGIN")
            told = (await disabling).data
            assert isinstance(told, Account)
            assert told.disabled
        assert all(row.revoked for row in await found.rows(select(refresh_tokens).where(_of_bob())))


def _of_bob() -> ColumnElement[bool]:
    return refresh_tokens.c.account.in_(select(accounts.c.id).where(accounts.c.name == "bob"))


async def test_an_invitation_is_told_once_and_kept_as_a_hash(database: str) -> None:
    async with school(database) as found:
        await found.person("root", AccountRole.ADMIN)
        async with found.visitor("root") as root:
            first = await made(root, role=AccountRole.PLAYER, uses=30, days=7)
            found.time.passes(days=1)
            second = await made(root)
            shown = await good_ones(root)
            (row, _) = await found.rows(select(invites).order_by(invites.c.id))

        assert (first.role, first.uses_left, first.made_by) == (AccountRole.PLAYER, 30, "root")
        assert (second.role, second.uses_left) == (AccountRole.TEACHER, 1)
        assert len(first.code.replace("-", "")) == 20
        assert first.code != second.code
        assert [each.number for each in shown] == [second.number, first.number]
        assert [each.code for each in shown] == ["", ""]
        assert shown[1] == first.model_copy(update={"code": ""})
        assert first.code not in str(tuple(row))
        assert first.code not in found.log


async def test_only_invitations_that_are_still_good_are_listed(database: str) -> None:
    async with school(database) as found:
        await found.person("root", AccountRole.ADMIN)
        async with found.visitor("root") as root, found.visitor() as guest:
            used_up, short, revoked, good = [await made(root, days=days) for days in (9, 1, 9, 9)]
            await guest.ask(Register, name="bob", password=PASSWORD, invite=used_up.code)
            await root.ask(RevokeInvite, invite=revoked.number)
            found.time.passes(days=1)

            assert [each.number for each in await good_ones(root)] == [good.number]
            for bad in (used_up, short, revoked):
                assert await root.refusal(RevokeInvite, invite=bad.number) is ErrorCode.BAD_INVITE
            for unknown in (0, good.number + 1, 2**31 - 1):
                assert await root.refusal(RevokeInvite, invite=unknown) is ErrorCode.BAD_INVITE
            fields = {"name": "eve", "password": PASSWORD, "invite": revoked.code}
            assert await guest.refusal(Register, **fields) is ErrorCode.BAD_INVITE
            assert [each.number for each in await good_ones(root)] == [good.number]


@pytest.mark.parametrize("how", ["demoted", "disabled"])
async def test_invitations_of_who_is_no_admin_any_more_are_not_good(database: str, how: str) -> None:
    async with school(database) as found:
        await found.person("root", AccountRole.ADMIN)
        await found.person("eve", AccountRole.ADMIN)
        async with found.visitor("root") as root, found.visitor("eve") as eve, found.visitor() as guest:
            back_door = await made(eve, role=AccountRole.ADMIN)
            if how == "demoted":
                await account(root, SetRole, name="eve", role=AccountRole.TEACHER)
            else:
                await account(root, SetDisabled, name="eve", disabled=True)

            fields = {"name": "eve2", "password": PASSWORD, "invite": back_door.code}
            assert await guest.refusal(Register, **fields) is ErrorCode.BAD_INVITE
            assert await good_ones(root) == ()


async def test_the_log_tells_what_admins_do_by_numbers_and_without_names(database: str) -> None:
    async with school(database) as found:
        await found.person("some-root", AccountRole.ADMIN)
        await found.person("some-ada")
        async with found.visitor("some-root") as root:
            await account(root, SetRole, name="some-ada", role=AccountRole.PLAYER)
            await account(root, SetDisabled, name="some-ada", disabled=True)
            await root.ask(ResetPassword, name="some-ada")
            await root.ask(RevokeInvite, invite=(await made(root)).number)
            assert (await root.ask(WhoAmI)).data is not None

        for event in ("role_set", "account_disabled", "password_reset", "invite_made", "invite_revoked"):
            assert event in found.log
        assert "some-" not in found.log
