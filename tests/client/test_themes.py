"""The colours that a person has chosen can be read, and told apart with every kind of eyes."""

import typing
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest
from rich.style import Style
from textual.app import App

from quizterm.cli.options import Theme
from quizterm.snapshot import Stage, You
from quizterm_client.host.app import HostApp
from quizterm_client.player.app import PlayerApp
from quizterm_client.projector.app import ProjectorApp
from quizterm_client.terminal.appearance import OWN_COLOURS, STILL, THEMES
from quizterm_client.themes import THEMES as DRAWN
from quizterm_client.themes import use_themes
from quizterm_client.view.invitation import Invitation
from quizterm_client.view.options import MARKS
from tests.support import stages
from tests.support.colourvision import EYES, contrast, difference
from tests.support.reading import settled
from tests.support.stages import FakePeer

READABLE = 4.5
"""The least contrast of words: WCAG 2.2, 1.4.3."""
EASY = 7.0
"""The same, enhanced: 1.4.6."""
APART = 15.0
"""The least distance of two colours that mean different things; 2.3 is just seen."""

PAINTED = tuple(name for name in THEMES if name != OWN_COLOURS)
INVITATION = Invitation("quizterm join K7Q4MF", "lab")
EIGHT = replace(stages.SSH, options=tuple(f"Option {number}" for number in range(1, 9)))
PLAYED: tuple[tuple[Stage | You, ...], ...] = (
    (stages.lobby(), stages.you()),
    (stages.opened(EIGHT),),
    (stages.opened(), stages.answered()),
    (stages.revealed(), stages.right()),
    (stages.revealed(), stages.wrong()),
    (stages.opened(stages.TEXT), stages.you()),
    (stages.opened(stages.ORDER), stages.you()),
    (stages.opened(stages.CODE), stages.you()),
    (stages.standings(), stages.you()),
    (stages.podium(), stages.placed()),
)


async def test_a_screen_is_dark_unless_a_light_one_is_chosen() -> None:
    app = App[None]()
    use_themes(app)
    async with app.run_test():
        assert app.current_theme.dark
        use_themes(app, "light")
        assert not app.current_theme.dark


def test_themes_have_the_same_names_everywhere() -> None:
    (choices, _none) = typing.get_args(typing.get_args(Theme)[0])

    assert typing.get_args(choices) == THEMES == tuple(DRAWN)


@pytest.mark.parametrize("theme", PAINTED)
async def test_all_words_of_all_screens_can_be_read(theme: str) -> None:
    least = EASY if theme.startswith("contrast") else READABLE
    marks = {mark.colour.lower() for mark in MARKS}
    seen = {pair async for pair in _drawn(theme)}

    faint = {
        (words, letters, ground, round(contrast(letters, ground), 2))
        for words, letters, ground in seen
        if contrast(letters, ground) < (READABLE if ground in marks else least)
    }
    assert len(seen) > 100
    assert not faint


@pytest.mark.parametrize("eyes", EYES)
def test_marks_of_options_are_told_apart(eyes: str) -> None:
    close = {
        (one.letter, other.letter, round(difference(one.colour, other.colour, eyes), 1))
        for one, other in combinations(MARKS, 2)
        if difference(one.colour, other.colour, eyes) < APART
    }
    assert not close


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("theme", PAINTED)
def test_right_and_wrong_are_told_apart(theme: str, eyes: str) -> None:
    drawn = DRAWN[theme]
    assert drawn.success is not None
    assert drawn.error is not None
    assert difference(drawn.success, drawn.error, eyes) >= APART


def test_marks_are_told_apart_without_any_colour() -> None:
    assert len({mark.shape for mark in MARKS}) == len({mark.letter for mark in MARKS}) == len(MARKS)


async def test_the_terminals_own_colours_are_used_where_they_are_asked_for() -> None:
    app = PlayerApp(FakePeer(stages.opened(), stages.you()), appearance=replace(STILL, theme=OWN_COLOURS))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        styles = list(_styles(app, filtered=True))

    assert all(
        colour is None or colour.is_default or (colour.number is not None and colour.number < 16)
        for style in styles
        for colour in (style.color, style.bgcolor)
    )
    assert any(style.bgcolor is None for style in styles)


async def _drawn(theme: str) -> Any:
    """What stands on the screens: words, their colour and the one below."""
    look = replace(STILL, theme=theme)
    peers = FakePeer(*PLAYED[0]), FakePeer(PLAYED[0][0]), FakePeer(PLAYED[0][0])
    faces: tuple[App[Any], ...] = (
        PlayerApp(peers[0], appearance=look),
        HostApp(peers[1], INVITATION, appearance=look),
        ProjectorApp(peers[2], INVITATION, appearance=look),
    )
    for peer, face in zip(peers, faces, strict=True):
        async with face.run_test(size=(100, 30)) as pilot:
            for news in PLAYED:
                for one in news:
                    if isinstance(one, Stage) or peer is peers[0]:
                        peer.tell(_for_host(one) if peer is peers[1] else one)
                await settled(pilot)
                await pilot.press("down")
                await settled(pilot)
                for pair in _words(face):
                    yield pair


def _for_host(news: Stage | You) -> Stage | You:
    return replace(news, desk=stages.desk(key=None)) if isinstance(news, Stage) else news


def _words(app: App[Any]) -> Iterator[tuple[str, str, str]]:
    for strip in app.screen._compositor.render_strips():
        for text, style, _control in strip:
            if style is not None and any(map(str.isalnum, text)):
                letters, ground = _hex(style.color), _hex(style.bgcolor)
                yield (text.strip(), *((ground, letters) if style.reverse else (letters, ground)))


def _styles(app: App[Any], *, filtered: bool) -> Iterator[Style]:
    filters = app.get_line_filters() if filtered else ()
    for strip in app.screen._compositor.render_strips():
        for each in filters:
            strip = strip.apply_filter(each, app.screen.background_colors[1])
        yield from (style for _text, style, _control in strip if style is not None)


def _hex(colour: Any) -> str:
    red, green, blue = colour.get_truecolor()
    return f"#{red:02x}{green:02x}{blue:02x}"
