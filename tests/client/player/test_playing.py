"""A player's evening: from the lobby to the podium on one screen."""

from dataclasses import replace
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from quizterm.errors import ErrorCode
from quizterm.protocol.client import Next, SubmitAnswer
from quizterm.quiz.answers import Answer, Number, Ordered, Picked, RightTexts, Typed
from quizterm.quiz.model import Select
from quizterm.snapshot import Group, PlayerId
from quizterm_client.peer import LinkState, LinkStatus
from quizterm_client.player.app import PlayerApp
from quizterm_client.player.exit import PlayerExit
from quizterm_client.player.screen import GameScreen
from quizterm_client.terminal.appearance import STILL
from quizterm_client.view.invitation import Invitation
from quizterm_client.view.topline import TopLine
from quizterm_client.widgets.topbar import TopBar
from tests.support import stages
from tests.support.reading import screen_text, settled
from tests.support.stages import FakePeer

SIZE = (80, 24)


def playing(*news: Any) -> tuple[FakePeer, PlayerApp]:
    """A peer with news, and an app that has yet to run."""
    peer = FakePeer(*news)
    return peer, PlayerApp(peer, appearance=STILL)


def answers(peer: FakePeer) -> list[Answer]:
    """What was sent as answers."""
    return [request.answer for request in peer.sent if isinstance(request, SubmitAnswer)]


async def tell(pilot: Pilot[PlayerExit], peer: FakePeer, *news: Any) -> str:
    """Let news arrive and read the screen."""
    for one in news:
        peer.tell(one)
    return await settled(pilot)


async def test_news_that_come_together_are_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    peer, app = playing(stages.opened(), stages.you())
    drawn = 0
    show = TopBar.show

    def counted(bar: TopBar, line: TopLine) -> None:
        nonlocal drawn
        drawn += 1
        show(bar, line)

    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        monkeypatch.setattr(TopBar, "show", counted)

        assert "Right, in 4.1 s" in await tell(pilot, peer, stages.revealed(), stages.right())

        assert drawn == 1


async def test_a_whole_question_on_one_screen() -> None:
    peer, app = playing(stages.lobby(), stages.you(rank=0, score=0))

    async with app.run_test(size=SIZE) as pilot:
        assert "You are in, Ada." in await settled(pilot)
        screen = app.screen
        assert "Read first" in await tell(pilot, peer, stages.reading(), stages.you())
        assert "1-4 or A-D answer" in await tell(pilot, peer, stages.opened())

        await pilot.press("b")
        assert "Counted. Waiting for the others." in await settled(pilot)

        assert "Right, in 4.1 s" in await tell(pilot, peer, stages.revealed(), stages.right())
        assert "3rd of 31, up 2 · 3 in a row" in screen_text(app)
        assert "SSH has used port 22" in screen_text(app)
        assert "Priya" in await tell(pilot, peer, stages.standings())
        assert "You came 3rd of 31: 8 of 10 right, 2.8 s on average." in await tell(
            pilot, peer, stages.podium(), stages.placed()
        )
        assert "ended" in await tell(pilot, peer, stages.ended())
        assert app.screen is screen

    assert answers(peer) == [Picked((1,))]
    assert [request.question for request in peer.sent if isinstance(request, SubmitAnswer)] == [2]


async def test_an_answer_is_sent_once_however_often_keys_are_pressed() -> None:
    peer, app = playing(stages.opened(), stages.you())
    peer.hold()

    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("a", "b", "2", "enter")
        assert "Sent…" in await settled(pilot)
        assert "your answer" in screen_text(app)
        peer.release()
        await pilot.press("c")
        assert "Counted" in await settled(pilot)

    assert answers(peer) == [Picked((0,))]


async def test_an_answer_may_be_changed_where_the_quiz_says_so() -> None:
    peer, app = playing(stages.opened(change_answer=True), stages.you())

    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("a")
        assert "change it" in await settled(pilot)
        await pilot.press("d")
        await settled(pilot)

    assert answers(peer) == [Picked((0,)), Picked((3,))]


async def test_the_answer_that_counts_stays_on_the_screen_when_a_change_of_mind_is_refused() -> None:
    """The reply to the first answer is all that was heard of it."""
    peer, app = playing(stages.opened(change_answer=True), stages.you())

    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("a")
        assert "Counted" in await settled(pilot)
        peer.refuse_next(ErrorCode.TOO_LATE, "Time was up.")
        await pilot.press("d")
        assert "Time was up." in await settled(pilot)
        assert "your answer" in screen_text(app)

    assert answers(peer) == [Picked((0,)), Picked((3,))]


async def test_a_reply_that_comes_after_the_reveal_takes_nothing_off_the_screen() -> None:
    peer, app = playing(stages.opened(), stages.you())
    peer.hold()

    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("b")
        assert "Right, in 4.1 s" in await tell(pilot, peer, stages.revealed(), stages.right())
        peer.release()
        assert "Right, in 4.1 s" in await settled(pilot)


async def test_several_options_are_sent_together() -> None:
    peer, app = playing(stages.opened(replace(stages.SSH, select=Select.ALL)), stages.you())

    async with app.run_test(size=SIZE) as pilot:
        assert "Enter send" in await settled(pilot)
        await pilot.press("1", "3", "enter")
        await settled(pilot)

    assert answers(peer) == [Picked((0, 2))]


async def test_words_are_typed_and_q_is_a_letter_while_typing() -> None:
    peer, app = playing(stages.opened(stages.TEXT), stages.you())

    async with app.run_test(size=SIZE) as pilot:
        assert "Esc stop typing" in await settled(pilot)
        await pilot.press(*"dns q", "enter")
        assert "Counted" in await settled(pilot)
        assert "dns q" in screen_text(app)

    assert answers(peer) == [Typed("dns q")]


async def test_a_number_with_a_comma_is_a_number_and_words_are_told_apart() -> None:
    peer, app = playing(stages.opened(stages.NUMERIC), stages.you())

    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press(*"many", "enter")
        assert "not a number" in await settled(pilot)
        assert answers(peer) == []
        await pilot.press(*["backspace"] * 4, *"3,5", "enter")
        await settled(pilot)

    assert answers(peer) == [Number(3.5)]


async def test_an_order_is_sent() -> None:
    peer, app = playing(stages.opened(stages.ORDER), stages.you())

    async with app.run_test(size=SIZE) as pilot:
        assert "Space grab" in await settled(pilot)
        await pilot.press("shift+down", "enter")
        await settled(pilot)

    assert answers(peer) == [Ordered((1, 0, 2, 3))]


async def test_after_stopping_to_type_the_keys_work_and_enter_takes_up_the_answer_again() -> None:
    _, app = playing(stages.opened(stages.TEXT), stages.you())

    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("d", "escape")
        assert "q leave" in await settled(pilot)
        await pilot.press("enter", "n", "s")
        await settled(pilot)
        assert app.screen.query_one(Input).value == "dns"


async def test_what_was_typed_survives_other_news() -> None:
    peer, app = playing(stages.opened(stages.TEXT), stages.you())

    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press(*"dn")
        await tell(pilot, peer, stages.opened(stages.TEXT, players=32), stages.you(score=5))
        await pilot.press("s")
        assert app.screen.query_one(Input).value == "dns"


async def test_a_refusal_is_told_and_another_try_is_possible() -> None:
    peer, app = playing(stages.opened(), stages.you())
    peer.refuse_next(ErrorCode.TOO_FAST, "Not so fast, please.")

    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("a")
        assert "Not so fast, please." in await settled(pilot)
        await pilot.press("b")
        assert "Counted" in await settled(pilot)


async def test_nothing_can_be_answered_while_paused_late_or_cut_off() -> None:
    peer, app = playing(stages.opened(paused=True, deadline=None), stages.you())
    app.blink = 0

    async with app.run_test(size=SIZE) as pilot:
        assert "Paused" in await settled(pilot)
        await pilot.press("a")
        assert "from the next question" in await tell(
            pilot, peer, stages.opened(), stages.you(eligible=False)
        )
        await pilot.press("a")
        await tell(pilot, peer, stages.you(), LinkStatus(LinkState.RECONNECTING))
        await pilot.press("a")
        await settled(pilot)

    assert answers(peer) == []


async def test_a_wrong_answer_is_told_kindly_with_what_was_right() -> None:
    _, app = playing(stages.revealed(), stages.wrong())

    async with app.run_test(size=SIZE) as pilot:
        text = await settled(pilot)

    assert "Not this time" in text
    assert "It was B 22" in text


async def test_typed_answers_are_shown_as_groups_at_the_reveal() -> None:
    groups = (Group(text="DNS", count=18, right=True), Group(text="ARP", count=6))
    shown = stages.revealed(stages.TEXT, key=RightTexts(("DNS",)), spread=stages.tally((), 18, groups))
    _, app = playing(shown, stages.wrong(Typed("ARP")))

    async with app.run_test(size=SIZE) as pilot:
        text = await settled(pilot)

    assert "18" in text
    assert "ARP" in text


async def test_my_neighbourhood_stands_below_the_top() -> None:
    around = (stages.standing(13, "Goran", 1800), stages.standing(14, "Ada", 1790))
    _, app = playing(stages.standings(), stages.you(player=PlayerId(14), rank=14, nearby=around))

    async with app.run_test(size=SIZE) as pilot:
        text = await settled(pilot)

    assert "⋮" in text
    assert "Goran" in text


async def test_news_of_one_snapshot_before_the_other_is_drawn() -> None:
    for news in (
        stages.opened(),
        stages.you(),
        stages.revealed(),
        stages.podium(),
        stages.ended(standings=()),
    ):
        _, app = playing(news)
        async with app.run_test(size=SIZE) as pilot:
            assert "38 ms ●" in await settled(pilot)


async def test_a_host_who_plays_along_goes_on_with_one_key() -> None:
    peer, conductor = FakePeer(stages.standings(), stages.right()), FakePeer()
    app = PlayerApp(peer, conductor, appearance=STILL)

    async with app.run_test(size=SIZE) as pilot:
        assert "n next question" in await settled(pilot)
        await pilot.press("n")
        await settled(pilot)

    assert [type(request) for request in conductor.sent] == [Next]
    assert peer.sent == []


INVITATION = Invitation("quizterm join K7Q4MF@192.0.2.2", "192.0.2.2:8765")


async def test_a_player_can_tell_others_how_to_come_in() -> None:
    app = PlayerApp(FakePeer(stages.lobby(), stages.you()), invitation=INVITATION, appearance=STILL)

    async with app.run_test(size=SIZE) as pilot:
        text = await settled(pilot)

    assert "quizterm join K7Q4MF@192.0.2.2" in text
    assert "It begins when the host starts." in text


async def test_a_host_who_plays_along_invites_with_the_large_code_and_starts() -> None:
    peer, conductor = FakePeer(stages.lobby(), stages.you()), FakePeer()
    app = PlayerApp(peer, conductor, invitation=INVITATION, appearance=STILL)

    async with app.run_test(size=SIZE) as pilot:
        text = await settled(pilot)
        opened = await tell(pilot, peer, stages.opened())

    assert "quizterm join K7Q4MF@192.0.2.2" in text
    assert "█" in text
    assert "Press n to start." in text
    assert "when the host starts" not in text
    assert "192.0.2.2" not in opened


async def test_in_a_demo_nobody_is_invited() -> None:
    app = PlayerApp(FakePeer(stages.lobby(), stages.you()), FakePeer(), returnable=False, appearance=STILL)

    async with app.run_test(size=SIZE) as pilot:
        text = await settled(pilot)

    assert "Press n to start." in text
    assert "quizterm join" not in text


async def test_the_hosts_key_is_named_as_it_works_while_one_types() -> None:
    peer, conductor = FakePeer(stages.opened(stages.TEXT), stages.you()), FakePeer()
    app = PlayerApp(peer, conductor, appearance=STILL)

    async with app.run_test(size=SIZE) as pilot:
        typing = await settled(pilot)
        await pilot.press("escape")
        resting = await settled(pilot)

    assert "Ctrl-N close" in typing
    assert " n close" in resting
    assert "Enter type on" in resting


async def test_where_several_are_right_that_is_said_and_asked_for() -> None:
    peer, app = playing(stages.opened(replace(stages.SSH, select=Select.ALL)), stages.you())

    async with app.run_test(size=SIZE) as pilot:
        first = await settled(pilot)
        await pilot.press("enter")
        empty = await settled(pilot)
        poll = await tell(pilot, peer, stages.opened(replace(stages.POLL, several=True)))

    assert "Pick as many as you like, then Enter." in poll
    assert "Pick all that are right, then Enter." in first
    assert "Nothing is picked yet" in empty
    assert answers(peer) == []


async def test_after_a_normal_end_the_line_is_not_called_lost() -> None:
    peer, app = playing(stages.ended(), stages.placed())
    peer.hang_up()

    async with app.run_test(size=SIZE) as pilot:
        text = await settled(pilot)

    assert "ended ○" in text
    assert "lost" not in text
    assert text.count("Thank you") == 1


async def test_the_screen_knows_no_peer() -> None:
    assert "peer" not in GameScreen.__init__.__annotations__
