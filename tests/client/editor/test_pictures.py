"""Pictures of the editor."""

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from quizterm.quiz.samples import sample_text
from tests.support.editors import app_for
from tests.support.reading import settled

PLACES = {
    "options": (4, (80, 24)),
    "typed": (6, (120, 36)),
    "number": (8, (80, 24)),
    "order": (10, (120, 36)),
}


def at(folder: Path, *keys: str) -> dict[str, Any]:
    """An editor on a copy of a sample, after some keys."""
    path = folder / "every-kind.yaml"
    path.write_text(sample_text("every-kind"), encoding="utf-8")
    app = app_for(path, folder / "state")

    async def press(pilot: Pilot[None]) -> None:
        await settled(pilot)
        await pilot.press(*keys)
        # The preview follows a moment later.
        await pilot.pause(0.3)
        await settled(pilot)

    return {"app": app, "run_before": press}


@pytest.mark.parametrize(("place", "size"), PLACES.values(), ids=PLACES)
def test_picture_of_a_question(snap_compare: Any, tmp_path: Path, place: int, size: tuple[int, int]) -> None:
    picture = at(tmp_path, "home", *["down"] * place, "enter")
    assert snap_compare(picture["app"], terminal_size=size, run_before=picture["run_before"])


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80x24", "120x36"])
def test_picture_of_the_top(snap_compare: Any, tmp_path: Path, size: tuple[int, int]) -> None:
    picture = at(tmp_path, "home")
    assert snap_compare(picture["app"], terminal_size=size, run_before=picture["run_before"])


def test_picture_of_a_question_with_problems(snap_compare: Any, tmp_path: Path) -> None:
    picture = at(tmp_path, "ctrl+n", "1", "W", "h", "y", "down", "a")
    assert snap_compare(picture["app"], terminal_size=(80, 24), run_before=picture["run_before"])


def test_picture_of_the_kinds(snap_compare: Any, tmp_path: Path) -> None:
    picture = at(tmp_path, "ctrl+n")
    assert snap_compare(picture["app"], terminal_size=(80, 24), run_before=picture["run_before"])
