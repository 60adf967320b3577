"""Every screen at every rung of colours and marks, as text and the look of each cell; read it first."""

from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import replace
from string import ascii_letters
from typing import Any, Final

import pytest
from rich.cells import split_graphemes
from rich.segment import Segment
from rich.style import Style
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from textual.app import App

from quizterm_client.host.app import HostApp
from quizterm_client.player.app import PlayerApp
from quizterm_client.projector.app import ProjectorApp
from quizterm_client.terminal.appearance import STILL, Appearance, Colours, Glyphs
from quizterm_client.view.invitation import Invitation
from tests.support import stages
from tests.support.reading import settled
from tests.support.stages import FakePeer

SIZE: Final = (80, 24)
INVITATION: Final = Invitation("quizterm join K7Q4MF@10.20.0.5", "10.20.0.5:8765")

RUNGS: Final = {
    "true": STILL,
    "256": replace(STILL, colours=Colours.C256),
    "16": replace(STILL, colours=Colours.C16),
    "8": replace(STILL, colours=Colours.C8, glyphs=Glyphs.CONSOLE),
    "none": replace(STILL, colours=Colours.NONE),
    "ascii": replace(STILL, colours=Colours.NONE, glyphs=Glyphs.ASCII, encoding="ascii"),
}

SCREENS: Final = (
    (
        PlayerApp,
        {
            "player, lobby": (stages.lobby(), stages.you(score=0)),
            "player, reading": (stages.reading(), stages.you()),
            "player, open": (stages.opened(), stages.you()),
            "player, a program": (stages.opened(stages.CODE), stages.you()),
            "player, right": (stages.revealed(), stages.right()),
            "player, wrong": (stages.revealed(), stages.wrong()),
            "player, standings": (stages.standings(), stages.right()),
            "player, podium": (stages.podium(), stages.placed()),
        },
    ),
    (
        HostApp,
        {
            "host, lobby": (stages.lobby(desk=stages.desk()),),
        },
    ),
    (
        HostApp,
        {
            "host, open": (stages.opened(desk=stages.desk()),),
        },
    ),
    (
        ProjectorApp,
        {
            "projector, open": (stages.opened(),),
            "projector, reveal": (stages.revealed(),),
        },
    ),
)
"""Apps, and what is told to them one after the other; a host's keys wait for a moment after a change."""


class TextFile(SingleFileSnapshotExtension):
    """A file that people read."""

    _file_extension = "txt"
    _write_mode = WriteMode.TEXT


@pytest.mark.parametrize("rung", RUNGS)
async def test_every_screen(rung: str, snapshot: SnapshotAssertion) -> None:
    looks = _Looks()
    screens: list[str] = []
    for kind, news in SCREENS:
        screens += [each async for each in _drawn(kind, news, RUNGS[rung], looks)]

    assert "\n".join([*screens, *looks.told()]) == snapshot(extension_class=TextFile)


async def _drawn(
    kind: Any, news: Mapping[str, tuple[Any, ...]], appearance: Appearance, looks: "_Looks"
) -> AsyncIterator[str]:
    """The words of each screen of an app, and below them a letter for the look of each cell."""
    peer = FakePeer()
    inviting: dict[str, Any] = {"invitation": INVITATION}
    app: App[Any] = kind(peer, **inviting, appearance=appearance)
    async with app.run_test(size=SIZE) as pilot:
        for name, told in news.items():
            for one in told:
                peer.tell(one)
            await settled(pilot)
            strips = app.screen._compositor.render_strips()
            words = [strip.text.rstrip() for strip in strips]
            letters = ["".join(map(looks.letter, _cells(strip))).rstrip(".") for strip in strips]
            yield "\n".join([f" {name} ".center(SIZE[0], "="), *words, "-" * SIZE[0], *letters])


def _cells(segments: Any) -> Iterator[Style | None]:
    """The look of each cell; of blanks it is what is behind them."""
    for text, style, _control in (Segment(*segment) for segment in segments):
        for start, end, width in split_graphemes(text)[0]:
            yield from [_behind(style) if text[start:end] == " " else style] * width


def _behind(style: Style | None) -> Style | None:
    """The look of a blank: only what is behind it can be seen."""
    return style if style is None or style.reverse else Style(bgcolor=style.bgcolor)


class _Looks:
    """Letters for looks, in the order in which they are met; a dot is the most common one of the theme."""

    def __init__(self) -> None:
        self._letters: dict[str, str] = {}

    def letter(self, style: Style | None) -> str:
        """The letter of a look."""
        name = "none" if style is None else str(_plain(style))
        if name in ("none", "on #121314"):
            return "."
        return self._letters.setdefault(name, _LETTERS[len(self._letters)])

    def told(self) -> list[str]:
        """What each letter means."""
        return ["=" * SIZE[0], *(f"{letter}: {name}" for name, letter in self._letters.items())]


_LETTERS: Final = f"{ascii_letters}0123456789!#$%&*+/:;<=>?@^_~|" + "".join(map(chr, range(0xC0, 0x180)))


def _plain(style: Style) -> Style:
    """A look without what clicks on it do."""
    return Style(
        color=style.color,
        bgcolor=style.bgcolor,
        bold=style.bold or None,
        dim=style.dim or None,
        italic=style.italic or None,
        underline=style.underline or None,
        reverse=style.reverse or None,
        strike=style.strike or None,
    )


@pytest.mark.parametrize(("rung", "corners"), [("8", "┌┐└┘"), ("ascii", "++++")])
async def test_where_an_answer_is_typed_the_frame_has_corners(rung: str, corners: str) -> None:
    peer = FakePeer(stages.opened(stages.TEXT), stages.you())
    app = PlayerApp(peer, appearance=RUNGS[rung])

    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        rows = [strip.text.strip() for strip in app.screen._compositor.render_strips()]

    entry = next(place for place, row in enumerate(rows) if "your answer" in row)
    above, below = rows[entry - 1], rows[entry + 1]
    assert (above[0], above[-1], below[0], below[-1]) == tuple(corners)
