"""How much a bucket of tokens lets through."""

import pytest

from quizterm_server.limits import TokenBucket
from tests.support.clockwork import Clockwork

RATE, BURST = 2.0, 5


@pytest.fixture
def clock() -> Clockwork:
    return Clockwork()


@pytest.fixture
def bucket(clock: Clockwork) -> TokenBucket:
    return TokenBucket(RATE, BURST, clock.perf_counter)


def through(bucket: TokenBucket) -> int:
    """How many go through before one does not."""
    count = 0
    while bucket.take():
        count += 1
    return count


def test_no_more_go_through_at_once_however_long_nothing_came(bucket: TokenBucket, clock: Clockwork) -> None:
    assert through(bucket) == BURST

    clock.take(3600)

    assert through(bucket) == BURST


def test_in_the_long_run_so_many_go_through_a_second(bucket: TokenBucket, clock: Clockwork) -> None:
    through(bucket)

    clock.take(1)

    assert through(bucket) == RATE


def test_what_is_refused_costs_nothing_of_what_comes_next(bucket: TokenBucket, clock: Clockwork) -> None:
    through(bucket)

    for _ in range(8):
        clock.take(1 / RATE / 8)
        last = bucket.take()

    assert last
