"""How fast a client sends is told by when its messages arrive, not by when their turn comes."""

import random

import pytest

from quizterm.protocol import client
from quizterm.protocol.codec import encode
from quizterm.protocol.messages import PROTOCOL
from quizterm.snapshot import Millis
from quizterm_server.chores import Chores
from quizterm_server.clock import ManualClock
from quizterm_server.connection import Connection
from quizterm_server.dealings import LineSettings
from quizterm_server.desk import Desk
from quizterm_server.front import Front
from quizterm_server.limits import Sources
from quizterm_server.line import Line
from quizterm_server.logs import make_log
from quizterm_server.metrics import Metrics
from quizterm_server.outbox import Outbox
from quizterm_server.rooms.registry import Registry
from quizterm_server.rooms.surroundings import Surroundings
from quizterm_server.settings import ServerSettings
from quizterm_server.storage.memory import MemoryStorage
from quizterm_server.visit import Visit

MESSAGES = 200


class Queue(Line):
    """A line whose messages are all looked at in the same moment."""

    arrived_at = 0.0

    def arrival(self) -> float:
        return self.arrived_at


@pytest.mark.parametrize(("between", "hung_up"), [(0.06, False), (0.0, True)])
async def test_who_sends_at_leisure_to_a_busy_server_is_not_taken_for_a_flood(
    between: float, hung_up: bool
) -> None:
    log, settings, clock = make_log("none"), ServerSettings(), ManualClock()
    chores = Chores(log)
    around = Surroundings(settings, clock, random.Random(1), log, MemoryStorage(), Metrics(), chores)
    registry = Registry(around, lambda: None)
    source = Sources(settings, lambda: 0.0).of("192.0.2.1")

    def visit(outbox: Outbox) -> Visit:
        desk = Desk(None, "192.0.2.1", outbox)
        return Visit(registry, around, source, outbox, desk, may_host=False)

    line = Queue(
        LineSettings(
            Front(registry, around, None), clock, log, chores.hall, Metrics(), 10.0, 20.0, lambda: 0.0
        )
    )
    connection = Connection(line, visit, around)
    connection.receive(encode(client.Hello(protocol=PROTOCOL, client="test/1")), Millis(0))
    for number in range(MESSAGES):
        line.arrived_at += between
        connection.receive(encode(client.Ping(ref=number)), Millis(0))
        connection.outbox.collect()

    assert connection.outbox.finishing is hung_up
