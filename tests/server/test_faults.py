"""Faults of our own: they cost one request and nothing else."""

from collections.abc import Sequence

import pytest

from quizterm.engine import inputs
from quizterm.engine.effects import Effect
from quizterm.engine.rules import step
from quizterm.engine.state import Game
from quizterm.errors import ErrorCode
from quizterm.protocol import client
from quizterm.snapshot import Phase
from quizterm_server import translate
from quizterm_server.rooms import session
from tests.server.quizzes import quiz
from tests.support.peers import host, player
from tests.support.serving import running


async def test_a_fault_in_the_rules_refuses_one_request_and_the_session_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def stumbling(game: Game, happened: inputs.Input) -> Sequence[Effect]:
        if isinstance(happened, inputs.LockSet | inputs.Went):
            raise ZeroDivisionError("what somebody typed")
        return step(game, happened)

    monkeypatch.setattr(session, "step", stumbling)
    async with running() as serving, host(serving.address, quiz()) as teacher:
        async with player(serving.address, teacher.code, "Bob"):
            assert await teacher.refusal(client.SetLocked, locked=True) is ErrorCode.INTERNAL
        async with player(serving.address, teacher.code, "Ann") as ann:
            await teacher.command(client.Start)
            await ann.reaches(Phase.OPEN)

        log = serving.log.getvalue()
        assert "ZeroDivisionError at test_faults.py" in log
        assert "what somebody typed" not in log


async def test_a_fault_before_the_room_refuses_one_request_and_the_connection_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def stumbling(message: object, at: object) -> inputs.Command:
        raise ZeroDivisionError

    monkeypatch.setattr(translate, "commanded", stumbling)
    async with running() as serving, host(serving.address, quiz()) as teacher:
        moment = {"phase": Phase.LOBBY, "question": -1}

        assert await teacher.refusal(client.Start, **moment) is ErrorCode.INTERNAL
        await teacher.ask(client.Ping)
        assert "ZeroDivisionError" in serving.log.getvalue()
