"""Faults of our own: they cost one request and nothing else."""

import asyncio
import random
import time
from collections.abc import Callable, Sequence

import pytest

from quizterm.engine import inputs
from quizterm.engine.effects import Effect
from quizterm.engine.rules import step
from quizterm.engine.state import Game
from quizterm.errors import ErrorCode
from quizterm.protocol import client
from quizterm.snapshot import Phase
from quizterm_server import translate
from quizterm_server.chores import Chores
from quizterm_server.desk import Desk
from quizterm_server.limits import Sources
from quizterm_server.outbox import Outbox
from quizterm_server.rooms import room, state
from quizterm_server.rooms.surroundings import Surroundings
from quizterm_server.storage.interface import Damaged
from quizterm_server.storage.memory import MemoryStorage
from quizterm_server.storage.records import Record
from quizterm_server.visit import Visit
from tests.server.quizzes import quiz
from tests.support.peers import PATIENCE, host, player, wish
from tests.support.serving import Serving, running
from tests.support.storages import FrailLog, FrailStorage


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


class Nowhere:
    """A wire that ends nowhere."""

    clogged = False

    def send(self, frames: bytes, messages: int) -> None: ...
    def abort(self) -> None: ...


async def test_who_is_cut_off_while_coming_in_does_not_stay_as_a_ghost() -> None:
    """The room seats a player whose connection is gone already; the game must not wait for them."""
    async with running() as serving, host(serving.address, quiz()) as teacher:
        server = serving.server
        storage = MemoryStorage()
        around = Surroundings(
            server.settings,
            serving.clock,
            random.Random(1),
            server.log,
            storage,
            server.metrics,
            Chores(server.log),
        )
        source = Sources(server.settings, time.monotonic).of("192.0.2.1")
        outbox = Outbox(Nowhere(), lambda: None)
        desk = Desk(None, "192.0.2.1", outbox)
        visit = Visit(server.registry, around, source, outbox, desk, may_host=False)
        join = client.Join(ref=1, key=wish("Ann"), code=teacher.code, name="Ann")
        assert visit.handle(join, serving.clock.now()) is not None
        visit.end(farewell=True)

        stage = await teacher.until(lambda stage: stage.players == 1 and stage.connected == 0)
        assert stage.desk is not None
        assert [seat.connected for seat in stage.desk.seats] == [False]


async def test_a_session_whose_log_is_damaged_is_stopped_and_takes_nobody_with_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """R34: whoever waits for a reply gets one, everybody is let go, and the server is rid of the session."""

    async def damaged(log: FrailLog) -> list[Record]:
        raise Damaged("Record 3 is not what was written.")

    storage = FrailStorage()
    async with (
        running(storage=storage) as serving,
        host(serving.address, quiz()) as teacher,
        host(serving.address, quiz(), "another") as other,
    ):
        monkeypatch.setattr(FrailLog, "read", damaged)
        storage.broken = "The disk is full."
        assert await teacher.refusal(client.SetLocked, locked=True) is ErrorCode.NOT_STORED

        assert await teacher.closed() == 1011
        await _until(serving, lambda: serving.server.connections == serving.server.registry.live == 1)
        assert "Record 3" in serving.log.getvalue()
        storage.mend()
        await other.ask(client.SetLocked, locked=True)


async def test_a_fault_while_storing_stops_the_session_and_takes_nobody_with_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def stumbling(_: object) -> str:
        raise ZeroDivisionError

    monkeypatch.setattr(room, "outline", stumbling)
    async with running() as serving, host(serving.address, quiz()) as teacher:
        refused = await teacher.refusal(client.EndSession, phase=Phase.LOBBY, question=-1)
        assert refused is ErrorCode.INTERNAL

        assert await teacher.closed() == 1011
        await _until(serving, lambda: serving.server.connections == serving.server.registry.live == 0)
        assert "ZeroDivisionError" in serving.log.getvalue()


@pytest.mark.parametrize("report", [inputs.Went, inputs.HostsSeen])
async def test_who_is_gone_is_known_to_be_gone_although_the_rules_stumbled_once(
    report: type[inputs.Input], monkeypatch: pytest.MonkeyPatch
) -> None:
    stumbled: list[inputs.Input] = []

    def stumbling(game: Game, happened: inputs.Input) -> Sequence[Effect]:
        if isinstance(happened, report) and not stumbled:
            stumbled.append(happened)
            raise ZeroDivisionError
        return step(game, happened)

    async with (
        running() as serving,
        host(serving.address, quiz()) as teacher,
        player(serving.address, teacher.code, "Ann") as ann,
        player(serving.address, teacher.code, "Bea") as bea,
    ):
        monkeypatch.setattr(state, "step", stumbling)
        await (bea if report is inputs.Went else teacher).socket.close()
        await _until(serving, lambda: serving.server.connections == 2)
        await serving.clock.advance(0)
        assert stumbled
        await serving.clock.advance(10_000)

        if report is inputs.Went:
            await teacher.until(lambda stage: stage.connected == 1)
        else:
            await ann.until(lambda stage: stage.host_away)


async def test_a_session_that_nobody_comes_back_to_ends_although_the_rules_stumbled_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stumbled: list[inputs.Input] = []

    def stumbling(game: Game, happened: inputs.Input) -> Sequence[Effect]:
        if isinstance(happened, inputs.Ended) and not stumbled:
            stumbled.append(happened)
            raise ZeroDivisionError
        return step(game, happened)

    monkeypatch.setattr(state, "step", stumbling)
    async with running(host_grace_seconds=60) as serving:
        async with host(serving.address, quiz()):
            pass
        await _until(serving, lambda: not serving.server.connections)
        await serving.clock.advance(0)
        await serving.clock.advance(60_000)
        assert stumbled
        assert serving.server.registry.live == 1

        await serving.clock.advance(60_000)
        assert serving.server.registry.live == 0


async def _until(serving: Serving, holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not holds():
            serving.server.changed.clear()
            await serving.server.changed.wait()
