"""An editor on a file of its own, worked with as a person would."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Static

from quizterm.formats.native.document import Document
from quizterm.quiz.model import Question, Quiz
from quizterm_client.editor.app import EditorApp
from quizterm_client.editor.desk import Desk
from quizterm_client.editor.quizfile import QuizFile
from quizterm_client.editor.recovery import Recovery
from quizterm_client.terminal.appearance import STILL
from tests.support.reading import settled, shown

QUIZ = """\
# Evening quiz
quizterm: 1
title: Evening  # of the twelfth
questions:
  # the easy one
  - ask: Is this a quiz?
    answer: true

  - ask: Which one is an editor?  # everybody knows
    options:
      - less
      - right: vim
      - tar
    explain: And :q! leaves it.

  - ask: How many bits?
    answer: 8
"""


class Editor:
    """A person at an editor: types, looks, and finds files on the disk afterwards."""

    def __init__(self, folder: Path, pilot: Pilot[None], app: EditorApp) -> None:
        self._folder = folder
        self.pilot = pilot
        self.app = app

    @property
    def path(self) -> Path:
        """The file that is edited."""
        return self.app.file.path

    @property
    def saved(self) -> str:
        """What stands in the file."""
        return self.path.read_text(encoding="utf-8")

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions as they are in the editor."""
        return self.app.desk.document.questions

    @property
    def question(self) -> Question:
        """The question that is looked at."""
        assert self.app.desk.question is not None
        return self.app.desk.question

    @property
    def said(self) -> str:
        """The line above the keys."""
        return str(self.app.screen_stack[1].query_one("#said", Static).render())

    async def press(self, *keys: str) -> str:
        """Press keys; returns the screen."""
        await self.pilot.press(*keys)
        return await settled(self.pilot)

    async def type(self, text: str) -> str:
        """Type some text; returns the screen."""
        return await self.press(*("space" if char == " " else char for char in text))

    async def until(self, words: str) -> str:
        """Wait until the screen shows something."""
        return await shown(self.pilot, words)

    async def leave(self) -> None:
        """Leave without saving."""
        await self.press("ctrl+q")
        if self.app.is_running and self.app.screen.is_modal:
            await self.press("d")


def app_for(path: Path, state: Path) -> EditorApp:
    """The app as the command makes it."""
    data = path.read_bytes() if path.exists() else None
    if data is None:
        document = Document.new(Quiz(title="", questions=()))
    else:
        document = Document.parse(data.decode("utf-8-sig"))
    file = QuizFile.of_bytes(path, data)
    return EditorApp(
        Desk(document), file, lambda where: Recovery(state, where), appearance=STILL, eager=False
    )


@asynccontextmanager
async def editing(
    folder: Path, text: str | None = QUIZ, *, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Editor]:
    """An editor with a file that holds this text, or that is still to be made.

    Args:
        folder: Where the file is, and the state; what is there already stays for `None`.
        text: What stands in the file.
        size: Columns and rows.
    """
    path = folder / "quiz.yaml"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    app = app_for(path, folder / "state")
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        yield Editor(folder, pilot, app)
    app.last_words()
