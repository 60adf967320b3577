"""R08, R09: Text from people is drawn as it is: never as markup, never as an escape sequence."""

from dataclasses import replace
from typing import Any

import pytest

from quizterm.quiz.answers import Ordered, Picked, RightOptions, RightOrder, RightTexts, Typed
from quizterm.quiz.model import Code
from quizterm.snapshot import Group, QuestionView
from quizterm_client.peer import LinkState, LinkStatus
from quizterm_client.player.app import PlayerApp
from quizterm_client.terminal.appearance import STILL
from tests.support import stages
from tests.support.reading import settled
from tests.support.stages import FakePeer

HOSTILE = [
    "[/nope]",
    "[@click=app.quit]x[/]",
    "[bold red]r[/]",
    "[$primary]v",
    "\\[x]",
    "\x1b[2J\x1b]0;owned\x07",
    "\x9b31m",
    "a\u202eb",
    "\x00",
]
CONTROLS = [chr(code) for code in (*range(0x20), *range(0x7F, 0xA0), 0x202A, 0x202E, 0x2028) if code != 0x0A]


def hostile(item: QuestionView, text: str) -> QuestionView:
    options = tuple(f"{text}{index}" for index in range(4)) if item.options else ()
    return replace(item, text=text, code=Code(f"{text}\nx", text), options=options, unit=text)


def scenes(text: str) -> list[tuple[Any, ...]]:
    """Every place of the player's screen that shows other people's words."""
    me: dict[str, Any] = {"name": text}
    choice, typed, order = (hostile(item, text) for item in (stages.SSH, stages.TEXT, stages.ORDER))
    rows = tuple(stages.standing(place, text, 100 - place) for place in range(1, 5))
    everywhere = {"title": text}
    groups = (Group(text=text, count=3, right=True),)
    key = RightTexts((text,))
    return [
        (stages.lobby(names=(text, "Ada"), **everywhere), stages.you(**me)),
        (stages.opened(choice, **everywhere), stages.answered(**me)),
        (stages.opened(typed, **everywhere), stages.you(**me)),
        (stages.opened(typed), stages.answered(Typed(text), **me)),
        (stages.opened(order, **everywhere), stages.you(**me)),
        (stages.revealed(choice, RightOptions((1,)), explanation=text), stages.wrong(Picked((0,)), **me)),
        (stages.revealed(typed, key, stages.tally((), 3, groups), text), stages.wrong(Typed(text), **me)),
        (
            stages.revealed(order, RightOrder((3, 2, 1, 0)), explanation=text),
            stages.wrong(Ordered((0, 1, 2, 3))),
        ),
        (stages.standings(rows), stages.right(nearby=rows)),
        (stages.podium(rows), stages.placed(**me)),
        (stages.opened(), stages.you(), LinkStatus(LinkState.LOST, message=text)),
    ]


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_text_is_drawn_literally_in_every_phase(text: str) -> None:
    peer = FakePeer()
    app = PlayerApp(peer, appearance=STILL)

    async with app.run_test(size=(100, 40)) as pilot:
        for scene in scenes(text):
            for news in scene:
                peer.tell(news)
            shown = await settled(pilot)
            styles = [s.style for strip in app.screen._compositor.render_strips() for s in strip if s.style]
            assert not any(control in shown.replace("\n", "") for control in CONTROLS)
            assert not any("@click" in style.meta for style in styles)
            if text.isascii() and text.isprintable():
                assert text[:19] in shown


async def test_a_refusal_with_markup_is_drawn_literally() -> None:
    peer = FakePeer(stages.opened(), stages.you())
    peer.refuse_next("bad_answer", "[@click=app.quit]no[/]")  # type: ignore[arg-type]
    app = PlayerApp(peer, appearance=STILL)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("a")
        assert "[@click=app.quit]no[/]" in await settled(pilot)
