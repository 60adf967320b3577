"""What a host hears of a game in line mode, and what is asked of the server for what they type."""

from dataclasses import replace
from pathlib import Path

import pytest

from quizterm.errors import ErrorCode
from quizterm.protocol.client import (
    AddTime,
    Ban,
    Close,
    CorrectKey,
    EndSession,
    InviteHost,
    Next,
    Pause,
    Remove,
    Rename,
    Request,
    Resume,
    SetAuto,
    SetLocked,
    Skip,
    Start,
    Unban,
    Void,
)
from quizterm.quiz.answers import Key, RightOptions, RightOrder, RightRange, RightTexts
from quizterm.snapshot import Millis, Phase, PlayerId, QuestionView, Stage, Tally
from tests.support import stages
from tests.support.plainhosts import DESK, GONE, LOBBY, OPENED, PAUSED, REVEALED, hosting

GOLDEN = Path(__file__).parent / "golden"


async def sent_after(stage: Stage, *lines: str) -> list[Request]:
    """What is sent after these lines were typed."""
    async with hosting(stage) as talk:
        await talk.heard()
        await talk.types(*lines)
        return talk.peer.sent


def at(phase: Phase, question: int = 2) -> dict[str, object]:
    """The moment that a command is meant for."""
    return {"ref": 0, "phase": phase, "question": question}


# A whole game


def asking(answers: int, deadline: int) -> Stage:
    """The question is open, and so many of 26 players have answered."""
    tally = Tally(answered=answers, eligible=26, right=answers, counts=(0, answers, 0, 0))
    desk = stages.desk(seats=stages.seats(answered=answers), tally=tally)
    return stages.opened(
        desk=desk, players=26, asked=26, answered=answers, deadline=Millis(deadline), span=Millis(20_000)
    )


async def test_a_whole_game_reads_as_it_always_did() -> None:
    nobody = stages.desk(seats=(), tally=None)
    here = stages.desk(seats=stages.seats())
    async with hosting(stages.lobby(desk=nobody, players=0, names=())) as talk:
        await talk.heard()
        await talk.tells(stages.lobby(desk=stages.desk(seats=stages.seats(("Ada", "Bashir"))), players=2))
        await talk.waits(1)
        await talk.tells(stages.lobby(desk=here, players=26))
        await talk.waits(1)
        await talk.types("")
        await talk.tells(stages.reading(desk=here, deadline=Millis(talk.peer.now + 3_000)))
        await talk.waits(3)
        end = talk.peer.now + 20_000
        await talk.tells(asking(0, end))
        await talk.waits(2)
        for second in range(1, 11):
            await talk.tells(asking(2 * second, end))
            await talk.waits(1)
        await talk.types("waiting", "answers", "time", "more 30")
        await talk.tells(asking(20, end + 30_000))
        await talk.tells(asking(26, end + 30_000))
        await talk.types("")
        spread = Tally(answered=26, eligible=26, right=20, counts=(4, 20, 1, 1))
        await talk.tells(stages.revealed(spread=spread, desk=DESK))
        await talk.types("n")
        await talk.tells(stages.standings(players=26, desk=DESK))
        await talk.types("next")
        await talk.tells(stages.podium(desk=DESK))
        await talk.types("", "yes")
        await talk.tells(stages.ended(desk=DESK))

        assert await talk.running is Phase.ENDED
    assert "\n".join(talk.transcript) + "\n" == (GOLDEN / "host.txt").read_text()


@pytest.mark.parametrize(
    ("item", "key", "words"),
    [
        (stages.TRUE_FALSE, RightOptions((1,)), ["1. True", "2. False", "Right: 2, False."]),
        (stages.TEXT, RightTexts(("DNS", "the DNS")), ["Right: DNS or the DNS."]),
        (stages.NUMERIC, RightRange(128, 128), ["Right: 128 bits."]),
        (stages.ORDER, RightOrder((1, 2, 0, 3)), ["4. TCP", "Right: Telnet, SSH, HTTP/2, TCP."]),
        (stages.POLL, None, ["3. too fast", "Open: 12 seconds to answer."]),
        (stages.SLIDE, None, ["Question 3 of 10. Half-time. Stretch, drink some water, come back."]),
    ],
)
async def test_every_kind_of_question_is_said_with_what_is_right(
    item: QuestionView, key: Key | None, words: list[str]
) -> None:
    async with hosting(stages.opened(item, desk=stages.desk(key=key))) as talk:
        said = await talk.heard()

    assert [word for word in words if word not in said] == []


async def test_what_people_write_cannot_steer_a_terminal() -> None:
    evil = "\x1b]0;x\x07[/nope]\u202e"
    item = replace(stages.SSH, text=evil, options=(evil, evil, "80", "443"))
    desk = stages.desk(seats=stages.seats((evil, "Ben")), next_text=evil)
    async with hosting(stages.lobby(title=evil, desk=desk)) as talk:
        await talk.tells(stages.opened(item, desk=desk), stages.revealed(item, explanation=evil, desk=desk))
        await talk.tells(stages.standings([stages.standing(1, evil, 10)], desk=desk))
        await talk.types("players", evil, "rename 1 " + evil)

    assert "\x1b" not in "".join(line for line in talk.transcript if not line.startswith(">"))
    assert all("\n" not in line for line in talk.transcript)


async def test_what_a_server_says_cannot_steer_a_terminal_either() -> None:
    async with hosting(LOBBY) as talk:
        await talk.heard()
        talk.peer.refuse_next(ErrorCode.BUSY, "\x1b[2J\nfull")
        assert await talk.types("lock") == ["␛[2J full"]
        assert await talk.tells(replace(GONE, message="\x1b[2Jgone")) == ["␛[2Jgone"]


# What is typed


@pytest.mark.parametrize("line", ["", "next", "n", "NEXT", "/next", "  n  "])
@pytest.mark.parametrize(
    ("stage", "command"),
    [
        pytest.param(LOBBY, Start, id="lobby"),
        pytest.param(stages.reading(desk=DESK), Next, id="reading"),
        pytest.param(OPENED, Close, id="open"),
        pytest.param(PAUSED, Resume, id="paused"),
        pytest.param(REVEALED, Next, id="reveal"),
        pytest.param(stages.standings(desk=DESK), Next, id="standings"),
    ],
)
async def test_enter_alone_does_the_obvious_next_thing(line: str, stage: Stage, command: type) -> None:
    [sent] = await sent_after(stage, line)

    assert isinstance(sent, command)
    assert (sent.phase, sent.question) == (stage.phase, stage.question)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("stage", "lines", "request_"),
    [
        pytest.param(OPENED, ["close"], Close.model_validate(at(Phase.OPEN)), id="close"),
        pytest.param(OPENED, ["more"], AddTime.model_validate(at(Phase.OPEN) | {"seconds": 10}), id="more"),
        pytest.param(OPENED, ["+ 45"], AddTime.model_validate(at(Phase.OPEN) | {"seconds": 45}), id="+"),
        pytest.param(OPENED, ["p"], Pause.model_validate(at(Phase.OPEN)), id="pause"),
        pytest.param(PAUSED, ["resume"], Resume.model_validate(at(Phase.OPEN)), id="resume"),
        pytest.param(OPENED, ["skip", "y"], Skip.model_validate(at(Phase.OPEN)), id="skip"),
        pytest.param(OPENED, ["end", "yes"], EndSession.model_validate(at(Phase.OPEN)), id="end"),
        pytest.param(OPENED, ["leave", "e", "y"], EndSession.model_validate(at(Phase.OPEN)), id="leave-end"),
        pytest.param(REVEALED, ["void", "y"], Void(ref=0, target=2), id="void"),
        pytest.param(
            stages.revealed(desk=DESK, voided=True),
            ["unvoid", "y"],
            Void(ref=0, target=2, voided=False),
            id="unvoid",
        ),
        pytest.param(LOBBY, ["lock"], SetLocked(ref=0, locked=True), id="lock"),
        pytest.param(replace(LOBBY, locked=True), ["unlock"], SetLocked(ref=0, locked=False), id="unlock"),
        pytest.param(LOBBY, ["auto on"], SetAuto(ref=0, auto=True), id="auto"),
        pytest.param(replace(LOBBY, auto=True), ["a"], SetAuto(ref=0, auto=False), id="by-hand"),
        pytest.param(LOBBY, ["rename 2 Bo Li"], Rename(ref=0, player=PlayerId(2), name="Bo Li"), id="rename"),
        pytest.param(LOBBY, ["remove chen", "y"], Remove(ref=0, player=PlayerId(3)), id="remove"),
        pytest.param(LOBBY, ["ban 3", "y"], Ban(ref=0, player=PlayerId(3)), id="ban"),
        pytest.param(LOBBY, ["unban 50"], Unban(ref=0, player=PlayerId(50)), id="unban"),
        pytest.param(LOBBY, ["invite"], InviteHost(ref=0), id="invite"),
    ],
)
async def test_everything_that_a_host_can_do_has_a_word(
    stage: Stage, lines: list[str], request_: Request
) -> None:
    assert await sent_after(stage, *lines) == [request_]


@pytest.mark.parametrize(
    "lines", [["skip"], ["skip", ""], ["skip", "n"], ["end", "no"], ["ban 3", ""], ["leave", ""]]
)
async def test_what_cannot_be_taken_back_is_not_sent_without_a_yes(lines: list[str]) -> None:
    assert await sent_after(OPENED, *lines) == []


async def test_who_skips_a_question_hears_what_comes_then() -> None:
    async with hosting(OPENED) as talk:
        said = " ".join(await talk.types("skip"))
        assert "Skip this question? Nobody gets points for it. The next question comes at once." in said
    async with hosting(replace(OPENED, question=OPENED.questions - 1)) as talk:
        assert "It is the last one: the podium comes at once." in " ".join(await talk.types("skip"))


async def test_enter_on_the_podium_asks_before_it_ends_for_good() -> None:
    assert await sent_after(stages.podium(desk=DESK), "", "") == []
    assert await sent_after(stages.podium(desk=DESK), "", "y") == [
        EndSession.model_validate(at(Phase.PODIUM, 9))
    ]


async def test_a_yes_for_a_question_that_is_over_does_nothing() -> None:
    async with hosting(OPENED) as talk:
        await talk.types("skip")
        await talk.tells(REVEALED)

        assert "gone on in the meantime" in (await talk.types("y"))[0]
        assert talk.peer.sent == []


@pytest.mark.parametrize(
    ("item", "typed", "key"),
    [
        (stages.SSH, ["3"], RightOptions((2,))),
        (stages.SSH, ["0", "nine", "9", "4"], RightOptions((3,))),
        (stages.SSH, ["4, 1"], RightOptions((0, 3))),
        (stages.TRUE_FALSE, ["maybe", "true"], RightOptions((0,))),
        (stages.TEXT, ["DNS | the DNS"], RightTexts(("DNS", "the DNS"))),
        (stages.NUMERIC, ["x", "120 130"], RightRange(120, 130)),
        (stages.ORDER, ["1 2 3", "4 3 2 1"], RightOrder((3, 2, 1, 0))),
    ],
)
async def test_a_key_is_corrected_in_the_way_options_are_numbered(
    item: QuestionView, typed: list[str], key: Key
) -> None:
    stage = stages.revealed(item, key=None, desk=stages.desk(key=None))

    assert await sent_after(stage, "correct", *typed) == [CorrectKey(ref=0, target=2, answer_key=key)]


async def test_a_correction_can_be_left_and_has_no_use_where_nothing_is_right() -> None:
    assert await sent_after(REVEALED, "correct", "") == []
    assert await sent_after(stages.opened(stages.POLL, desk=stages.desk(key=None)), "correct", "1") == []


@pytest.mark.parametrize(
    ("stage", "line", "words"),
    [
        (LOBBY, "bless", "There is no command “bless”. Type help to hear what you can type."),
        (LOBBY, "next 3", "There is no command “next 3”. Type help to hear what you can type."),
        (LOBBY, "close", "No question is open now."),
        (LOBBY, "more", "No clock is running that could be given more time."),
        (OPENED, "more 0", "Type a number of seconds from 1 to 3600, such as: more 30"),
        (OPENED, "more soon", "Type a number of seconds from 1 to 3600, such as: more 30"),
        (PAUSED, "pause", "It is paused already. Type resume to let it go on."),
        (OPENED, "resume", "It is not paused."),
        (LOBBY, "skip", "There is no question to skip now."),
        (OPENED, "void", "There is no closed question now."),
        (REVEALED, "unvoid", "This question counts already."),
        (LOBBY, "unlock", "The door is open already."),
        (LOBBY, "auto perhaps", "Type auto on, or auto off."),
        (LOBBY, "auto off", "The session is run by hand already."),
        (LOBBY, "rename 2", "Type the new name behind the number, such as: rename 3 Ann"),
        (LOBBY, "ban 99", "Nobody has the number or the name “99”. Type players to hear everybody's number."),
        (LOBBY, "question", "There is no question now."),
        (OPENED, "time", "12 seconds left."),
        (PAUSED, "t", "The clock stands still with 12 seconds left."),
        (OPENED, "standings", "The standings come after the question."),
    ],
)
async def test_what_makes_no_sense_now_is_told_and_not_sent(stage: Stage, line: str, words: str) -> None:
    async with hosting(stage) as talk:
        await talk.heard()

        assert await talk.types(line) == [words]
        assert talk.peer.sent == []


async def test_help_names_every_word_and_code_and_question_can_be_heard_again() -> None:
    async with hosting(OPENED) as talk:
        first = await talk.heard()

        assert set(await talk.types("code")) <= set(first)
        assert set(await talk.types("question")) <= set(first)
        assert len(await talk.types("help")) == len(await talk.types("?")) > 20
