"""Broken files: every one gives a report, whatever is wrong with it."""

import time
import traceback
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

from benchmarks.imports.saying import say
from quizterm.formats.exchange.harvest import Harvest
from quizterm.formats.exchange.importing import Selection, gather, parcels, quiz_of
from quizterm.formats.exchange.source import Source, Unreadable
from tests.support.broken import broken

LARGEST = 200_000
"""Bytes of the largest file that is broken; larger ones take time and find nothing new."""
SLOW = 5.0
"""Seconds that no file may take."""


def report_fuzz(corpus: Path, seconds: float, seed: int) -> int:
    """Break files for so long; the status is 1 if one gave a traceback or took too long."""
    seeds = [path for path in sorted(corpus.rglob("*")) if _usable(path)]
    random, outcomes, failures, slowest = Random(seed), Counter[str](), list[str](), (0.0, "")
    begin = time.perf_counter()
    for path, number, data in _broken_files(seeds, random):
        started = time.perf_counter()
        try:
            outcomes[_outcome(Source(path.name, data))] += 1
        except Exception:  # what a traceback would be for a teacher is what is looked for here
            failures.append(f"{path.name}, change {number}:\n{traceback.format_exc()}")
        slowest = max(slowest, (time.perf_counter() - started, f"{path.name}, change {number}"))
        if time.perf_counter() - begin > seconds:
            break
    for failure in failures[:5]:
        say(failure)
    said = ", ".join(f"{count} {outcome}" for outcome, count in outcomes.most_common())
    files = sum(outcomes.values()) + len(failures)
    took = time.perf_counter() - begin
    say(f"{files} files in {took:.0f} s from {len(seeds)} real ones (seed {seed}): {said}")
    say(f"tracebacks = {len(failures)}; the slowest took {slowest[0]:.2f} s ({slowest[1]})")
    return 1 if failures or slowest[0] > SLOW else 0


def _usable(path: Path) -> bool:
    unasked = path.name.endswith(".expected.json") or path.name == "INDEX.md"
    return path.is_file() and not unasked and path.stat().st_size <= LARGEST


def _broken_files(seeds: list[Path], random: Random) -> Iterator[tuple[Path, int, bytes]]:
    number = 0
    while True:
        for path in seeds:
            number += 1
            yield path, number, broken(path.read_bytes(), random)


def _outcome(source: Source) -> str:
    harvest = Harvest()
    try:
        gather(source, harvest)
    except Unreadable:
        return "unreadable"
    quiz = quiz_of([harvest], source.name, Selection())
    if not quiz.questions:
        return "with nothing imported"
    assert all(parcels(quiz))
    return "imported in part" if harvest.left_out else "imported whole"
