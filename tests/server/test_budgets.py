"""What one address may do: come in, bring people, and guess."""

import asyncio
from collections import Counter
from itertools import islice, product

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from quizterm.errors import ErrorCode, Refusal
from quizterm.protocol import client
from quizterm.protocol.messages import CODE_ALPHABET, HOST_PATH
from quizterm_server import limits
from quizterm_server.limits import MOST_SOURCES, Sources
from quizterm_server.metrics import Turned
from quizterm_server.settings import ServerSettings
from tests.server.quizzes import quiz
from tests.support.peers import host, peer, player, wish
from tests.support.serving import running

QUIZ = quiz()


class Seconds:
    """A time that is moved by hand."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def sources(time: Seconds, **settings: float) -> Sources:
    return Sources(ServerSettings(**settings), time)  # type: ignore[arg-type]  # pydantic checks them


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param("192.0.2.1", "192.0.2.1", True, id="one-address"),
        pytest.param("192.0.2.1", "192.0.2.2", False, id="two-addresses"),
        pytest.param("192.0.2.1", "::ffff:192.0.2.1", True, id="an-old-address-in-a-new-one"),
        pytest.param("2001:db8::1", "2001:db8::ffff:2", True, id="one-network"),
        pytest.param("2001:db8::1", "2001:db8:0:1::1", False, id="two-networks"),
        pytest.param("fe80::1%eth0", "fe80::2%eth0", True, id="on-one-cable"),
        pytest.param("", "", True, id="no-addresses"),
    ],
)
def test_who_shares_a_budget(one: str, other: str, same: bool) -> None:
    known = sources(Seconds())

    assert (known.of(one) is known.of(other)) is same


def test_a_stadium_joins_from_one_address_in_fifteen_seconds() -> None:
    time = Seconds()
    known = sources(time)
    joined = 0
    for _ in range(15):
        joined += sum(known.of("127.0.0.1").joins() for _ in range(667))
        time.now += 1

    assert joined == 15 * 667


@pytest.mark.parametrize("what", ["connection", "join"])
def test_more_than_a_crowd_at_once_waits_for_the_next_second(what: str) -> None:
    time = Seconds()
    source = sources(time, **{f"{what}_burst": 3, f"{what}_rate": 2}).of("192.0.2.1")
    take = source.connects if what == "connection" else source.joins

    at_once = [take() for _ in range(5)]
    time.now += 1
    later = [take() for _ in range(5)]

    assert at_once.count(True) == 3
    assert later.count(True) == 2


def test_one_address_does_not_use_up_the_budget_of_another() -> None:
    known = sources(Seconds(), join_burst=1, join_rate=0.001)

    assert known.of("192.0.2.1").joins()
    assert not known.of("192.0.2.1").joins()
    assert known.of("192.0.2.2").joins()


def test_whoever_guesses_on_waits_longer_and_longer() -> None:
    """R16: ten wrong codes a minute, then a growing delay."""
    time = Seconds()
    source = sources(time, wrong_codes_per_minute=10).of("192.0.2.1")
    waits = []
    for number in range(15):
        time.now += source.wait_for(f"CODE{number}")
        source.was_wrong(f"CODE{number}")
        waits.append(source.wait_for("ANOTHER"))

    assert waits[:10] == [0] * 10
    assert waits[10:13] == [1, 2, 4]


@pytest.mark.parametrize("pause", [0, 1, 6, 10])
def test_an_hour_of_guessing_is_not_worth_more_than_ten_codes_a_minute(pause: int) -> None:
    time = Seconds()
    source = sources(time).of("192.0.2.1")
    begun, guesses = time.now, 0
    while time.now < begun + 3600:
        time.now += pause + source.wait_for(f"CODE{guesses}")
        source.was_wrong(f"CODE{guesses}")
        guesses += 1

    assert guesses <= 10 * 60 + 10


def test_after_a_quiet_minute_mistakes_are_forgiven_again() -> None:
    time = Seconds()
    source = sources(time, wrong_codes_per_minute=2).of("192.0.2.1")
    for number in range(5):
        time.now += source.wait_for(f"CODE{number}")
        source.was_wrong(f"CODE{number}")
    assert source.wait_for("ANOTHER") == 4
    time.now += 4 + 60

    for number in range(5, 8):
        assert source.wait_for(f"CODE{number}") == 0
        source.was_wrong(f"CODE{number}")

    assert source.wait_for("ANOTHER") == 1


def test_who_guesses_keeps_nobody_beside_them_out_of_their_own_session() -> None:
    source = sources(Seconds(), wrong_codes_per_minute=1).of("192.0.2.1")
    source.was_right("RIGHT2")
    for number in range(100):
        source.was_wrong(f"CODE{number}")

    assert source.wait_for("RIGHT2") == 0
    assert source.wait_for("ANOTHER") > 0


def test_a_class_that_tries_one_wrong_code_has_tried_one() -> None:
    """Everybody in a lab looks for their session at every server of the machine."""
    source = sources(Seconds(), wrong_codes_per_minute=2).of("127.0.0.1")
    for _ in range(300):
        source.was_wrong("WRONG2")

    assert source.wait_for("ANOTHER") == 0


def test_only_so_many_addresses_are_remembered_and_the_quietest_is_forgotten() -> None:
    known = sources(Seconds(), join_burst=1, join_rate=0.001)
    for address in ("192.0.2.1", "192.0.2.2"):
        known.of(address).joins()
    for number in range(MOST_SOURCES - 2):
        known.of(f"10.{number >> 8}.{number & 255}.1")
    assert not known.of("192.0.2.1").joins()

    known.of("192.0.2.3")

    assert len(known) == MOST_SOURCES
    assert not known.of("192.0.2.1").joins()
    assert known.of("192.0.2.2").joins()


def test_what_is_remembered_of_one_address_is_bounded() -> None:
    time = Seconds()
    source = sources(time, wrong_codes_per_minute=1).of("192.0.2.1")
    for number in range(1_000):
        time.now += source.wait_for(f"WRONG{number}")
        source.was_right(f"RIGHT{number}")
        source.was_wrong(f"WRONG{number}")

    remembered = [
        code
        for code in (f"{kind}{number}" for kind in ("RIGHT", "WRONG") for number in range(1_000))
        if source.wait_for(code) == 0
    ]
    assert len(remembered) == 2 * limits.CODES_REMEMBERED


# On a running server


async def test_a_thousand_guesses_are_looked_at_ten_times_and_those_who_play_notice_nothing() -> None:
    """R16, on as many connections as it takes."""
    codes = Counter[ErrorCode]()
    async with (
        running() as serving,
        host(serving.address, QUIZ) as teacher,
        player(serving.address, teacher.code, "Ann") as ann,
    ):
        wrong = (code for code in map("".join, product(CODE_ALPHABET, repeat=6)) if code != teacher.code)
        for _ in range(50):
            async with peer(serving.address) as guesser:
                for code in islice(wrong, 20):
                    codes[await guesser.refusal(client.Join, key=wish("eve"), code=code, name="Eve")] += 1

        assert codes[ErrorCode.TOO_FAST] > 980
        assert codes[ErrorCode.NO_SESSION] + codes[ErrorCode.TOO_FAST] == 1_000
        await ann.ask(client.Ping)
        async with peer(serving.address) as back:
            await back.rejoin(teacher.code, ann.token)
        async with player(serving.address, teacher.code, "Bob"):
            await teacher.until(lambda stage: stage.players == 2)


async def test_who_has_to_wait_is_told_how_long_and_whatever_they_try_it_looks_the_same() -> None:
    async with (
        running(wrong_codes_per_minute=1) as serving,
        host(serving.address, QUIZ) as teacher,
        peer(serving.address) as guesser,
        peer(serving.address, HOST_PATH) as other,
    ):
        other_source = "127.0.0.9"
        for code in ("222222", "222223"):
            assert await guesser.refusal(client.Watch, code=code) is ErrorCode.NO_SESSION

        with pytest.raises(Refusal, match="Try again in a second") as told:
            await guesser.ask(client.Watch, code="222224")
        assert told.value.code is ErrorCode.TOO_FAST
        token = wish("guessed")
        assert await guesser.refusal(client.Rejoin, code="222224", token=token) is ErrorCode.TOO_FAST
        assert await other.refusal(client.ResumeHost, code="222224", token=token) is ErrorCode.TOO_FAST
        status, head = await page(serving.port, "/sessions/222224")
        assert (status, "Retry-After: 1" in head) == (429, True)
        status, _ = await page(serving.port, f"/sessions/{teacher.code}", other_source)
        assert status == 200


async def test_an_ended_session_is_a_wrong_code_like_any_other() -> None:
    async with running(wrong_codes_per_minute=1) as serving:
        async with host(serving.address, QUIZ) as teacher:
            await teacher.command(client.EndSession)
            await teacher.closed()
        async with peer(serving.address) as elsewhere:
            ended = [
                (await page(serving.port, f"/sessions/{code}", "127.0.0.9"))[0]
                for code in (teacher.code, "222222", "222223")
            ]
            await elsewhere.ask(client.Ping)

        assert ended == [404, 404, 429]


async def test_more_players_than_a_crowd_are_asked_to_come_a_little_later_and_nobody_who_is_in() -> None:
    async with (
        running(join_burst=2, join_rate=0.001) as serving,
        host(serving.address, QUIZ) as teacher,
        player(serving.address, teacher.code, "Ann") as ann,
        player(serving.address, teacher.code, "Bob"),
        peer(serving.address) as cyd,
        peer(serving.address) as back,
    ):
        join = {"key": wish("Cyd"), "code": teacher.code, "name": "Cyd"}
        assert await cyd.refusal(client.Join, **join) is ErrorCode.TOO_FAST

        await back.rejoin(teacher.code, ann.token)
        await ann.closed()
        assert (await teacher.until(lambda stage: stage.connected == 2)).players == 2


async def test_more_connections_than_a_crowd_from_one_address_are_turned_away_with_a_page() -> None:
    async with running(connection_burst=2, connection_rate=0.001) as serving:
        async with peer(serving.address), peer(serving.address) as there:
            with pytest.raises(InvalidStatus) as refused:
                await connect(f"ws://{serving.address}/play", proxy=None)
            await there.ask(client.Ping)

        assert refused.value.response.status_code == 429
        assert refused.value.response.headers["Retry-After"] == "1"
        assert (await page(serving.port, "/healthz"))[0] == 200
        assert serving.server.metrics.connections_refused[Turned.TOO_FAST] == 1


async def page(port: int, path: str, source: str = "127.0.0.1") -> tuple[int, str]:
    """The status and the head of a page, as it is seen from an address."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=(source, 0))
    writer.write(f"GET {path} HTTP/1.1\r\nHost: test\r\n\r\n".encode())
    head = (await reader.read()).decode()
    writer.close()
    await writer.wait_closed()
    return int(head.split()[1]), head
