"""What the player's screen looks like; look at the pictures before accepting new ones."""

from collections.abc import Callable
from typing import Any

import pytest

from quizterm.quiz.answers import Ordered, RightOrder
from quizterm.snapshot import PLAYERS_TOP, PlayerId
from quizterm_client.player.app import PlayerApp
from quizterm_client.terminal.appearance import STILL
from quizterm_client.view.invitation import Invitation
from tests.support import stages
from tests.support.reading import settled
from tests.support.stages import FakePeer

Compare = Callable[..., bool]

INVITATION = Invitation("quizterm join K7Q4MF@10.20.0.5", "10.20.0.5:8765")

AROUND = (
    stages.standing(13, "Goran", 1800),
    stages.standing(14, "Ada", 1790, rose=-2),
    stages.standing(15, "Lena", 1750, rose=1),
)
LONG_REVEAL = stages.revealed(stages.LONG, explanation="Because its leaves move in the wind. " * 8)
TOP_THREE = stages.standings(stages.TOP_TEN[:PLAYERS_TOP], item=None)
BELOW_THE_TOP = stages.right(player=PlayerId(14), rank=14, nearby=AROUND)
IN_ORDER = stages.revealed(stages.ORDER, key=RightOrder((1, 3, 2, 0)), spread=stages.tally((), 3))


def looks_the_same(compare: Compare, size: tuple[int, int], news: tuple[Any, ...], press: str = "") -> bool:
    """Draw the news on a terminal of this size and compare with the accepted picture."""
    app = PlayerApp(FakePeer(*news), invitation=INVITATION, appearance=STILL)

    async def settle(pilot: Any) -> None:
        await settled(pilot)
        await pilot.press(*press.split())
        await settled(pilot)

    return compare(app, terminal_size=size, run_before=settle)


@pytest.mark.parametrize(
    ("news", "press"),
    [
        pytest.param((stages.lobby(), stages.you(score=0)), "", id="waiting-in-the-lobby"),
        pytest.param((stages.opened(), stages.you()), "", id="a-question"),
        pytest.param((stages.opened(), stages.answered()), "", id="an-answer-that-counts"),
        pytest.param((stages.revealed(), stages.right()), "", id="right"),
        pytest.param((stages.revealed(), stages.wrong()), "", id="wrong"),
        pytest.param((stages.opened(stages.CODE), stages.you()), "", id="a-program"),
        pytest.param((stages.opened(stages.LONG), stages.you()), "down down", id="more-than-fits"),
        pytest.param((IN_ORDER, stages.right(Ordered((1, 2, 3, 0)))), "", id="an-order"),
        pytest.param((TOP_THREE, BELOW_THE_TOP), "", id="below-the-top"),
        pytest.param((stages.podium(), stages.placed()), "", id="the-podium"),
        pytest.param((stages.opened(), stages.you()), "q", id="leaving"),
        pytest.param((LONG_REVEAL, stages.wrong()), "", id="a-long-reveal"),
    ],
)
def test_80_by_24(snap_compare: Compare, news: tuple[Any, ...], press: str) -> None:
    assert looks_the_same(snap_compare, (80, 24), news, press)


@pytest.mark.parametrize(
    "news",
    [
        pytest.param((stages.opened(), stages.you()), id="a-question"),
        pytest.param((stages.revealed(), stages.right()), id="right"),
        pytest.param((stages.opened(stages.LONG), stages.you()), id="more-than-fits"),
        pytest.param((TOP_THREE, BELOW_THE_TOP), id="below-the-top"),
        pytest.param((stages.podium(), stages.placed()), id="the-podium"),
    ],
)
def test_120_by_36(snap_compare: Compare, news: tuple[Any, ...]) -> None:
    assert looks_the_same(snap_compare, (120, 36), news)
