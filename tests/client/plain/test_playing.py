"""A whole game in line mode, and what becomes of what a player types."""

from dataclasses import replace
from pathlib import Path

import pytest

from quizterm.errors import ErrorCode
from quizterm.quiz.answers import (
    Answer,
    Number,
    Ordered,
    Picked,
    RightOptions,
    RightOrder,
    RightRange,
    RightTexts,
    Typed,
)
from quizterm.quiz.model import Kind, Select
from quizterm.snapshot import Group, Millis, QuestionView, Result, Stage, You
from quizterm_client.player.exit import ExitReason, PlayerExit
from quizterm_client.view.invitation import Invitation
from tests.support import stages
from tests.support.conversations import Conversation
from tests.support.lineplaying import COUNTED, B, C, answers, playing

GOLDEN = Path(__file__).parent / "golden"
INVITATION = Invitation("quizterm join K7Q4MF@lab", "lab")
SEVERAL = replace(stages.SSH, text="Which are private?", select=Select.ALL)


# A whole game


async def test_a_whole_game_reads_as_it_always_did() -> None:
    async with playing(stages.lobby(players=1, names=("Ada",)), invitation=INVITATION) as talk:
        await talk.tells(stages.you(score=0, rank=0))
        await talk.tells(stages.lobby(players=2, names=("Ada", "Bashir")))
        await talk.types("help", "time", "score")
        for number, round_ in enumerate(_rounds()):
            await _play(talk, number, *round_)
        await talk.tells(stages.podium(), stages.placed())
        await talk.types("score", "leave now please")
        await talk.tells(stages.ended())
        await talk.waits(1)

        assert await talk.running == PlayerExit(ExitReason.ENDED)
    assert "\n".join(talk.transcript) + "\n" == (GOLDEN / "player.txt").read_text()


def _rounds() -> list[tuple[QuestionView, str, Stage, You]]:
    """Every kind of question, what is typed, and how it ends."""
    groups = (Group(text="DNS", count=20, right=True), Group(text="dhcp", count=4))
    said = stages.tally((), 20, groups)
    order, near = RightOrder((1, 3, 2, 0)), Result(points=300, credit=0.5, time=Millis(65_000))
    several = replace(stages.POLL, several=True)
    return [
        (stages.SLIDE, "1", stages.reading(stages.SLIDE), stages.you()),
        (stages.SSH, "b", stages.revealed(), stages.right()),
        (stages.CODE, "1", stages.revealed(stages.CODE, RightOptions((1,))), stages.wrong()),
        (
            stages.TRUE_FALSE,
            "",
            stages.revealed(stages.TRUE_FALSE, RightOptions((1,)), stages.tally((8, 23))),
            stages.wrong(None),
        ),
        (SEVERAL, "1 3", stages.revealed(SEVERAL, voided=True), stages.you(answer=Picked((0, 2)))),
        (
            stages.TEXT,
            "dns",
            stages.revealed(stages.TEXT, RightTexts(("DNS", "Domain Name System")), said),
            stages.right(Typed("dns")),
        ),
        (
            stages.NUMERIC,
            "128 bits",
            stages.revealed(stages.NUMERIC, RightRange(120, 130), said, ""),
            stages.right(Number(128)),
        ),
        (
            stages.ORDER,
            "2 1 3 4",
            stages.revealed(stages.ORDER, order, stages.tally((), 7), ""),
            stages.you(answer=Ordered((1, 0, 2, 3)), result=near),
        ),
        (
            several,
            "1,2",
            stages.revealed(several, None, stages.tally((3, 20, 8), 0), ""),
            stages.you(answer=Picked((0, 1)), result=Result(points=0)),
        ),
        (
            stages.OPEN,
            "time flies",
            stages.revealed(stages.OPEN, None, stages.tally((), 0, groups), ""),
            stages.you(answer=Typed("time flies"), result=Result(points=0)),
        ),
    ]


async def _play(
    talk: Conversation[PlayerExit], number: int, item: QuestionView, line: str, end: Stage, you: You
) -> None:
    """One question from reading to standings, 12 s open."""
    at = {"question": number}
    now = talk.peer.now
    await talk.tells(stages.reading(item, deadline=Millis(now + 3_000), **at))
    await talk.waits(3)
    if item.kind is Kind.SLIDE:
        await talk.types(line)
        return
    end_of_time = Millis(talk.peer.now + 20_000)
    await talk.tells(stages.opened(item, deadline=end_of_time, **at))
    await talk.waits(3)
    if line:
        await talk.types(line)
    await talk.waits(17)
    await talk.tells(replace(end, question=number), replace(you, question=number))
    await talk.tells(stages.standings(question=number))


# Answers


@pytest.mark.parametrize(
    ("item", "line", "answer"),
    [
        (stages.SSH, "2", B),
        (stages.SSH, " b ", B),
        (stages.SSH, "B.", B),
        (SEVERAL, "1 3", Picked((0, 2))),
        (SEVERAL, "c,a", Picked((0, 2))),
        (SEVERAL, "31", Picked((0, 2))),
        (SEVERAL, "2", B),
        (stages.TRUE_FALSE, "True", Picked((0,))),
        (stages.TRUE_FALSE, "f", Picked((1,))),
        (stages.TRUE_FALSE, "2", Picked((1,))),
        (stages.TEXT, "  domain   names ", Typed("domain names")),
        (stages.TEXT, "2", Typed("2")),
        (stages.TEXT, "/etc/hosts", Typed("/etc/hosts")),
        (stages.TEXT, "leave", Typed("leave")),
        (stages.TEXT, "//time", Typed("/time")),
        (stages.NUMERIC, "128", Number(128)),
        (stages.NUMERIC, "3,5 bits", Number(3.5)),
        (stages.ORDER, "3 1 2 4", Ordered((2, 0, 1, 3))),
        (stages.ORDER, "cabd", Ordered((2, 0, 1, 3))),
        (replace(stages.POLL, several=True), "1 2", Picked((0, 1))),
        (stages.OPEN, "time", Typed("time")),
    ],
)
async def test_what_is_typed_is_the_answer(item: QuestionView, line: str, answer: Answer) -> None:
    async with playing(stages.opened(item), stages.you()) as talk:
        said = await talk.types(line)

    assert answers(talk.peer) == [answer]
    assert said[-1].startswith("Your answer: ")
    assert said[-1].endswith(" Counted. Waiting for the others.")


@pytest.mark.parametrize(
    ("item", "line", "words"),
    [
        (stages.SSH, "5", "There is no option 5: type a number from 1 to 4."),
        (stages.SSH, "0", "There is no option 0"),
        (stages.SSH, "ssh", "There is no option ssh"),
        (stages.SSH, "²", "There is no option ²"),
        (stages.SSH, "1 2", "Only one can be picked here"),
        (SEVERAL, "15", "There is no option 15"),
        (stages.TRUE_FALSE, "maybe", "There is no option maybe"),
        (stages.NUMERIC, "many", "This is not a number"),
        (stages.ORDER, "1 2 3", "Type each of the 4 numbers once."),
        (stages.ORDER, "1 1 2 3", "Type each of the 4 numbers once."),
        (stages.TEXT, "x" * 500, "This is too long"),
    ],
)
async def test_what_is_no_answer_is_told_and_not_sent(item: QuestionView, line: str, words: str) -> None:
    async with playing(stages.opened(item), stages.you()) as talk:
        await talk.heard()

        assert (await talk.types(line))[0].startswith(words)
    assert answers(talk.peer) == []


async def test_a_number_that_may_mean_thousands_is_asked_about_once() -> None:
    async with playing(stages.opened(stages.NUMERIC), stages.you()) as talk:
        await talk.heard()
        said = await talk.types("40.075")
        assert said == ["This means 40.075 bits, not 40\N{NO-BREAK SPACE}075. Type it again to send it."]
        assert answers(talk.peer) == []
        await talk.types("40.075")

    assert answers(talk.peer) == [Number(40.075)]


async def test_an_answer_can_be_changed_where_the_quiz_allows_it() -> None:
    async with playing(stages.opened(change_answer=True), stages.you()) as talk:
        assert "You can change your answer until the time is up." in " ".join(await talk.heard())
        assert await talk.types("2") == [
            "Your answer: 2, 22. Counted. You can change it until the time is up."
        ]
        assert await talk.types("3") == [
            "Your answer: 3, 80. Counted. You can change it until the time is up."
        ]
        assert len(await talk.types("3")) == 1, "whoever says it again hears it again"

    assert answers(talk.peer) == [B, C, C]


@pytest.mark.parametrize(
    ("stage", "you", "words"),
    [
        (stages.opened(), stages.answered(), "Your answer counts already; it cannot be changed."),
        (stages.reading(), stages.you(), "Read first: you can answer in a moment."),
        (
            stages.opened(),
            stages.you(eligible=False),
            "You are in from the next question; listen to this one.",
        ),
        (
            stages.opened(paused=True, deadline=None),
            stages.you(),
            "Paused: the clock stands still and answers wait.",
        ),
        (stages.revealed(), stages.right(), "This question is closed."),
        (stages.lobby(), stages.you(), "There is nothing to answer now."),
    ],
)
async def test_an_answer_out_of_place_is_told_why(stage: Stage, you: You, words: str) -> None:
    async with playing(stage, you) as talk:
        await talk.heard()

        assert (await talk.types("2"))[0].startswith(words)
    assert answers(talk.peer) == []


async def test_a_refused_answer_is_told_with_the_servers_words() -> None:
    async with playing(stages.opened(), stages.you()) as talk:
        talk.peer.refuse_next(ErrorCode.TOO_LATE, "The time is up.")

        assert "Your answer was not taken. The time is up." in await talk.types("2")


# Commands


async def test_while_words_are_typed_commands_need_a_slash() -> None:
    async with playing(stages.opened(stages.TEXT), stages.you()) as talk:
        assert "Commands begin with a slash now, like /time." in " ".join(await talk.heard())
        assert await talk.types("/time") == ["12 seconds left."]
        assert any("the slash always works" in line for line in await talk.types("/help"))
        assert answers(talk.peer) == []
        await talk.types("time")
        assert await talk.types("time") == ["12 seconds left."], "nothing can be answered any more"

    assert answers(talk.peer) == [Typed("time")]


async def test_the_question_can_be_heard_again_with_the_answer() -> None:
    async with playing(stages.opened(), stages.you()) as talk:
        await talk.types("2")
        said = await talk.types("again")

    assert said[0] == "Question 3 of 10. Which of these ports does SSH listen on by default?"
    assert said[1:5] == ["1. 21", "2. 22", "3. 80", "4. 443"]
    assert said[-1] == COUNTED


# The clock


async def test_the_time_is_called_at_half_time_and_before_the_end() -> None:
    end = Millis(stages.NOW + 60_000)
    async with playing(stages.opened(deadline=end, span=Millis(60_000)), stages.you()) as talk:
        await talk.heard()
        assert await talk.waits(31) == ["Half time: 30 seconds left."]
        assert await talk.waits(20) == ["10 seconds left."]
        assert await talk.waits(9) == ["5 seconds left."]


async def test_whoever_has_answered_for_good_is_not_bothered_with_the_time() -> None:
    async with playing(stages.opened(), stages.you()) as talk:
        await talk.types("2")

        assert await talk.waits(12) == []


async def test_more_time_a_pause_and_its_end_are_told() -> None:
    async with playing(stages.opened(), stages.you()) as talk:
        await talk.heard()
        more = Millis(stages.NOW + 22_000)
        assert await talk.tells(stages.opened(deadline=more)) == ["There is more time: 10 seconds more."]
        paused = stages.opened(paused=True, deadline=None, left=Millis(8_000))
        assert await talk.tells(paused) == ["Paused: the clock stands still and answers wait."]
        assert await talk.types("time") == ["The clock stands still with 8 seconds left."]
        assert await talk.waits(30) == []
        on = stages.opened(deadline=Millis(talk.peer.now + 8_000))
        assert await talk.tells(on) == ["The game goes on. 8 seconds left."]
        assert await talk.waits(4) == ["5 seconds left."]
