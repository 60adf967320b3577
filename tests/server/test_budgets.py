"""What one address may do: come in, bring people, and guess."""

import pytest

from quizterm_server import limits
from quizterm_server.limits import MOST_SOURCES, Sources
from quizterm_server.settings import ServerSettings


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
        pytest.param("", "/run/socket", True, id="no-addresses"),
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
