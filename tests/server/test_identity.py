"""Who is who: tokens, names, coming back, being sent out."""

import asyncio
from contextlib import AsyncExitStack

import pytest

from quizterm.errors import ErrorCode
from quizterm.protocol import client
from quizterm.protocol.messages import HOST_PATH
from quizterm.snapshot import Phase
from quizterm_server.rooms import session
from quizterm_server.rooms.people import HOST_TOKENS
from tests.server.quizzes import quiz
from tests.support.games import PORT, RIGHT
from tests.support.peers import host, peer, player, spectator, wish
from tests.support.serving import running

QUIZ = quiz(PORT)


async def test_a_token_reaches_its_owner_and_nobody_else() -> None:
    """R06: no token in anybody else's frames, nor in the log."""
    async with AsyncExitStack() as stack:
        serving = await stack.enter_async_context(running())
        teacher = await stack.enter_async_context(host(serving.address, QUIZ))
        names = ("Ann", "Bob", "Cyd")
        players = [
            await stack.enter_async_context(player(serving.address, teacher.code, name)) for name in names
        ]
        projector = await stack.enter_async_context(spectator(serving.address, teacher.code))
        invited = (await teacher.ask(client.InviteHost)).token or ""
        await teacher.command(client.Start)
        for someone in players:
            await someone.reaches(Phase.OPEN)
            await someone.answer(RIGHT[PORT.text])
        await projector.reaches(Phase.REVEAL)

        everybody = [teacher, *players, projector]
        for owner in (teacher, *players):
            assert any(owner.token in frame for frame in owner.frames)
            for secret in (owner.token, invited):
                others = [other for other in everybody if other is not owner and other is not teacher]
                assert not any(secret in frame for other in others for frame in other.frames)
        log = serving.log.getvalue()
        assert not any(secret in log for secret in (invited, *(someone.token for someone in everybody[:-1])))
        assert not any(name in log for name in names)


async def test_what_everybody_knows_about_a_player_does_not_open_the_players_seat() -> None:
    """R06: public numbers, names and other sessions' tokens are refused."""
    async with (
        running() as serving,
        host(serving.address, QUIZ) as teacher,
        host(serving.address, QUIZ, "other") as other,
        player(serving.address, teacher.code, "Ann") as ann,
        player(serving.address, other.code, "Ann") as namesake,
        peer(serving.address) as thief,
    ):
        for token in (namesake.token, wish("Ann"), f"{'1':0>22}", teacher.token):
            code = await thief.refusal(client.Rejoin, code=teacher.code, token=token)
            assert code is ErrorCode.BAD_TOKEN
        assert ann.close_code is None


async def test_the_second_connection_of_a_player_takes_over_from_the_first() -> None:
    """R06: a single holder, and the other is told."""
    async with (
        running() as serving,
        host(serving.address, QUIZ) as teacher,
        player(serving.address, teacher.code, "Ann") as first,
        peer(serving.address) as second,
    ):
        ok = await second.ask(client.Rejoin, code=first.code, token=first.token)

        assert await first.closed() == 4401
        assert first.goodbye is not None
        assert (await second.until_you(lambda _: True)).player == ok.player
        assert (await teacher.until(lambda stage: stage.players == 1)).connected == 1


async def test_of_two_connections_that_come_back_at_once_exactly_one_stays() -> None:
    """R06: two resumes race."""
    async with (
        running() as serving,
        host(serving.address, QUIZ) as teacher,
        player(serving.address, teacher.code, "Ann") as ann,
        peer(serving.address) as left,
        peer(serving.address) as right,
    ):
        await ann.socket.close()
        racing = [asyncio.create_task(racer.rejoin(ann.code, ann.token)) for racer in (left, right)]
        await asyncio.wait(racing)

        winner, loser = (right, left) if racing[0].exception() else (left, right)
        assert await loser.closed() == 4401
        await winner.ask(client.Leave)


async def test_a_player_who_comes_back_has_the_answer_and_score_from_before() -> None:
    async with (
        running() as serving,
        host(serving.address, QUIZ) as teacher,
        player(serving.address, teacher.code, "Bob"),
        peer(serving.address) as back,
    ):
        async with player(serving.address, teacher.code, "Ann") as ann:
            await teacher.command(client.Start)
            await ann.reaches(Phase.OPEN)
            await ann.answer(RIGHT[PORT.text])
        await teacher.until(lambda stage: stage.connected == 1)

        await back.ask(client.Rejoin, code=ann.code, token=ann.token)

        assert (await back.until_you(lambda _: True)).answer == RIGHT[PORT.text]


async def test_a_wish_to_join_that_is_sent_again_gives_the_same_player_and_token() -> None:
    async with (
        running() as serving,
        host(serving.address, QUIZ) as teacher,
        peer(serving.address) as ann,
        peer(serving.address) as again,
    ):
        first = await ann.join(teacher.code, "Ann", "my wish")
        assert await ann.join(teacher.code, "Ann", "my wish") == first
        token = ann.token

        assert await again.join(teacher.code, "Ann", "my wish") == first
        assert again.token == token
        assert await ann.closed() == 4401
        assert (await teacher.until(lambda stage: stage.players > 0)).players == 1


async def test_a_wish_to_open_a_session_that_is_sent_again_gives_the_same_session() -> None:
    async with (
        running() as serving,
        host(serving.address, QUIZ, "my wish") as teacher,
        host(serving.address, QUIZ, "my wish") as again,
    ):
        assert (again.code, again.token) == (teacher.code, teacher.token)
        assert await teacher.open(QUIZ, "my wish") == teacher.code
        assert serving.server.registry.live == 1


@pytest.mark.parametrize("name", ["Ann", "ANN", " ann ", "Аnn"])
async def test_a_name_that_looks_like_one_that_is_there_is_taken(name: str) -> None:
    async with (
        running() as serving,
        host(serving.address, QUIZ) as teacher,
        player(serving.address, teacher.code, "Ann"),
        player(serving.address, teacher.code, "Bob") as bob,
        peer(serving.address) as other,
    ):
        join = {"key": wish("other"), "code": teacher.code, "name": name}

        assert await other.refusal(client.Join, **join) is ErrorCode.NAME_TAKEN
        number = (await bob.until_you(lambda _: True)).player
        assert await teacher.refusal(client.Rename, player=number, name=name) is ErrorCode.NAME_TAKEN


async def test_the_name_of_a_player_who_was_sent_out_or_renamed_is_free_again() -> None:
    async with (
        running() as serving,
        host(serving.address, QUIZ) as teacher,
        player(serving.address, teacher.code, "Ann") as ann,
        peer(serving.address) as second,
        peer(serving.address) as third,
    ):
        await teacher.ask(client.Remove, player=(await ann.until_you(lambda _: True)).player)
        number = await second.join(teacher.code, "Ann", "second")
        await teacher.ask(client.Rename, player=number, name="Anna")
        await third.join(teacher.code, "Ann", "third")

        assert await ann.closed() == 4402
        assert (await second.until_you(lambda you: you.name == "Anna")).player == number


async def test_a_banned_player_stays_out_until_the_ban_is_lifted() -> None:
    async with (
        running() as serving,
        host(serving.address, QUIZ) as teacher,
        player(serving.address, teacher.code, "Eve") as eve,
        peer(serving.address) as back,
    ):
        number = (await eve.until_you(lambda _: True)).player
        await teacher.ask(client.Ban, player=number)
        join = {"key": wish("Eve"), "code": teacher.code, "name": "EVE"}

        assert await eve.closed() == 4403
        assert await back.refusal(client.Join, **join) is ErrorCode.BANNED
        assert await back.refusal(client.Rejoin, code=eve.code, token=eve.token) is ErrorCode.BANNED
        await teacher.ask(client.Unban, player=number)
        await back.ask(client.Rejoin, code=eve.code, token=eve.token)
        assert (await back.until_you(lambda _: True)).player == number


async def test_a_player_who_leaves_is_told_and_cannot_come_back_by_token() -> None:
    async with (
        running() as serving,
        host(serving.address, QUIZ) as teacher,
        player(serving.address, teacher.code, "Ann") as ann,
        peer(serving.address) as back,
    ):
        await ann.ask(client.Leave)

        assert await ann.closed() == 4406
        assert await back.refusal(client.Rejoin, code=ann.code, token=ann.token) is ErrorCode.BAD_TOKEN
        assert await back.join(teacher.code, "Ann", "again")


async def test_a_full_and_a_locked_session_say_so() -> None:
    async with (
        running(max_players=1, max_spectators=1) as serving,
        host(serving.address, QUIZ) as teacher,
        player(serving.address, teacher.code, "Ann") as ann,
        spectator(serving.address, teacher.code),
        peer(serving.address) as other,
    ):
        join = {"key": wish("Bob"), "code": teacher.code, "name": "Bob"}

        assert await other.refusal(client.Join, **join) is ErrorCode.SESSION_FULL
        assert await other.refusal(client.Watch, code=teacher.code) is ErrorCode.SESSION_FULL
        await ann.ask(client.Leave)
        await teacher.ask(client.SetLocked, locked=True)
        assert await other.refusal(client.Join, **join) is ErrorCode.LOBBY_LOCKED


async def test_spectators_never_keep_a_host_out() -> None:
    """Whoever knows the code could otherwise fill the session and shut its host out of it."""
    async with (
        running(max_spectators=1) as serving,
        host(serving.address, QUIZ) as teacher,
        spectator(serving.address, teacher.code),
        peer(serving.address, HOST_PATH) as back,
        peer(serving.address) as late,
    ):
        assert await late.refusal(client.Watch, code=teacher.code) is ErrorCode.SESSION_FULL
        await back.ask(client.ResumeHost, code=teacher.code, token=teacher.token)

        assert (await back.until(lambda stage: stage.desk is not None)).phase is Phase.LOBBY


async def test_a_session_takes_only_so_many_connections_of_hosts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "HOST_CONNECTIONS", 1)
    async with (
        running() as serving,
        host(serving.address, QUIZ) as teacher,
        peer(serving.address, HOST_PATH) as other,
    ):
        again = {"code": teacher.code, "token": teacher.token}

        assert await other.refusal(client.ResumeHost, **again) is ErrorCode.SESSION_FULL


async def test_a_server_takes_only_so_many_sessions_and_a_session_so_many_hosts() -> None:
    async with (
        running(max_sessions=1) as serving,
        host(serving.address, QUIZ) as teacher,
        peer(serving.address, HOST_PATH) as other,
    ):
        create = {"key": wish("other"), "quiz": QUIZ}

        assert await other.refusal(client.CreateSession, **create) is ErrorCode.BUSY
        for _ in range(HOST_TOKENS - 1):
            await teacher.ask(client.InviteHost)
        assert await teacher.refusal(client.InviteHost) is ErrorCode.BUSY
