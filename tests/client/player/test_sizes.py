"""Every phase on every terminal, and terminals that change while one plays."""

from dataclasses import replace
from typing import Any

import pytest

from quizterm.quiz.answers import Number, Ordered, Picked, RightOrder, Typed
from quizterm.quiz.model import Code
from quizterm.snapshot import Stage
from quizterm_client.player.app import PlayerApp
from quizterm_client.terminal.appearance import STILL
from quizterm_client.widgets.question import QuestionPane
from quizterm_client.widgets.tiles import Tiles
from tests.support import stages
from tests.support.reading import settled
from tests.support.stages import FakePeer

SCENES = (
    (stages.lobby(), stages.you()),
    (stages.reading(), stages.you()),
    (stages.opened(), stages.you()),
    (stages.opened(stages.LONG), stages.you()),
    (stages.revealed(stages.LONG, explanation="Why? " * 100), stages.right()),
    (stages.opened(stages.CODE), stages.you()),
    (stages.opened(stages.TEXT), stages.you()),
    (stages.opened(stages.ORDER), stages.you()),
    (
        stages.revealed(stages.ORDER, key=RightOrder((1, 3, 2, 0))),
        stages.wrong(Ordered((0, 1, 2, 3))),
    ),
    (stages.reading(stages.SLIDE), stages.you()),
    (stages.revealed(), stages.right()),
    (stages.standings(), stages.right()),
    (stages.podium(), stages.placed()),
    (stages.podium(rows=(), players=0), stages.you(rank=0)),
)


@pytest.mark.parametrize("size", [(20, 5), (10, 3), (1, 1), (40, 12), (24, 8), (119, 9), (46, 19), (200, 60)])
async def test_every_phase_survives_every_size(size: tuple[int, int]) -> None:
    peer = FakePeer()
    app = PlayerApp(peer, appearance=STILL)

    async with app.run_test(size=size) as pilot:
        for scene in SCENES:
            for news in scene:
                peer.tell(news)
            text = await settled(pilot)
            assert text.count("\n") == size[1] - 1


async def test_a_tiny_terminal_says_so_and_what_goes_on() -> None:
    app = PlayerApp(FakePeer(stages.opened(), stages.you()), appearance=STILL)

    async with app.run_test(size=(20, 5)) as pilot:
        text = await settled(pilot)

    assert "Terminal too small." in text
    assert "Question 3 is open." in text


async def test_every_letter_of_a_long_question_can_be_seen_and_the_question_read_on() -> None:
    app = PlayerApp(FakePeer(stages.opened(stages.LONG), stages.you()), appearance=STILL)

    async with app.run_test(size=(80, 24)) as pilot:
        first = await settled(pilot)
        await pilot.press("pagedown", "pagedown")
        later = await settled(pilot)
        await pilot.press("pageup", "pageup")
        back = await settled(pilot)

    for letter, shape in zip("ABCDEFGH", "▲◆●■★✚⬟⬢", strict=True):
        assert f"{shape} {letter}" in first
        assert f"{shape} {letter}" in later
    assert "PgDn read on" in first
    assert "line_12 = check" not in first
    assert "line_12 = check" in later
    assert back == first


@pytest.mark.parametrize("size", [(80, 24), (42, 13)])
async def test_below_a_program_with_long_lines_there_is_nothing(size: tuple[int, int]) -> None:
    lines = ["long = 1" + " + 1" * 60] * 12 + ["print(long)"]
    item = replace(stages.CODE, code=Code("\n".join(lines), "python"))
    app = PlayerApp(FakePeer(stages.opened(item), stages.you()), appearance=STILL)

    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        pane = app.screen.query_one(QuestionPane)
        pane.scroll_end(animate=False)
        shown = (await settled(pilot)).split("\n")

        edge = pane.block.styles.border_bottom[0] != ""
        assert "print(long)" in shown[pane.region.bottom - (2 if edge else 1)]


LONG_KEY = stages.revealed(stages.LONG, explanation="Because leaves move. " * 20 + "That is all.")


async def test_a_long_reveal_can_be_read_to_its_end() -> None:
    app = PlayerApp(FakePeer(LONG_KEY, stages.wrong()), appearance=STILL)

    async with app.run_test(size=(80, 24)) as pilot:
        first = await settled(pilot)
        pages = [first]
        for _ in range(6):
            await pilot.press("pagedown")
            pages.append(await settled(pilot))
        await pilot.press(*["pageup"] * 8)
        back = await settled(pilot)

    read = " ".join(" ".join(pages).split())
    assert "PgDn read on" in first
    assert "It was B Explanation 2" in first
    assert "That is all." not in first
    assert "That is all." in read
    assert "which of these explains best what goes on?" in read
    assert back == first


async def test_every_option_can_be_read_in_full_at_the_reveal() -> None:
    app = PlayerApp(FakePeer(LONG_KEY, stages.wrong()), appearance=STILL)

    async with app.run_test(size=(80, 24)) as pilot:
        first = await settled(pilot)
        await pilot.press("down", "down", "down")
        third = await settled(pilot)

    assert "↑ ↓ read options" in first
    assert "loses contact for 3 s" not in first
    assert "loses contact for 3 s" in third


@pytest.mark.parametrize(
    ("later", "said"),
    [
        (stages.standings(), "7 questions to go"),
        (stages.reading(stages.TEXT), "Read first"),
        (stages.podium(), "That was the last question"),
    ],
    ids=["standings", "typed", "podium"],
)
async def test_what_was_read_in_full_at_the_reveal_gives_way_to_what_comes_next(
    later: Stage, said: str
) -> None:
    peer = FakePeer(LONG_KEY, stages.wrong())
    app = PlayerApp(peer, appearance=STILL)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("down", "down", "down")
        await settled(pilot)
        peer.tell(later)
        text = await settled(pilot)

    assert "loses contact for 3 s" not in text
    assert said in text


async def test_a_reveal_with_room_for_all_names_no_keys_for_reading() -> None:
    app = PlayerApp(FakePeer(stages.revealed(), stages.right()), appearance=STILL)

    async with app.run_test(size=(80, 24)) as pilot:
        text = await settled(pilot)

    assert "PgDn" not in text
    assert "read options" not in text


async def test_a_two_line_explanation_leaves_no_scrollbar_behind() -> None:
    explanation = "SSH has had port 22 since 1995, when its author asked for a number between others. " * 2
    app = PlayerApp(FakePeer(stages.revealed(explanation=explanation), stages.right()), appearance=STILL)

    async with app.run_test(size=(80, 24)) as pilot:
        text = await settled(pilot)

    assert "between others." in text
    assert not set("▁▂▃▄▅▆▇") & set(text)
    assert "PgDn" not in text


@pytest.mark.parametrize("size", [(80, 24), (24, 8)])
async def test_answers_that_do_not_fit_the_question_break_no_screen(size: tuple[int, int]) -> None:
    peer = FakePeer()
    app = PlayerApp(peer, appearance=STILL)
    bare = replace(stages.SSH, options=())
    words = "long " * 100_000

    async with app.run_test(size=size) as pilot:
        for answer in (Picked((7,)), Ordered((5, 6, 7)), Ordered(()), Typed(words), Number(1e300)):
            for item in (stages.SSH, stages.TRUE_FALSE, stages.ORDER, stages.TEXT, stages.NUMERIC, bare):
                for news in (stages.opened(item), stages.answered(answer)):
                    peer.tell(news)
                await settled(pilot)
                for news in (stages.revealed(item, key=None, explanation=words), stages.wrong(answer)):
                    peer.tell(news)
                await settled(pilot)
        peer.tell(stages.opened(replace(stages.CODE, text=words), title=words))
        assert (await settled(pilot)).count("\n") == size[1] - 1


async def test_resizing_in_the_middle_loses_nothing() -> None:
    peer = FakePeer(stages.opened(stages.TEXT), stages.you())
    app = PlayerApp(peer, appearance=STILL)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press(*"dn")
        for size in ((20, 5), (200, 60), (80, 24)):
            await pilot.resize_terminal(*size)
            await settled(pilot)
        await pilot.press("s", "enter")
        text = await settled(pilot)

    assert "Counted" in text
    assert "dns" in text


async def test_tiles_do_not_move_from_reading_to_reveal() -> None:
    peer = FakePeer(stages.reading(), stages.you())
    app = PlayerApp(peer, appearance=STILL)
    places: list[Any] = []

    async with app.run_test(size=(80, 24)) as pilot:
        for news in ((), (stages.opened(),), (stages.answered(),), (stages.revealed(), stages.right())):
            for one in news:
                peer.tell(one)
            await settled(pilot)
            places.append(app.screen.query_one(Tiles).region)

    assert len(set(places)) == 1
    assert places[0].height == 11
