"""Who may ask what about accounts: everybody with every request, each tried."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, get_args

import pytest
from sqlalchemy import select, update

from quizterm.errors import ErrorCode, Refusal
from quizterm.protocol.accounts import (
    AccountRole,
    Administration,
    Authenticate,
    ChangeEmail,
    ChangeName,
    ChangePassword,
    DeskRequest,
    Entrance,
    ListAccounts,
    ListDevices,
    ListInvites,
    ListResults,
    LogIn,
    LogOut,
    MakeInvite,
    Own,
    Refresh,
    Register,
    ResetPassword,
    RevokeDevice,
    RevokeInvite,
    SetDisabled,
    SetRole,
    WhoAmI,
)
from quizterm.protocol.data import Invite, Login
from quizterm.protocol.library import LibraryRequest
from quizterm_server.accounts import upkeep
from quizterm_server.storage.tables import accounts, devices, invites
from tests.support.peers import Peer
from tests.support.schools import PASSWORD, School, school

OTHER = "many more lemons"
WHO = ("guest", "player", "teacher", "admin", "must change", "disabled", "logged out")
"""Everybody there is. The last three have all rights but for that."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What a request is about: prepared anew for each."""

    number: int
    device: str
    """The mark of whoever asks; of no device where a guest does."""
    login: Login
    """Of somebody else."""
    invite: Invite

    @property
    def fresh(self) -> str:
        """A name that nobody has."""
        return f"fresh{self.number}"

    @property
    def other(self) -> dict[str, Any]:
        """The name of somebody else."""
        return {"name": self.login.account.name}


Requests = dict[type[DeskRequest], Callable[[Scene], dict[str, Any]]]

ENTERING: Requests = {
    Register: lambda scene: {"name": scene.fresh, "password": PASSWORD, "invite": scene.invite.code},
    LogIn: lambda scene: scene.other | {"password": PASSWORD},
    Refresh: lambda scene: {"token": scene.login.refresh},
    Authenticate: lambda scene: {"token": scene.login.access},
}
WITH_ANY_PASSWORD: Requests = {
    WhoAmI: lambda _: {},
    ChangePassword: lambda _: {"password": PASSWORD, "new_password": OTHER},
    LogOut: lambda _: {"everywhere": True},
}
OWN: Requests = {
    ChangeName: lambda scene: {"name": scene.fresh, "password": PASSWORD},
    ChangeEmail: lambda _: {"email": "a@example.org", "password": PASSWORD},
    ListDevices: lambda _: {},
    RevokeDevice: lambda scene: {"device": scene.device},
    ListResults: lambda _: {},
}
ADMINISTERING: Requests = {
    ListAccounts: lambda _: {},
    SetDisabled: lambda scene: scene.other | {"disabled": True},
    SetRole: lambda scene: scene.other | {"role": AccountRole.ADMIN},
    ResetPassword: lambda scene: scene.other,
    MakeInvite: lambda _: {},
    ListInvites: lambda _: {},
    RevokeInvite: lambda scene: {"invite": scene.invite.number},
}
"""The requests of the library have a matrix of their own."""

ALL = ENTERING | WITH_ANY_PASSWORD | OWN | ADMINISTERING


def expected(who: str, request: type[DeskRequest]) -> ErrorCode | None:
    """What somebody is refused with; `None` for what they may do."""
    if request in ENTERING:
        return None
    match who:
        case "guest":
            return ErrorCode.LOGIN_NEEDED
        case "disabled":
            return ErrorCode.ACCOUNT_DISABLED
        case "logged out":
            return ErrorCode.TOKEN_REVOKED
        case "must change":
            return None if request in WITH_ANY_PASSWORD else ErrorCode.PASSWORD_CHANGE_NEEDED
        case "admin":
            return None
        case _:
            return ErrorCode.NOT_ALLOWED if request in ADMINISTERING else None


@asynccontextmanager
async def somebody(found: School, who: str, name: str) -> AsyncIterator[tuple[Peer, str]]:
    """A connection of somebody, and the mark of their device."""
    async with found.visitor() as peer:
        if who == "guest":
            yield peer, "nowhere"
            return
        role = AccountRole(who) if who in ("player", "teacher") else AccountRole.ADMIN
        person = await found.person(name, role, must_change=who == "must change")
        mark = (await found.login(peer, name)).account.device
        # As another server does it that uses the same database: nobody hangs up here.
        async with found.tables.writing() as connection:
            if who == "disabled":
                mine = update(accounts).where(accounts.c.id == person.id)
                await connection.execute(mine.values(disabled_at=found.time.moment))
            if who == "logged out":
                own = update(devices).where(devices.c.mark == mark)
                await connection.execute(own.values(revoked_at=found.time.moment))
        yield peer, mark


async def kept(found: School) -> list[tuple[Any, ...]]:
    """Everything that a request could change."""
    queries = (select(table).order_by(*table.primary_key) for table in (accounts, devices, invites))
    return [tuple(row) for query in queries for row in await found.rows(query)]


@pytest.fixture(autouse=True)
def _nobody_looks_whose_login_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every request has to find out by itself."""
    monkeypatch.setattr(upkeep, "LOOK_SECONDS", 3600.0)


def leaves(kind: type[DeskRequest]) -> Iterator[type[DeskRequest]]:
    """All requests of this kind that can be sent."""
    if "type" in kind.model_fields:
        yield kind
    for narrower in kind.__subclasses__():
        yield from leaves(narrower)


def test_every_request_has_its_place_in_this_matrix() -> None:
    """A new request about accounts must not be forgotten here."""
    about_accounts = {kind for kind in leaves(DeskRequest) if not issubclass(kind, LibraryRequest)}

    assert set(ALL) == about_accounts
    assert set(ENTERING) == set(get_args(Entrance))
    assert {*WITH_ANY_PASSWORD, *OWN} == set(get_args(Own))
    assert set(ADMINISTERING) == set(get_args(Administration))


@pytest.mark.parametrize("who", WHO)
async def test_everybody_may_do_what_the_table_says_and_nothing_else(database: str, who: str) -> None:
    async with school(database, message_burst=1000) as found:
        await found.person("root", AccountRole.ADMIN)
        async with found.visitor("root") as root:
            for number, (request, fields) in enumerate(ALL.items()):
                await found.person(f"other{number}")
                invite = (await root.ask(MakeInvite)).data
                assert isinstance(invite, Invite)
                async with (
                    found.visitor() as other,
                    somebody(found, who, f"asker{number}") as (asking, device),
                ):
                    login = await found.login(other, f"other{number}")
                    before = await kept(found)

                    outcome = await _ask(asking, request, fields(Scene(number, device, login, invite)))

                    assert outcome is expected(who, request), request.__name__
                    assert outcome is None or await kept(found) == before, request.__name__


async def _ask(who: Peer, request: type[DeskRequest], fields: dict[str, Any]) -> ErrorCode | None:
    """What becomes of a request; `None` if it is done."""
    try:
        await who.ask(request, **fields)
    except Refusal as refusal:
        return refusal.code
    return None
