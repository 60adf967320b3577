"""A link that lost its line: with what it comes back, when, and when it does not."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from random import Random

import pytest

from quizterm.errors import Refusal
from quizterm.protocol.client import CreateSession, Join, Leave, Rejoin, Request, ResumeHost
from quizterm.protocol.closing import CloseReason
from quizterm.protocol.messages import ServerBase
from quizterm.protocol.server import Goodbye, StageNews, Welcome, YouNews
from quizterm.quiz.model import Quiz, Slide
from quizterm_client.addresses import parse_server
from quizterm_client.entries import CreateEntry, Entry, JoinEntry, RejoinEntry
from quizterm_client.link import Link, Patience
from quizterm_client.patience import Pause
from quizterm_client.peer import LinkState, LinkStatus
from quizterm_client.store import HeldPlayer, Store, StoredPlayer
from quizterm_server.clock import LoopClock
from tests.support.fakeserver import TOKEN, Doorkeeper, FakeServer, accept, fake_server, refuse
from tests.support.links import ANN, CODE, Waits, at_once, entered, until
from tests.support.serving import running
from tests.support.stages import lobby, you

QUIZ = Quiz(title="Tiny", questions=(Slide(text="Hello"),))
HASTY = Patience(entering=0.1)
"""For a server that has been told to say nothing."""


@pytest.fixture
async def server() -> AsyncIterator[FakeServer]:
    async with fake_server() as fake:
        yield fake


def stored(server: FakeServer, folder: Path) -> HeldPlayer:
    """A player of this machine who has yet to come in, or come back."""
    store = Store(folder)
    found = store.claim_player(server.address, CODE)
    return found or store.keep_player(StoredPlayer(server.address, CODE, "Ann", ""))


async def cut_and_back(server: FakeServer, link: Link) -> None:
    """Lose the line, and see the link come back."""
    events = link.events()
    server.cut()
    await until(events, LinkState.RECONNECTING)
    await until(events, LinkState.CONNECTED)


# With what it comes back


async def test_every_return_gives_the_next_token_and_makes_a_key_of_its_own(server: FakeServer) -> None:
    """R06: a token that was used is worth nothing."""
    server.reply = door = Doorkeeper()
    async with entered(server) as link:
        for _ in range(3):
            await cut_and_back(server, link)

        returns = server.heard_of(Rejoin)
        assert [rejoin.token for rejoin in returns] == door.tokens[:3]
        assert len({rejoin.key for rejoin in returns}) == 3
        assert link.token == door.tokens[3]


async def test_a_return_whose_reply_was_lost_is_asked_for_again_with_the_same_key(server: FakeServer) -> None:
    """R06, R11: the reply may get lost, the player not."""
    server.reply = door = Doorkeeper()
    async with entered(server, patience=HASTY) as link:
        door.silent = 2
        await cut_and_back(server, link)

        first, second, third = server.heard_of(Rejoin)
        assert (first.token, first.key) == (second.token, second.key) == (third.token, third.key)
        assert link.token == door.tokens[1] == door.tokens[-1]


async def test_the_way_back_is_stored_before_anybody_hears_that_the_line_is_back(
    server: FakeServer, tmp_path: Path
) -> None:
    server.reply = door = Doorkeeper()
    held = stored(server, tmp_path)
    told: list[tuple[Entry, LinkState]] = []

    def remember(entry: Entry) -> None:
        held.remember(entry)
        if links:
            told.append((entry, links[0].status.state))

    links: list[Link] = []
    links.append(
        await Link.enter(server.address, held.entry(), jitter=Random(1), sleep=at_once, remember=remember)
    )
    assert held.player.token == door.tokens[0]
    await cut_and_back(server, links[0])

    assert [state for _, state in told] == [LinkState.RECONNECTING]
    assert (held.player.token, held.player.key) == (door.tokens[1], getattr(told[0][0], "key", None))
    await links[0].close()


async def killed_before_the_reply(server: FakeServer, folder: Path) -> None:
    """A client sends its wish to come in and is gone before the reply."""
    assert isinstance(server.reply, Doorkeeper)
    server.reply.silent = 1
    server.reply.lost.clear()
    held = stored(server, folder)
    entering = asyncio.create_task(
        Link.enter(server.address, held.entry(), jitter=Random(1), remember=held.remember)
    )
    await server.reply.lost.wait()
    entering.cancel()
    with pytest.raises(asyncio.CancelledError):
        await entering
    held.release()


async def test_who_was_killed_while_coming_back_comes_back_all_the_same(
    server: FakeServer, tmp_path: Path
) -> None:
    """R06, R11: the server has given the next token away, and only this machine can ask for it again."""
    server.reply = door = Doorkeeper()
    held = stored(server, tmp_path)
    link = await Link.enter(server.address, held.entry(), jitter=Random(1), remember=held.remember)
    await link.close()
    held.release()

    for _ in range(2):
        await killed_before_the_reply(server, tmp_path)

    again = stored(server, tmp_path)
    link = await Link.enter(server.address, again.entry(), jitter=Random(1), remember=again.remember)
    assert link.token == door.tokens[1] == again.player.token
    await link.close()


async def test_who_was_killed_while_joining_comes_in_as_the_same_player(
    server: FakeServer, tmp_path: Path
) -> None:
    """R03: one wish makes one player."""
    server.reply = Doorkeeper()
    await killed_before_the_reply(server, tmp_path)

    held = stored(server, tmp_path)
    link = await Link.enter(server.address, held.entry(), jitter=Random(1), remember=held.remember)

    first, second = server.heard_of(Join)
    assert first.key == second.key
    await link.close()


async def test_a_token_taken_by_somebody_else_is_the_end(server: FakeServer) -> None:
    """R06: of two who use one token with keys of their own, one gets in."""
    server.reply = door = Doorkeeper()
    async with entered(server) as link:
        thief = RejoinEntry(CODE, door.tokens[0])
        async with entered(server, thief):
            server.cut()
            status = await until(link.events(), LinkState.LOST)
        assert status.message == "This token opens nothing."


async def test_a_wish_of_its_own_that_arrives_late_does_not_send_it_away(server: FakeServer) -> None:
    """R37: on a slow line, a return that was given up may reach the server after the one that worked."""
    server.reply = door = Doorkeeper()
    async with entered(server, patience=HASTY) as link:
        door.silent = 1
        await cut_and_back(server, link)
        events = link.events()
        await server.say_goodbye(CloseReason.SUPERSEDED, "The game goes on at another terminal.")
        status = await until(events, LinkState.RECONNECTING)
        await until(events, LinkState.CONNECTED)
        assert status.message == ""

        await server.say_goodbye(CloseReason.SUPERSEDED, "The game goes on at another terminal.")
        await until(events, LinkState.LOST)


async def test_news_that_come_with_the_return_are_told_after_it(server: FakeServer) -> None:
    """So whoever hears them knows that they are fresh."""

    def news_first(request: Request) -> ServerBase | None:
        if isinstance(request, Rejoin):
            told.append(asyncio.create_task(say_all(request)))
            return None
        return accept(request)

    async def say_all(request: Request) -> None:
        await server.say(StageNews(version=1, stage=lobby()))
        await server.say(YouNews(version=1, you=you()))
        await server.say(accept(request))

    told: list[asyncio.Task[None]] = []
    server.reply = news_first
    async with entered(server) as link:
        events = link.events()
        server.cut()
        await until(events, LinkState.RECONNECTING)
        first = await anext(events)
        assert isinstance(first, LinkStatus)
        assert first.state is LinkState.CONNECTED
        assert {type(await anext(events)), type(await anext(events))} == {StageNews, YouNews}


# When it comes back


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
