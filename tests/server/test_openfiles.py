"""How many connections the system has files for."""

import pytest

from quizterm_server.openfiles import SPARE, UNLIMITED, make_room, open_files_allowed


class Limits:
    """A system that allows so much, and says that it would allow so much."""

    def __init__(self, now: int, most: int, *, really: int | None = None) -> None:
        self.now = now
        self.most = most
        self.really = really

    def get(self) -> tuple[int, int]:
        return self.now, self.most

    def set(self, limits: tuple[int, int]) -> None:
        wish, self.most = limits
        if self.really is not None and wish > self.really:
            raise ValueError("not allowed to raise maximum limit")
        self.now = wish


@pytest.mark.parametrize(
    ("limits", "connections", "allowed"),
    [
        pytest.param(Limits(20_000, 20_000), 1_000, 20_000, id="enough-already"),
        pytest.param(Limits(UNLIMITED, UNLIMITED), 1_000, UNLIMITED, id="no-limit"),
        pytest.param(Limits(256, UNLIMITED), 1_000, 1_000 + 500 + SPARE, id="raised-to-what-is-needed"),
        pytest.param(Limits(256, 20_000), 1_000, 1_000 + 500 + SPARE, id="raised-below-the-most"),
        pytest.param(Limits(256, 1_024), 640, 1_024, id="raised-to-the-most"),
        pytest.param(Limits(1_000, UNLIMITED, really=1_100), 624, 1_000, id="not-as-much-as-it-said"),
        pytest.param(Limits(16, 16), 1, 16, id="hardly-any"),
    ],
)
def test_as_many_files_are_allowed_as_the_connections_need(
    limits: Limits, connections: int, allowed: int
) -> None:
    assert make_room(1_000, limits) == connections
    assert limits.now == allowed


def test_a_system_that_allows_less_than_it_says_is_asked_for_less() -> None:
    limits = Limits(256, UNLIMITED, really=10_240)

    assert make_room(12_000, limits) == 10_240 - 512 - SPARE
    assert limits.now == 10_240


def test_where_there_are_no_limits_everybody_fits() -> None:
    assert make_room(1_000, None) == 1_000


def test_the_limit_of_this_process_is_known() -> None:
    assert open_files_allowed() != 0
