"""`quizterm join` where somebody is logged in: the seat is the account's, and no login keeps anybody out."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import select

from quizterm.protocol.accounts import AccountRole, ListResults, LogOut
from quizterm.protocol.client import EndSession, Start
from quizterm.protocol.data import Results
from quizterm.snapshot import Phase
from quizterm_client.accounts.logins import LoginFiles
from quizterm_client.accounts.renewal import stored_from
from quizterm_client.addresses import parse_server
from quizterm_client.wakefulness import time_of_day
from quizterm_server.clock import LoopClock
from quizterm_server.storage.tables import participations
from tests.server.quizzes import quiz
from tests.support.games import PORT
from tests.support.peers import Peer, host
from tests.support.processes import Home
from tests.support.schools import School, school
from tests.support.terminals import Terminal


@asynccontextmanager
async def lesson(database: str, home: Home) -> AsyncIterator[tuple[School, Peer]]:
    """A session on a server that is configured in `home`, with somebody who is logged in there."""
    async with (
        school(database, clock=LoopClock()) as there,
        host(there.address, quiz(PORT)) as teacher,
    ):
        home.variables["QUIZTERM_SERVER"] = there.address
        await there.person("ada", AccountRole.PLAYER)
        yield there, teacher


async def logged_in(there: School, home: Home, *, until_now: bool = False) -> None:
    """Be logged in on this machine, perhaps with an access token that has run out."""
    server = parse_server(there.address)
    async with there.visitor() as device:
        login = await there.login(device, "ada")
    since = 0.0 if until_now else time_of_day().timestamp()
    LoginFiles(home.folder / "state").keep(stored_from(server, login, "here", since))


@asynccontextmanager
async def joined(home: Home, teacher: Peer) -> AsyncIterator[Terminal]:
    async with home.terminal("join", teacher.code, "--name", "Ann") as terminal:
        await terminal.until("You are in")
        yield terminal


@pytest.mark.parametrize("until_now", [False, True], ids=["a-good-token", "a-token-to-be-renewed"])
async def test_a_seat_is_the_accounts_that_is_logged_in_here(
    database: str, home: Home, until_now: bool
) -> None:
    async with lesson(database, home) as (there, teacher):
        await logged_in(there, home, until_now=until_now)
        async with joined(home, teacher) as terminal:
            assert "guest" not in terminal.written
            await teacher.command(Start)
            await teacher.reaches(Phase.OPEN)
            await teacher.command(EndSession)
            await teacher.reaches(Phase.PODIUM)
            await teacher.command(EndSession)
            await teacher.closed()

        async with there.visitor("ada") as ada:
            data = (await ada.ask(ListResults)).data
            assert isinstance(data, Results)
            assert [(result.name, result.rank) for result in data.results] == [("Ann", 1)]


async def test_who_is_not_logged_in_is_a_guest_without_a_word(database: str, home: Home) -> None:
    async with lesson(database, home) as (there, teacher), joined(home, teacher) as terminal:
        assert "guest" not in terminal.written
        assert await there.rows(select(participations)) == []


@pytest.mark.parametrize("until_now", [False, True], ids=["refused", "not-renewed"])
async def test_a_login_that_is_over_keeps_nobody_out(database: str, home: Home, until_now: bool) -> None:
    async with lesson(database, home) as (there, teacher):
        await logged_in(there, home, until_now=until_now)
        async with there.visitor("ada") as elsewhere:
            await elsewhere.ask(LogOut, everywhere=True)

        async with joined(home, teacher) as terminal:
            assert "You play as a guest" in terminal.written
            assert await there.rows(select(participations)) == []
