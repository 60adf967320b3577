"""What a host's keys ask the server for, and what is said about the reply."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import Input

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
from quizterm.protocol.server import Ok
from quizterm.quiz.answers import RightOptions, RightOrder, RightRange, RightTexts
from quizterm.snapshot import Millis, Phase, PlayerId, Seat, Stage
from quizterm_client.host.app import HostApp
from quizterm_client.terminal.appearance import STILL
from quizterm_client.view.invitation import Invitation
from tests.support import stages
from tests.support.reading import settled

DESK = stages.desk()


@asynccontextmanager
async def hosting(
    stage: Stage, join: str = "quizterm join K7Q4MF"
) -> AsyncIterator[tuple[Pilot[Any], stages.FakePeer]]:
    """A host's screen that shows `stage`."""
    peer = stages.FakePeer(stage)
    app = HostApp(peer, Invitation(join, "lab"), appearance=STILL)
    async with app.run_test(notifications=True) as pilot:
        await settled(pilot)
        yield pilot, peer


async def pressed(stage: Stage, *keys: str) -> list[Request]:
    """What is sent after these keys."""
    async with hosting(stage) as (pilot, peer):
        for key in keys:
            await pilot.press(key)
            await settled(pilot)
        return peer.sent


@pytest.mark.parametrize("key", ["space", "enter"])
@pytest.mark.parametrize(
    ("stage", "command"),
    [
        pytest.param(stages.lobby(desk=DESK), Start, id="lobby"),
        pytest.param(stages.reading(desk=DESK), Next, id="reading"),
        pytest.param(stages.opened(desk=DESK), Close, id="open"),
        pytest.param(stages.revealed(desk=DESK), Next, id="reveal"),
        pytest.param(stages.standings(desk=DESK), Next, id="standings"),
    ],
)
async def test_one_key_does_the_obvious_next_thing(key: str, stage: Stage, command: type[Request]) -> None:
    (sent,) = await pressed(stage, key)

    assert isinstance(sent, command)
    assert (sent.phase, sent.question) == (stage.phase, stage.question)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("stage", "keys", "request_"),
    [
        pytest.param(
            stages.opened(desk=DESK), "+", AddTime(ref=0, phase=Phase.OPEN, question=2, seconds=10), id="+"
        ),
        pytest.param(stages.opened(desk=DESK), "p", Pause(ref=0, phase=Phase.OPEN, question=2), id="pause"),
        pytest.param(
            stages.opened(desk=DESK, paused=True),
            "p",
            Resume(ref=0, phase=Phase.OPEN, question=2),
            id="go-on",
        ),
        pytest.param(stages.opened(desk=DESK), "sy", Skip(ref=0, phase=Phase.OPEN, question=2), id="skip"),
        pytest.param(stages.revealed(desk=DESK), "vy", Void(ref=0, target=2), id="void"),
        pytest.param(
            stages.revealed(desk=DESK, voided=True), "vy", Void(ref=0, target=2, voided=False), id="unvoid"
        ),
        pytest.param(stages.lobby(desk=DESK), "l", SetLocked(ref=0, locked=True), id="lock"),
        pytest.param(stages.lobby(desk=DESK, locked=True), "l", SetLocked(ref=0, locked=False), id="unlock"),
        pytest.param(stages.lobby(desk=DESK), "a", SetAuto(ref=0, auto=True), id="auto"),
        pytest.param(stages.lobby(desk=DESK, auto=True), "a", SetAuto(ref=0, auto=False), id="by-hand"),
        pytest.param(
            stages.opened(desk=DESK), "ey", EndSession(ref=0, phase=Phase.OPEN, question=2), id="end"
        ),
    ],
)
async def test_every_command_has_a_key(stage: Stage, keys: str, request_: Request) -> None:
    assert await pressed(stage, *["plus" if key == "+" else key for key in keys]) == [request_]


@pytest.mark.parametrize("keys", [("s", "n"), ("s", "escape"), ("s", "s"), ("e", "escape"), ("e", "enter")])
async def test_what_cannot_be_taken_back_is_not_sent_without_a_yes(keys: tuple[str, ...]) -> None:
    assert await pressed(stages.opened(desk=DESK), *keys) == []


async def test_a_double_space_on_the_podium_does_not_end_the_session() -> None:
    assert await pressed(stages.podium(desk=DESK), "space", "space") == []
    assert isinstance((await pressed(stages.podium(desk=DESK), "space", "y"))[0], EndSession)


async def test_a_key_for_a_phase_that_has_just_ended_by_itself_does_nothing() -> None:
    async with hosting(stages.opened(desk=DESK)) as (pilot, peer):
        peer.tell(stages.revealed(desk=DESK))
        await settled(pilot)
        await pilot.press("space", "enter")
        assert "····· standings" in await settled(pilot)
        assert peer.sent == []

        peer.now = Millis(peer.now + 800)
        pilot.app._draw_keys()  # type: ignore[attr-defined]
        assert "Space standings" in await settled(pilot)
        await pilot.press("space")
        await settled(pilot)
        assert [type(one) for one in peer.sent] == [Next]


async def test_keys_follow_each_other_as_fast_as_the_host_likes() -> None:
    async with hosting(stages.opened(desk=DESK)) as (pilot, peer):
        await pilot.press("space")
        peer.tell(stages.revealed(desk=DESK))
        await settled(pilot)
        await pilot.press("space")
        await settled(pilot)

    assert [type(one) for one in peer.sent] == [Close, Next]


async def test_keys_of_another_phase_do_nothing() -> None:
    assert await pressed(stages.lobby(desk=DESK), "plus", "p", "s", "v", "r") == []
    assert await pressed(stages.ended(desk=DESK), "space", "plus", "p", "s", "v", "r", "e") == []


@pytest.mark.parametrize(
    ("stage", "typed", "key"),
    [
        pytest.param(stages.opened(desk=DESK), "A C", RightOptions((0, 2)), id="options"),
        pytest.param(
            stages.opened(stages.TEXT, desk=stages.desk(key=RightTexts(("DNS",)))),
            "DNS | resolver",
            RightTexts(("DNS", "resolver")),
            id="texts",
        ),
        pytest.param(
            stages.revealed(stages.NUMERIC, key=RightRange(1, 2), desk=DESK),
            "128",
            RightRange(128, 128),
            id="number",
        ),
        pytest.param(
            stages.revealed(stages.ORDER, key=RightOrder((0, 1, 2, 3)), desk=DESK),
            "BDCA",
            RightOrder((1, 3, 2, 0)),
            id="order",
        ),
    ],
)
async def test_a_key_is_corrected_by_typing_it(stage: Stage, typed: str, key: Any) -> None:
    async with hosting(stage) as (pilot, peer):
        await pilot.press("r")
        await settled(pilot)
        pilot.app.screen.query_one(Input).value = typed
        await pilot.press("enter")
        await settled(pilot)

        assert peer.sent == [CorrectKey(ref=0, target=2, answer_key=key)]


async def test_a_key_that_does_not_fit_is_told_and_stays_on_the_screen() -> None:
    async with hosting(stages.opened(desk=DESK)) as (pilot, peer):
        await pilot.press("r")
        await settled(pilot)
        await pilot.press("z", "enter")
        text = await settled(pilot)

        assert "Type letters from A to D." in text
        assert peer.sent == []


PEOPLE = stages.lobby(desk=stages.desk(banned=((PlayerId(99), "Troll"),)))


@pytest.mark.parametrize(
    ("keys", "request_"),
    [
        pytest.param(["c", "h", "enter", "x"], Remove(ref=0, player=PlayerId(3)), id="remove"),
        pytest.param(["c", "h", "enter", "b", "y"], Ban(ref=0, player=PlayerId(3)), id="ban"),
        pytest.param(["t", "r", "o", "enter", "b"], Unban(ref=0, player=PlayerId(99)), id="unban"),
        pytest.param(["down", "enter", "x"], Remove(ref=0, player=PlayerId(2)), id="with-arrows"),
        pytest.param(
            ["a", "d", "a", "enter", "r", "2", "enter"],
            Rename(ref=0, player=PlayerId(1), name="Ada2"),
            id="rename",
        ),
    ],
)
async def test_players_are_found_by_typing_and_dealt_with(keys: list[str], request_: Request) -> None:
    assert await pressed(PEOPLE, "k", *keys) == [request_]


async def test_nobody_is_banned_without_a_yes() -> None:
    assert await pressed(PEOPLE, "k", "c", "h", "enter", "b", "n") == []
    assert await pressed(PEOPLE, "k", "c", "h", "enter", "b", "escape") == []


async def test_a_burst_of_keys_deals_with_whom_it_names() -> None:
    async with hosting(PEOPLE) as (pilot, peer):
        await pilot.press("k")
        await settled(pilot)
        for key in ("c", "h", "e", "n", "enter"):
            pilot.app.post_message(Key(key, key if len(key) == 1 else None))
        await settled(pilot)
        asked = await settled(pilot)
        await pilot.press("x")
        await settled(pilot)

    assert "Chen" in asked
    assert peer.sent == [Remove(ref=0, player=PlayerId(3))]


async def test_a_banned_player_stays_in_the_list_and_is_away_once_let_back_in() -> None:
    async with hosting(PEOPLE) as (pilot, peer):
        await pilot.press("k", "t", "r", "o")
        banned = await settled(pilot)
        troll = Seat(player=PlayerId(99), name="Troll", connected=False, away_since=stages.NOW)
        peer.tell(stages.lobby(desk=stages.desk(seats=(*stages.seats(), troll))))
        back = await settled(pilot)

    assert "Troll  banned" in banned
    assert "Troll  away" in back


async def test_the_list_of_players_follows_the_lobby() -> None:
    async with hosting(stages.lobby(desk=stages.desk(seats=stages.seats(["Ada"])))) as (pilot, peer):
        await pilot.press("k")
        await settled(pilot)
        peer.tell(stages.lobby(desk=stages.desk(seats=stages.seats(["Ada", "[/nope]"], away=("[/nope]",)))))
        text = await settled(pilot)

    assert "[/nope]  away" in text


async def test_a_long_list_of_players_is_cut_and_says_so() -> None:
    crowd = stages.seats([f"Player {number}" for number in range(2000)])
    async with hosting(stages.lobby(desk=stages.desk(seats=crowd))) as (pilot, _):
        await pilot.press("k")
        text = await settled(pilot)

    assert "1 800 more" in text.replace("\u00a0", " ")


async def test_a_co_host_is_told_the_command_and_the_token_once() -> None:
    async with hosting(stages.lobby(desk=DESK)) as (pilot, peer):
        peer.request = _granting(peer)  # type: ignore[method-assign]
        await pilot.press("c")
        shown = await settled(pilot)
        await pilot.press("escape")
        after = await settled(pilot)

    assert isinstance(peer.sent[0], InviteHost)
    assert "  quizterm host --resume K7Q4MF --token\n" in _inside(shown)
    assert "T" * 22 in shown
    assert "T" * 22 not in after


async def test_a_co_host_elsewhere_is_told_the_server_as_players_are() -> None:
    async with hosting(stages.lobby(desk=DESK), "quizterm join K7Q4MF@192.168.178.123:8765") as (pilot, peer):
        peer.request = _granting(peer)  # type: ignore[method-assign]
        await pilot.press("c")
        shown = await settled(pilot)

    assert "  quizterm host --resume K7Q4MF@192.168.178.123:8765 --token\n" in _inside(shown)


def _inside(dialog: str) -> str:
    """What stands in the frame of a dialog."""
    return "".join(f"{row.split('│')[1].rstrip()}\n" for row in dialog.splitlines() if row.count("│") > 1)


def _granting(peer: stages.FakePeer) -> Any:
    async def request(message: Request) -> Ok:
        peer.sent.append(message)
        return Ok(ref=message.ref, token="T" * 22)

    return request


async def test_leaving_explains_that_the_session_goes_on() -> None:
    async with hosting(stages.opened(desk=DESK)) as (pilot, peer):
        await pilot.press("q")
        text = await settled(pilot)
        assert "The session goes on" in text
        assert "quizterm host --resume K7Q4MF" in text

        await pilot.press("l")
        await settled(pilot)
        assert pilot.app.return_value is Phase.OPEN
        assert peer.sent == []


async def test_leaving_can_end_the_session_instead() -> None:
    sent = await pressed(stages.lobby(desk=DESK), "q", "e", "y")

    assert isinstance(sent[0], EndSession)


async def test_an_ended_session_is_left_without_questions() -> None:
    async with hosting(stages.ended(desk=DESK)) as (pilot, _):
        await pilot.press("q")
        await settled(pilot)

        assert pilot.app.return_value is Phase.ENDED


async def test_help_lists_every_key() -> None:
    async with hosting(stages.lobby(desk=DESK)) as (pilot, _):
        await pilot.resize_terminal(80, 50)
        await pilot.press("question_mark")
        text = await settled(pilot)

    rows = [row.split("│")[1].split() for row in text.splitlines() if row.count("│") > 1]
    for key in "+pshvrklaceq?":
        assert any(row and row[0] == key for row in rows), key


async def test_a_refusal_is_told_literally() -> None:
    async with hosting(stages.lobby(desk=DESK)) as (pilot, peer):
        peer.refuse_next(ErrorCode.NOT_ALLOWED, "No [bold]such[/nope] right.")
        await pilot.press("l")
        text = await settled(pilot)

    assert "No [bold]such[/nope] right." in text


async def test_a_broken_line_is_told() -> None:
    async with hosting(stages.lobby(desk=DESK)) as (pilot, peer):
        peer.break_next()
        await pilot.press("l")
        text = await settled(pilot)

    assert "The line broke" in text


async def test_a_key_that_was_pressed_twice_is_not_complained_about() -> None:
    async with hosting(stages.opened(desk=DESK)) as (pilot, peer):
        await pilot.press("space")
        await settled(pilot)
        peer.refuse_next(ErrorCode.WRONG_PHASE, "No question is open.")
        await pilot.press("space")
        text = await settled(pilot)

    assert len(peer.sent) == 2
    assert "No question is open." not in text


async def test_a_command_that_crossed_the_next_phase_is_not_complained_about() -> None:
    async with hosting(stages.opened(desk=DESK)) as (pilot, peer):
        peer.hold()
        peer.refuse_next(ErrorCode.WRONG_PHASE, "No question is open.")
        await pilot.press("space")
        peer.tell(stages.revealed(desk=DESK))
        await settled(pilot)
        peer.release()
        text = await settled(pilot)

    assert "No question is open." not in text


async def test_a_command_that_the_phase_does_not_allow_is_complained_about() -> None:
    async with hosting(stages.opened(desk=DESK)) as (pilot, peer):
        peer.refuse_next(ErrorCode.WRONG_PHASE, "There is no clock to stop here.")
        await pilot.press("p")
        text = await settled(pilot)

    assert "There is no clock to stop here." in text.replace("\n", " ")
