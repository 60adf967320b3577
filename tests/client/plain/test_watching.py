"""What a room hears of a session in line mode."""

from dataclasses import replace
from pathlib import Path

import pytest

from quizterm.protocol.closing import CloseReason
from quizterm.protocol.server import Goodbye
from quizterm.quiz.answers import RightOptions
from quizterm.snapshot import Millis, QuestionView, Stage, Tally
from quizterm_client.peer import LinkState, LinkStatus
from tests.support import stages
from tests.support.plainwatching import watching

GOLDEN = Path(__file__).parent / "golden"
GONE = LinkStatus(LinkState.RECONNECTING)
BACK = LinkStatus(LinkState.CONNECTED, 40)


async def test_a_whole_game_reads_as_it_always_did() -> None:
    async with watching(stages.lobby(players=0, names=())) as talk:
        await talk.heard()
        await talk.tells(stages.lobby(players=2, names=("Ada", "Bashir")))
        await talk.waits(1)
        await talk.tells(stages.lobby(players=26))
        await talk.waits(1)
        await talk.tells(stages.reading(deadline=Millis(talk.peer.now + 3_000)))
        await talk.waits(3)
        end = Millis(talk.peer.now + 20_000)
        for answered in range(0, 27, 2):
            await talk.tells(stages.opened(asked=26, answered=answered, deadline=end))
            await talk.waits(1.4)
        spread = Tally(answered=26, eligible=26, right=20, counts=(4, 20, 1, 1))
        await talk.tells(stages.revealed(spread=spread))
        await talk.tells(stages.standings(players=26))
        await talk.tells(stages.podium(players=26))
        await talk.tells(stages.ended(players=26))

        await talk.running
    assert "\n".join(talk.transcript) + "\n" == (GOLDEN / "projector.txt").read_text()


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (stages.TEXT, "Type your answer."),
        (stages.NUMERIC, "Type a number."),
        (stages.OPEN, "Say it in your own words."),
        (replace(stages.POLL, several=True), "Pick as many as you like."),
        (stages.ORDER, "1. HTTP/2"),
    ],
)
async def test_a_room_is_told_what_to_do(item: QuestionView, words: str) -> None:
    async with watching(stages.opened(item)) as talk:
        assert words in await talk.heard()


async def test_what_is_right_is_not_said_before_the_reveal() -> None:
    async with watching(stages.reading()) as talk:
        said = [*await talk.heard(), *await talk.tells(stages.opened()), *await talk.types("again")]

    assert not any("ight" in line for line in said)


async def test_what_people_write_cannot_steer_a_terminal() -> None:
    evil = "\x1b]0;x\x07[/nope]\u202e\nsecond"
    item = replace(stages.SSH, text=evil, options=(evil, evil, "80", "443"))
    async with watching(stages.lobby(title=evil, names=(evil,), players=1)) as talk:
        await talk.tells(stages.opened(item), stages.revealed(item, explanation=evil))
        await talk.tells(stages.standings([stages.standing(1, evil, 10)]))
        await talk.tells(stages.podium([stages.standing(1, evil, 10)]))

    assert all("\x1b" not in line and "\n" not in line for line in talk.transcript)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (
            stages.opened(),
            stages.opened(paused=True, deadline=None, left=Millis(12_000)),
            ["Paused: the clock stands still and answers wait."],
        ),
        (stages.opened(paused=True, deadline=None), stages.opened(), ["It goes on."]),
        (stages.opened(), stages.opened(host_away=True), ["The host is away; the game goes on."]),
        (stages.lobby(), stages.lobby(locked=True), ["The door is locked: nobody new can join."]),
        (stages.revealed(), stages.revealed(voided=True), ["This question does not count."]),
        (
            stages.revealed(),
            stages.revealed(key=RightOptions((2,)), explanation=""),
            ["Corrected.", "The right answer: 3, 80.", "23 of 31 had it right."],
        ),
    ],
)
async def test_whatever_changes_is_told_once(before: Stage, after: Stage, words: list[str]) -> None:
    async with watching(before) as talk:
        await talk.heard()

        assert await talk.tells(after) == words
        assert await talk.tells(after) == []


async def test_more_people_than_can_be_named_are_counted() -> None:
    names = tuple(f"Player {number}" for number in range(141, 201))
    async with watching(stages.lobby(players=1, names=("Ada",))) as talk:
        await talk.heard()
        await talk.tells(stages.lobby(players=201, names=names))

        assert await talk.waits(1) == ["Player 141, Player 142 and 198 more joined. 201 players."]


async def test_a_line_that_breaks_is_told_and_one_that_is_lost_ends_it() -> None:
    async with watching(stages.opened()) as talk:
        await talk.heard()

        assert await talk.tells(GONE) == ["The line broke. Reconnecting…"]
        assert await talk.tells(BACK, stages.opened()) == ["The line is back."]
        await talk.tells(Goodbye(close=CloseReason.SESSION_ENDED, message="Over."))
        talk.peer.hang_up()
        assert (await talk.running) == LinkStatus(LinkState.LOST, message="Over.")


async def test_it_needs_no_keyboard_but_answers_one() -> None:
    async with watching(stages.opened()) as talk:
        first = await talk.heard()

        assert set(await talk.types("code", "again")) <= set(first)
        assert await talk.types("left") == ["12 seconds left."]
        assert await talk.types("", "next") == ["There is no command “next”. Type help."]
        await talk.stops_typing()
        assert not talk.running.done()
        assert await talk.tells(stages.revealed()) != []


async def test_a_word_ends_it() -> None:
    async with watching(stages.opened()) as talk:
        await talk.types("leave")

        await talk.running
