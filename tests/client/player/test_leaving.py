"""Leaving: with a question, at once, or after the end."""

import pytest

from quizterm.protocol.client import Leave
from quizterm.protocol.closing import CloseReason
from quizterm.protocol.server import Goodbye
from quizterm_client.peer import LinkState, LinkStatus
from quizterm_client.player.app import PlayerApp
from quizterm_client.player.exit import ExitReason, PlayerExit
from quizterm_client.terminal.appearance import STILL
from tests.support import stages
from tests.support.reading import screen_text, settled
from tests.support.stages import FakePeer


@pytest.mark.parametrize(
    ("keys", "reason", "leaves"),
    [
        pytest.param(["q", "o"], ExitReason.AWAY, False, id="steps-out"),
        pytest.param(["q", "l"], ExitReason.LEFT, True, id="leaves-for-good"),
        pytest.param(["ctrl+c"], ExitReason.AWAY, False, id="ctrl-c"),
        pytest.param(["q", "ctrl+c"], ExitReason.AWAY, False, id="ctrl-c-in-the-dialog"),
    ],
)
async def test_ways_out_of_a_running_game(keys: list[str], reason: ExitReason, leaves: bool) -> None:
    peer = FakePeer(stages.opened(), stages.you())
    app = PlayerApp(peer, appearance=STILL)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press(*keys)
        await pilot.pause()

    assert app.return_value == PlayerExit(reason)
    assert [isinstance(request, Leave) for request in peer.sent] == [True] * leaves


@pytest.mark.parametrize("key", ["escape", "enter", "s"])
async def test_staying_is_the_easy_way_and_says_how_to_come_back(key: str) -> None:
    app = PlayerApp(FakePeer(stages.opened(), stages.you()), appearance=STILL)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("q")
        asked = await settled(pilot)
        await pilot.press(key)
        back = await settled(pilot)

    assert "Leave the game?" in asked
    assert "quizterm join K7Q4MF" in asked
    assert "▲ A" in back
    assert app.return_value is None


async def test_a_way_out_is_taken_with_the_mouse() -> None:
    app = PlayerApp(FakePeer(stages.opened(), stages.you()), appearance=STILL)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("q")
        await settled(pilot)
        await pilot.click("WayOut:last-child")
        await pilot.pause()

    assert app.return_value == PlayerExit(ExitReason.LEFT)


async def test_leaving_for_good_works_without_a_line() -> None:
    peer = FakePeer(stages.opened(), stages.you())
    peer.break_next()
    app = PlayerApp(peer, appearance=STILL)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("q", "l")
        await pilot.pause()

    assert app.return_value == PlayerExit(ExitReason.LEFT)


async def test_after_the_end_the_screen_stays_and_q_leaves_at_once() -> None:
    peer = FakePeer(stages.ended(), stages.placed())
    peer.tell(Goodbye(close=CloseReason.SESSION_ENDED, message="The session has ended."))
    peer.hang_up()
    app = PlayerApp(peer, appearance=STILL)

    async with app.run_test(size=(80, 24)) as pilot:
        text = await settled(pilot)
        await pilot.press("q")
        await pilot.pause()

    assert "You came 3rd" in text
    assert "Thank you for playing." in text
    assert app.return_value == PlayerExit(ExitReason.ENDED, "The session has ended.")


async def test_a_player_who_was_sent_out_reads_why() -> None:
    peer = FakePeer(stages.opened(), stages.you())
    peer.tell(Goodbye(close=CloseReason.REMOVED, message="The host sent you out."))
    peer.hang_up()
    app = PlayerApp(peer, appearance=STILL)

    async with app.run_test(size=(80, 24)) as pilot:
        text = await settled(pilot)
        await pilot.press("q")
        await pilot.pause()

    assert "The host sent you out. Press q to leave this screen." in text
    assert "lost ○" in text
    assert app.return_value == PlayerExit(ExitReason.LOST, "The host sent you out.")


async def test_a_line_that_ends_without_a_word_says_what_to_do() -> None:
    peer = FakePeer(stages.opened(), stages.you())
    peer.hang_up()
    app = PlayerApp(peer, appearance=STILL)

    async with app.run_test(size=(80, 24)) as pilot:
        assert "quizterm join" in await settled(pilot)


async def test_help_shows_the_keys_and_closes_with_the_same_key() -> None:
    app = PlayerApp(FakePeer(stages.opened(), stages.you()), FakePeer(), appearance=STILL)

    async with app.run_test(size=(80, 30)) as pilot:
        await settled(pilot)
        await pilot.press("question_mark")
        text = await settled(pilot)
        await pilot.press("down", "up", "question_mark")
        await settled(pilot)
        closed = screen_text(app)

    assert "Putting in order" in text
    assert "the next step of the session" in text
    assert "Putting in order" not in closed


async def test_help_on_a_small_terminal_says_how_to_read_on_and_how_to_close() -> None:
    app = PlayerApp(FakePeer(stages.opened(), stages.you()), FakePeer(), appearance=STILL)

    async with app.run_test(size=(80, 16)) as pilot:
        await settled(pilot)
        await pilot.press("question_mark")
        first = await settled(pilot)
        await pilot.press(*["down"] * 20)
        last = await settled(pilot)

    for text in (first, last):
        assert "↑ ↓ scroll" in text
        assert "Esc back to the game" in text
    assert "the next step of the session" not in first
    assert "the next step of the session" in last


async def test_the_whole_help_can_be_read_at_once_on_a_usual_terminal() -> None:
    app = PlayerApp(FakePeer(stages.opened(), stages.you()), FakePeer(), appearance=STILL)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("question_mark")
        text = await settled(pilot)

    for words in ("Answering", "the next step of the session", "Esc back to the game"):
        assert words in text
    assert "scroll" not in text


async def test_the_dialog_of_leaving_keeps_its_keys_on_the_smallest_terminal() -> None:
    app = PlayerApp(FakePeer(stages.opened(), stages.you()), appearance=STILL)

    async with app.run_test(size=(20, 5)) as pilot:
        await settled(pilot)
        await pilot.press("q")
        text = await settled(pilot)

    for words in ("Leave the game?", "Enter  stay", "o      step out", "l      leave for"):
        assert words in text


async def test_a_demo_promises_no_way_back() -> None:
    app = PlayerApp(FakePeer(stages.opened(), stages.right()), FakePeer(), returnable=False, appearance=STILL)

    async with app.run_test(size=(80, 30)) as pilot:
        await settled(pilot)
        await pilot.press("question_mark")
        assert "the demo ends" in await settled(pilot)
        await pilot.press("escape", "q")
        asked = await settled(pilot)
        await pilot.press("l")
        await pilot.pause()

    assert "The demo ends." in asked
    assert "quizterm join" not in asked
    words = "Bye. You had 3\N{NO-BREAK SPACE}007 points and came 3rd of 31."
    assert app.return_value == PlayerExit(ExitReason.AWAY, words)


async def test_a_host_who_plays_along_cannot_leave_for_good_by_mistake() -> None:
    app = PlayerApp(FakePeer(stages.opened(), stages.you()), FakePeer(), appearance=STILL)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("q")
        asked = await settled(pilot)
        await pilot.press("o")
        await pilot.pause()

    assert "The session goes on." in asked
    assert "for good" not in asked
    assert app.return_value == PlayerExit(ExitReason.AWAY)


@pytest.mark.parametrize(
    ("hosting", "way_back"), [(False, "quizterm join K7Q4MF"), (True, "--resume K7Q4MF --play")]
)
async def test_who_leaves_without_a_line_is_told_nothing_about_a_session_that_goes_on(
    *, hosting: bool, way_back: str
) -> None:
    peer = FakePeer(stages.opened(), stages.you())
    app = PlayerApp(peer, FakePeer() if hosting else None, appearance=STILL)
    app.blink = 0

    async with app.run_test(size=(80, 24)) as pilot:
        peer.tell(LinkStatus(LinkState.RECONNECTING))
        await settled(pilot)
        await pilot.press("q")
        text = await settled(pilot)

    assert "There is no line to the server now." in text
    assert "goes on" not in text
    assert way_back in text


async def test_there_is_no_command_palette() -> None:
    app = PlayerApp(FakePeer(stages.opened(), stages.you()), appearance=STILL)

    async with app.run_test(size=(80, 24)) as pilot:
        before = await settled(pilot)
        await pilot.press("ctrl+p")
        assert await settled(pilot) == before
