"""Estimating the server's clock."""

from quizterm_client.servertime import KEPT, ServerTime


def test_the_quickest_ping_is_believed() -> None:
    clock = ServerTime()
    clock.learn(sent=0, told=5_400, received=1_000)
    clock.learn(sent=2_000, told=7_005, received=2_010)
    clock.learn(sent=3_000, told=8_900, received=4_000)

    assert clock.at(2_005) == 7_005
    assert clock.round_trip == 1_000


def test_an_old_ping_is_forgotten_so_that_drift_is_followed() -> None:
    clock = ServerTime()
    clock.learn(sent=0, told=1_000, received=0)
    for _ in range(KEPT):
        clock.learn(sent=10, told=2_015, received=20)

    assert clock.at(15) == 2_015


def test_a_clock_that_cannot_be_is_not_believed() -> None:
    clock = ServerTime()
    clock.learn(sent=0, told=-5, received=1)
    clock.learn(sent=0, told=10**300, received=1)

    assert clock.at(7) == 7
    assert clock.round_trip is None
