"""What a host hears in line mode of people, of what happens by itself, and of the line."""

from dataclasses import replace

import pytest

from quizterm.errors import ErrorCode
from quizterm.protocol.client import Close, Next, Rename, SetLocked, Void
from quizterm.quiz.answers import RightOptions
from quizterm.snapshot import Millis, Phase, PlayerId, Stage, Tally
from tests.support import stages
from tests.support.plainhosts import BACK, DESK, GONE, LOBBY, OPENED, PAUSED, REVEALED, hosting
from tests.support.stages import NOW

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
        seats = tuple(seat._replace(player=PlayerId(seat.player + 1)) for seat in away)
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
