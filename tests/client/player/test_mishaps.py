"""What a player sees when the host is away, the server cannot save, or the line is gone."""

from typing import Any

import pytest

from quizterm.snapshot import Stage, You
from quizterm_client.peer import LinkState, LinkStatus
from quizterm_client.player.app import PlayerApp
from quizterm_client.terminal.appearance import STILL
from tests.support import stages
from tests.support.reading import settled
from tests.support.stages import FakePeer

PAUSED: dict[str, Any] = {"paused": True, "deadline": None}
LONG = "Because its leaves move in the wind of the fan, which somebody has put there. " * 3


async def seen(stage: Stage, you: You, size: tuple[int, int] = (80, 24)) -> str:
    """The screen, with every row on one line."""
    app = PlayerApp(FakePeer(stage, you), appearance=STILL)
    async with app.run_test(size=size) as pilot:
        return " ".join((await settled(pilot)).split())


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        pytest.param(
            stages.lobby(host_away=True), "The host is away; it begins when the host is back.", id="lobby"
        ),
        pytest.param(stages.opened(host_away=True), "The host is away; the game goes on.", id="timed"),
        pytest.param(
            stages.standings(host_away=True),
            "The host is away; it goes on when the host is back.",
            id="by-hand",
        ),
        pytest.param(
            stages.standings(host_away=True, auto=True), "The host is away; the game goes on.", id="by-itself"
        ),
        pytest.param(
            stages.opened(host_away=True, **PAUSED),
            "The host is away; the game is paused until the host is back.",
            id="paused",
        ),
    ],
)
async def test_a_host_who_is_away_is_told_with_what_it_means(stage: Stage, words: str) -> None:
    """R20"""
    assert words in await seen(stage, stages.you())


@pytest.mark.parametrize(
    "stage", [stages.podium(host_away=True), stages.ended(host_away=True)], ids=["podium", "end"]
)
async def test_after_the_last_question_nobody_misses_the_host(stage: Stage) -> None:
    assert "host is away" not in await seen(stage, stages.placed())


async def test_what_concerns_the_player_stays_beside_the_host() -> None:
    text = await seen(stages.opened(host_away=True), stages.answered())

    assert "Counted. Waiting for the others. The host is away; the game goes on." in text


@pytest.mark.parametrize("size", [(80, 24), (80, 19), (120, 36)], ids=str)
async def test_an_explanation_is_not_lost_because_the_host_is(size: tuple[int, int]) -> None:
    stage = stages.revealed(host_away=True, explanation="Since 1995.")
    text = await seen(stage, stages.right(), size)

    assert "Since 1995." in text
    assert "The host is away; it goes on when the host is back." in text


async def test_a_long_explanation_makes_room_for_the_host() -> None:
    text = await seen(stages.revealed(host_away=True, explanation=LONG), stages.wrong())

    assert "Because its leaves move" in text
    assert "The host is away" in text


async def test_a_server_that_cannot_save_is_told_before_everything_else() -> None:
    """R34"""
    text = await seen(stages.opened(host_away=True, stalled=True, **PAUSED), stages.you())

    assert "The game is held for a moment: the server cannot save." in text
    assert "paused until" not in text
    assert "1-4 or A-D" in text, "an answer is kept until the server can save it"


GONE = LinkStatus(LinkState.RECONNECTING)


@pytest.mark.parametrize("size", [(80, 24), (200, 60)], ids=["80x24", "200x60"])
@pytest.mark.parametrize(
    "news",
    [
        pytest.param(GONE, id="an-answer-that-is-not-confirmed"),
        pytest.param(stages.opened(host_away=True, **PAUSED), id="paused-until-the-host-is-back"),
        pytest.param(stages.opened(stalled=True, **PAUSED), id="held-for-a-moment"),
    ],
)
def test_pictures(snap_compare: Any, news: Stage | LinkStatus, size: tuple[int, int]) -> None:
    peer = FakePeer(stages.opened(), stages.you())
    app = PlayerApp(peer, appearance=STILL)
    app.blink = 0

    async def settle(pilot: Any) -> None:
        await settled(pilot)
        if news is GONE:
            peer.break_next()
            await pilot.press("b")
        peer.tell(news)
        await settled(pilot)

    assert snap_compare(app, terminal_size=size, run_before=settle)
