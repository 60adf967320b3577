"""The README's pictures: the real screens with made-up players, by `python -m docs.generate.pictures`."""

import asyncio
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from textual.app import App

from quizterm.snapshot import Stage, You
from quizterm_client.host.app import HostApp
from quizterm_client.player.app import PlayerApp
from quizterm_client.projector.app import ProjectorApp
from quizterm_client.view.invitation import Invitation
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
SIZE = (80, 24)
INVITATION = Invitation("quizterm join K7Q4MF@lab-server", "lab-server:8765")

FONT_FACE = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)
"""The exporter points at fonts on the net; a picture in a repository must not."""


@dataclass(frozen=True)
class Picture:
    """One screen at one moment."""

    name: str
    face: str
    seen: tuple[Stage | You, ...]


PICTURES = (
    Picture("lobby", "host", (lobby(desk=desk()),)),
    Picture("question", "player", (opened(CODE), you(score=2140, question=1))),
    Picture(
        "host",
        "host",
        (opened(answered=23, desk=desk(seats=seats(answered=23, away=("Uma",)), tally=tally())),),
    ),
    Picture("reveal", "player", (revealed(), right())),
    Picture("podium", "projector", (podium(),)),
)


async def draw(picture: Picture) -> str:
    """One screen as SVG."""
    app = _app(picture.face, FakePeer(*picture.seen))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.wait_for_animation()
        await pilot.pause()
        return FONT_FACE.sub("", app.export_screenshot(title="QuizTerm"))


def _app(face: str, peer: FakePeer) -> App[Any]:
    match face:
        case "host":
            return HostApp(peer, INVITATION)
        case "player":
            return PlayerApp(peer, invitation=INVITATION, motion=False)
        case _:
            return ProjectorApp(peer, INVITATION, motion=False)


def main() -> None:
    """Draw them all."""
    FOLDER.mkdir(exist_ok=True)
    for picture in PICTURES:
        FOLDER.joinpath(f"{picture.name}.svg").write_text(asyncio.run(draw(picture)), encoding="utf-8")


if __name__ == "__main__":
    main()
