"""A link that lost its line: with what it comes back."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from random import Random

import pytest

from quizterm.protocol.client import Join, Rejoin, Request
from quizterm.protocol.closing import CloseReason
from quizterm.protocol.messages import ServerBase
from quizterm.protocol.server import StageNews, YouNews
from quizterm_client.entries import Entry, RejoinEntry
from quizterm_client.link import Link, Patience
from quizterm_client.peer import LinkState, LinkStatus
from quizterm_client.store import HeldPlayer, Store, StoredPlayer
from tests.support.fakeserver import Doorkeeper, FakeServer, accept, fake_server
from tests.support.links import CODE, at_once, cut_and_back, entered, until
from tests.support.stages import lobby, you

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
