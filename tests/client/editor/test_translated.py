"""The editor in a language of longer words: nothing stays English, nothing is pushed off."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot
from textual.widgets import Static

from quizterm.quiz.model import Kind
from quizterm.quiz.samples import sample_text
from quizterm_client.editor.picks import OneOf, Tick
from quizterm_client.editor.slots import Slot
from tests.support.editors import app_for
from tests.support.pseudolanguage import speaking_pseudo, untranslated
from tests.support.reading import settled

SAMPLE = "every-kind"
HINTS = "python, sql, console en, ar, pt-BR"
ENTRIES = (0, *range(1, 13))


@asynccontextmanager
async def editing(folder: Path, entry: int, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Pilot[None]]:
    """An editor on a copy of the sample, with the cursor in the form of an entry."""
    path = folder / f"{SAMPLE}.yaml"
    path.write_text(sample_text(SAMPLE), encoding="utf-8")
    with speaking_pseudo():
        app = app_for(path, folder / "state")
        async with app.run_test(size=size) as pilot:
            await settled(pilot)
            await pilot.press("home", *["down"] * entry, "enter")
            await settled(pilot)
            yield pilot


@pytest.mark.parametrize("entry", ENTRIES)
async def test_every_form_is_translated_and_has_room_for_its_words(tmp_path: Path, entry: int) -> None:
    async with editing(tmp_path, entry) as pilot:
        assert english(await settled(pilot)) == []
        for slot in pilot.app.screen.query(Slot):
            if slot.region and slot.is_on_screen:
                has_room(slot)


def english(text: str) -> list[str]:
    """What nobody can translate; ends of the quiz's own words are seen in short fields."""
    known = (sample_text(SAMPLE), SAMPLE, "yaml", HINTS)
    return [word for word in untranslated(text, known) if word not in sample_text(SAMPLE)]


def has_room(slot: Slot) -> None:
    """Nothing of what a field says is cut off at the right."""
    for part in (*slot.query(".label"), *slot.query(Tick), *slot.query(OneOf)):
        words = part.render()
        assert part.region.right <= 80
        if isinstance(part, Tick | OneOf):
            assert all(cell_len(line) <= part.size.width for line in str(words).split("\n"))


@pytest.mark.parametrize(
    "keys", [("ctrl+n",), ("f1",), ("f3",), ("f8", "ctrl+q")], ids=["kinds", "help", "name", "leaving"]
)
async def test_dialogs_are_translated_and_not_wider_than_the_screen(
    tmp_path: Path, keys: tuple[str, ...]
) -> None:
    async with editing(tmp_path, 0) as pilot:
        await pilot.press("escape", "down", *keys)
        await settled(pilot)

        said = [str(part.render()) for part in pilot.app.screen.query(Static)]
        assert "⟦" in "".join(said)
        assert english("\n".join(said)) == []
        assert all(part.region.right <= 80 for part in pilot.app.screen.query(Static))


async def test_a_rule_that_is_broken_is_told_in_the_language_that_is_spoken(tmp_path: Path) -> None:
    async with editing(tmp_path, 0) as pilot:
        await pilot.press("ctrl+n", str(list(Kind).index(Kind.CHOICE) + 1))
        text = await settled(pilot)

        assert english(text) == []
        assert "! ⟦" in text
