"""Answers that were on their way when the line broke, or that could not be taken: never lost, never two."""

from typing import Any

import pytest
from textual.pilot import Pilot

from quizterm.errors import ErrorCode
from quizterm.protocol.client import SubmitAnswer
from quizterm.quiz.answers import Answer, Ordered, Picked, Typed
from quizterm.snapshot import Millis, QuestionView, Stage, You
from quizterm_client.peer import LinkState, LinkStatus
from quizterm_client.player.app import PlayerApp
from quizterm_client.player.exit import PlayerExit
from tests.support import stages
from tests.support.reading import screen_text, settled, shown
from tests.support.stages import FakePeer

SIZE = (80, 24)
GONE = LinkStatus(LinkState.RECONNECTING)
BACK = LinkStatus(LinkState.CONNECTED, 40)
B, C = Picked((1,)), Picked((2,))
STALLED = stages.opened(stalled=True, paused=True, deadline=None)
KEPT = "Your answer is not confirmed yet; it is kept and sent by itself."


def playing(*news: Any, blink: float = 0) -> tuple[FakePeer, PlayerApp]:
    """A peer with news, and an app that shows at once what the line does."""
    peer = FakePeer(*news)
    app = PlayerApp(peer, motion=False)
    app.blink = blink
    return peer, app


def answers(peer: FakePeer) -> list[Answer]:
    """What was sent as answers."""
    return [request.answer for request in peer.sent if isinstance(request, SubmitAnswer)]


async def tell(pilot: Pilot[PlayerExit], peer: FakePeer, *news: Any) -> str:
    """Let news arrive and read the screen."""
    for one in news:
        peer.tell(one)
    return await settled(pilot)


async def break_after(pilot: Pilot[PlayerExit], peer: FakePeer, *keys: str) -> str:
    """Answer, and lose the line before the reply."""
    await settled(pilot)
    peer.break_next()
    await pilot.press(*keys)
    return await tell(pilot, peer, GONE)


# The line broke


async def test_an_answer_that_did_not_arrive_is_sent_again_once_the_line_is_back() -> None:
    """R03, R11"""
    peer, app = playing(stages.opened(), stages.you())

    async with app.run_test(size=SIZE) as pilot:
        gone = await break_after(pilot, peer, "b")
        assert "Your answer is not confirmed yet; it is kept and sent by itself." in gone
        assert "not confirmed" in gone
        assert "reconnecting… ◌" in gone
        assert answers(peer) == [B]
        assert "Counted. Waiting for the others." in await tell(
            pilot, peer, BACK, stages.opened(), stages.you()
        )

    assert answers(peer) == [B, B]


async def test_an_answer_that_did_arrive_is_not_sent_again() -> None:
    """R03"""
    peer, app = playing(stages.opened(), stages.you())

    async with app.run_test(size=SIZE) as pilot:
        await break_after(pilot, peer, "b")
        text = await tell(pilot, peer, BACK, stages.opened(), stages.answered(B))
        assert "Counted. Waiting for the others." in text
        assert "your answer" in text

    assert answers(peer) == [B]


async def test_nothing_is_sent_again_before_the_server_has_said_what_it_knows() -> None:
    """R03: what stands on the screen is from before the line broke."""
    peer, app = playing(stages.opened(), stages.you())

    async with app.run_test(size=SIZE) as pilot:
        await break_after(pilot, peer, "b")
        await tell(pilot, peer, BACK)
        assert answers(peer) == [B]
        await tell(pilot, peer, stages.opened())
        assert answers(peer) == [B]
        await tell(pilot, peer, stages.answered(C))
        assert "your answer" in screen_text(app)

    assert answers(peer) == [B], "the server has another one, from another terminal"


async def test_an_answer_is_sent_again_once_for_each_return() -> None:
    peer, app = playing(stages.opened(), stages.you())

    async with app.run_test(size=SIZE) as pilot:
        await break_after(pilot, peer, "b")
        peer.break_next()
        await tell(pilot, peer, BACK, stages.opened(), stages.you())
        assert answers(peer) == [B, B]
        await tell(pilot, peer, stages.opened(players=32), stages.you(score=5))
        assert answers(peer) == [B, B]
        await tell(pilot, peer, GONE, BACK, stages.opened(), stages.you())
        assert "Counted" in await settled(pilot)

    assert answers(peer) == [B, B, B]


async def test_a_change_of_mind_that_did_not_arrive_is_sent_again() -> None:
    peer, app = playing(stages.opened(change_answer=True), stages.answered(B))

    async with app.run_test(size=SIZE) as pilot:
        await break_after(pilot, peer, "c")
        await tell(pilot, peer, BACK, stages.opened(change_answer=True), stages.answered(B))

    assert answers(peer) == [C, C]


async def test_words_that_did_not_arrive_are_sent_again_and_stay_in_their_line() -> None:
    peer, app = playing(stages.opened(stages.TEXT), stages.you())

    async with app.run_test(size=SIZE) as pilot:
        assert "dns" in await break_after(pilot, peer, *"dns", "enter")
        assert "dns" in await tell(pilot, peer, BACK, stages.opened(stages.TEXT), stages.you())

    assert answers(peer) == [Typed("dns"), Typed("dns")]


async def test_an_answer_waits_for_the_end_of_a_pause() -> None:
    peer, app = playing(stages.opened(), stages.you())
    paused = stages.opened(paused=True, deadline=None)

    async with app.run_test(size=SIZE) as pilot:
        await break_after(pilot, peer, "b")
        text = await tell(pilot, peer, BACK, paused, stages.you())
        assert "Paused" in text
        assert "it is kept and sent by itself" in text
        assert answers(peer) == [B]
        assert "Counted" in await tell(pilot, peer, stages.opened())

    assert answers(peer) == [B, B]


@pytest.mark.parametrize(
    ("stage", "you", "words"),
    [
        pytest.param(
            stages.revealed(), stages.wrong(None), "Your answer did not get through in time", id="the-reveal"
        ),
        pytest.param(
            stages.standings(),
            stages.you(),
            "Your answer did not get through before the time was up.",
            id="the-standings",
        ),
        pytest.param(
            stages.opened(question=3),
            stages.you(question=2),
            "Your answer to question 3 did not get through before the time was up.",
            id="the-next-question",
        ),
        pytest.param(
            stages.opened(question=4),
            stages.you(question=4),
            "The line broke while your answer to question 3 was on its way.",
            id="a-later-question",
        ),
    ],
)
async def test_an_answer_that_came_to_nothing_is_not_dropped_in_silence(
    stage: Stage, you: You, words: str
) -> None:
    peer, app = playing(stages.opened(), stages.you())

    async with app.run_test(size=SIZE) as pilot:
        await break_after(pilot, peer, "b")
        assert words in await tell(pilot, peer, BACK, stage, you)

    assert answers(peer) == [B], "it is not sent to another question"


async def test_an_answer_that_counted_although_the_line_broke_is_told_at_the_reveal() -> None:
    peer, app = playing(stages.opened(), stages.you())

    async with app.run_test(size=SIZE) as pilot:
        await break_after(pilot, peer, "b")
        text = await tell(pilot, peer, BACK, stages.revealed(), stages.right())
        assert "Right, in 4.1 s" in text
        assert "get through" not in text


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
    assert gone.splitlines()[0].endswith("reconnecting… ◌")


async def test_a_small_terminal_says_how_to_leave_a_line_that_is_lost() -> None:
    peer, app = playing(stages.opened(), stages.you())

    async with app.run_test(size=(40, 12)) as pilot:
        text = await tell(pilot, peer, LinkStatus(LinkState.LOST, message="The host sent you out."))

    assert text.splitlines()[-2].strip() == "✗ The host sent you out. q leaves."


async def test_a_host_who_plays_along_reads_what_helps_a_host() -> None:
    words = "If it has stopped, the host's machine starts it again: quizterm host --resume K7Q4MF"
    peer, conductor = FakePeer(stages.opened(), stages.you()), FakePeer()
    app = PlayerApp(peer, conductor, motion=False)
    app.blink = 0

    async with app.run_test(size=SIZE, notifications=True) as pilot:
        conductor.tell(LinkStatus(LinkState.RECONNECTING, message=words))
        text = await tell(pilot, peer, LinkStatus(LinkState.RECONNECTING, message="Your place is kept."))
        await pilot.press("n")
        await shown(pilot, "No line: wait until it is back.")

    assert words in " ".join(text.split())
    assert conductor.sent == []


# A blink of the line


async def test_a_blink_of_the_line_is_not_seen_and_costs_no_answer() -> None:
    peer, app = playing(stages.opened(), stages.you(), blink=600)

    async with app.run_test(size=SIZE) as pilot:
        before = await settled(pilot)
        assert await tell(pilot, peer, GONE) == before
        await pilot.press("b")
        during = await settled(pilot)
        assert "Sent…" in during
        assert "your answer" in during
        assert "38 ms ●" in during
        assert "Counted" in await tell(pilot, peer, BACK, stages.opened(), stages.you())

    assert answers(peer) == [B]


async def test_a_line_that_stays_away_is_told_after_a_moment() -> None:
    peer, app = playing(stages.opened(), stages.you(), blink=0.05)

    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        peer.tell(GONE)
        await shown(pilot, "The line broke. Reconnecting…")
        assert "reconnecting" not in await tell(pilot, peer, BACK)


async def test_a_server_that_restarts_says_so_and_nothing_has_to_be_done() -> None:
    """R35"""
    words = "The server restarts. Nothing is lost; you come back by yourself."
    peer, app = playing(stages.opened(), stages.you())

    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert words in await tell(pilot, peer, LinkStatus(LinkState.RECONNECTING, message=words))
        assert words not in await tell(pilot, peer, BACK)


# The server could not take it


async def test_an_answer_that_could_not_be_stored_goes_out_when_the_disk_has_room_again() -> None:
    """R34"""
    peer, app = playing(stages.opened(), stages.you())
    peer.refuse_next(ErrorCode.NOT_STORED, "The server cannot write to its disk.")

    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("b")
        assert "The server could not take it." in await settled(pilot)
        text = await tell(pilot, peer, STALLED)
        assert "The game is held for a moment: the server cannot save." in text
        assert "it is kept and sent by itself" in text
        assert "not confirmed" in text
        assert answers(peer) == [B]
        assert "Counted" in await tell(pilot, peer, stages.opened())

    assert answers(peer) == [B, B]


@pytest.mark.parametrize("code", [ErrorCode.NOT_STORED, ErrorCode.BUSY])
async def test_an_answer_goes_out_again_although_no_news_tell_when(code: ErrorCode) -> None:
    """R34, R40"""
    peer, app = playing(stages.opened(), stages.you())
    peer.refuse_next(code, "Not now.")
    app.again = 0.05

    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("b")
        await shown(pilot, "Counted")

    assert answers(peer) == [B, B]


async def test_an_answer_pressed_as_the_host_paused_goes_out_when_play_goes_on() -> None:
    peer, app = playing(stages.opened(), stages.you())
    peer.refuse_next(ErrorCode.PAUSED, "The session is paused; answer when it goes on.")

    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("b")
        await tell(pilot, peer, stages.opened(paused=True, deadline=None))
        assert "Counted" in await tell(pilot, peer, stages.opened())

    assert answers(peer) == [B, B]


async def test_an_answer_pressed_while_the_server_cannot_save_is_kept_until_it_can() -> None:
    """R34"""
    peer, app = playing(STALLED, stages.you())

    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("b")
        text = await settled(pilot)
        assert "The game is held for a moment: the server cannot save." in text
        assert KEPT in text
        assert "not confirmed" in text
        await pilot.press("c")
        await settled(pilot)
        assert answers(peer) == []
        assert "Counted" in await tell(pilot, peer, stages.opened())

    assert answers(peer) == [C], "the newest one counts as long as nothing is confirmed"


async def test_an_answer_that_is_confirmed_stays_while_the_server_cannot_save() -> None:
    peer, app = playing(STALLED, stages.answered(B))

    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("c")
        assert "not confirmed" not in await settled(pilot)
        await tell(pilot, peer, stages.opened())

    assert answers(peer) == []
