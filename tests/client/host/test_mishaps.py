"""What a host sees when the line, the server's disk, or the host was away."""

from typing import Any

import pytest
from textual.pilot import Pilot

from quizterm.protocol.client import Resume
from quizterm.snapshot import Phase, Stage
from quizterm_client.host.app import HostApp
from quizterm_client.peer import LinkState, LinkStatus
from quizterm_client.view.invitation import Invitation
from tests.support import stages
from tests.support.reading import settled, shown
from tests.support.stages import FakePeer

GONE = LinkStatus(LinkState.RECONNECTING)
BACK = LinkStatus(LinkState.CONNECTED, 40)
DESK = stages.desk()
OPENED = stages.opened(desk=DESK, asked=26, answered=23)
PAUSED = stages.opened(desk=DESK, asked=26, answered=23, paused=True, deadline=None)
STALLED = stages.opened(desk=DESK, asked=26, answered=23, stalled=True, paused=True, deadline=None)


def hosting(*news: Stage | LinkStatus, blink: float = 0) -> tuple[FakePeer, HostApp]:
    """A peer with news, and an app that shows at once what the line does."""
    peer = FakePeer(*news)
    app = HostApp(peer, Invitation("quizterm join K7Q4MF", "127.0.0.1:8765"), motion=False)
    app.blink = blink
    return peer, app


async def tell(pilot: Pilot[Phase | None], peer: FakePeer, *news: Any) -> str:
    """Let news arrive and read the screen."""
    for one in news:
        peer.tell(one)
    return await settled(pilot)


async def test_a_full_disk_is_told_plainly_and_no_key_is_offered_that_would_be_refused() -> None:
    """R34"""
    peer, app = hosting(OPENED)

    async with app.run_test() as pilot:
        await settled(pilot)
        text = await tell(pilot, peer, STALLED)
        await pilot.press("space", "p", "plus")
        after = await tell(pilot, peer, OPENED)

    assert "The server cannot write to its disk. Nothing is lost: free space to go on." in text
    assert "Space" not in text
    assert "resume" not in text
    assert peer.sent == []
    assert "disk" not in after
    assert "Space close" in after


async def test_a_game_that_was_paused_while_the_host_was_away_says_which_key_goes_on() -> None:
    """R20"""
    peer, app = hosting(OPENED)

    async with app.run_test() as pilot:
        await settled(pilot)
        text = await tell(pilot, peer, GONE, BACK, PAUSED)
        assert "The game was paused while you were away. Space lets it go on." in text
        assert "Space resume" in text
        await pilot.press("space")
        assert "away" not in (await tell(pilot, peer, OPENED)).splitlines()[2]

    assert [type(request) for request in peer.sent] == [Resume]


async def test_a_host_who_takes_up_a_paused_game_is_told_which_key_goes_on() -> None:
    """R20"""
    _, app = hosting(PAUSED)

    async with app.run_test() as pilot:
        assert "The game is paused. Space lets it go on." in await settled(pilot)


async def test_a_pause_of_the_hosts_own_needs_no_explanation() -> None:
    peer, app = hosting(OPENED)

    async with app.run_test() as pilot:
        await settled(pilot)
        text = await tell(pilot, peer, PAUSED)
        back = await tell(pilot, peer, GONE, BACK, PAUSED)

    assert "lets it go on" not in text
    assert "lets it go on" not in back, "the host knows of this pause"


async def test_a_blink_of_the_line_is_not_seen() -> None:
    peer, app = hosting(OPENED, blink=600)

    async with app.run_test() as pilot:
        before = await settled(pilot)
        assert await tell(pilot, peer, GONE) == before
        assert "reconnecting" not in await tell(pilot, peer, BACK, OPENED)


async def test_a_line_that_stays_away_is_told_and_keys_that_need_it_go() -> None:
    peer, app = hosting(OPENED, blink=0.05)

    async with app.run_test() as pilot:
        await settled(pilot)
        peer.tell(GONE)
        text = await shown(pilot, "The line broke. Reconnecting… the session is safe on the server.")

    assert "Space" not in text
    assert "q leave" in text


def test_picture_of_a_full_disk(snap_compare: Any) -> None:
    async def settle(pilot: Any) -> None:
        await settled(pilot)

    assert snap_compare(hosting(STALLED)[1], terminal_size=(80, 24), run_before=settle)


@pytest.mark.parametrize("size", [(80, 24), (200, 60)], ids=["80x24", "200x60"])
def test_picture_of_a_game_that_was_paused_meanwhile(snap_compare: Any, size: tuple[int, int]) -> None:
    peer, app = hosting(OPENED)

    async def settle(pilot: Any) -> None:
        await settled(pilot)
        await tell(pilot, peer, GONE, BACK, PAUSED)

    assert snap_compare(app, terminal_size=size, run_before=settle)
