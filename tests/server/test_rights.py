"""Who may do what: every role with every request."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, get_args

import pytest

from quizterm.errors import ErrorCode
from quizterm.protocol import client
from quizterm.protocol.accounts import DeskRequest
from quizterm.protocol.incoming import ClientMessage
from quizterm.protocol.messages import HOST_PATH
from quizterm.quiz.answers import Picked, RightOptions
from quizterm.snapshot import Phase
from tests.server.quizzes import quiz
from tests.support.games import PORT
from tests.support.peers import Peer, connection, host, peer, player, spectator, wish
from tests.support.serving import running

QUIZ = quiz(PORT)
NOW: dict[str, Any] = {"phase": Phase.OPEN, "question": 0}
HOSTING: dict[type[client.Request], dict[str, Any]] = {
    client.Start: {"phase": Phase.LOBBY, "question": -1},
    client.Next: NOW,
    client.Close: NOW,
    client.AddTime: NOW | {"seconds": 5},
    client.Pause: NOW,
    client.Resume: NOW,
    client.Skip: NOW,
    client.EndSession: NOW,
    client.SetAuto: {"auto": True},
    client.SetLocked: {"locked": True},
    client.Void: {"target": 0},
    client.CorrectKey: {"target": 0, "answer_key": RightOptions((0,))},
    client.Rename: {"player": 1, "name": "Eve"},
    client.SetExtraTime: {"player": 1, "percent": 50},
    client.Remove: {"player": 1},
    client.Ban: {"player": 1},
    client.Unban: {"player": 1},
    client.InviteHost: {},
}
PLAYING: dict[type[client.Request], dict[str, Any]] = {
    client.SubmitAnswer: {"question": 0, "answer": Picked((1,))},
    client.Leave: {},
}
ENTERING: dict[type[client.Request], dict[str, Any]] = {
    client.CreateSession: {"key": wish("another"), "quiz": QUIZ},
    client.ResumeHost: {"token": "x" * 32},
    client.Join: {"key": wish("another"), "name": "Eve"},
    client.Rejoin: {"token": "x" * 32},
    client.Watch: {},
}
ROLES = ("stranger", "player", "spectator", "sent out", "host of another session")
EXPECTED = {
    "stranger": ErrorCode.NOT_IN,
    "player": ErrorCode.NOT_ALLOWED,
    "spectator": ErrorCode.NOT_ALLOWED,
    "sent out": ErrorCode.NOT_IN,
}


@asynccontextmanager
async def somebody(role: str, address: str, teacher: Peer) -> AsyncIterator[Peer]:
    """A connection in this role, by the path where hosts come in."""
    async with peer(address, HOST_PATH) as found:
        if role == "player":
            await found.join(teacher.code, "Mallory")
        if role == "spectator":
            await found.ask(client.Watch, code=teacher.code)
        if role == "sent out":
            async with player(address, teacher.code, "Mallory") as mallory:
                number = (await mallory.until_you(lambda _: True)).player
                await teacher.ask(client.Remove, player=number)
                await mallory.closed()
                assert await found.refusal(client.Rejoin, code=teacher.code, token=mallory.token)
        yield found


def test_every_request_has_its_place_in_this_matrix() -> None:
    """R05: a new request must not be forgotten here; those at the desk have a matrix of their own."""
    union, *_ = get_args(ClientMessage)
    known = {*HOSTING, *PLAYING, *ENTERING, client.Ping, client.Hello}

    assert {message for message in get_args(union) if not issubclass(message, DeskRequest)} == known


@pytest.mark.parametrize("role", EXPECTED)
async def test_only_hosts_can_give_a_hosts_commands(role: str) -> None:
    """R05: role times command."""
    async with (
        running() as serving,
        host(serving.address, QUIZ) as teacher,
        player(serving.address, teacher.code, "Ann") as ann,
        somebody(role, serving.address, teacher) as intruder,
    ):
        await teacher.command(client.Start)
        await teacher.reaches(Phase.OPEN)
        await ann.reaches(Phase.OPEN)
        before = teacher.stage

        for request, fields in HOSTING.items():
            assert await intruder.refusal(request, **fields) is EXPECTED[role], request

        await teacher.ask(client.Ping)
        assert teacher.stage == before


@pytest.mark.parametrize("role", ["stranger", "spectator", "sent out", "host"])
async def test_only_players_can_answer(role: str) -> None:
    """R05: role times command."""
    async with running() as serving, host(serving.address, QUIZ) as teacher:
        async with somebody(role, serving.address, teacher) as found:
            other = teacher if role == "host" else found
            code = await other.refusal(client.SubmitAnswer, **PLAYING[client.SubmitAnswer])

        assert code is EXPECTED.get(role, ErrorCode.NOT_ALLOWED)


@pytest.mark.parametrize("role", ["player", "spectator", "host"])
async def test_a_connection_that_is_in_a_session_cannot_enter_another_one(role: str) -> None:
    """R05: a connection has one role for good."""
    async with (
        running() as serving,
        host(serving.address, QUIZ) as teacher,
        somebody(role, serving.address, teacher) as found,
    ):
        other = teacher if role == "host" else found
        for request, fields in ENTERING.items():
            codes = {} if request is client.CreateSession else {"code": teacher.code}
            assert await other.refusal(request, **fields, **codes) is ErrorCode.ALREADY_IN


async def test_a_host_of_another_session_has_no_rights_in_this_one() -> None:
    """R05: a host's token is bound to one session."""
    async with (
        running() as serving,
        host(serving.address, QUIZ) as teacher,
        host(serving.address, QUIZ, "other") as other,
        peer(serving.address, HOST_PATH) as intruder,
    ):
        resume = {"code": teacher.code, "token": other.token}

        assert await intruder.refusal(client.ResumeHost, **resume) is ErrorCode.BAD_TOKEN
        await other.command(client.EndSession)
        assert await other.closed() == 4404
        assert (await teacher.until(lambda _: True)).phase is Phase.LOBBY


async def test_hosting_is_not_possible_where_players_connect() -> None:
    """R05: only the path for hosts takes large frames and hosts."""
    async with (
        running() as serving,
        host(serving.address, QUIZ) as teacher,
        peer(serving.address) as found,
    ):
        resume = {"code": teacher.code, "token": teacher.token}

        assert await found.refusal(client.ResumeHost, **resume) is ErrorCode.NOT_ALLOWED
        create = ENTERING[client.CreateSession]
        assert await found.refusal(client.CreateSession, **create) is ErrorCode.NOT_ALLOWED


async def test_nothing_can_be_asked_before_hello() -> None:
    async with running() as serving, connection(serving.address) as found:
        assert await found.refusal(client.Ping) is ErrorCode.HELLO_FIRST
        assert await found.refusal(client.Watch, code="K7Q4MF") is ErrorCode.HELLO_FIRST


async def test_a_co_host_comes_in_by_invitation_and_can_go_on_alone() -> None:
    async with (
        running() as serving,
        host(serving.address, QUIZ) as teacher,
        peer(serving.address, HOST_PATH) as colleague,
        player(serving.address, teacher.code, "Ann") as ann,
    ):
        invited = await teacher.ask(client.InviteHost)
        await colleague.ask(client.ResumeHost, code=teacher.code, token=invited.token)
        await teacher.socket.close()

        await colleague.command(client.Start)
        assert (await ann.reaches(Phase.OPEN)).host_away is False


async def test_a_spectator_who_stops_watching_is_let_go() -> None:
    async with (
        running() as serving,
        host(serving.address, QUIZ) as teacher,
        spectator(serving.address, teacher.code) as projector,
    ):
        await projector.ask(client.Leave)

        assert await projector.closed() == 4406
