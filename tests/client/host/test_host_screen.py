"""What a host sees from the lobby to the end."""

import time
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from textual.pilot import Pilot

from quizterm.protocol.closing import CloseReason
from quizterm.protocol.server import Goodbye
from quizterm.quiz.answers import Key, RightOrder, RightTexts
from quizterm.quiz.model import Kind
from quizterm.snapshot import Group, QuestionView, Stage, Tally
from quizterm_client.host.app import HostApp
from quizterm_client.peer import LinkState, LinkStatus
from quizterm_client.terminal.appearance import STILL
from quizterm_client.view.invitation import Invitation
from tests.support import stages
from tests.support.reading import settled, shown

INVITATION = Invitation("quizterm join K7Q4MF@lab-server", "lab-server:8765")
NOBODY = stages.desk(seats=(), tally=None, key=None)
DESK = stages.desk()
OPENED = stages.opened(desk=DESK, asked=26, answered=23)


def host(*news: Stage | LinkStatus) -> tuple[HostApp, stages.FakePeer]:
    peer = stages.FakePeer(*news)
    return HostApp(peer, INVITATION, appearance=STILL), peer


async def seen(*news: Stage | LinkStatus, size: tuple[int, int] = (80, 24)) -> str:
    app, _ = host(*news)
    async with app.run_test(size=size) as pilot:
        return await settled(pilot)


async def test_the_lobby_shows_code_command_and_names() -> None:
    text = await seen(stages.lobby(desk=DESK))

    assert "███" in text
    assert "quizterm join K7Q4MF@lab-server" in text
    assert "31 players" in text
    assert all(name in text for name in stages.NAMES)
    assert "Space start" in text


async def test_an_empty_lobby_says_what_to_do() -> None:
    text = await seen(stages.lobby(desk=NOBODY, players=0, names=()))

    assert "Nobody is here yet." in text


async def test_a_locked_lobby_says_so_and_offers_to_unlock() -> None:
    text = await seen(stages.lobby(desk=DESK, locked=True))

    assert "locked: nobody can join" in text
    assert "l unlock" in text


async def test_two_thousand_players_are_drawn_at_once_and_counted() -> None:
    crowd = stages.seats([f"Player {number}" for number in range(2000)])
    app, peer = host(stages.lobby(desk=stages.desk(seats=crowd), players=2000))
    async with app.run_test() as pilot:
        text = await settled(pilot)
        assert "Player 1999" in text
        assert "more" in text

        more = stages.seats([f"Player {number}" for number in range(2001)])
        began = time.perf_counter()
        peer.tell(stages.lobby(desk=stages.desk(seats=more), players=2001))
        text = await settled(pilot)
        took = time.perf_counter() - began

    assert "Player 2000" in text
    assert took < 1, "a lobby is redrawn in 200 ms; a loaded machine gets five times that"


async def test_the_code_stays_in_view_during_a_question() -> None:
    text = await seen(stages.opened(desk=DESK))

    assert "3 / 10   K7 Q4 MF" in text


async def test_the_lock_is_told_beside_auto_all_the_time() -> None:
    text = await seen(stages.opened(desk=DESK, locked=True, auto=True))

    assert "host · locked · auto" in text.splitlines()[0]


@pytest.mark.parametrize("size", [(60, 24), (80, 24), (200, 60)], ids=["narrow", "small", "large"])
async def test_the_host_counts_answers_as_the_projector_does(size: tuple[int, int]) -> None:
    """Somebody who left for good was asked and may have answered, but has no seat."""
    text = await seen(stages.opened(desk=DESK, asked=28, answered=24), size=size)

    assert "of 28" in text
    assert "26" not in text


async def test_an_open_question_shows_key_answers_and_people() -> None:
    text = await seen(OPENED)

    assert "22   ✓ right" in text
    assert "16" in text
    assert "of 26 answered" in text
    assert "Waiting for" in text
    assert "Ximena" in text
    assert "Uma  1 min" in text


async def test_h_hides_key_and_answers_until_the_reveal() -> None:
    app, peer = host(stages.opened(desk=DESK))
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press("h")
        hidden = await settled(pilot)
        peer.tell(stages.revealed(desk=DESK))
        revealed = await settled(pilot)

    assert "✓" not in hidden
    assert "16" not in hidden
    assert "h shows them" in hidden
    assert "✓ right" in revealed


async def test_the_next_question_is_not_told_while_the_screen_is_projected() -> None:
    app, _ = host(stages.revealed(desk=DESK))
    async with app.run_test() as pilot:
        open_screen = await settled(pilot)
        await pilot.press("h")
        projected = await settled(pilot)

    assert "Which layer does ARP belong to?" in open_screen
    assert "Which layer does ARP belong to?" not in projected


async def test_the_reveal_shows_what_was_right_and_why() -> None:
    text = await seen(stages.revealed(desk=DESK))

    assert "23 of 31 right" in text
    assert "SSH has used port 22 since 1995." in text


async def test_a_voided_question_says_that_it_does_not_count() -> None:
    text = await seen(stages.revealed(voided=True, desk=DESK))

    assert "This question does not count" in text
    assert "v unvoid" in text


async def test_typed_answers_are_listed_with_their_counts() -> None:
    groups = (Group(text="DNS", count=6, right=True), Group(text="[/nope]", count=2))
    desk = stages.desk(
        key=RightTexts(("DNS",)), tally=Tally(answered=8, eligible=26, right=6, groups=groups, others=3)
    )

    text = await seen(stages.opened(stages.TEXT, desk=desk))

    assert "✓ right: DNS" in text
    assert "[/nope]" in text
    assert "and 3 other answers" in text


async def test_an_order_question_shows_the_right_order() -> None:
    text = await seen(stages.revealed(stages.ORDER, key=RightOrder((1, 3, 2, 0)), desk=DESK))

    places = [text.index(line) for line in ("1  Telnet", "2  TCP", "3  SSH", "4  HTTP/2")]
    assert places == sorted(places)


async def test_the_standings_tell_who_rose_and_who_fell() -> None:
    text = await seen(stages.standings(desk=DESK))

    assert "3 310" in text.replace("\u00a0", " ")
    assert "Jun, up 3 places" in text
    assert "Tomás, down 2 places" in text


async def test_the_podium_and_the_end() -> None:
    podium = await seen(stages.podium(desk=DESK))
    over = await seen(stages.ended(desk=DESK))

    assert "Chen" in podium
    assert "Hardest: question 7, 4 of 31 right. Which layer does ARP belong to?" in podium
    assert "Space end" in podium
    assert "The session is over." in over


@pytest.mark.parametrize(
    ("status", "words"),
    [
        pytest.param(LinkStatus(LinkState.RECONNECTING), "reconnecting…", id="reconnecting"),
        pytest.param(LinkStatus(LinkState.LOST), "--resume", id="lost"),
        pytest.param(LinkStatus(LinkState.LOST, message="You were replaced."), "You were replaced."),
    ],
)
async def test_the_line_is_always_told(status: LinkStatus, words: str) -> None:
    text = await seen(stages.lobby(desk=DESK), status)

    assert words in text


async def test_nobody_without_points_stands_on_the_steps() -> None:
    nothing = [stages.standing(1, "Chen", 0), stages.standing(1, "Ada", 0)]

    text = await seen(stages.podium(nothing, desk=DESK))

    assert "Chen" not in text
    assert "Nobody has points." in text


async def test_the_end_is_told_once_and_is_no_lost_line() -> None:
    app, peer = host(stages.ended(desk=DESK))
    async with app.run_test() as pilot:
        peer.tell(
            Goodbye(close=CloseReason.SESSION_ENDED, message="The session is over. Thank you for playing.")
        )
        text = await settled(pilot)

    assert text.count("The session is over.") == 1
    assert "lost" not in text
    assert "ended" in text.splitlines()[0]


async def test_the_end_of_the_news_is_told() -> None:
    app, peer = host(stages.lobby(desk=DESK))
    async with app.run_test() as pilot:
        peer.hang_up()
        text = await settled(pilot)

    assert "lost" in text


HOSTILE = "[/nope][bold]\x1b]0;owned\x07\u202e"


async def test_hostile_names_and_texts_are_drawn_literally() -> None:
    item = QuestionView(kind=Kind.CHOICE, text=f"Q {HOSTILE}", options=(f"O {HOSTILE}", "22"))
    desk = stages.desk(seats=stages.seats([f"N {HOSTILE}"]), explanation=HOSTILE)
    for stage in (
        stages.lobby(desk=desk),
        stages.opened(item, desk=desk),
        stages.revealed(item, explanation=HOSTILE, desk=desk),
        stages.standings([stages.standing(1, f"N {HOSTILE}", 5, rose=2)], desk=desk),
        stages.podium([stages.standing(1, f"N {HOSTILE}", 5)], desk=desk),
    ):
        text = await seen(stage)
        assert "[/nope][bold]" in text.replace("\n", "")
        assert "\x1b" not in text
        assert "\u202e" not in text


ALL = (
    stages.lobby(desk=DESK),
    stages.reading(desk=DESK),
    stages.opened(stages.LONG, desk=DESK),
    stages.opened(stages.CODE, desk=DESK),
    stages.revealed(stages.OPEN, key=None, desk=DESK),
    stages.reading(stages.SLIDE, desk=DESK),
    stages.standings(desk=DESK),
    stages.podium(desk=DESK),
)


@pytest.mark.parametrize("key", stages.STRANGE_KEYS)
async def test_a_key_that_fits_no_question_is_no_end_of_the_screen(key: Key) -> None:
    app, _ = host()
    async with app.run_test(size=(120, 36)) as pilot:
        for item in (stages.SSH, stages.TRUE_FALSE, stages.ORDER, stages.TEXT, stages.POLL):
            app.hear_stage(stages.opened(item, desk=stages.desk(key=key)))
            await shown(pilot, item.text)
            app.hear_stage(stages.revealed(item, key=key, desk=DESK))
            await shown(pilot, item.text)
            await pilot.press("r")
            await settled(pilot)
            await pilot.press("escape")


async def test_a_tiny_terminal_breaks_nothing_and_growing_again_brings_all_back() -> None:
    for stage in ALL:
        app, _ = host(stage)
        async with app.run_test(size=(80, 24)) as pilot:
            before = await settled(pilot)
            await pilot.resize_terminal(20, 5)
            small = await settled(pilot)
            await pilot.resize_terminal(80, 24)
            after = await settled(pilot)

        assert "K7Q4MF" in small
        assert after == before


Drawn = Callable[[Pilot[Any]], Awaitable[None]]


async def _drawn(pilot: Pilot[Any]) -> None:
    await settled(pilot)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80x24", "120x36"])
def test_picture_of_the_lobby(snap_compare: Any, size: tuple[int, int]) -> None:
    assert snap_compare(host(stages.lobby(desk=DESK))[0], terminal_size=size, run_before=_drawn)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80x24", "120x36"])
def test_picture_of_an_open_question(snap_compare: Any, size: tuple[int, int]) -> None:
    assert snap_compare(host(OPENED)[0], terminal_size=size, run_before=_drawn)


def test_picture_of_the_reveal(snap_compare: Any) -> None:
    assert snap_compare(host(stages.revealed(desk=DESK, asked=26, answered=23))[0], run_before=_drawn)


def test_picture_of_the_standings(snap_compare: Any) -> None:
    assert snap_compare(host(stages.standings(desk=DESK))[0], run_before=_drawn)
