"""How long clients wait, alone and in a crowd."""

from collections import Counter
from collections.abc import Iterator
from random import Random

import pytest

from quizterm_client.patience import Patience, Pause


def attempts(client: int, down: float) -> Iterator[float]:
    """When a client tries to come back to a server that is there again after so many seconds."""
    jitter, at, attempt = Random(client), 0.0, 0
    while at <= down:
        at += Patience().delay(attempt, jitter)
        attempt += 1
        yield at


@pytest.mark.parametrize("down", [0.3, 2.0, 5.0, 30.0])
def test_a_thousand_clients_come_back_without_a_wave(down: float) -> None:
    """R38: max / mean arrivals in 100 ms stay below 5, and the last one is back soon."""
    arrivals = [at for client in range(1000) for at in attempts(client, down)]
    buckets = Counter(int(at * 10) for at in arrivals)

    assert max(buckets.values()) / (len(arrivals) / (max(buckets) + 1)) < 5
    assert max(arrivals) - down <= Patience().longest_delay


@pytest.mark.parametrize("spread", [2.0, 10.0])
def test_a_thousand_clients_come_back_spread_over_the_time_that_the_server_asked_for(spread: float) -> None:
    """R35, R38"""
    arrivals = [Patience().pause(Pause(1.0, spread), Random(client)) for client in range(1000)]
    buckets = Counter(int(at * 10) for at in arrivals)

    assert min(arrivals) >= 1.0
    assert max(arrivals) <= 1.0 + spread
    assert max(buckets.values()) / (1000 / (spread * 10)) < 5
