"""What a monitoring system reads from a server."""

from collections.abc import Iterator

import pytest
from prometheus_client import REGISTRY
from prometheus_client.parser import text_string_to_metric_families

from quizterm.errors import ErrorCode
from quizterm_server.exposition import Census, Exposition
from quizterm_server.metrics import Ending, Metrics

EMPTY = Census(connections={"player": 0}, players=0, sessions=0, sessions_standing_still=0)


class Seconds:
    """A time that is moved by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def read(page: bytes) -> dict[str, float]:
    """The samples of a page; labels as they are written."""
    return dict(_samples(page.decode()))


def _samples(page: str) -> Iterator[tuple[str, float]]:
    for family in text_string_to_metric_families(page):
        for sample in family.samples:
            labels = ",".join(f"{name}={value}" for name, value in sample.labels.items())
            yield (f"{sample.name}{{{labels}}}" if labels else sample.name), sample.value


def told(metrics: Metrics, census: Census = EMPTY) -> dict[str, float]:
    return read(Exposition(metrics, lambda: census).page())


def test_numbers_are_told_with_their_labels() -> None:
    metrics = Metrics()
    metrics.answers_accepted += 3
    metrics.requests_refused[ErrorCode.TOO_LATE] += 1

    page = told(metrics)

    assert page["quizterm_answers_accepted_total"] == 3
    assert page["quizterm_requests_refused_total{code=too_late}"] == 1
    assert page["quizterm_requests_refused_total{code=too_fast}"] == 0
    assert {f"quizterm_connections_closed_total{{reason={reason}}}" for reason in Ending} <= set(page)


def test_times_are_told_in_buckets() -> None:
    metrics = Metrics()
    for seconds in (0.004, 0.005, 0.3, 60.0):
        metrics.loop_lag_seconds.note(seconds)

    page = told(metrics)

    assert page["quizterm_loop_lag_seconds_bucket{le=0.005}"] == 2
    assert page["quizterm_loop_lag_seconds_bucket{le=0.25}"] == 2
    assert page["quizterm_loop_lag_seconds_bucket{le=0.5}"] == 3
    assert page["quizterm_loop_lag_seconds_bucket{le=+Inf}"] == 4
    assert page["quizterm_loop_lag_seconds_count"] == 4
    assert page["quizterm_loop_lag_seconds_sum"] == pytest.approx(60.309)


def test_who_is_there_is_looked_at_when_the_page_is_made() -> None:
    census = Census(connections={"player": 25, "host": 1}, players=27, sessions=2, sessions_standing_still=1)

    page = told(Metrics(), census)

    assert page["quizterm_connections{role=player}"] == 25
    assert page["quizterm_players"] == 27
    assert page["quizterm_sessions"] == 2
    assert page["quizterm_sessions_standing_still"] == 1


def test_the_process_is_told_of_by_the_usual_names() -> None:
    page = told(Metrics())

    assert page["process_cpu_seconds_total"] > 0
    assert page["process_resident_memory_bytes"] > 1024 * 1024
    assert 0 < page["process_open_fds"] <= page["process_max_fds"]
    assert page["python_gc_collections_total{generation=0}"] > 0


def test_two_servers_in_one_process_count_apart() -> None:
    one, other = Metrics(), Metrics()
    one.answers_accepted += 1

    assert told(one)["quizterm_answers_accepted_total"] == 1
    assert told(other)["quizterm_answers_accepted_total"] == 0
    assert not [name for name in REGISTRY._names_to_collectors if name.startswith("quizterm")]


def test_a_page_that_is_asked_for_again_and_again_is_made_once_a_second() -> None:
    """R64: nobody keeps the server busy by asking how it is."""
    made = 0

    def look() -> Census:
        nonlocal made
        made += 1
        return EMPTY

    time = Seconds()
    exposition = Exposition(Metrics(), look, time)
    for _ in range(100):
        exposition.page()
    assert made == 1
    time.now += 1

    exposition.page()

    assert made == 2
