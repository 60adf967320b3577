"""What a player hears in line mode when the line breaks, news come late, or somebody leaves."""

from dataclasses import replace

import pytest

from quizterm.errors import ErrorCode
from quizterm.protocol.client import Leave
from quizterm.protocol.closing import CloseReason
from quizterm.protocol.server import Goodbye
from quizterm.quiz.answers import Picked, RightOptions
from quizterm.snapshot import Stage, You
from quizterm_client.peer import LinkState, LinkStatus
from quizterm_client.player.exit import ExitReason, PlayerExit
from tests.support import stages
from tests.support.lineplaying import COUNTED, B, C, answers, playing
from tests.support.stages import FakePeer

GONE = LinkStatus(LinkState.RECONNECTING)
BACK = LinkStatus(LinkState.CONNECTED, 40)
STALLED = stages.opened(stalled=True, paused=True, deadline=None)
KEPT = "Your answer: 2, 22. It is not confirmed yet; it is kept and sent by itself."

# The line


async def test_an_answer_that_did_not_arrive_is_sent_again_once_the_line_is_back() -> None:
    """R03, R11"""
    async with playing(stages.opened(), stages.you()) as talk:
        talk.peer.break_next()
        await talk.types("2")
        assert await talk.tells(GONE) == [
            "The line broke. Reconnecting; your score is safe on the server.",
            KEPT,
        ]
        assert await talk.tells(BACK) == ["The line is back."]
        assert answers(talk.peer) == [B], "nothing is sent before the server has said what it knows"
        assert await talk.tells(stages.opened(), stages.you()) == [COUNTED]

    assert answers(talk.peer) == [B, B]


async def test_an_answer_that_did_arrive_is_not_sent_again() -> None:
    """R03"""
    async with playing(stages.opened(), stages.you()) as talk:
        talk.peer.break_next()
        await talk.types("2")
        await talk.tells(GONE, BACK)
        assert await talk.tells(stages.opened(), stages.answered(B)) == [COUNTED]

    assert answers(talk.peer) == [B]


async def test_a_blink_of_the_line_is_not_told_and_costs_no_answer() -> None:
    async with playing(stages.opened(), stages.you(), blink=600) as talk:
        await talk.heard()
        assert await talk.tells(GONE) == []
        assert await talk.types("2") == []
        assert await talk.tells(BACK, stages.opened(), stages.you()) == [COUNTED]

    assert answers(talk.peer) == [B]


async def test_a_line_that_stays_away_is_told_after_a_moment() -> None:
    async with playing(stages.opened(), stages.you(), blink=1) as talk:
        await talk.heard()
        assert await talk.tells(GONE) == []
        assert (await talk.waits(1))[0].startswith("The line broke.")
        assert await talk.types("time") == ["The time left is not known without a line to the server."]


@pytest.mark.parametrize(
    ("stage", "you", "words"),
    [
        (stages.revealed(), stages.wrong(None), "Your answer did not get through in time."),
        (stages.standings(), stages.you(), "Your answer did not get through before the time was up."),
        (
            stages.opened(question=3),
            stages.you(question=2),
            "Your answer to question 3 did not get through before the time was up.",
        ),
        (
            stages.opened(question=4),
            stages.you(question=4),
            "The line broke while your answer to question 3 was on its way.",
        ),
    ],
)
async def test_an_answer_that_came_to_nothing_is_not_dropped_in_silence(
    stage: Stage, you: You, words: str
) -> None:
    async with playing(stages.opened(), stages.you()) as talk:
        talk.peer.break_next()
        await talk.types("2")

        assert words in await talk.tells(GONE, BACK, stage, you)
    assert answers(talk.peer) == [B]


async def test_an_answer_that_could_not_be_stored_goes_out_when_it_can() -> None:
    """R34"""
    async with playing(stages.opened(), stages.you()) as talk:
        await talk.heard()
        talk.peer.refuse_next(ErrorCode.NOT_STORED, "The server cannot write to its disk.")
        assert await talk.types("2") == [KEPT]
        assert await talk.tells(STALLED) == ["The game is held for a moment: the server cannot save."]
        assert await talk.tells(stages.opened()) == ["The game goes on. 12 seconds left.", COUNTED]

    assert answers(talk.peer) == [B, B]


async def test_an_answer_goes_out_again_although_no_news_tell_when() -> None:
    """R34, R40"""
    async with playing(stages.opened(deadline=None), stages.you()) as talk:
        await talk.heard()
        talk.peer.refuse_next(ErrorCode.BUSY, "Not now.")
        talk.peer.refuse_next(ErrorCode.BUSY, "Not now.")
        await talk.types("2")
        assert await talk.waits(3) == [], "the same is not said again"
        assert await talk.waits(3) == [COUNTED]


async def test_the_newest_answer_counts_as_long_as_nothing_is_confirmed() -> None:
    async with playing(STALLED, stages.you()) as talk:
        await talk.types("2")
        said = await talk.types("3")
        assert said == ["Your answer: 3, 80. It is not confirmed yet; it is kept and sent by itself."]
        assert answers(talk.peer) == []
        await talk.tells(stages.opened())

    assert answers(talk.peer) == [C]


# News in other orders than usual


async def test_what_concerns_the_player_may_come_a_little_later() -> None:
    async with playing(stages.opened(), stages.answered()) as talk:
        await talk.heard()
        assert await talk.tells(stages.revealed()) == []
        assert (await talk.tells(stages.right()))[0] == "Right, in 4.1 seconds: 867 points."


async def test_what_concerns_all_is_told_without_it_in_the_end() -> None:
    async with playing(stages.opened(), stages.answered()) as talk:
        await talk.tells(stages.revealed())
        assert "The right answer: 2, 22." in await talk.waits(1.5)
        assert (await talk.tells(stages.right()))[0] == "Right, in 4.1 seconds: 867 points."


async def test_a_reveal_that_is_over_at_once_is_told_all_the_same() -> None:
    async with playing(stages.opened(), stages.answered()) as talk:
        said = await talk.tells(stages.revealed(), stages.standings())

    assert "The right answer: 2, 22." in said
    assert "Standings after question 3 of 10:" in said


async def test_whoever_comes_in_later_hears_the_question_and_where_they_are() -> None:
    async with playing(stages.opened(), stages.answered()) as talk:
        said = await talk.heard()

    assert said[:2] == ["You are in, Ada.", "Type help to hear what you can type."]
    assert said[2].startswith("Question 3 of 10.")
    assert said[-1] == COUNTED


async def test_a_corrected_key_is_told_with_what_it_brings() -> None:
    async with playing(stages.revealed(), stages.wrong(Picked((2,)))) as talk:
        await talk.heard()
        said = await talk.tells(stages.revealed(key=RightOptions((2,))), stages.right(Picked((2,))))

    assert said[:2] == ["The host has changed the result.", "The right answer: 3, 80."]
    assert "Right, in 4.1 seconds: 867 points." in said


async def test_a_new_name_and_an_absent_host_are_told() -> None:
    async with playing(stages.opened(), stages.you()) as talk:
        await talk.heard()
        assert await talk.tells(stages.you(name="Eve")) == ["The host calls you Eve now."]
        assert await talk.tells(stages.opened(host_away=True)) == ["The host is away; the game goes on."]
        assert await talk.tells(stages.opened()) == ["The host is back."]


async def test_a_crowd_in_the_lobby_is_told_in_tens() -> None:
    async with playing(stages.lobby(players=11, names=("Ada",)), stages.you()) as talk:
        await talk.heard()
        assert await talk.tells(stages.lobby(players=12, names=("Ada", "Bo"))) == [
            "Bo came in. 12 players here."
        ]
        assert await talk.tells(stages.lobby(players=13, names=("Ada", "Bo", "Cy"))) == []
        assert await talk.tells(stages.lobby(players=20)) == ["20 players here."]


async def test_hostile_texts_are_told_in_one_harmless_line() -> None:
    item = replace(stages.SSH, text="Red\x1b[31m\nalert\r\x07", options=("a\x9b2J", "b"))
    async with playing(stages.opened(item), stages.you(name="A\x1b]0;x\x07")) as talk:
        said = "\n".join(await talk.heard())

    assert said.replace("\n", "").isprintable()
    assert "Question 3 of 10. Red␛[31m alert" in said


# Leaving


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (["leave", "now"], ExitReason.AWAY),
        (["leave", "NOW "], ExitReason.AWAY),
        (["/leave", "good"], ExitReason.LEFT),
    ],
)
async def test_leaving_asks_for_now_or_for_good(lines: list[str], reason: ExitReason) -> None:
    async with playing(stages.opened(), stages.you(code="K7Q4MF")) as talk:
        said = await talk.types(*lines)
        assert any("quizterm join K7Q4MF on this machine brings you back" in line for line in said)

        assert await talk.running == PlayerExit(reason)
    assert (Leave in map(type, talk.peer.sent)) is (reason is ExitReason.LEFT)


async def test_staying_is_possible_and_another_line_means_it_too() -> None:
    async with playing(stages.opened(), stages.you()) as talk:
        await talk.heard()
        assert (await talk.types("leave", "stay"))[-1] == "You stay."
        assert (await talk.types("leave", "2"))[-1] == COUNTED
        assert not talk.running.done()


async def test_being_sent_out_ends_it_with_the_hosts_sentence() -> None:
    async with playing(stages.opened(), stages.you()) as talk:
        await talk.tells(Goodbye(close=CloseReason.BANNED, message="The host sent you out."))
        talk.peer.hang_up()

        assert await talk.running == PlayerExit(ExitReason.LOST, "The host sent you out.")


async def test_after_the_podium_one_leaves_without_being_asked() -> None:
    async with playing(stages.podium(), stages.placed()) as talk:
        await talk.types("leave")

        assert (await talk.running).reason is ExitReason.ENDED


async def test_whoever_is_read_out_is_not_counted_as_one_more() -> None:
    four = [stages.standing(1, name, 1000) for name in ("Chen", "Priya", "Ada", "Zoë")]
    async with playing(stages.lobby(), stages.you()) as talk:
        await talk.tells(stages.podium(four), stages.placed())
        await talk.types("score")

    assert "1st: Zoë, 1000 points." in talk.transcript
    assert not any("more" in line for line in talk.transcript)


@pytest.mark.parametrize("at_terminal", [True, False])
async def test_the_end_of_typing_means_leaving_only_at_a_terminal(*, at_terminal: bool) -> None:
    async with playing(stages.opened(), stages.you(), at_terminal=at_terminal) as talk:
        await talk.heard()
        await talk.stops_typing()
        await talk.heard()

        assert talk.running.done() is at_terminal


# The host plays along


async def test_a_host_who_plays_along_has_one_command_more() -> None:
    conductor = FakePeer()
    async with playing(stages.lobby(), stages.you(), conductor=conductor) as talk:
        assert any("Type next to start." in line for line in await talk.heard())
        await talk.types("next")
        said = await talk.tells(stages.opened(stages.TEXT))
        assert said[-1] == "Type /next to go on: close."
        await talk.types("/next")

    assert [type(request).__name__ for request in conductor.sent] == ["Start", "Close"]
