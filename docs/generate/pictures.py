"""The README's pictures: the real screens with made-up players, by `python -m docs.generate.pictures`."""

import asyncio
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from textual.app import App

from quizterm.formats import read_sample
from quizterm.quiz.samples import sample_text
from quizterm.snapshot import Stage, You
from quizterm_client.host.app import HostApp
from quizterm_client.player.app import PlayerApp
from quizterm_client.projector.app import ProjectorApp
from quizterm_client.solo.previewapp import PreviewApp
from quizterm_client.terminal.appearance import STILL, Appearance, Colours, Glyphs
from quizterm_client.view.invitation import Invitation
from tests.support.editors import app_for
from tests.support.reading import settled
from tests.support.stages import (
    CODE,
    FakePeer,
    desk,
    lobby,
    opened,
    podium,
    revealed,
    right,
    seats,
    tally,
    you,
)

FOLDER = Path(__file__).parents[1] / "images"
SIZE, LARGE = (80, 24), (120, 36)
SAMPLE = "every-kind"
INVITATION = Invitation("quizterm join K7Q4MF@lab-server", "lab-server:8765")

FONT_FACE = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)
"""The exporter points at fonts on the net; a picture in a repository must not."""


@dataclass(frozen=True)
class Picture:
    """One screen at one moment."""

    name: str
    face: str
    seen: tuple[Stage | You, ...] = ()
    keys: tuple[str, ...] = ()
    """What is pressed before."""
    size: tuple[int, int] = SIZE
    appearance: Appearance = STILL


_ASKED = (opened(CODE), you(score=2140, question=1))
_RUNGS = {
    "true": STILL,
    "16": replace(STILL, colours=Colours.C16),
    "8": replace(STILL, colours=Colours.C8, glyphs=Glyphs.CONSOLE),
    "ascii": replace(STILL, colours=Colours.NONE, glyphs=Glyphs.ASCII, encoding="ascii"),
}
"""The same question on four terminals."""

PICTURES = (
    Picture("lobby", "host", (lobby(desk=desk()),)),
    Picture("question", "player", _ASKED),
    Picture(
        "host",
        "host",
        (opened(answered=23, desk=desk(seats=seats(answered=23, away=("Uma",)), tally=tally())),),
    ),
    Picture("reveal", "player", (revealed(), right())),
    Picture("podium", "projector", (podium(),)),
    Picture("editor", "editor", keys=("home", *["down"] * 4, "enter"), size=LARGE),
    Picture("preview", "preview", keys=("right", "enter")),
    *(Picture(f"rungs-{rung}", "player", _ASKED, appearance=how) for rung, how in _RUNGS.items()),
)


async def draw(picture: Picture) -> str:
    """One screen as SVG."""
    with _app(picture) as app:
        async with app.run_test(size=picture.size) as pilot:
            await settled(pilot)
            await pilot.press(*picture.keys)
            # The editor's preview follows a moment later.
            await pilot.pause(0.5)
            await pilot.wait_for_animation()
            await settled(pilot)
            return FONT_FACE.sub("", app.export_screenshot(title="QuizTerm"))


@contextmanager
def _app(picture: Picture) -> Iterator[App[Any]]:
    peer = FakePeer(*picture.seen)
    with TemporaryDirectory() as folder:
        match picture.face:
            case "host":
                yield HostApp(peer, INVITATION)
            case "player":
                yield PlayerApp(peer, invitation=INVITATION, appearance=picture.appearance)
            case "projector":
                yield ProjectorApp(peer, INVITATION, appearance=STILL)
            case "editor":
                path = Path(folder) / f"{SAMPLE}.yaml"
                path.write_text(sample_text(SAMPLE), encoding="utf-8")
                yield app_for(path, Path(folder) / "state")
            case _:
                yield PreviewApp(read_sample(SAMPLE), 0)


def main() -> None:
    """Draw them all."""
    FOLDER.mkdir(exist_ok=True)
    for picture in PICTURES:
        FOLDER.joinpath(f"{picture.name}.svg").write_text(asyncio.run(draw(picture)), encoding="utf-8")


if __name__ == "__main__":
    main()
