"""What the server bears, measured on this machine, beside a minimal game as the yardstick.

`make bench` plays rooms of 200 and 1,000 in some six minutes; `make bench-full` the large sizes and all
else. While developing: `python -m benchmarks.load one --players 1000 --repeat 1`. Everything happens on
loopback, and stops by itself; Ctrl-C stops it cleanly. Exits 1 if a promise was broken in a run.
"""

import argparse
import asyncio
import shlex
import signal
import sys
from pathlib import Path

from benchmarks.load.game import Plan
from benchmarks.load.machine import described, pin, raise_file_limit, share_out
from benchmarks.load.scenarios import Bench
from benchmarks.load.servers import quizterm
from benchmarks.load.table import save, written

COMMANDS = ("table", "full", "one", "joins", "churn")
INTERRUPTED = 130


def arguments() -> argparse.Namespace:
    """What is wanted."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    parser.add_argument("what", nargs="?", choices=COMMANDS, default="table")
    often = "runs of each (3, but of short games beside the yardstick three times as many; 1 for `one`)"
    parser.add_argument("--repeat", type=int, help=often)
    parser.add_argument("--json", type=Path, default=Path("build/bench.json"))
    parser.add_argument(
        "--server", default=sys.executable, metavar="PYTHON", help="whose QuizTerm is measured"
    )
    parser.add_argument("--checkout", type=Path, help="measure the sources in this folder")
    parser.add_argument("--env", action="append", default=[], metavar="NAME=VALUE", help="for the server")
    parser.add_argument("--generators", type=int, default=1, help="processes that hold the players")
    parser.add_argument("--questions", type=int, default=10)
    parser.add_argument("--breath", type=float, default=0.1, help="seconds of the host before each key")
    parser.add_argument("--reading", type=int, default=0, help="seconds of reading time")
    parser.add_argument("--churn-seconds", type=float, default=60.0)
    one = parser.add_argument_group("for `one`")
    one.add_argument("--players", type=int, default=1000)
    one.add_argument("--sessions", type=int, default=1)
    one.add_argument("--burst", action="store_true", help="all answer at the same instant")
    one.add_argument("--no-yardstick", action="store_true")
    one.add_argument("--profile", default="", metavar="FILE", help="py-spy: .svg or speedscope .json")
    return parser.parse_args()


def prepared(wanted: argparse.Namespace) -> Bench:
    """What shall measure; from now on this process keeps off the server's core."""
    variables = dict(pair.split("=", 1) for pair in wanted.env)
    cores = share_out()
    pin(cores.load)
    raise_file_limit()
    plan = Plan(
        players=wanted.players,
        sessions=wanted.sessions,
        questions=wanted.questions,
        reading=wanted.reading,
        breath=wanted.breath,
        together=wanted.burst,
        generators=wanted.generators,
    )
    repeat = wanted.repeat or (1 if wanted.what == "one" else 3)
    return Bench(quizterm(wanted.server, wanted.checkout, variables), cores, plan, repeat)


async def measure(bench: Bench, wanted: argparse.Namespace) -> None:
    """Do what is wanted; SIGTERM ends it as Ctrl-C does."""
    task = asyncio.current_task()
    assert task is not None
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    match wanted.what:
        case "table":
            await bench.table()
        case "full":
            await bench.full(wanted.churn_seconds)
        case "joins":
            await bench.joins()
        case "churn":
            await bench.churn(wanted.churn_seconds)
        case _:
            # The yardstick knows one room only.
            compare = not wanted.no_yardstick and wanted.sessions == 1
            await bench.one(compare=compare, profile=wanted.profile)


def main() -> int:
    """Measure, print, save; returns the exit status."""
    wanted = arguments()
    bench, stopped = prepared(wanted), False
    try:
        asyncio.run(measure(bench, wanted))
    except (KeyboardInterrupt, asyncio.CancelledError):
        stopped = True
        sys.stderr.write("Stopped; this is what there is until now.\n")
    command = shlex.join(["python", "-m", "benchmarks.load", *sys.argv[1:]])
    head = {"command": command, **described(), "cores": bench.cores.said}
    sys.stdout.write(written(bench.sections, head))
    save(wanted.json, bench.sections, head)
    sys.stdout.write(f"\nAll figures are in {wanted.json}.\n")
    if stopped:
        return INTERRUPTED
    return 1 if any(section.broken for section in bench.sections) else 0


if __name__ == "__main__":
    sys.exit(main())
