"""What a host hears in line mode, and what is asked of the server for what they type."""

from contextlib import AbstractAsyncContextManager
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
from quizterm_client.peer import LinkState, LinkStatus
from quizterm_client.plain.hosting import PlainHost
from quizterm_client.view.invitation import Invitation
from tests.support import stages
from tests.support.conversations import Conversation, conversation
from tests.support.stages import NOW

GOLDEN = Path(__file__).parent / "golden"
INVITATION = Invitation("quizterm join K7Q4MF@lab", "lab")
GONE = LinkStatus(LinkState.RECONNECTING)
BACK = LinkStatus(LinkState.CONNECTED, 40)
DESK = stages.desk()
LOBBY = stages.lobby(desk=stages.desk(seats=stages.seats(), banned=((PlayerId(50), "Mallory"),)))
OPENED = stages.opened(desk=DESK, asked=26, answered=23)
PAUSED = replace(OPENED, paused=True, deadline=None, left=Millis(12_000))
REVEALED = stages.revealed(desk=DESK)


def hosting(*news: Stage | LinkStatus) -> AbstractAsyncContextManager[Conversation[Phase | None]]:
    """A host in line mode who sees this."""

    def made(peer, voice, typed):  # type: ignore[no-untyped-def]
        host = PlainHost(peer, voice, typed, INVITATION)
        host.blink = 0
        return host

    return conversation(made, *news)


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
        await talk.types("waiting", "answers", "left", "time 30")
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
        pytest.param(OPENED, ["time"], AddTime.model_validate(at(Phase.OPEN) | {"seconds": 10}), id="time"),
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
        (LOBBY, "time", "No clock is running that could be given more time."),
        (OPENED, "time 0", "Type a number of seconds from 1 to 3600, such as: time 30"),
        (OPENED, "time soon", "Type a number of seconds from 1 to 3600, such as: time 30"),
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
        (OPENED, "left", "12 seconds left."),
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


# People


async def test_players_are_found_by_a_part_of_their_names() -> None:
    async with hosting(LOBBY) as talk:
        await talk.heard()

        assert await talk.types("players CH") == ["1 player found:", "Number 3: Chen."]
        assert (await talk.types("players mal"))[1] == "Number 50: Mallory, banned."
        assert await talk.types("k xyz") == ["Nobody is called like “xyz”."]


async def test_a_crowd_is_told_in_one_line() -> None:
    many = [f"Player {number}" for number in range(1, 201)]
    async with hosting(stages.lobby(desk=stages.desk(seats=()), players=0, names=())) as talk:
        await talk.heard()
        for end in range(1, 201):
            await talk.tells(stages.lobby(desk=stages.desk(seats=stages.seats(many[:end])), players=end))
        assert await talk.heard() == []
        assert await talk.waits(1) == ["Player 1, Player 2 and 198 more joined. 200 players."]

        away = stages.seats(many[1:], away=many[1:3])
        seats = tuple(replace(seat, player=PlayerId(seat.player + 1)) for seat in away)
        await talk.tells(stages.lobby(desk=stages.desk(seats=seats), players=199))
        assert await talk.waits(1) == [
            "Player 1 left. 199 players.",
            "Player 2 and Player 3 are away.",
        ]


async def test_who_is_waited_for_and_who_is_away_can_be_asked() -> None:
    async with hosting(OPENED) as talk:
        await talk.heard()

        assert await talk.types("waiting") == [
            "23 of 26 have answered.",
            "Waiting for Ximena, Yuki, Zoë.",
            "Away: Uma for 1 min.",
        ]


async def test_key_and_answers_are_not_said_while_they_are_hidden() -> None:
    async with hosting(LOBBY) as talk:
        await talk.types("hide")
        said = await talk.tells(OPENED)
        asked = await talk.types("answers", "question")
        revealed = await talk.tells(REVEALED)

    assert not any("Right" in line or "right" in line for line in (*said, *asked))
    assert "2. 22: 23 answers, right." in revealed


# What happens by itself


async def test_enter_for_a_phase_that_has_just_ended_by_itself_does_nothing() -> None:
    async with hosting(OPENED) as talk:
        await talk.tells(REVEALED)

        assert await talk.types("") == ["It has just gone on by itself. Enter: standings."]
        assert talk.peer.sent == []
        await talk.waits(0.8)
        await talk.types("")
        assert [type(one) for one in talk.peer.sent] == [Next]


async def test_enter_pressed_twice_goes_on_once() -> None:
    async with hosting(OPENED) as talk:
        talk.peer.hold()
        await talk.types("", "")
        talk.peer.release()
        await talk.tells(REVEALED)

        assert [type(one) for one in talk.peer.sent] == [Close]


async def test_lines_from_a_pipe_wait_until_what_they_are_meant_for_is_there() -> None:
    async with hosting() as talk:
        await talk.types_at_once("next", "close", "void", "y", "next")
        assert talk.peer.sent == []
        await talk.tells(stages.opened(desk=DESK))
        assert [type(one) for one in talk.peer.sent] == [Close], "the first one closes, the second has no use"
        await talk.tells(REVEALED)
        assert [type(one) for one in talk.peer.sent] == [Close, Void]
        await talk.tells(stages.revealed(desk=DESK, voided=True))

        assert [type(one) for one in talk.peer.sent] == [Close, Void, Next]


async def test_a_line_does_not_wait_for_ever_for_news_of_what_has_changed_nothing() -> None:
    async with hosting(LOBBY) as talk:
        await talk.types_at_once("rename 3 Chen", "lock")
        assert [type(one) for one in talk.peer.sent] == [Rename]
        await talk.waits(2)

        assert [type(one) for one in talk.peer.sent] == [Rename, SetLocked]


async def test_a_refusal_is_told_in_the_servers_words() -> None:
    async with hosting(LOBBY) as talk:
        await talk.heard()
        talk.peer.refuse_next(ErrorCode.NAME_TAKEN, "There is a Bashir already.")

        assert await talk.types("rename 1 Bashir") == ["There is a Bashir already."]


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (LOBBY, replace(LOBBY, locked=True), ["The door is locked: nobody new can join."]),
        (LOBBY, replace(LOBBY, auto=True), ["The session runs by itself now."]),
        (OPENED, PAUSED, ["Paused with 12 seconds left. Enter: resume."]),
        (PAUSED, OPENED, ["It goes on: 12 seconds left. Enter: close."]),
        (
            OPENED,
            replace(OPENED, deadline=Millis(NOW + 22_000)),
            ["10 seconds more: 22 seconds left."],
        ),
        (
            OPENED,
            replace(PAUSED, stalled=True),
            ["The server cannot write to its disk. Nothing is lost: free space to go on."],
        ),
        (
            replace(PAUSED, stalled=True),
            OPENED,
            ["The server can write again.", "It goes on: 12 seconds left. Enter: close."],
        ),
        (
            REVEALED,
            stages.revealed(desk=DESK, voided=True),
            ["This question does not count: nobody has points for it."],
        ),
        (stages.revealed(desk=DESK, voided=True), REVEALED, ["This question counts again."]),
        (
            REVEALED,
            stages.revealed(
                key=RightOptions((2,)), spread=Tally(answered=31, eligible=31, right=3), desk=DESK
            ),
            [
                "Corrected; everybody is scored again.",
                "The right answer: 3, 80.",
                "Explanation: SSH has used port 22 since 1995.",
                "3 of 31 had it right.",
            ],
        ),
        (OPENED, replace(OPENED, desk=replace(DESK, key=RightOptions((0,)))), ["Corrected. Right: 1, 21."]),
    ],
)
async def test_whatever_changes_is_told_once(before: Stage, after: Stage, words: list[str]) -> None:
    async with hosting(before) as talk:
        await talk.heard()

        assert await talk.tells(after) == words
        assert await talk.tells(after) == []


async def test_a_session_that_runs_by_itself_says_when_it_goes_on() -> None:
    async with hosting(OPENED) as talk:
        said = await talk.tells(replace(REVEALED, auto=True, deadline=Millis(NOW + 8_000)))

    assert "It goes on by itself in 8 seconds." in said


# The line


async def test_a_line_that_is_gone_is_told_and_nothing_is_kept_for_later() -> None:
    async with hosting(OPENED) as talk:
        await talk.heard()
        assert await talk.tells(GONE) == ["The line broke. Reconnecting… the session is safe on the server."]
        for line in ("", "skip", "lock", "invite"):
            assert await talk.types(line) == ["No line: wait until it is back."]
        assert await talk.tells(BACK, OPENED) == ["The line is back."]
        assert talk.peer.sent == []


async def test_a_game_that_was_paused_while_the_host_was_away_is_told_so() -> None:
    async with hosting(OPENED) as talk:
        await talk.tells(GONE)

        assert (await talk.tells(BACK, PAUSED))[1:] == [
            "The game was paused while you were away. Enter: resume."
        ]


async def test_whoever_comes_back_to_a_paused_game_is_told_so() -> None:
    async with hosting(PAUSED) as talk:
        assert (await talk.heard())[-1] == "The game is paused. Enter: resume."


@pytest.mark.parametrize("lines", [["leave", "y"], ["q", "yes"]])
async def test_leaving_is_asked_and_tells_how_to_come_back(lines: list[str]) -> None:
    async with hosting(OPENED) as talk:
        await talk.heard()
        said = await talk.types(*lines)

        assert "quizterm host --resume K7Q4MF" in said[0]
        assert await talk.running is Phase.OPEN


async def test_the_end_of_what_is_typed_leaves_once_everything_is_done() -> None:
    async with hosting(LOBBY) as talk:
        talk.peer.hold()
        await talk.types("lock")
        await talk.stops_typing()
        assert not talk.running.done()
        talk.peer.release()
        await talk.tells(replace(LOBBY, locked=True))

        assert await talk.running is Phase.LOBBY


async def test_a_session_that_runs_by_itself_is_told_to_its_end_though_nothing_more_is_typed() -> None:
    async with hosting(replace(OPENED, auto=True)) as talk:
        await talk.stops_typing()
        assert not talk.running.done()
        await talk.tells(stages.ended(auto=True, desk=DESK))

        assert await talk.running is Phase.ENDED
