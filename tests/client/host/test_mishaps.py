"""What a host sees when the line, the server's disk, or the host was away."""

from typing import Any

import pytest
from textual.pilot import Pilot

from quizterm.protocol.client import Resume
from quizterm.snapshot import Millis, Phase, Stage
from quizterm_client.host.app import HostApp
from quizterm_client.peer import LinkState, LinkStatus
from quizterm_client.terminal.appearance import STILL
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
    app = HostApp(peer, Invitation("quizterm join K7Q4MF", "127.0.0.1:8765"), appearance=STILL)
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


@pytest.mark.parametrize("keys", ["space", "plus", "p", "s", "l", "a", "k", "c", "e"])
async def test_a_key_without_a_line_says_so_and_is_not_kept_for_later(keys: str) -> None:
    peer, app = hosting(OPENED)

    async with app.run_test(notifications=True) as pilot:
        await tell(pilot, peer, GONE)
        await pilot.press(keys)
        await shown(pilot, "No line: wait until it is back.")
        assert len(app.screen_stack) == 1, "no dialog asks for what cannot be done"
        await tell(pilot, peer, BACK, OPENED)

    assert peer.sent == []


async def test_a_yes_that_comes_after_the_line_broke_says_so_too() -> None:
    peer, app = hosting(OPENED)

    async with app.run_test(notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("s")
        await tell(pilot, peer, GONE)
        await pilot.press("y")
        await shown(pilot, "No line: wait until it is back.")
        await tell(pilot, peer, BACK, OPENED)

    assert peer.sent == []


async def test_the_time_stands_as_not_known_until_the_line_is_back() -> None:
    """R12"""
    peer, app = hosting(OPENED)

    async with app.run_test() as pilot:
        assert "12 s" in (await settled(pilot)).splitlines()[1]
        gone = (await tell(pilot, peer, GONE)).splitlines()[1]
        peer.now = Millis(stages.NOW + 4_000)
        back = (await tell(pilot, peer, BACK)).splitlines()[1]

    assert gone.split() == [gone.split()[0], "—"]
    assert "━" not in gone
    assert "8 s" in back


async def test_who_leaves_without_a_line_is_told_nothing_about_a_session_that_goes_on() -> None:
    peer, app = hosting(OPENED)

    async with app.run_test(size=(80, 30)) as pilot:
        await tell(pilot, peer, GONE)
        await pilot.press("q")
        text = await shown(pilot, "Leave this screen?")
        await pilot.press("e")
        assert "Leave this screen?" in await settled(pilot)
        await pilot.press("l")
        await pilot.pause()

    assert "There is no line to the server now." in text
    assert "quizterm host --resume K7Q4MF" in text
    assert "goes on" not in text
    assert "end the session" not in text
    assert peer.sent == []


@pytest.mark.parametrize("size", [(40, 12), (50, 15)], ids=str)
async def test_a_small_terminal_keeps_the_code_the_line_and_what_to_do(size: tuple[int, int]) -> None:
    words = "If it has stopped, the host's machine starts it again: quizterm host --resume K7Q4MF"
    peer, app = hosting(stages.standings(desk=DESK))

    async with app.run_test(size=size) as pilot:
        text = await tell(pilot, peer, LinkStatus(LinkState.RECONNECTING, message=words))

    assert "K7" in text.splitlines()[0]
    assert "MF" in text.splitlines()[0]
    assert "reconnecting… ◌" in text.splitlines()[0]
    assert words in " ".join(text.split())


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
