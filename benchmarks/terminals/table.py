"""The table: figures beside what may be used, and the same as JSON."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from benchmarks.load.figures import Figures, Spread, spreads

_SAID, _COLUMN = 58, 11


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: how it is called and written, and what it may be at most."""

    name: str
    said: str
    digits: int = 1
    mark: float | None = None


ROWS = (
    Row("question_octets", "a whole question, bytes", 0, 16_000),
    Row("countdown_octets", "… of it while it is open, 20 s", 0),
    Row("idle_octets", "an idle lobby, bytes a second", 1, 100),
    Row("joining_octets", "a lobby in which somebody joins every 4 s, bytes a second", 1),
    Row("start_cpu", "CPU from the start to the first screen, ms", 0, 700),
    Row("change", "CPU of a change of phase, mean of all four, ms", 1, 20),
    Row("change_reading", "… to reading, ms", 1, 20),
    Row("change_open", "… to open, ms", 1, 20),
    Row("change_reveal", "… to the reveal, ms", 1, 20),
    Row("change_standings", "… to the standings, ms", 1, 20),
    Row("idle_cpu", "an idle player, % of a core", 2, 1),
    Row("countdown_cpu", "a player while a question is open, % of a core", 2),
    Row("memory_most", "memory, the most that was resident (time -v), MiB", 1, 50),
    Row("memory_resident", "… resident at the end, MiB", 1),
    Row("memory_shared_out", "… with what is shared divided by who shares it, MiB", 1, 50),
    Row("memory_own", "… of its own, MiB", 1),
    Row("yardstick", "the yardstick beside it: three million additions, ms of CPU", 0),
    Row("pings_p50", "server: a ping from outside, median, ms", 1),
    Row("pings_p99", "… 99 %, ms", 1),
    Row("pings_last", "… the longest, ms", 1),
    Row("machine_busy", "the machine, busy % of all its cores", 0),
    Row("machine_load", "… load average of the last minute at the end", 1),
)


@dataclass
class Section:
    """All runs, or all players, of one thing."""

    title: str
    runs: list[Figures] = field(default_factory=list)
    unmarked: bool = False
    """No mark holds here."""


def written(section: Section) -> Iterator[str]:
    """One section as lines."""
    found = spreads(section.runs)
    heads = ("median", "least", "most", "mark", "")
    yield f"{section.title:<{_SAID}}" + "".join(f"{head:>{_COLUMN}}" for head in heads)
    for row in ROWS:
        if row.name in found:
            yield _line(row, found[row.name], None if section.unmarked else row.mark)


def _line(row: Row, spread: Spread, mark: float | None) -> str:
    figures = "".join(
        f"{value:>{_COLUMN},.{row.digits}f}" for value in (spread.median, spread.least, spread.most)
    )
    if mark is None:
        return f"  {row.said:<{_SAID - 2}}{figures}"
    return f"  {row.said:<{_SAID - 2}}{figures}{mark:>{_COLUMN},.0f}{verdict(spread, mark):>{_COLUMN}}"


def verdict(spread: Spread, mark: float) -> str:
    """`kept` by all, by the `median` or by the `least` only, or `missed`."""
    if spread.most <= mark:
        return "kept"
    if spread.median <= mark:
        return "median"
    return "least" if spread.least <= mark else "missed"


def save(path: Path, about: dict[str, str], sections: Sequence[Section]) -> None:
    """Write everything as JSON."""
    whole = {"about": about, "sections": [asdict(section) for section in sections]}
    path.write_text(json.dumps(whole, indent=2, ensure_ascii=False) + "\n")
