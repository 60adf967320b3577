"""Coming in with an account: known if that is quick, a guest otherwise, and still in when the login ends."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from random import Random

import pytest
from sqlalchemy import select

from quizterm.errors import ErrorCode, Refusal
from quizterm.protocol import client
from quizterm.protocol.accounts import AccountRole, LogOut
from quizterm.protocol.closing import CloseReason
from quizterm.snapshot import Phase
from quizterm_client.accounts.desk import Credentials
from quizterm_client.accounts.guests import TOO_SLOW, BriefCredentials
from quizterm_client.addresses import NoServer, parse_server
from quizterm_client.entries import JoinEntry
from quizterm_client.link import Link
from quizterm_client.peer import LinkState
from quizterm_server.storage.tables import accounts, participations
from tests.server.quizzes import quiz
from tests.support.games import PORT
from tests.support.links import at_once, until
from tests.support.peers import host
from tests.support.schools import School, school


class Source:
    """Credentials that take as long as a test wants.

    Attributes:
        asked: Which tokens were refused, at each time that one was asked for.
        answer: What comes of it, once it is set.
    """

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.answer: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    def __call__(self, refused: str = "") -> Awaitable[str]:
        self.asked.append(refused)
        return self.answer


async def test_a_token_that_is_there_is_given_and_another_one_when_it_is_refused() -> None:
    source = Source()
    source.answer.set_result("a token")
    brief = BriefCredentials(source)

    assert [await brief(), await brief(), await brief(refused="a token")] == ["a token"] * 3
    assert source.asked == ["", "a token"]


async def test_who_is_not_known_in_time_is_a_guest_and_what_was_asked_for_still_comes() -> None:
    """A refresh that is called off would end the login: its reply is the only one."""
    source = Source()
    brief = BriefCredentials(source, within=0.0)

    for _ in range(2):
        with pytest.raises(Refusal, match=TOO_SLOW):
            await brief()

    assert source.asked == [""]
    assert not source.answer.cancelled()


@pytest.mark.parametrize("error", [NoServer("Nothing answers."), ConnectionError("It broke.")], ids=repr)
async def test_trouble_with_the_account_is_no_trouble_with_the_session(error: Exception) -> None:
    source = Source()
    source.answer.set_exception(error)

    with pytest.raises(Refusal, match=str(error)) as caught:
        await BriefCredentials(source)()

    assert caught.value.code is ErrorCode.LOGIN_NEEDED


@asynccontextmanager
async def coming_in(
    there: School, code: str, credentials: Credentials, name: str = "Ann"
) -> AsyncIterator[Link]:
    link = await Link.enter(
        parse_server(there.address),
        JoinEntry(code, name),
        jitter=Random(1),
        sleep=at_once,
        credentials=BriefCredentials(credentials, within=0.0 if isinstance(credentials, Source) else 20.0),
    )
    try:
        yield link
    finally:
        await link.close()


async def members(there: School) -> list[str]:
    """Names of the accounts that have a seat."""
    return [row.name for row in await there.rows(select(accounts.c.name).join(participations))]


async def test_a_seat_is_the_accounts_that_is_logged_in(database: str) -> None:
    async with school(database) as there, host(there.address, quiz(PORT)) as teacher:
        await there.person("ada", AccountRole.PLAYER)
        async with there.visitor() as device:
            login = await there.login(device, "ada")

        async def token(refused: str = "") -> str:
            return login.access

        async with coming_in(there, teacher.code, token) as link:
            assert link.stranger is None
            assert await members(there) == ["ada"]


async def test_a_login_that_is_over_or_slow_makes_a_guest_who_is_told_so(database: str) -> None:
    async with school(database) as there, host(there.address, quiz(PORT)) as teacher:
        await there.person("ada", AccountRole.PLAYER)
        async with there.visitor() as device:
            login = await there.login(device, "ada")
            await device.ask(LogOut)

        async def over(refused: str = "") -> str:
            return login.access

        async with coming_in(there, teacher.code, over) as link:
            assert link.stranger is not None
            assert link.status.state is LinkState.CONNECTED
        async with coming_in(there, teacher.code, Source(), "Bob") as link:
            assert link.stranger is not None
            assert link.stranger.message == TOO_SLOW
        assert await members(there) == []


async def test_without_accounts_on_the_server_everybody_is_a_guest(database: str) -> None:
    async with (
        school(database, accounts=False) as there,
        host(there.address, quiz(PORT)) as teacher,
        coming_in(there, teacher.code, _some_token) as link,
    ):
        assert link.stranger is not None
        assert link.stranger.code is ErrorCode.NO_ACCOUNTS


async def test_who_is_logged_out_in_the_middle_of_a_game_goes_on_as_the_same_player(database: str) -> None:
    """R49: the line is closed, because it was the login's; the seat is the player's all the same."""
    async with school(database) as there, host(there.address, quiz(PORT)) as teacher:
        await there.person("ada", AccountRole.PLAYER)
        async with there.visitor() as device:
            login = await there.login(device, "ada")

        async def token(refused: str = "") -> str:
            return login.access

        async with coming_in(there, teacher.code, token) as link:
            player, events = link.player, link.events()
            await teacher.command(client.Start)
            await teacher.reaches(Phase.OPEN)
            async with there.again(login) as phone:
                await phone.ask(LogOut)
            await until(events, LinkState.RECONNECTING)
            assert link.ending is not None
            assert link.ending.close == CloseReason.LOGGED_OUT
            await until(events, LinkState.CONNECTED)

            assert link.player == player
            assert (await teacher.until(lambda stage: stage.connected == 1)).players == 1


async def _some_token(refused: str = "") -> str:
    return "some.token"
