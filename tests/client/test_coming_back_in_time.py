"""A link that lost its line: when it comes back, and when it does not."""

import asyncio
from collections.abc import AsyncIterator
from random import Random

import pytest

from quizterm.errors import Refusal
from quizterm.protocol.client import CreateSession, Leave, Rejoin, Request, ResumeHost
from quizterm.protocol.closing import CloseReason
from quizterm.protocol.messages import ServerBase
from quizterm.protocol.server import Goodbye, Welcome, YouNews
from quizterm.quiz.model import Quiz, Slide
from quizterm_client.addresses import parse_server
from quizterm_client.entries import CreateEntry, JoinEntry
from quizterm_client.link import Link, Patience
from quizterm_client.patience import Pause
from quizterm_client.peer import LinkState, LinkStatus
from quizterm_server.clock import LoopClock
from tests.support.fakeserver import TOKEN, FakeServer, accept, fake_server, refuse
from tests.support.links import ANN, CODE, Waits, at_once, cut_and_back, entered, until
from tests.support.serving import running

QUIZ = Quiz(title="Tiny", questions=(Slide(text="Hello"),))


@pytest.fixture
async def server() -> AsyncIterator[FakeServer]:
    async with fake_server() as fake:
        yield fake


async def waits_after(server: FakeServer, goodbye: Goodbye, waits: Waits) -> list[float]:
    """How long a link waits before each attempt, where the server is gone for three of them."""
    refusals = iter(["busy", "busy", "busy"])

    def gone(request: Request) -> ServerBase | None:
        code = next(refusals, None)
        return refuse(code, "Later.")(request) if code else accept(request)

    link = await Link.enter(server.address, ANN, jitter=Random(1), sleep=waits)
    events = link.events()
    server.reply = gone
    await server.say_goodbye(
        goodbye.close, goodbye.message, retry_after=goodbye.retry_after, spread=goodbye.spread
    )
    await until(events, LinkState.RECONNECTING)
    await until(events, LinkState.CONNECTED)
    await link.close()
    return waits.asked


async def test_a_restart_is_waited_for_as_the_server_asks_and_then_as_usual(server: FakeServer) -> None:
    """R35, R38: `retry_after` and `spread` are honoured."""
    asked = await waits_after(
        server, Goodbye(close=1012, message="Back soon.", retry_after=3_000, spread=2_000), Waits()
    )
    assert len(asked) == 4
    assert 3 <= asked[0] <= 5
    assert max(asked[1:]) < 5


async def test_a_restart_without_a_word_is_told_all_the_same(server: FakeServer) -> None:
    async with entered(server) as link:
        events = link.events()
        await server.say_goodbye(1012, "")
        assert "The server restarts." in (await until(events, LinkState.RECONNECTING)).message


async def test_a_spread_is_drawn_from_its_whole_length() -> None:
    drawn = [Patience().pause(Pause(3, 20), Random(seed)) for seed in range(200)]
    assert 3 <= min(drawn) < 4
    assert 22 < max(drawn) <= 23


async def test_a_server_cannot_send_anybody_away_for_a_year(server: FakeServer) -> None:
    forever = Goodbye(close=1012, message="", retry_after=10**12, spread=10**12)
    asked = await waits_after(server, forever, Waits())
    assert max(asked) <= 60


async def test_a_time_that_makes_no_sense_is_no_time(server: FakeServer) -> None:
    asked = await waits_after(server, Goodbye(close=1012, message="", retry_after=-5, spread=-5), Waits())
    assert asked[0] == 0


async def test_a_server_that_goes_down_while_one_comes_back_is_waited_for(server: FakeServer) -> None:
    waits = Waits()
    link = await Link.enter(server.address, ANN, jitter=Random(1), sleep=waits)
    events = link.events()
    server.greeting = Goodbye(close=1012, message="Going down.", retry_after=7_000, spread=0)
    server.cut()
    await waits.until_asked_for(7.0)
    assert link.status == LinkStatus(LinkState.RECONNECTING, message="Going down.")
    server.greeting = Welcome(protocol=1, server="fake")
    await until(events, LinkState.CONNECTED)
    await link.close()


async def test_who_comes_while_the_server_restarts_waits_and_gets_in(server: FakeServer) -> None:
    async def restart(seconds: float) -> None:
        server.greeting = Welcome(protocol=1, server="fake")
        waited.append(seconds)

    waited: list[float] = []
    server.greeting = Goodbye(close=1012, message="Going down.", retry_after=2_000, spread=1_000)
    link = await Link.enter(server.address, ANN, jitter=Random(1), sleep=restart)
    assert link.status.state is LinkState.CONNECTED
    assert 2 <= waited[0] <= 3
    await link.close()


async def test_who_comes_to_a_server_that_stays_down_is_told(server: FakeServer) -> None:
    server.greeting = Goodbye(close=1012, message="Closed until tomorrow.", retry_after=60_000)
    with pytest.raises(Refusal, match=r"Closed until tomorrow\."):
        await Link.enter(server.address, ANN, jitter=Random(1), sleep=at_once)


async def test_a_disk_that_is_full_for_a_moment_sends_nobody_away(server: FakeServer) -> None:
    """R34"""
    refusals = iter(["not_stored", "internal"])

    def full_first(request: Request) -> ServerBase | None:
        code = next(refusals, None)
        return refuse(code, "The disk is full.")(request) if code else accept(request)

    async with entered(server) as link:
        server.reply = full_first
        await cut_and_back(server, link)
        assert len(server.heard_of(Rejoin)) == 3


async def test_a_player_comes_back_with_the_token_after_a_cut(server: FakeServer) -> None:
    async with entered(server) as link:
        events = link.events()
        await until(events, LinkState.CONNECTED)
        server.cut()
        await until(events, LinkState.RECONNECTING)
        await until(events, LinkState.CONNECTED)

        assert [rejoin.token for rejoin in server.heard_of(Rejoin)] == [TOKEN]
        assert (await link.request(Leave(ref=0))).ref


async def test_a_host_who_made_the_session_comes_back_as_its_host(server: FakeServer) -> None:
    async with entered(server, CreateEntry(QUIZ)) as link:
        events = link.events()
        server.cut()
        await until(events, LinkState.RECONNECTING)
        await until(events, LinkState.CONNECTED)

        assert [(back.code, back.token) for back in server.heard_of(ResumeHost)] == [(CODE, TOKEN)]
        assert len(server.heard_of(CreateSession)) == 1


async def test_a_busy_full_or_restarting_server_is_tried_again(server: FakeServer) -> None:
    refusals = iter(["busy", "too_fast", "session_full"])

    def busy_first(request: Request) -> ServerBase | None:
        code = next(refusals, None)
        return refuse(code, "Later.")(request) if code else accept(request)

    async with entered(server) as link:
        events = link.events()
        server.reply = busy_first
        await server.say_goodbye(1012, "Back in a moment.")
        status = await until(events, LinkState.RECONNECTING)
        await until(events, LinkState.CONNECTED)

        assert status.message == "Back in a moment."
        assert len(server.heard_of(Rejoin)) == 4


async def test_a_request_without_a_line_fails_at_once(server: FakeServer) -> None:
    waiting = asyncio.Event()

    async def wait_for_test(_seconds: float) -> None:
        await waiting.wait()

    link = await Link.enter(server.address, ANN, jitter=Random(1), sleep=wait_for_test)
    server.cut()
    await until(link.events(), LinkState.RECONNECTING)
    with pytest.raises(ConnectionError, match="no connection"):
        await link.request(Leave(ref=0))
    await link.close()


@pytest.mark.parametrize(
    "reason",
    [
        CloseReason.SUPERSEDED,
        CloseReason.REMOVED,
        CloseReason.BANNED,
        CloseReason.SESSION_ENDED,
        CloseReason.LEFT,
    ],
)
async def test_a_final_goodbye_is_believed(server: FakeServer, reason: CloseReason) -> None:
    async with entered(server) as link:
        await server.say_goodbye(reason, "That was it.")
        events = [event async for event in link.events()]

        assert Goodbye(close=reason, message="That was it.") in events
        assert link.status == LinkStatus(LinkState.LOST, message="That was it.")
        assert server.heard_of(Rejoin) == []


async def test_a_slow_consumer_may_come_back(server: FakeServer) -> None:
    async with entered(server) as link:
        events = link.events()
        await server.say_goodbye(CloseReason.SLOW_CONSUMER, "Too slow.")
        await until(events, LinkState.RECONNECTING)
        await until(events, LinkState.CONNECTED)


async def test_a_refused_return_is_the_end(server: FakeServer) -> None:
    async with entered(server) as link:
        server.reply = refuse("bad_token", "This player is gone.")
        server.cut()
        status = await until(link.events(), LinkState.LOST)
        assert status.message == "This player is gone."


async def test_a_server_that_comes_back_with_another_protocol_is_the_end(server: FakeServer) -> None:
    async with entered(server) as link:
        server.greeting = Welcome(protocol=99, server="future")
        server.cut()
        status = await until(link.events(), LinkState.LOST)
        assert "another version" in status.message


async def test_a_server_that_stays_away_is_given_up() -> None:
    async with fake_server() as server:
        link = await Link.enter(
            server.address, ANN, jitter=Random(1), sleep=at_once, patience=Patience(give_up=0)
        )
    status = await until(link.events(), LinkState.LOST)
    assert "away for too long" in status.message
    await link.close()


async def test_a_player_is_the_same_player_on_a_real_server_after_a_cut() -> None:
    async with running(clock=LoopClock()) as serving:
        address = parse_server(serving.address)
        host = await Link.enter(address, CreateEntry(QUIZ), jitter=Random(1), sleep=at_once)
        ann = await Link.enter(address, JoinEntry(host.code, "Ann"), jitter=Random(2), sleep=at_once)
        number, events = ann.player, ann.events()

        for line in list(serving.server.front.connections):
            line.abort()
        await until(events, LinkState.RECONNECTING)
        news = await anext(event async for event in events if isinstance(event, YouNews))

        assert (news.you.player, news.you.name, ann.player) == (number, "Ann", number)
        await ann.close()
        await host.close()


def test_waits_grow_up_to_a_limit_and_are_drawn_from_the_whole_span() -> None:
    patience = Patience(first_delay=0.25, longest_delay=5)
    first = [patience.delay(0, Random(seed)) for seed in range(200)]
    late = [patience.delay(100, Random(seed)) for seed in range(200)]

    assert 0 <= min(first) < 0.05
    assert 0.2 < max(first) <= 0.25
    assert 0 <= min(late) < 1
    assert 4 < max(late) <= 5
