"""What the whole room sees, and what it must not see yet."""

from dataclasses import replace
from typing import Any

import pytest
from textual.pilot import Pilot

from quizterm.protocol.closing import CloseReason
from quizterm.protocol.server import Goodbye
from quizterm.quiz.answers import Key, RightOptions, RightOrder, RightTexts
from quizterm.quiz.model import Kind, Scoring, Select
from quizterm.snapshot import Group, Millis, QuestionView, Stage, Tally
from quizterm_client.peer import LinkState, LinkStatus
from quizterm_client.projector.app import ProjectorApp
from quizterm_client.terminal.appearance import STILL
from quizterm_client.view.invitation import Invitation
from tests.support import stages
from tests.support.reading import settled, shown

INVITATION = Invitation("quizterm join K7Q4MF@lab-server", "lab-server:8765")
OPENED = stages.opened(answered=23)


def projector(*news: Stage | LinkStatus) -> tuple[ProjectorApp, stages.FakePeer]:
    peer = stages.FakePeer(*news)
    return ProjectorApp(peer, INVITATION, appearance=STILL), peer


async def seen(*news: Stage | LinkStatus, size: tuple[int, int] = (80, 24)) -> str:
    app, _ = projector(*news)
    async with app.run_test(size=size) as pilot:
        return await settled(pilot)


async def test_the_lobby_shows_code_command_and_names() -> None:
    text = await seen(stages.lobby())

    assert "███" in text
    assert "quizterm join K7Q4MF@lab-server" in text
    assert "31 players" in text
    assert "Zoë" in text
    assert "and 5 more" in text


async def test_the_code_stays_on_top_for_those_who_come_late() -> None:
    for stage in (OPENED, stages.revealed(), stages.standings(), stages.podium()):
        assert "K7 Q4 MF" in (await seen(stage)).splitlines()[0]


async def test_an_open_question_shows_options_and_how_many_have_answered() -> None:
    text = await seen(OPENED)

    assert "Which of these ports" in text
    assert all(mark in text for mark in ("▲ A", "◆ B", "● C", "■ D"))
    assert "23 of 31 answered" in text


async def test_a_large_screen_draws_the_figures_large() -> None:
    text = await seen(OPENED, size=(200, 60))

    assert "of 31 answered" in text
    assert "23 of 31" not in text
    assert "████████████" in text


async def test_the_large_seconds_run_with_the_servers_clock() -> None:
    app, peer = projector(OPENED)
    async with app.run_test(size=(200, 60)) as pilot:
        before = await settled(pilot)
        peer.now = Millis(peer.now + 5_000)
        app._tick()
        after = await settled(pilot)

    assert before.splitlines()[-10:] != after.splitlines()[-10:]


@pytest.mark.parametrize(
    ("item", "key"),
    [
        pytest.param(stages.SSH, RightOptions((1,)), id="choice"),
        pytest.param(stages.TEXT, RightTexts(("DNS",)), id="text"),
        pytest.param(stages.ORDER, RightOrder((1, 3, 2, 0)), id="order"),
    ],
)
async def test_nothing_tells_the_key_before_the_reveal(item: QuestionView, key: Any) -> None:
    for stage in (stages.reading(item), stages.opened(item, answered=3)):
        text = await seen(stage)
        assert "✓" not in text
        assert "right" not in text
    assert "✓" in await seen(stages.revealed(item, key=key))


async def test_the_reveal_shows_what_was_right_how_many_and_why() -> None:
    text = await seen(stages.revealed())

    assert "✓ B" in text
    assert "✗ A" in text
    assert "23 of 31 right" in text
    assert "SSH has used port 22 since 1995." in text


LONG_WORDS = " ".join(f"word{number}" for number in range(50)) + " end."


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60)], ids=["small", "middle", "large"])
async def test_a_long_explanation_has_room_at_the_reveal(size: tuple[int, int]) -> None:
    text = await seen(stages.revealed(stages.LONG, explanation=LONG_WORDS), size=size)

    assert "23 of 31 right" in text or "of 31 right" in text
    assert "word0 " in text
    assert "end." in text
    assert all(f" {letter} " in text for letter in "ABCDEFGH")


async def test_an_explanation_that_is_too_long_is_cut_with_a_sign() -> None:
    text = await seen(stages.revealed(explanation=LONG_WORDS * 5))

    assert text.rstrip().endswith("…")
    assert all(mark in text for mark in ("✗ A", "✓ B", "✗ C", "✗ D"))


@pytest.mark.parametrize(
    ("item", "words"),
    [
        pytest.param(replace(stages.SSH, select=Select.ALL), "Several may be right", id="choice"),
        pytest.param(replace(stages.POLL, several=True), "Pick as many as you like.", id="poll"),
    ],
)
@pytest.mark.parametrize("size", [(80, 24), (200, 60)], ids=["small", "large"])
async def test_where_several_may_be_picked_it_is_said(
    item: QuestionView, words: str, size: tuple[int, int]
) -> None:
    assert words in await seen(stages.reading(item), size=size)
    assert words in await seen(stages.opened(item, answered=3), size=size)
    assert words not in await seen(stages.opened(replace(item, select=Select.ONE, several=False)), size=size)


async def test_every_letter_stands_beside_the_first_line_of_its_option() -> None:
    options = tuple(
        f"start{letter} " + "of an option that goes on " * lines for letter, lines in OPTION_LINES
    )
    item = replace(stages.SSH, options=options)

    rows = (await seen(stages.opened(item))).splitlines()

    for letter, _ in OPTION_LINES:
        assert f" {letter} " in next(row for row in rows if f"start{letter}" in row)


OPTION_LINES = (("A", 1), ("B", 4), ("C", 6), ("D", 1))


async def test_the_options_keep_their_place_at_the_reveal() -> None:
    def place(text: str, option: str) -> tuple[int, int]:
        return next((y, row.index(option)) for y, row in enumerate(text.splitlines()) if option in row)

    before, after = await seen(OPENED), await seen(stages.revealed())

    assert [place(before, letter) for letter in (" A ", " B ", " C ", " D ")] == [
        place(after, letter) for letter in (" A ", " B ", " C ", " D ")
    ]


async def test_open_answers_are_shown_grouped() -> None:
    groups = (Group(text="subnets", count=6), Group(text="[b]routing", count=1))
    tally = Tally(answered=7, eligible=26, right=0, groups=groups)

    text = await seen(stages.revealed(stages.OPEN, key=None, spread=tally, explanation=""))

    assert "subnets ×6" in text
    assert "[b]routing" in text
    assert "7 answers" in text


async def test_a_slide_stands_alone() -> None:
    text = await seen(stages.reading(stages.SLIDE, deadline=None))

    assert "Half-time." in text
    assert "answered" not in text


async def test_a_voided_question_says_so() -> None:
    assert "This question does not count." in await seen(stages.revealed(voided=True))


async def test_standings_podium_and_end() -> None:
    assert "Chen" in await seen(stages.standings())
    podium, ended = await seen(stages.podium()), await seen(stages.ended())
    assert "Hardest: question 7, 4 of 31 right. Which layer does ARP belong to?" in podium
    assert "The session is over." in ended


async def test_nobody_without_points_stands_on_the_steps() -> None:
    rows = [stages.standing(1, "Chen", 900), stages.standing(2, "Ada", 0), stages.standing(2, "Zoë", 0)]

    some, none = await seen(stages.podium(rows)), await seen(stages.podium(rows[1:]))

    assert "Chen" in some
    assert "Ada" not in some
    assert "Nobody has points." in none
    assert "Nobody has points." not in await seen(stages.podium(rows[1:], scoring=Scoring.NONE))


async def test_the_end_is_told_once_and_is_no_lost_line() -> None:
    app, peer = projector(stages.ended())
    async with app.run_test() as pilot:
        peer.tell(
            Goodbye(close=CloseReason.SESSION_ENDED, message="The session is over. Thank you for playing.")
        )
        text = await settled(pilot)

    assert text.count("The session is over.") == 1
    assert "lost" not in text
    assert "ended" in text.splitlines()[0]


@pytest.mark.parametrize(
    ("news", "words"),
    [
        pytest.param(LinkStatus(LinkState.RECONNECTING), "Reconnecting…", id="reconnecting"),
        pytest.param(LinkStatus(LinkState.LOST, message="Too slow."), "Too slow.", id="lost"),
        pytest.param(stages.opened(paused=True), "Paused", id="paused"),
        pytest.param(stages.opened(host_away=True), "The host is away; the game goes on.", id="host-away"),
    ],
)
async def test_what_is_not_as_it_should_be_is_told(news: Stage | LinkStatus, words: str) -> None:
    assert words in await seen(OPENED, news)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
async def test_the_time_stands_as_not_known_until_the_line_is_back(size: tuple[int, int]) -> None:
    """R12: the server's clock stands still while the server is down."""
    app, peer = projector(OPENED)
    app.blink = 0
    async with app.run_test(size=size) as pilot:
        before = await settled(pilot)
        peer.tell(LinkStatus(LinkState.RECONNECTING))
        gone = await settled(pilot)
        peer.now = Millis(stages.NOW + 12_000)
        later = await settled(pilot)
        peer.now = stages.NOW
        peer.tell(LinkStatus(LinkState.CONNECTED, 38))
        back = await settled(pilot)

    assert "12 s" in before.splitlines()[1]
    assert gone.splitlines()[1].endswith("—")
    assert later == gone
    assert back == before


async def test_the_end_of_the_news_is_told() -> None:
    app, peer = projector(OPENED)
    async with app.run_test() as pilot:
        peer.hang_up()
        text = await settled(pilot)

    assert "The line is lost." in text


HOSTILE = "[/nope][bold]\x1b]0;owned\x07\u202e"


async def test_hostile_names_and_texts_are_drawn_literally() -> None:
    item = QuestionView(kind=Kind.CHOICE, text=f"Q {HOSTILE}", options=(f"O {HOSTILE}", "22"))
    for stage in (
        stages.lobby(names=(f"N {HOSTILE}",)),
        stages.opened(item),
        stages.revealed(item, explanation=HOSTILE),
        stages.standings([stages.standing(1, f"N {HOSTILE}", 5)]),
        stages.podium([stages.standing(1, f"N {HOSTILE}", 5)]),
    ):
        text = await seen(stage)
        assert "[/nope][bold]" in text
        assert "\x1b" not in text
        assert "\u202e" not in text


@pytest.mark.parametrize("key", stages.STRANGE_KEYS)
async def test_a_key_that_fits_no_question_is_no_end_of_the_screen(key: Key) -> None:
    app, _ = projector()
    async with app.run_test() as pilot:
        for item in (stages.SSH, stages.TRUE_FALSE, stages.ORDER, stages.TEXT, stages.POLL):
            app.hear_stage(stages.revealed(item, key=key))
            await shown(pilot, item.text)


async def test_a_tiny_terminal_breaks_nothing_and_growing_again_brings_all_back() -> None:
    for stage in (stages.lobby(), OPENED, stages.opened(stages.LONG), stages.revealed(), stages.podium()):
        app, _ = projector(stage)
        async with app.run_test(size=(80, 24)) as pilot:
            before = await settled(pilot)
            await pilot.resize_terminal(20, 5)
            small = await settled(pilot)
            await pilot.resize_terminal(80, 24)
            await shown(pilot, before)

        assert "K7Q4MF" in small


async def test_no_key_sends_anything_and_q_leaves() -> None:
    app, peer = projector(OPENED)
    async with app.run_test() as pilot:
        await settled(pilot)
        for key in ("space", "enter", "1", "a", "down", "question_mark", "escape"):
            await pilot.press(key)
        assert peer.sent == []

        await pilot.press("q")
        await settled(pilot)
        assert not app.is_running or app._exit


async def _drawn(pilot: Pilot[Any]) -> None:
    await settled(pilot)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80x24", "120x36"])
def test_picture_of_an_open_question(snap_compare: Any, size: tuple[int, int]) -> None:
    assert snap_compare(projector(OPENED)[0], terminal_size=size, run_before=_drawn)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80x24", "120x36"])
def test_picture_of_the_reveal(snap_compare: Any, size: tuple[int, int]) -> None:
    assert snap_compare(projector(stages.revealed())[0], terminal_size=size, run_before=_drawn)
