"""What the load benchmark counts and complains about: figures are only as good as this."""

import json
import sys
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.load.checks import differences, disagreements
from benchmarks.load.churn import growth
from benchmarks.load.game import Outcome, Plan, play
from benchmarks.load.lag import lag_bound
from benchmarks.load.line import PING, PONG, Line, frame
from benchmarks.load.machine import Cores
from benchmarks.load.messages import OPEN, Takings, floats
from benchmarks.load.reading import figures, question_delays
from benchmarks.load.servers import Measured, quizterm, yardstick
from benchmarks.load.table import Section, as_json, save, written

SWITCHED = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n"
NOBODY_PINNED = Cores(frozenset(), frozenset())


class Heard(Line):
    """Keeps what comes and what goes."""

    def __init__(self) -> None:
        super().__init__("/play")
        self.heard: list[bytes] = []
        self.sizes: list[int] = []
        self.said: list[bytes] = []

    def take(self, payload: bytes, size: int, now: float) -> None:
        self.heard.append(payload)
        self.sizes.append(size)

    def write(self, frames: bytes) -> None:
        self.said.append(frames)


def from_server(payload: bytes, opcode: int = 1) -> bytes:
    """A frame as servers send it: without a mask."""
    size = len(payload)
    if size < 126:
        return bytes((0x80 | opcode, size)) + payload
    if size < 1 << 16:
        return bytes((0x80 | opcode, 126)) + size.to_bytes(2) + payload
    return bytes((0x80 | opcode, 127)) + size.to_bytes(8) + payload


@pytest.mark.parametrize("chunk", [1, 2, 3, 7, 100_000])
def test_frames_are_cut_wherever_the_stream_is(chunk: int) -> None:
    payloads = [b"", b"short", b"x" * 125, b"y" * 126, b"z" * 70_000]
    stream = SWITCHED + b"".join(map(from_server, payloads))
    line = Heard()

    for at in range(0, len(stream), chunk):
        line.data_received(stream[at : at + chunk])

    assert line.heard == payloads
    assert line.sizes == [len(from_server(payload)) for payload in payloads]


def test_a_ping_is_answered_with_what_it_held() -> None:
    line = Heard()

    line.data_received(SWITCHED + from_server(b"beat", PING))

    assert line.said == [frame(b"beat", PONG)]
    assert line.heard == []


async def test_a_game_is_measured_and_keeps_its_promises() -> None:
    server = quizterm(sys.executable, None, {})

    outcome = await play(
        server, Plan(players=6, questions=2, generators=2, breath=0, settle=0), NOBODY_PINNED
    )

    measured = figures(outcome)
    assert outcome.broken == []
    assert sum(len(waits) for waits in outcome.takings[0].waits.values()) == 6 * 2
    assert measured["messages"] >= 4  # the question, the reply, the reveal, the standings
    assert measured["bytes_most"] >= measured["bytes"] > 0


async def test_two_sessions_beside_each_other_answer_in_bursts() -> None:
    plan = Plan(players=3, sessions=2, questions=1, together=True, breath=0, settle=0)

    outcome = await play(quizterm(sys.executable, None, {}), plan, NOBODY_PINNED)

    assert outcome.broken == []
    assert [len(outcome.takings[session].waits[0]) for session in (0, 1)] == [3, 3]


async def test_the_yardstick_plays_the_same_game_in_two_messages_a_question() -> None:
    outcome = await play(
        yardstick(2, "asyncio", 0), Plan(players=3, questions=2, breath=0, settle=0), NOBODY_PINNED
    )

    assert outcome.broken == []
    assert figures(outcome)["messages_most"] == 2


async def test_the_yardstick_waits_for_a_host_as_the_server_does() -> None:
    plan = Plan(players=3, questions=2, breath=0.05, settle=0)

    for server in (quizterm(sys.executable, None, {}), yardstick(2, "asyncio", 0.05)):
        outcome = await play(server, plan, NOBODY_PINNED)

        assert outcome.broken == []
        assert outcome.ended - outcome.began >= plan.paused


async def test_a_server_that_does_not_start_is_told_and_not_waited_for() -> None:
    nothing = Measured("nothing", (sys.executable, "-c", "raise SystemExit('no disk today')"))

    outcome = await play(nothing, Plan(players=1), NOBODY_PINNED)

    assert "no disk today" in outcome.broken[0]
    assert figures(outcome) == {}


def test_an_answer_that_is_not_in_the_log_is_told() -> None:
    acknowledged, stored = Counter({(0, 0): 1, (1, 0): 1}), Counter({(0, 0): 1})

    assert differences(acknowledged, acknowledged, "K7Q4MF") == []
    assert differences(acknowledged, stored, "K7Q4MF") == [
        "K7Q4MF: 1 acknowledged answers are not in the log, as (1, 0)"
    ]


def test_an_answer_that_is_in_the_log_twice_is_told() -> None:
    assert differences(Counter({(0, 0): 1}), Counter({(0, 0): 2}), "K7Q4MF") == [
        "K7Q4MF: 1 answers are in the log too often, as (0, 0)"
    ]


def test_players_with_different_podiums_are_told() -> None:
    agreed, divided = Takings(podiums=Counter({b"one": 3})), Takings(podiums=Counter({b"one": 2, b"two": 1}))

    assert disagreements(agreed, 3) == []
    assert disagreements(agreed, 4) != []
    assert disagreements(divided, 3) == ["players hold 2 different podiums: [1, 2]"]


def test_a_question_is_late_from_the_last_key_before_it() -> None:
    arrivals = floats()
    arrivals.extend([12.5, 13.0])
    outcome = Outcome(Plan(players=2), "quizterm", pressed={0: [1.0, 12.0, 14.0]})
    outcome.takings[0] = Takings(seen={(OPEN, 0): arrivals})

    assert list(question_delays(outcome)) == [0.5, 1.0]


def test_the_lag_is_that_of_the_time_between_two_pages() -> None:
    def page(fast: int, slow: int, slowest: int) -> str:
        name = "quizterm_loop_lag_seconds_bucket"
        return f'{name}{{le="0.01"}} {fast}.0\n{name}{{le="0.1"}} {slow}.0\n{name}{{le="+Inf"}} {slowest}.0\n'

    before, after = page(0, 50, 50), page(99, 150, 150)

    assert lag_bound(before, after, 0.9) == 0.01
    assert lag_bound(before, after, 1.0) == 0.1
    assert lag_bound(before, page(99, 150, 151), 1.0) == float("inf")
    assert lag_bound("", "", 0.9) is None


def test_memory_has_grown_by_what_it_is_more_than_when_it_had_settled() -> None:
    steady = [50 * 1024] * 10 + [80 * 1024] * 20

    assert growth(steady)["grown"] == 0
    assert growth([*steady[:-3], *[90 * 1024] * 3])["grown"] == 10


def test_the_cost_is_held_against_the_yardstick_on_the_same_loop() -> None:
    section = Section(
        "a room",
        1000,
        server=[{"cpu": 0.3}, {"cpu": 0.2}],
        yardsticks={"asyncio": [{"cpu": 0.3}, {"cpu": 0.2}], "uvloop": [{"cpu": 0.1}, {"cpu": 0.1}]},
        loops=["uvloop", "uvloop"],
    )

    assert section.ratios("cpu", section.loop) == pytest.approx([3.0, 2.0])
    assert "≤ 1.5 × uvloop: NOT MET" in written([section], {})


def test_the_file_holds_what_was_asked_and_what_was_measured(tmp_path: Path) -> None:
    section = Section("a room", 1000, server=[{"question_p99": 20.0, "own_lag_most": float("inf")}])

    save(tmp_path / "bench.json", [section], {"command": "make bench"})

    told = json.loads((tmp_path / "bench.json").read_text())
    assert told["about"] == {"command": "make bench"}
    (room,) = told["sections"]
    assert room["targets"]["question_p99"] == 25
    assert room["over_all_runs"]["question_p99"] == {"median": 20.0, "least": 20.0, "most": 20.0}
    assert room["over_all_runs"]["own_lag_most"]["most"] is None
    assert as_json([section], {})["sections"][0]["title"] == "a room"
