"""Answers that were on their way when the line broke, or that could not be taken: never lost, never two."""

import pytest

from quizterm.errors import ErrorCode
from quizterm.quiz.answers import Typed
from quizterm.snapshot import Stage, You
from quizterm_client.peer import LinkState, LinkStatus
from tests.support import stages
from tests.support.badlines import BACK, GONE, KEPT, SIZE, STALLED, B, C, answers, break_after, playing, tell
from tests.support.reading import screen_text, settled, shown

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
