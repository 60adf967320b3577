"""Work that everybody's connections share."""

import asyncio
import io
from functools import partial

import pytest

from quizterm_server import chores as module
from quizterm_server.chores import LONGEST_RECEIVING, RECEIVING_SECONDS, Chores
from quizterm_server.logs import make_log
from tests.support.peers import PATIENCE


async def test_what_is_to_be_sent_goes_before_what_has_arrived() -> None:
    chores, done = Chores(make_log("none")), asyncio.Event()
    told: list[str] = []
    chores.receive(partial(told.append, "received"))
    chores.receive(done.set)
    for number in range(3):
        chores.send(partial(told.append, f"sent {number}"))

    async with asyncio.timeout(PATIENCE):
        await done.wait()

    assert told == ["sent 0", "sent 1", "sent 2", "received"]


async def test_what_has_arrived_gets_its_turn_although_there_is_always_something_to_send() -> None:
    chores, done = Chores(make_log("none")), asyncio.Event()

    def send_again() -> None:
        if not done.is_set():
            chores.send(send_again)

    chores.send(send_again)
    chores.receive(done.set)

    async with asyncio.timeout(PATIENCE):
        await done.wait()


async def test_a_piece_that_fails_does_not_take_the_others_with_it() -> None:
    told = io.StringIO()
    chores, done = Chores(make_log("plain", "info", told)), asyncio.Event()

    def failing() -> None:
        raise ZeroDivisionError("what somebody typed")

    chores.send(failing)
    chores.receive(failing)
    chores.receive(done.set)

    async with asyncio.timeout(PATIENCE):
        await done.wait()
    assert "ZeroDivisionError" in told.getvalue()
    assert "what somebody typed" not in told.getvalue()


@pytest.mark.parametrize(
    ("others", "seconds"),
    [(0.0, RECEIVING_SECONDS), (0.012, 0.012), (1.0, LONGEST_RECEIVING)],
    ids=["nothing-else", "as-long", "but-not-too-long"],
)
async def test_what_has_arrived_has_as_long_as_everything_else(
    others: float, seconds: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clockwork()
    monkeypatch.setattr(module, "time", clock)
    chores, done, turns = Chores(make_log("none")), asyncio.Event(), list[int]()

    def receive() -> None:
        clock.now += 0.001
        turns[-1] += 1

    def busy() -> None:
        """Something else in the loop, once each turn."""
        clock.now += others
        turns.append(0)
        if len(turns) < 4:
            asyncio.get_running_loop().call_soon(busy)
        else:
            done.set()

    busy()
    for _ in range(1000):
        chores.receive(receive)
    async with asyncio.timeout(PATIENCE):
        await done.wait()

    assert turns[2] == pytest.approx(seconds / 0.001, abs=1)


class Clockwork:
    """The time as far as it is moved by hand."""

    now = 0.0

    def perf_counter(self) -> float:
        return self.now
