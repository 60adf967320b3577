"""What a server counts, in Prometheus' text format."""

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from itertools import accumulate
from pathlib import Path

from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4 as CONTENT_TYPE
from prometheus_client import CollectorRegistry, GCCollector, PlatformCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

from quizterm import __version__
from quizterm_server.metrics import HELP, LABEL, Distribution, Metrics
from quizterm_server.openfiles import open_files_allowed

__all__ = ["CONTENT_TYPE", "Census", "Exposition"]

PREFIX = "quizterm_"
FRESH_SECONDS = 1.0
"""How long a page is given out again: making one takes two milliseconds, and anybody may ask for it."""
STATISTICS = Path("/proc/self/statm")
FILES = Path("/proc/self/fd")
"""Where Linux tells of a process; other systems have neither."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Census:
    """Who and what is there at a moment."""

    connections: Mapping[str, int]
    """By what they are in a session."""
    players: int
    """Players of all sessions who have not left, connected or not."""
    sessions: int
    """Sessions that have not ended."""
    sessions_standing_still: int
    """Those that wait until something can be stored again."""


class Exposition:
    """The page that a monitoring system reads.

    Args:
        metrics: What is counted.
        census: Looks who is there; it must not take longer the more players there are.
        time: Says in seconds how old a page is.
    """

    def __init__(
        self, metrics: Metrics, census: Callable[[], Census], time: Callable[[], float] = time.monotonic
    ) -> None:
        # One registry for each server, because several may run in one process.
        self._registry = CollectorRegistry()
        self._registry.register(_Figures(metrics, census))
        self._registry.register(_Process())
        GCCollector(registry=self._registry)
        PlatformCollector(registry=self._registry)
        self._time = time
        self._page = b""
        self._good_until = float("-inf")

    def page(self) -> bytes:
        """Everything as it is now, or was a moment ago."""
        now = self._time()
        if now >= self._good_until:
            self._page = generate_latest(self._registry)
            self._good_until = now + FRESH_SECONDS
        return self._page


class _Figures(Collector):
    """What is there, and what was counted."""

    def __init__(self, metrics: Metrics, census: Callable[[], Census]) -> None:
        self._metrics = metrics
        self._census = census

    def collect(self) -> Iterable[Metric]:
        build = GaugeMetricFamily(PREFIX + "build_info", "The version that runs.", labels=["version"])
        build.add_metric([__version__], 1)
        yield build
        yield from _present(self._census())
        for known in fields(self._metrics):
            name, help = PREFIX + known.name, known.metadata[HELP]
            match value := getattr(self._metrics, known.name):
                case Distribution():
                    yield _histogram(name, help, value)
                case dict():
                    yield _counters(name, help, known.metadata[LABEL], value)
                case _:
                    yield CounterMetricFamily(name, help, value=value)


class _Process(Collector):
    """What the process uses, by the names that every exporter gives it.

    The library's own collector lists every open file: with 12,000 of them that holds everybody up for 14 ms.
    """

    def collect(self) -> Iterable[Metric]:
        yield CounterMetricFamily(
            "process_cpu_seconds", "User and system CPU time spent.", value=time.process_time()
        )
        if STATISTICS.exists():
            pages = int(STATISTICS.read_text().split()[1])
            yield GaugeMetricFamily(
                "process_resident_memory_bytes", "Resident memory.", value=pages * os.sysconf("SC_PAGE_SIZE")
            )
            # Since Linux 6.2 the size of the folder is the number of files in it; before, it is nothing.
            open_files = FILES.stat().st_size or len(os.listdir(FILES))
            yield GaugeMetricFamily("process_open_fds", "Open files, connections included.", value=open_files)
        allowed = open_files_allowed()
        if allowed is not None:
            yield GaugeMetricFamily("process_max_fds", "Files that may be open at once.", value=allowed)


def _present(census: Census) -> Iterator[Metric]:
    connections = GaugeMetricFamily(
        PREFIX + "connections", "Connections, by what they are in a session.", labels=["role"]
    )
    for role, number in census.connections.items():
        connections.add_metric([role], number)
    yield connections
    yield GaugeMetricFamily(
        PREFIX + "players", "Players who have not left their session, connected or not.", value=census.players
    )
    yield GaugeMetricFamily(PREFIX + "sessions", "Sessions that have not ended.", value=census.sessions)
    yield GaugeMetricFamily(
        PREFIX + "sessions_standing_still",
        "Sessions that wait until something can be stored again.",
        value=census.sessions_standing_still,
    )


def _counters(name: str, help: str, label: str, values: Mapping[str, int]) -> Metric:
    family = CounterMetricFamily(name, help, labels=[label])
    for value, number in values.items():
        family.add_metric([value], number)
    return family


def _histogram(name: str, help: str, distribution: Distribution) -> Metric:
    bounds = [*(str(float(bound)) for bound in distribution.bounds), "+Inf"]
    buckets = list(zip(bounds, accumulate(distribution.counts), strict=True))
    return HistogramMetricFamily(name, help, buckets=buckets, sum_value=distribution.total)
