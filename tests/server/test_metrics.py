"""What a monitoring system reads from a server."""

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest
from prometheus_client import REGISTRY
from prometheus_client.parser import text_string_to_metric_families
from websockets.exceptions import ConnectionClosed

from quizterm.errors import ErrorCode
from quizterm.protocol import client
from quizterm.snapshot import Phase
from quizterm_server.exposition import Census, Exposition
from quizterm_server.metrics import Distribution, Ending, LagWatch, Metrics
from tests.server.quizzes import quiz
from tests.support.games import PORT, RIGHT
from tests.support.leaping import in_no_time
from tests.support.peers import connection, host, peer, player, wish
from tests.support.serving import Serving, running
from tests.support.storages import FrailStorage

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


# On a running server


async def scraped(serving: Serving) -> dict[str, float]:
    """What the server tells now; a page that is a moment old will do."""
    reader, writer = await asyncio.open_connection("127.0.0.1", serving.port)
    writer.write(b"GET /metrics HTTP/1.1\r\nHost: test\r\n\r\n")
    head, _, page = (await reader.read()).partition(b"\r\n\r\n")
    writer.close()
    await writer.wait_closed()
    assert b"Content-Type: text/plain; version=0.0.4; charset=utf-8" in head
    return read(page)


async def moves(serving: Serving, fits: Callable[[dict[str, float]], bool]) -> dict[str, float]:
    """The first page that fits; R65 gives it ten seconds."""
    async with asyncio.timeout(10):
        while not fits(page := await scraped(serving)):
            pass
    return page


async def test_a_game_is_seen_in_the_numbers() -> None:
    async with (
        running() as serving,
        host(serving.address, quiz()) as teacher,
        player(serving.address, teacher.code, "Ann") as ann,
        peer(serving.address),
    ):
        await teacher.command(client.Start)
        await ann.reaches(Phase.OPEN)
        await ann.answer(RIGHT[PORT.text])
        assert await ann.refusal(client.InviteHost) is ErrorCode.NOT_ALLOWED

        page = await scraped(serving)

        assert page["quizterm_sessions"] == page["quizterm_sessions_opened_total"] == 1
        assert page["quizterm_players"] == page["quizterm_players_joined_total"] == 1
        assert page["quizterm_connections{role=player}"] == 1
        assert page["quizterm_connections{role=host}"] == 1
        assert page["quizterm_connections{role=none}"] == 1
        assert page["quizterm_connections_opened_total"] == 3
        assert page["quizterm_questions_opened_total"] == 1
        assert page["quizterm_answers_accepted_total"] == 1
        assert page["quizterm_answer_seconds_count"] == 1
        assert page["quizterm_requests_refused_total{code=not_allowed}"] == 1
        assert page["quizterm_messages_received_total"] >= 3 + 5
        assert page["quizterm_messages_sent_total"] >= 3 + 5
        assert page["quizterm_sent_bytes_total"] > page["quizterm_messages_sent_total"]
        assert page["quizterm_commit_seconds_count"] == page["quizterm_commit_records_count"] > 0
        assert page["quizterm_commit_records_sum"] >= 3


async def test_nothing_on_the_page_tells_of_anybody() -> None:
    async with (
        running() as serving,
        host(serving.address, quiz(title="Chemistry")) as teacher,
        player(serving.address, teacher.code, "Annabel") as ann,
    ):
        reader, writer = await asyncio.open_connection("127.0.0.1", serving.port)
        writer.write(b"GET /metrics HTTP/1.1\r\nHost: test\r\n\r\n")
        page = (await reader.read()).decode()
        writer.close()
        await writer.wait_closed()

        for private in (teacher.code, teacher.token, ann.token, "Annabel", "Chemistry", "127.0.0.1"):
            assert private not in page


@pytest.mark.parametrize(
    ("settings", "say", "reason"),
    [
        pytest.param({}, ['{"type":"bye"}'], "no_hello", id="something-else-first"),
        pytest.param({"hello_seconds": 0.05}, [], "no_hello", id="silence"),
        pytest.param({"bad_messages": 0}, ["nonsense"], "nonsense", id="nonsense"),
        pytest.param({}, [b"bytes"], "nonsense", id="bytes"),
        pytest.param({}, ["x" * 9000], "nonsense", id="too-large"),
        pytest.param({"message_burst": 1}, ["1", "2", "3"], "too_fast", id="too-fast"),
        pytest.param({}, ['{"type":"hello","protocol":0}'], "wrong_protocol", id="another-protocol"),
    ],
)
async def test_why_connections_are_closed_is_counted(
    settings: dict[str, Any], say: list[str | bytes], reason: str
) -> None:
    if reason == "no_hello" and say:
        say = [str(say[0]).ljust(1025)]
    async with running(**settings) as serving, connection(serving.address) as found:
        with suppress(ConnectionClosed):
            for frame in say:
                await found.send(frame)
        await found.closed()

        counter = f"quizterm_connections_closed_total{{reason={reason}}}"
        await moves(serving, lambda page: page[counter] == 1)


async def test_those_who_leave_and_those_who_are_lost_are_counted_apart() -> None:
    async with running() as serving, host(serving.address, quiz()) as teacher:
        async with player(serving.address, teacher.code, "Ann") as ann:
            ann.socket.transport.abort()
        async with player(serving.address, teacher.code, "Bob"):
            pass
        async with player(serving.address, teacher.code, "Cyd") as cyd:
            await cyd.ask(client.Leave)
            await cyd.closed()

        closed = "quizterm_connections_closed_total{reason="
        page = await moves(serving, lambda page: page[closed + "goodbye}"] == 1)
        assert page[closed + "lost}"] == page[closed + "left}"] == 1


async def test_who_comes_back_and_who_does_not_is_counted() -> None:
    async with running() as serving, host(serving.address, quiz()) as teacher:
        async with player(serving.address, teacher.code, "Ann") as ann:
            pass
        async with peer(serving.address) as back:
            await back.rejoin(teacher.code, ann.token)
        async with peer(serving.address) as wrong:
            await wrong.refusal(client.Rejoin, code=teacher.code, token=wish("wrong"))

        resumes = "quizterm_resumes_total{outcome="
        page = await moves(serving, lambda page: page[resumes + "refused}"] == 1)
        assert page[resumes + "succeeded}"] == 1


async def test_a_disk_that_takes_nothing_is_seen_within_seconds() -> None:
    """R65."""
    storage = FrailStorage()
    async with running(storage=storage) as serving, host(serving.address, quiz()) as teacher:
        storage.broken = "The disk is full."
        await teacher.refusal(client.SetLocked, locked=True)

        page = await moves(serving, lambda page: page["quizterm_sessions_standing_still"] == 1)

        assert page["quizterm_commits_failed_total"] >= 1
        assert page["quizterm_requests_refused_total{code=not_stored}"] >= 1
        storage.mend()
        await moves(serving, lambda page: page["quizterm_sessions_standing_still"] == 0)


async def test_a_loop_that_is_held_up_is_seen_within_seconds() -> None:
    """R65."""

    def late(page: dict[str, float]) -> float:
        counted = page["quizterm_loop_lag_seconds_count"]
        return counted - page["quizterm_loop_lag_seconds_bucket{le=0.25}"]

    async with running() as serving:
        before = late(await scraped(serving))
        asyncio.get_running_loop().call_soon(time.sleep, 0.4)

        await moves(serving, lambda page: late(page) > before)


@in_no_time
async def test_ten_times_a_second_it_is_seen_how_late_the_loop_is_until_the_server_stops() -> None:
    lag = Distribution((0.01, 1.0))
    watch = LagWatch(lag)
    watch.start()

    await asyncio.sleep(1.05)
    watch.stop()
    await asyncio.sleep(1.0)

    assert lag.counts == [10, 0, 0]


async def test_a_server_can_keep_its_numbers_to_itself() -> None:
    async with running(metrics=False) as serving:
        reader, writer = await asyncio.open_connection("127.0.0.1", serving.port)
        writer.write(b"GET /metrics HTTP/1.1\r\nHost: test\r\n\r\n")
        head = await reader.readline()
        writer.close()
        await writer.wait_closed()

        assert b"404" in head


async def test_a_room_that_has_just_stopped_spoils_no_page() -> None:
    async with running() as serving, host(serving.address, quiz()) as teacher:
        room = serving.server.registry.find(teacher.code)
        stopped = asyncio.create_task(room.run())
        await asyncio.sleep(0)
        stopped.cancel()
        await asyncio.wait([stopped])

        page = await scraped(serving)

        assert page["quizterm_connections{role=host}"] == 0
        assert page["quizterm_connections{role=none}"] == 1
