"""The table: figures beside what must be reached, and the same as JSON."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from math import isfinite
from pathlib import Path
from typing import Any

from benchmarks.load.figures import Figures, Spread, spreads
from benchmarks.load.reading import bottleneck

Target = Callable[["Section"], float | None]
"""The most that a figure may be in a section; none where nothing is asked."""


@dataclass(frozen=True, slots=True)
class Section:
    """All repetitions of one thing."""

    title: str
    players: int
    """In one session; what is asked depends on it."""
    sessions: int = 1
    burst: bool = False
    server: list[Figures] = field(default_factory=list)
    yardsticks: dict[str, list[Figures]] = field(default_factory=dict)
    """The minimal game's runs by its loop, in the order of the server's runs."""
    loops: list[str] = field(default_factory=list)
    """Which loop the server ran on, in each run."""
    broken: list[str] = field(default_factory=list)

    @property
    def loop(self) -> str:
        """Which loop the server runs on; empty before the first run."""
        return self.loops[-1] if self.loops else ""

    def ratios(self, name: str, loop: str) -> list[float]:
        """A figure of the server over that of the yardstick, run by run."""
        pairs = zip(self.server, self.yardsticks.get(loop, []), strict=False)
        return [ours[name] / theirs[name] for ours, theirs in pairs if ours.get(name) and theirs.get(name)]


def _always(limit: float) -> Target:
    return lambda section: limit


def _crowded(limit: float) -> Target:
    """For rooms that are large enough to tell what one player needs."""
    return lambda section: limit if section.players * section.sessions >= 1000 else None


def _in_one_room(limit: float) -> Target:
    """Where hundreds of rooms answer at the same instant, whoever asks waits for all of them."""
    return lambda section: limit if section.sessions == 1 else None


def _by_size(limits: dict[int, float], *, burst_only: bool = False) -> Target:
    """For the smallest size that holds the section's players; in between and below nothing is asked."""
    return lambda section: limits.get(section.players) if section.burst or not burst_only else None


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: how it is called and written, and what is asked of it."""

    name: str
    said: str
    digits: int = 1
    target: Target = lambda section: None


ROWS = (
    Row("cpu", "server CPU per player and question, ms", 3),
    Row("question_p99", "question reaches 99 % of players after, ms", 1, _by_size({1000: 25, 10_000: 250})),
    Row("question_last", "… and the last one, ms"),
    Row("ok_p50", "answer acknowledged, median, ms"),
    Row("ok_p99", "… 99 %, ms", 1, _by_size(
        {1000: 120, 10_000: 1000}, burst_only=True)),
    Row("ok_last", "… the last one, ms"),
    Row("points_apart", "points apart, right answers of one question", 0, _by_size(
        {200: 15, 1000: 15, 10_000: 15}, burst_only=True)),
    Row("messages", "messages to a player per question, median", 0),
    Row("messages_most", "… most", 0, _always(6)),
    Row("bytes", "bytes to a player per question, median", 0),
    Row("bytes_most", "… most", 0, _always(1500)),
    Row("joins", "all players in after, s", 2, _by_size({10_000: 15})),
    Row("join_rate", "joins per second", 0),
    Row("join_cpu", "server CPU per join, ms", 3),
    Row("join_p99", "one join takes, 99 %, ms"),
    Row("beside", "those beside the game are in after, s", 2),
    Row("beside_p99", "… one join takes, 99 %, ms"),
    Row("comings", "times that somebody came in, in all", 0),
    Row("evenings", "short sessions, in all", 0),
    Row("rest", "memory at rest, MiB", 1, _always(80)),
    Row("each_joined", "memory per connected player in the lobby, KiB", 1, _crowded(30)),
    Row("each_played", "… at the podium, KiB", 1, _crowded(30)),
    Row("warm", "memory when it has settled, MiB"),
    Row("late", "… at the end, MiB"),
    Row("grown", "… grown, MiB", 2, _always(4)),
    Row("files_grown", "open files more than before, when all are gone", 0, _always(4)),
    Row("threads_most", "threads, most", 0),
    Row("canary_p99", "a ping from outside takes, 99 %, ms", 1, _in_one_room(50)),
    Row("canary_most", "… the longest, ms", 1, _in_one_room(250)),
    Row("own_lag_p99", "the loop's lag by /metrics, 99 % at most, ms", 1, _always(50)),
    Row("own_lag_most", "… the longest at most, ms", 1, _always(250)),
    Row("seconds", "the game from start to podium, s", 2),
    Row("server_share", "the server's use of its core between pauses, %", 0),
    Row("load_share", "the players' use of theirs, %", 0),
)  # fmt: skip

RATIO = 1.5
"""The most that the server may cost, over the minimal game on the same loop; and 10,000 players over 200."""


def written(sections: Sequence[Section], head: dict[str, str]) -> str:
    """The whole table."""
    lines = [f"{name:<12} {value}" for name, value in head.items()]
    for section in sections:
        lines += ["", f"== {section.title} ==", *_lines(section)]
    return "\n".join([*lines, *_flatness(sections), ""])


def _lines(section: Section) -> Iterator[str]:
    for promise in section.broken:
        yield f"BROKEN: {promise}"
    if not section.server:
        return
    loops = list(section.yardsticks)
    columns = "".join(f"{'× ' + loop:>11}" for loop in loops)
    yield f"{'':<50}{'median':>10}{'min':>10}{'max':>10}{columns}   target"
    ours = spreads(section.server)
    for row in ROWS:
        if row.name in ours:
            yield _line(row, section, ours[row.name], loops)
    yield from _yardsticks(section)
    if "server_share" in ours:
        yield f"{'held up by':<50}{bottleneck({name: figure.median for name, figure in ours.items()}):>10}"


def _line(row: Row, section: Section, figure: Spread, loops: Sequence[str]) -> str:
    numbers = "".join(f"{value:>10,.{row.digits}f}" for value in (figure.median, figure.least, figure.most))
    ratios = "".join(_ratio(section.ratios(row.name, loop)) for loop in loops)
    limit = row.target(section)
    target = "" if limit is None else f"   ≤ {limit:,g}: {_met(figure.median <= limit)}"
    if row.name == "cpu" and (same := section.ratios("cpu", section.loop)):
        target = f"   ≤ {RATIO} × {section.loop}: {_met(Spread.of(same).median <= RATIO)}"
    return f"{row.said:<50}{numbers}{ratios}{target}".rstrip()


def _ratio(ratios: list[float]) -> str:
    return f"{Spread.of(ratios).median:>11.2f}" if ratios else " " * 11


def _met(reached: bool) -> str:
    return "met" if reached else "NOT MET"


def _yardsticks(section: Section) -> Iterator[str]:
    for loop, runs in section.yardsticks.items():
        figure = spreads(runs)["cpu"]
        numbers = "".join(f"{value:>10.3f}" for value in (figure.median, figure.least, figure.most))
        same = ", the server's loop" if loop == section.loop else ""
        yield f"{f'yardstick on {loop}{same}: CPU, ms':<50}{numbers}"


def _flatness(sections: Sequence[Section]) -> list[str]:
    """Whether the cost stays the same from the smallest to the largest room."""
    rooms = {
        s.players: spreads(s.server)["cpu"].median
        for s in sections
        if s.server and s.sessions == 1 and not s.burst and s.yardsticks
    }
    if len(rooms) < 2:
        return []
    small, large = min(rooms), max(rooms)
    ratio = rooms[large] / rooms[small]
    said = f"CPU per player and question, {large:,} players over {small:,}: {ratio:.2f}"
    return ["", f"{said}   ≤ {RATIO}: {_met(ratio <= RATIO)}"]


def as_json(sections: Sequence[Section], head: dict[str, str]) -> dict[str, Any]:
    """The same for programs."""
    return {"about": head, "sections": [_section(section) for section in sections]}


def _section(section: Section) -> dict[str, Any]:
    over_all = {name: asdict(spread) for name, spread in spreads(section.server).items()}
    targets = {row.name: row.target(section) for row in ROWS}
    return asdict(section) | {
        "over_all_runs": over_all,
        "targets": {name: limit for name, limit in targets.items() if limit is not None},
        "cpu_over_yardstick": {loop: section.ratios("cpu", loop) for loop in section.yardsticks},
    }


def save(path: Path, sections: Sequence[Section], head: dict[str, str]) -> None:
    """Write the JSON file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(_finite(as_json(sections, head)), indent=1, allow_nan=False) + "\n")


def _finite(value: Any) -> Any:
    """The same with `None` for what is beyond every bound of a histogram, because JSON knows no infinity."""
    match value:
        case dict():
            return {key: _finite(item) for key, item in value.items()}
        case list():
            return [_finite(item) for item in value]
        case float():
            return value if isfinite(value) else None
        case _:
            return value
