"""What a player can do, and reads, while there is no line to the server."""

import pytest

from quizterm.quiz.answers import Answer, Ordered, Typed
from quizterm.snapshot import Millis, QuestionView
from quizterm_client.peer import LinkState, LinkStatus
from quizterm_client.player.app import PlayerApp
from quizterm_client.terminal.appearance import STILL
from tests.support import stages
from tests.support.badlines import BACK, GONE, KEPT, SIZE, B, C, answers, break_after, playing, tell
from tests.support.reading import settled, shown
from tests.support.stages import FakePeer

# Pressed while there is no line


async def test_an_answer_pressed_without_a_line_is_kept_and_sent_when_it_is_back() -> None:
    """R11"""
    peer, app = playing(stages.opened(), stages.you())

    async with app.run_test(size=SIZE) as pilot:
        await tell(pilot, peer, GONE)
        await pilot.press("b")
        text = await settled(pilot)
        assert KEPT in text
        assert "not confirmed" in text
        assert answers(peer) == []
        assert "Counted" in await tell(pilot, peer, BACK, stages.opened(), stages.you())

    assert answers(peer) == [B]


@pytest.mark.parametrize(
    ("item", "first", "second", "expected"),
    [
        pytest.param(stages.SSH, "b", "c", C, id="picked"),
        pytest.param(stages.TEXT, ["d", "enter"], ["n", "s", "enter"], Typed("dns"), id="typed"),
        pytest.param(
            stages.ORDER, ["enter"], ["space", "down", "enter"], Ordered((1, 0, 2, 3)), id="put-in-order"
        ),
    ],
)
async def test_of_the_answers_pressed_without_a_line_the_newest_is_sent(
    item: QuestionView, first: str | list[str], second: str | list[str], expected: Answer
) -> None:
    """R03, R11: nothing is confirmed yet, so a change of mind costs nothing."""
    peer, app = playing(stages.opened(item), stages.you())

    async with app.run_test(size=SIZE) as pilot:
        await tell(pilot, peer, GONE)
        for keys in (first, second):
            await pilot.press(*keys)
            assert KEPT in await settled(pilot)
        assert "Counted" in await tell(pilot, peer, BACK, stages.opened(item), stages.you())

    assert answers(peer) == [expected]


async def test_a_change_of_mind_without_a_line_does_not_touch_an_answer_that_did_arrive() -> None:
    """R03: the first one was on its way as the line broke."""
    peer, app = playing(stages.opened(), stages.you())

    async with app.run_test(size=SIZE) as pilot:
        await break_after(pilot, peer, "b")
        await pilot.press("c")
        assert "Counted" in await tell(pilot, peer, BACK, stages.opened(), stages.answered(B))

    assert answers(peer) == [B]


async def test_an_answer_that_is_confirmed_cannot_be_changed_without_a_line_either() -> None:
    peer, app = playing(stages.opened(), stages.answered(B))

    async with app.run_test(size=SIZE) as pilot:
        await tell(pilot, peer, GONE)
        await pilot.press("c")
        assert "not confirmed" not in await settled(pilot)
        assert "Counted" in await tell(pilot, peer, BACK, stages.opened(), stages.answered(B))

    assert answers(peer) == []


async def test_an_answer_pressed_without_a_line_that_came_to_nothing_is_told() -> None:
    peer, app = playing(stages.opened(), stages.you())

    async with app.run_test(size=SIZE) as pilot:
        await tell(pilot, peer, GONE)
        await pilot.press("b")
        text = await tell(pilot, peer, BACK, stages.revealed(), stages.wrong(None))
        assert "Your answer did not get through in time" in text

    assert answers(peer) == []


async def test_nothing_can_be_answered_once_the_line_is_lost() -> None:
    peer, app = playing(stages.opened(), stages.you())

    async with app.run_test(size=SIZE) as pilot:
        await tell(pilot, peer, LinkStatus(LinkState.LOST))
        await pilot.press("b")
        assert "your answer" not in await settled(pilot)


# What is said without a line


async def test_the_time_stands_as_not_known_until_the_line_is_back() -> None:
    """R12: the server's clock stands still while the server is down."""
    peer, app = playing(stages.opened(), stages.you())

    async with app.run_test(size=SIZE) as pilot:
        assert "12 s" in (await settled(pilot)).splitlines()[1]
        gone = (await tell(pilot, peer, GONE)).splitlines()[1]
        peer.now = Millis(stages.NOW + 4_000)
        back = (await tell(pilot, peer, BACK)).splitlines()[1]

    assert "━" not in gone
    assert gone.endswith("—")
    assert "8 s" in back


async def test_below_a_typed_answer_stands_what_enter_does_now() -> None:
    peer, app = playing(stages.opened(stages.TEXT), stages.you())
    stalled = stages.opened(stages.TEXT, stalled=True, paused=True, deadline=None)

    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("d")
        assert "Enter sends it." in await settled(pilot)
        for away, back in ((GONE, BACK), (stalled, stages.opened(stages.TEXT))):
            text = await tell(pilot, peer, away)
            assert "Enter keeps it for later." in text
            assert "Enter sends it." not in text
            assert "Enter sends it." in await tell(pilot, peer, back)


@pytest.mark.parametrize("size", [(40, 12), (50, 15), (24, 8)], ids=str)
@pytest.mark.parametrize(
    "message", ["", "The server that answers does not know this session. QuizTerm goes on trying; q leaves."]
)
async def test_a_small_terminal_says_what_matters_in_full(size: tuple[int, int], message: str) -> None:
    peer, app = playing(stages.opened(), stages.you())

    async with app.run_test(size=size) as pilot:
        gone = await tell(pilot, peer, LinkStatus(LinkState.RECONNECTING, message=message))
        await pilot.press("b")
        kept = await settled(pilot)

    first, second = (text.splitlines()[-2].strip() for text in (gone, kept))
    assert first in ("! No line. QuizTerm goes on trying.", "! No line; trying.")
    assert second in ("! No line. Your answer is kept.", "! Answer kept.")
    # In eight rows the last option needs the row of the top line, and the notice says it alone.
    assert gone.splitlines()[0].endswith("reconnecting… ◌") or (size == (24, 8) and "■ D" in gone)


async def test_a_small_terminal_says_how_to_leave_a_line_that_is_lost() -> None:
    peer, app = playing(stages.opened(), stages.you())

    async with app.run_test(size=(40, 12)) as pilot:
        text = await tell(pilot, peer, LinkStatus(LinkState.LOST, message="The host sent you out."))

    assert text.splitlines()[-2].strip() == "✗ The host sent you out. q leaves."


async def test_a_host_who_plays_along_reads_what_helps_a_host() -> None:
    words = "If it has stopped, the host's machine starts it again: quizterm host --resume K7Q4MF"
    peer, conductor = FakePeer(stages.opened(), stages.you()), FakePeer()
    app = PlayerApp(peer, conductor, appearance=STILL)
    app.blink = 0

    async with app.run_test(size=SIZE, notifications=True) as pilot:
        conductor.tell(LinkStatus(LinkState.RECONNECTING, message=words))
        text = await tell(pilot, peer, LinkStatus(LinkState.RECONNECTING, message="Your place is kept."))
        await pilot.press("n")
        await shown(pilot, "No line: wait until it is back.")

    assert words in " ".join(text.split())
    assert conductor.sent == []
