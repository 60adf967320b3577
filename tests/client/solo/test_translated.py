"""Practice and preview in a language of longer words: nothing stays English."""

from dataclasses import replace
from random import Random

from textual.pilot import Pilot
from textual.widgets import Static

from quizterm.quiz.model import Quiz, Settings
from quizterm_client.player.exit import PlayerExit
from quizterm_client.solo.app import PracticeApp
from quizterm_client.solo.peer import SoloPeer
from quizterm_client.solo.previewapp import PreviewApp
from quizterm_client.terminal.appearance import STILL
from quizterm_server.clock import ManualClock
from tests.support.games import ANY, BITS, BREAK, DNS, LAYERS, MOOD, PORT
from tests.support.pseudolanguage import speaking_pseudo, untranslated
from tests.support.reading import settled

QUESTIONS = (replace(PORT, seconds=20), DNS, ANY, LAYERS, BITS, MOOD, BREAK)
QUIZ = Quiz(title="Ports", questions=QUESTIONS, settings=Settings(reading_seconds=3))
TYPED = "xyzzy plugh"
CLASS = "blue seven Paris cat Python no idea water gravity TCP Mozart"
"""What the made-up class of the preview says."""
CONTENT = (QUIZ.title, TYPED, CLASS, repr(QUESTIONS))


async def english(pilot: Pilot[PlayerExit] | Pilot[None], *keys: str) -> list[str]:
    """What stands on the screen that nobody can translate, after some keys."""
    await pilot.press(*keys)
    text = await settled(pilot)
    assert "⟦" in text
    return untranslated(text, CONTENT)


async def dialog(pilot: Pilot[PlayerExit] | Pilot[None], *keys: str) -> list[str]:
    """The same of a dialog, which stands over something else."""
    await pilot.press(*keys)
    await settled(pilot)
    said = "\n".join(str(part.render()) for part in pilot.app.screen.query(Static))
    assert "⟦" in said
    return untranslated(said, CONTENT)


async def test_a_whole_practice_is_translated() -> None:
    quiz = replace(QUIZ, questions=(PORT, DNS, BREAK))

    with speaking_pseudo():
        app = PracticeApp(SoloPeer(quiz, ManualClock(), Random(7)), appearance=STILL)
        async with app.run_test(size=(80, 24)) as pilot:
            assert await english(pilot) == []
            assert await dialog(pilot, "question_mark") == []
            assert await english(pilot, "escape") == []
            for keys in (
                *(("space",), ("space",), ("p",), ("p",), ("a",), ("space",), ("space",)),
                *((*"xyzzy", "enter"), ("space",), ("space",), ("space",), ("space",), ("n",), ("space",)),
            ):
                assert await english(pilot, *keys) == []
            assert await dialog(pilot, "escape", "q") == []
            assert await english(pilot, "f") == []
            await pilot.press("q")

    assert app.return_value is not None
    assert untranslated(app.return_value.message) == []


async def test_the_preview_of_every_kind_is_translated() -> None:
    with speaking_pseudo():
        app = PreviewApp(QUIZ, appearance=STILL)
        async with app.run_test(size=(80, 24)) as pilot:
            for _question in QUESTIONS:
                for keys in ((), ("enter",), ("w",), ("w",), ("enter",), ("enter",)):
                    assert await english(pilot, *keys) == []
                await pilot.press("space")
            assert await dialog(pilot, "question_mark") == []
            assert await dialog(pilot, "escape", "g") == []
