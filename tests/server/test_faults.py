"""Faults of our own: they cost one request and nothing else."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress

import pytest

from quizterm.engine import inputs
from quizterm.engine.effects import Effect
from quizterm.engine.rules import step
from quizterm.engine.state import Game
from quizterm.errors import ErrorCode
from quizterm.protocol import client
from quizterm.snapshot import Phase
from quizterm_server import translate
from quizterm_server.outbox import Outbox
from quizterm_server.rooms import state
from quizterm_server.visit import Visit
from tests.server.quizzes import quiz
from tests.support.peers import host, player, wish
from tests.support.serving import running


async def test_a_fault_in_the_rules_refuses_one_request_and_the_session_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def stumbling(game: Game, happened: inputs.Input) -> Sequence[Effect]:
        if isinstance(happened, inputs.LockSet | inputs.Went):
            raise ZeroDivisionError("what somebody typed")
        return step(game, happened)

    monkeypatch.setattr(state, "step", stumbling)
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


async def test_who_is_cut_off_while_coming_in_does_not_stay_as_a_ghost() -> None:
    """The room seats a player whose connection is gone already; the game must not wait for them."""
    async with running() as serving, host(serving.address, quiz()) as teacher:
        visit = Visit(serving.server.registry, serving.clock, Outbox(), may_host=False)
        join = client.Join(ref=1, key=wish("Ann"), code=teacher.code, name="Ann")
        coming_in = asyncio.create_task(visit.handle(join, serving.clock.now()))
        await asyncio.sleep(0)

        coming_in.cancel()
        with suppress(asyncio.CancelledError):
            await coming_in
        visit.end(farewell=True)

        stage = await teacher.until(lambda stage: stage.players == 1 and stage.connected == 0)
        assert stage.desk is not None
        assert [seat.connected for seat in stage.desk.seats] == [False]
