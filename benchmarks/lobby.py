"""How long a host's screen takes to draw a large room: `python -m benchmarks.lobby`.

Names arrive ten at a time, each time in a whole new frame, as they do from a server. What is measured is this
process alone: from the frame to the finished screen, everything but the writing to the terminal, and how much
of that is the reading of the frame. The same is done with the list of those who have not answered yet.
Exits 1 if the slowest twentieth of the redraws takes longer than it may.
"""

import argparse
import asyncio
import inspect
import shlex
import statistics
import sys
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

from benchmarks.load.machine import described
from quizterm.protocol.codec import decode_server, encode
from quizterm.protocol.server import StageNews
from quizterm.snapshot import Desk, Stage
from quizterm_client.host.app import HostApp
from quizterm_client.suggestions import distinct_names
from quizterm_client.view.invitation import Invitation
from tests.support import stages

MOST_MILLIS = 200
"""What 95 of 100 redraws may take at most, in milliseconds."""
PATIENCE = 20.0
"""Seconds after which a screen is taken for broken."""
AT_A_TIME = 10
"""Names in each new frame."""


@dataclass
class Times:
    """Spans in milliseconds."""

    reading: list[float] = field(default_factory=list)
    redraw: list[float] = field(default_factory=list)

    def line(self, what: str) -> str:
        """One line of the table."""
        return (
            f"{what:<28}{statistics.median(self.redraw):>8.0f}{slowest_twentieth(self.redraw):>8.0f}"
            f"{max(self.redraw):>8.0f}{statistics.median(self.reading):>14.1f}"
        )


def slowest_twentieth(spans: list[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(spans, n=20, method="inclusive")[-1]


class TimedApp(HostApp):
    """The host's app, which tells when a stage is on the screen."""

    CSS_PATH = str(Path(inspect.getfile(HostApp)).with_name(HostApp.CSS_PATH))

    def __init__(self, peer: stages.FakePeer) -> None:
        super().__init__(peer, Invitation("quizterm join K7Q4MF", "10.20.0.5:8765"))
        self.drawn = asyncio.Event()

    def hear_stage(self, stage: Stage) -> None:
        super().hear_stage(stage)
        self.call_after_refresh(self.drawn.set)


async def redraws(frames: list[bytes], size: tuple[int, int]) -> Times:
    """Show these frames one after the other."""
    times = Times()
    peer = stages.FakePeer()
    app = TimedApp(peer)
    async with app.run_test(size=size):
        for frame in frames:
            app.drawn.clear()
            began = time.perf_counter()
            news = decode_server(frame)
            read = time.perf_counter()
            assert isinstance(news, StageNews)
            peer.tell(news.stage)
            async with asyncio.timeout(PATIENCE):
                await app.drawn.wait()
            times.reading.append(1000 * (read - began))
            times.redraw.append(1000 * (time.perf_counter() - began))
    return times


def lobby_frames(players: int, redraws: int) -> list[bytes]:
    """A lobby that grows to so many."""
    seats = stages.seats(distinct_names(Random(1), players))
    sizes = [players - AT_A_TIME * (redraws - 1 - step) for step in range(redraws)]
    return [frame_of(stages.lobby(desk=Desk(seats=seats[:size]), players=size)) for size in sizes]


def question_frames(players: int, redraws: int) -> list[bytes]:
    """A question that ever more have answered."""
    seats = list(stages.seats(distinct_names(Random(1), players)))
    frames = []
    for step in range(redraws):
        for place in range(step * AT_A_TIME, (step + 1) * AT_A_TIME):
            seats[place] = seats[place]._replace(answered=True)
        answered = (step + 1) * AT_A_TIME
        desk = replace(stages.desk(), seats=tuple(seats))
        frames.append(frame_of(stages.opened(desk=desk, players=players, asked=players, answered=answered)))
    return frames


def frame_of(stage: Stage) -> bytes:
    """A stage as it comes from the server."""
    return encode(StageNews(version=1, stage=stage))


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> int:
    """Measure and print; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.lobby", description=__doc__)
    parser.add_argument("--players", type=int, nargs="+", default=[2_000, 10_000])
    parser.add_argument("--redraws", type=int, default=60)
    parser.add_argument("--size", default="120x40", help="columns and rows of the terminal")
    arguments = parser.parse_args()
    columns, rows = (int(figure) for figure in arguments.size.split("x"))
    machine = described()
    say(f"{machine['cpu']}, {machine['system']}, Python {machine['python']}: {shlex.join(sys.orig_argv[1:])}")
    say(f"{'redraw, ms':<28}{'median':>8}{'p95':>8}{'max':>8}{'of it reading':>14}")
    slow = False
    for players in arguments.players:
        for what, frames in (("lobby", lobby_frames), ("question", question_frames)):
            times = asyncio.run(redraws(frames(players, arguments.redraws), (columns, rows)))
            say(times.line(f"{what}, {players:,} players"))
            slow |= slowest_twentieth(times.redraw) > MOST_MILLIS
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
