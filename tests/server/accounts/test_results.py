"""Who plays with an account finds the results again, and nobody else's."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import insert, select

from quizterm.errors import ErrorCode
from quizterm.protocol import client
from quizterm.protocol.accounts import AccountRole, Authenticate, ListResults, LogOut, Register
from quizterm.protocol.data import Login, PlayedSession, Results
from quizterm.protocol.messages import HOST_PATH
from quizterm.snapshot import Phase
from quizterm_server.storage.archive import Finding, verify
from quizterm_server.storage.tables import accounts, participations, servers, sessions
from tests.server.quizzes import quiz
from tests.support.games import DNS, PORT, RIGHT, WRONG
from tests.support.mortal import mortal_server
from tests.support.peers import Peer, host, peer
from tests.support.processes import Home
from tests.support.schools import MORNING, PASSWORD, School, school

QUIZ = quiz(PORT, DNS, title="Networks")


async def found(school: School, name: str) -> tuple[PlayedSession, ...]:
    """What somebody is told of their results."""
    async with school.visitor(name) as who:
        data = (await who.ask(ListResults)).data
    assert isinstance(data, Results)
    assert data.next is None
    return data.results


async def people(school: School, *names: str) -> None:
    for name in names:
        await school.person(name, AccountRole.PLAYER)


@asynccontextmanager
async def seat(school: School, code: str, name: str, account: str = "") -> AsyncIterator[Peer]:
    """A player who has joined, as a guest if there is no account."""
    async with school.visitor(account) as who:
        await who.join(code, name)
        yield who


def seats(teacher: Peer) -> dict[str, int]:
    """The numbers of the players whom a host sees."""
    assert teacher.stage is not None
    assert teacher.stage.desk is not None
    return {row.name: row.player for row in teacher.stage.desk.seats}


async def asked(teacher: Peer, *players: Peer) -> None:
    await teacher.command(client.Start)
    for somebody in players:
        await somebody.reaches(Phase.OPEN)


async def to_podium(teacher: Peer) -> dict[str, tuple[int, int]]:
    """Go to the podium from wherever it is; returns rank and score by name."""
    await teacher.command(client.EndSession)
    podium = await teacher.reaches(Phase.PODIUM)
    return {row.name: (row.rank, row.score) for row in podium.standings}


async def over(teacher: Peer) -> None:
    """Leave the podium, or the lobby."""
    await teacher.command(client.EndSession)
    assert await teacher.closed() == 4404


async def test_results_are_as_on_the_podium_and_everybody_is_told_their_own_only(database: str) -> None:
    async with school(database) as there, AsyncExitStack() as stack:
        await people(there, "ada", "bea", "eve")
        teacher = await stack.enter_async_context(host(there.address, QUIZ))
        ann = await stack.enter_async_context(seat(there, teacher.code, "Ann", "ada"))
        bob = await stack.enter_async_context(seat(there, teacher.code, "Bob", "bea"))
        cyd = await stack.enter_async_context(seat(there, teacher.code, "Cyd"))
        await asked(teacher, ann, bob, cyd)
        await cyd.answer(RIGHT[PORT.text])
        await there.serving.clock.advance(4_000)
        await bob.answer(RIGHT[PORT.text])
        await ann.answer(WRONG[PORT.text])
        await teacher.reaches(Phase.REVEAL)
        assert await found(there, "ada") == ()
        podium = await to_podium(teacher)
        assert await found(there, "ada") == ()

        await over(teacher)

        (hers,) = await found(there, "ada")
        (his,) = await found(there, "bea")
        assert (hers.rank, hers.score) == podium["Ann"] == (3, 0)
        assert (his.rank, his.score) == podium["Bob"]
        assert (his.rank, his.players, hers.players) == (2, 3, 3)
        assert (his.code, his.title, his.name) == (teacher.code, "Networks", "Bob")
        assert abs(his.ended_at - hers.ended_at) < timedelta(seconds=1)
        assert await found(there, "eve") == ()
        assert (await verify(database, teacher.code)).finding is Finding.CONFIRMED


async def test_nobody_is_told_anything_without_a_login(database: str) -> None:
    async with school(database) as there, there.visitor() as stranger:
        assert await stranger.refusal(ListResults) is ErrorCode.LOGIN_NEEDED


async def test_what_the_host_corrects_before_the_end_counts(database: str) -> None:
    async with (
        school(database) as there,
        host(there.address, QUIZ) as teacher,
    ):
        await people(there, "ada")
        async with seat(there, teacher.code, "Ann", "ada") as ann:
            await asked(teacher, ann)
            await ann.answer(RIGHT[PORT.text])
            await teacher.reaches(Phase.REVEAL)
            await to_podium(teacher)
            await teacher.ask(client.Void, target=0)
            await teacher.ask(client.Rename, player=seats(teacher)["Ann"], name="Anna")
            await over(teacher)

        (result,) = await found(there, "ada")
        assert (result.score, result.rank, result.name) == (0, 1, "Anna")


async def test_two_seats_of_one_account_are_two_results(database: str) -> None:
    async with school(database) as there, host(there.address, QUIZ) as teacher:
        await people(there, "ada")
        async with (
            seat(there, teacher.code, "Ann", "ada") as ann,
            seat(there, teacher.code, "Anton", "ada") as anton,
        ):
            await asked(teacher, ann, anton)
            await anton.answer(RIGHT[PORT.text])
            await ann.answer(WRONG[PORT.text])
            await to_podium(teacher)
            await over(teacher)

        results = await found(there, "ada")
        assert [(result.name, result.rank) for result in results] == [("Anton", 1), ("Ann", 2)]


async def test_who_was_sent_out_or_left_has_no_place(database: str) -> None:
    async with school(database) as there, AsyncExitStack() as stack:
        await people(there, "ada", "bea", "cleo", "dora")
        teacher = await stack.enter_async_context(host(there.address, QUIZ))
        names = {"Ann": "ada", "Bea": "bea", "Cyd": "cleo", "Dan": "dora"}
        players = {
            name: await stack.enter_async_context(seat(there, teacher.code, name, account))
            for name, account in names.items()
        }
        await asked(teacher, *players.values())
        for somebody in players.values():
            await somebody.answer(RIGHT[PORT.text])
        await teacher.reaches(Phase.REVEAL)
        numbers = seats(teacher)
        await teacher.ask(client.Remove, player=numbers["Ann"])
        await teacher.ask(client.Ban, player=numbers["Bea"])
        await players["Cyd"].ask(client.Leave)
        podium = await to_podium(teacher)
        await over(teacher)

        for name, account in names.items():
            (result,) = await found(there, account)
            assert result.name == name
            assert (result.rank, result.score) == podium.get(name, (None, 0))
            assert result.players == len(podium)
        assert "Dan" in podium
        assert "Ann" not in podium


async def test_the_same_wish_again_is_one_seat_of_whoever_wished_first(database: str) -> None:
    async with school(database) as there, host(there.address, QUIZ) as teacher:
        await people(there, "ada", "bea")
        async with there.visitor("ada") as first:
            number = await first.join(teacher.code, "Ann", "the same")
        for again in ("ada", "bea", ""):
            async with there.visitor(again) as second:
                assert await second.join(teacher.code, "Ann", "the same") == number
        await over(teacher)

        assert len(await found(there, "ada")) == 1
        assert await found(there, "bea") == ()
        assert len(await there.rows(select(participations))) == 1


async def test_who_has_logged_out_before_coming_in_is_a_guest(database: str) -> None:
    async with school(database) as there, host(there.address, QUIZ) as teacher:
        await people(there, "ada")
        async with there.visitor("ada") as ann:
            await ann.ask(LogOut)
            await ann.join(teacher.code, "Ann")
            await over(teacher)

        assert await found(there, "ada") == ()
        assert await there.rows(select(participations)) == []


async def test_a_session_that_never_began_is_one_without_points(database: str) -> None:
    async with school(database) as there, host(there.address, QUIZ) as teacher:
        await people(there, "ada")
        async with seat(there, teacher.code, "Ann", "ada"):
            await over(teacher)

        (result,) = await found(there, "ada")
        assert (result.name, result.score) == ("Ann", 0)


async def test_a_seat_that_was_taken_before_a_restart_has_its_result_after_it(database: str) -> None:
    async with school(database) as there, AsyncExitStack() as stack:
        await people(there, "ada")
        teacher = await stack.enter_async_context(host(there.address, QUIZ))
        ann = await stack.enter_async_context(seat(there, teacher.code, "Ann", "ada"))
        await asked(teacher, ann)
        await ann.answer(RIGHT[PORT.text])
        await teacher.reaches(Phase.REVEAL)

    async with school(database) as there, peer(there.address, HOST_PATH) as again:
        await again.ask(client.ResumeHost, code=teacher.code, token=teacher.token)
        async with peer(there.address) as ann_again:
            await ann_again.rejoin(ann.code, ann.token)
            podium = await to_podium(again)
            await over(again)

        (result,) = await found(there, "ada")
        assert (result.rank, result.score) == podium["Ann"]
        assert result.score > 0
        assert (await verify(database, teacher.code)).finding is Finding.CONFIRMED


PLAYED = 120
"""Seats that somebody has had, two in each session."""


async def played_much(there: School) -> None:
    """Make somebody who has played a lot."""
    (account,) = await there.rows(select(accounts.c.id))
    (server,) = await there.rows(select(servers.c.name))
    async with there.tables.writing() as connection:
        for number in range(PLAYED // 2):
            made = await connection.execute(
                insert(sessions).values(
                    server=server.name,
                    code="AAAAAA",
                    title="T",
                    wish=b"",
                    secret=b"",
                    opened_at=MORNING,
                    ended_at=MORNING,
                )
            )
            assert made.inserted_primary_key is not None
            row = {"session": made.inserted_primary_key[0], "account": account.id, "name": str(number)}
            both = [row | {"player": player, "score": 0, "players": 1} for player in (1, 2)]
            await connection.execute(insert(participations), both)


async def test_a_long_list_comes_in_pages_without_gaps_or_repetitions(database: str) -> None:
    async with school(database) as there:
        await people(there, "ada")
        await played_much(there)
        async with there.visitor("ada") as ada:
            names: list[str] = []
            before: int | None = None
            pages = 0
            while pages == 0 or before is not None:
                data = (await ada.ask(ListResults, before=before)).data
                assert isinstance(data, Results)
                names += [result.name for result in data.results]
                before, pages = data.next, pages + 1

    assert names == [str(number) for number in reversed(range(PLAYED // 2)) for _ in range(2)]
    assert pages == 3


@pytest.mark.parametrize("before", [0, 2**31, 2**53 - 1, 2**64, 10**100])
async def test_a_place_in_the_list_that_nobody_was_told_does_no_harm(database: str, before: int) -> None:
    async with school(database) as there:
        await people(there, "ada")
        await played_much(there)
        async with there.visitor("ada") as ada:
            data = (await ada.ask(ListResults, before=before)).data
            assert isinstance(data, Results)
            assert len(data.results) in (0, 50)


async def test_a_seat_outlives_a_server_that_is_killed(database: str, tmp_path: Path) -> None:
    """R10: whoever was told to be in is in, with the account."""
    home = Home(tmp_path / "home")
    settings = {"database": database, "registration": "open"}
    async with mortal_server(home, Random(5), **settings) as server, AsyncExitStack() as stack:
        address = str(server.address)
        teacher = await stack.enter_async_context(host(address, QUIZ))
        ann = await stack.enter_async_context(peer(address))
        login = (await ann.ask(Register, name="ada", password=PASSWORD)).data
        assert isinstance(login, Login)
        await ann.join(teacher.code, "Ann")
        await asked(teacher, ann)
        await ann.answer(RIGHT[PORT.text])
        await server.kill()
        await server.start()

        again = await stack.enter_async_context(peer(address, HOST_PATH))
        await again.ask(client.ResumeHost, code=teacher.code, token=teacher.token)
        podium = await to_podium(again)
        await over(again)
        ada = await stack.enter_async_context(peer(address))
        await ada.ask(Authenticate, token=login.access)
        data = (await ada.ask(ListResults)).data
        assert isinstance(data, Results)
        assert [(result.rank, result.score) for result in data.results] == [podium["Ann"]]
        assert (await verify(database, teacher.code)).finding is Finding.CONFIRMED
