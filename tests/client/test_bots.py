"""Bots over real sockets."""

import asyncio
from dataclasses import replace

import pytest

from quizterm.errors import Refusal
from quizterm.protocol.client import Join, Request, SubmitAnswer
from quizterm.protocol.closing import CloseReason
from quizterm.protocol.messages import ServerBase
from quizterm.protocol.server import Ok, Refused, StageNews, YouNews
from quizterm_client.addresses import NoServer
from quizterm_client.bots import BotsSummary, make_bots, run_bots
from tests.support.fakeserver import FakeServer, accept, fake_server, refuse
from tests.support.stages import SSH, opened, revealed, you

CODE = "K7Q4MF"


async def at_once(_seconds: float) -> None:
    """Think no longer than it takes to let somebody else run."""
    await asyncio.sleep(0)


class Table:
    """A fake server that tells every newcomer of an open question, and ends when all have answered."""

    def __init__(self, server: FakeServer, players: int) -> None:
        self.answers: dict[int, object] = {}
        self._server = server
        self._players = players
        self._numbers = iter(range(1_000))
        server.reply = self.reply

    def reply(self, request: Request) -> ServerBase | None:
        if isinstance(request, SubmitAnswer):
            return self._answered(request)
        asyncio.get_running_loop().call_soon(self._ask)
        return accept(request)

    def _answered(self, request: SubmitAnswer) -> ServerBase:
        self.answers[len(self.answers)] = request.answer
        if len(self.answers) == self._players:
            self._ending = asyncio.create_task(self._end())
        return Ok(ref=request.ref)

    def _ask(self) -> None:
        self._asking = asyncio.create_task(self._server.say(StageNews(version=1, stage=opened(SSH))))

    async def _end(self) -> None:
        await self._server.say(StageNews(version=2, stage=revealed()))
        await self._server.say(YouNews(version=2, you=you(rank=2, score=900)))
        await self._server.say_goodbye(CloseReason.SESSION_ENDED, "Over.")


async def play(server: FakeServer, count: int = 5, seed: int = 7) -> BotsSummary:
    return await run_bots(server.address, CODE, count, seed, sleep=at_once)


async def test_every_bot_answers_once_and_tells_how_it_did() -> None:
    async with fake_server() as server:
        table = Table(server, players=5)
        summary = await play(server)

    assert len(table.answers) == 5
    assert len(summary.results) == 5
    assert summary.refusals == ()
    assert {(result.rank, result.score) for result in summary.results} == {(2, 900)}


async def test_an_answer_lost_with_the_line_is_sent_again_after_the_return() -> None:
    async with fake_server() as server:
        table = Table(server, players=1)
        plain_reply = server.reply

        def cut_first_answer(request: Request) -> ServerBase | None:
            if isinstance(request, SubmitAnswer):
                server.reply = plain_reply
                server.cut()
                return None
            return plain_reply(request)

        server.reply = cut_first_answer
        await play(server, count=1)

        first, second = server.heard_of(SubmitAnswer)
        assert first.answer == second.answer
        assert len(table.answers) == 1


async def test_a_refused_answer_does_not_end_the_bot() -> None:
    async with fake_server() as server:

        def too_late(request: Request) -> ServerBase | None:
            if isinstance(request, SubmitAnswer):
                ending.append(asyncio.create_task(server.say_goodbye(CloseReason.SESSION_ENDED, "Over.")))
                return Refused(ref=request.ref, code="too_late", message="Time was up.")
            return table.reply(request)

        ending: list[asyncio.Task[None]] = []
        table = Table(server, players=1)
        server.reply = too_late
        summary = await play(server, count=1)

    assert len(summary.results) == 1


@pytest.mark.parametrize("code", ["not_stored", "paused", "busy"])
async def test_an_answer_that_could_not_be_taken_is_given_again_when_play_goes_on(code: str) -> None:
    """R34"""
    async with fake_server() as server:
        table = Table(server, players=1)

        def refuse_first(request: Request) -> ServerBase | None:
            if not isinstance(request, SubmitAnswer) or len(server.heard_of(SubmitAnswer)) > 1:
                return table.reply(request)
            told.append(asyncio.create_task(server.say(StageNews(version=9, stage=opened(SSH)))))
            return refuse(code, "Later.")(request)

        told: list[asyncio.Task[None]] = []
        server.reply = refuse_first
        await play(server, count=1)

        first, second = server.heard_of(SubmitAnswer)
        assert first.answer == second.answer


async def test_a_bot_does_not_answer_while_the_session_is_paused_or_closed() -> None:
    async with fake_server() as server:
        stages = (replace(opened(SSH), paused=True), revealed())

        def tell(request: Request) -> ServerBase | None:
            telling.append(asyncio.create_task(tell_all()))
            return accept(request)

        async def tell_all() -> None:
            for version, stage in enumerate(stages):
                await server.say(StageNews(version=version, stage=stage))
            await server.say_goodbye(CloseReason.SESSION_ENDED, "Over.")

        telling: list[asyncio.Task[None]] = []
        server.reply = tell
        await play(server, count=1)

        assert server.heard_of(SubmitAnswer) == []


async def test_a_taken_name_is_changed_and_a_busy_server_is_asked_again() -> None:
    refusals = iter(["name_taken", "too_fast", "busy"])

    async with fake_server() as server:
        table = Table(server, players=1)

        def refuse_first(request: Request) -> ServerBase | None:
            code = next(refusals, None) if isinstance(request, Join) else None
            return refuse(code, "No.")(request) if code else table.reply(request)

        server.reply = refuse_first
        await play(server, count=1)

        names = [join.name for join in server.heard_of(Join)]
        assert len(names) == 4
        assert len(set(names)) == 2


async def test_bots_that_find_the_door_closed_say_why() -> None:
    async with fake_server() as server:
        server.reply = refuse("session_full", "This session is full.")
        with pytest.raises(Refusal, match="full"):
            await play(server)


async def test_bots_left_outside_are_told_of_in_the_summary() -> None:
    async with fake_server() as server:
        table = Table(server, players=2)

        def let_two_in(request: Request) -> ServerBase | None:
            if isinstance(request, Join) and len(server.heard_of(Join)) > 2:
                return refuse("session_full", "This session is full.")(request)
            return table.reply(request)

        server.reply = let_two_in
        summary = await play(server, count=5)

    assert len(summary.results) == 2
    assert summary.refusals == ("This session is full.",) * 3


async def test_without_a_server_the_bots_say_so_once() -> None:
    async with fake_server() as gone:
        pass
    with pytest.raises(NoServer):
        await play(gone)


def test_the_same_seed_gives_the_same_bots_and_plans() -> None:
    one, other = make_bots(7, 40), make_bots(7, 40)
    assert [bot.name for bot in one] == [bot.name for bot in other]
    assert [bot.plan(3, SSH) for bot in one] == [bot.plan(3, SSH) for bot in other]
    assert len({bot.plan(3, SSH) for bot in one}) > 30
    assert [bot.plan(3, SSH) for bot in one] != [bot.plan(4, SSH) for bot in one]


def test_a_second_name_is_not_wider_than_twenty_cells() -> None:
    bot = replace(make_bots(1, 1)[0], name="Cheerful Hedgehog", number=1_999)
    assert all(len(bot.other_name(attempt)) <= 20 for attempt in range(20))
