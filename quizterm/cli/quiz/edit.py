"""`quizterm quiz edit`: write a quiz on a full screen."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quizterm.cli.exits import Exit, fail, run
from quizterm.cli.faces import FaceWish, chosen_appearance, demand_screen
from quizterm.cli.options import Ascii, Colour, Theme
from quizterm.cli.output import say
from quizterm.cli.quiz.new import SUFFIXES
from quizterm.cli.quizzes import complaint, in_file
from quizterm.cli.screens import draw
from quizterm.language import _

if TYPE_CHECKING:
    from quizterm.formats.native.document import Document
    from quizterm_client.editor.app import EditorApp
    from quizterm_client.terminal.appearance import Appearance

EditedFile = Annotated[
    Path,
    typer.Argument(
        metavar="FILE",
        help="A quiz in QuizTerm YAML; .yaml is added, and a new one is made when it is first saved.",
        show_default=False,
    ),
]


def edit(file: EditedFile, colour: Colour = None, theme: Theme = None, ascii_: Ascii = None) -> None:
    """Write a quiz on a full screen.

    The list of its questions stands beside a form for each. What you do not change stays in the file as it
    is, comments and all. Work that is not saved survives a crash: the next start offers to take it up.

    Exits 3 when the file cannot be read; quizterm quiz check tells more about it.
    """
    file = _meant(file)
    wish = FaceWish(colour=colour, ascii=ascii_, theme=theme)
    app = _opened(file, chosen_appearance(wish))
    instead = _("Without one, write the file as text; look at it with: quizterm quiz check {file}")
    demand_screen(wish, instead.format(file=file))
    run(_edit(app))


def _meant(file: Path) -> Path:
    """The file with the end of its name, where what is said is there without one or not at all."""
    if not file.name or file.suffix.lower() in SUFFIXES or os.path.lexists(file):
        return file
    return file.with_name(f"{file.name}{SUFFIXES[0]}")


async def _edit(app: "EditorApp") -> None:
    try:
        await draw(app)
    finally:
        app.last_words()
    if app.farewell:
        say(app.farewell)


def _opened(file: Path, appearance: "Appearance") -> "EditorApp":
    from quizterm_client.editor.app import EditorApp
    from quizterm_client.editor.desk import Desk
    from quizterm_client.editor.quizfile import QuizFile
    from quizterm_client.editor.recovery import Recovery
    from quizterm_client.store import state_folder

    data = _bytes_of(file)
    desk = Desk(_document(file, data))
    return EditorApp(
        desk,
        QuizFile.of_bytes(file, data),
        lambda path: Recovery(state_folder(), path),
        appearance=appearance,
    )


def _bytes_of(file: Path) -> bytes | None:
    """What stands in the file; `None` where it is still to be made. Ends the command if neither can be."""
    from quizterm.files import open_regular
    from quizterm.formats.problems import QuizFileError
    from quizterm.formats.reading import MAX_BYTES, read_text

    try:
        with open_regular(file) as opened:
            return opened.read(MAX_BYTES + 1)
    except (OSError, ValueError):
        if _can_be_made(file):
            return None
    try:
        return read_text(file).encode()
    except QuizFileError as error:
        fail(Exit.BAD_FILE, "\n".join(in_file(file, problem) for problem in error.problems))


def _can_be_made(file: Path) -> bool:
    try:
        return not file.exists() and file.resolve().parent.is_dir()
    except (OSError, ValueError):
        return False


def _document(file: Path, data: bytes | None) -> "Document":
    """The quiz in the file, or an empty one for a file that is still to be made."""
    from quizterm.formats.native.document import Document
    from quizterm.formats.problems import QuizFileError
    from quizterm.formats.reading import decoded
    from quizterm.quiz.model import Quiz

    if data is None or not data.strip():
        return Document.new(Quiz(title="", questions=()))
    try:
        return Document.parse(decoded(data))
    except QuizFileError as error:
        fail(Exit.BAD_FILE, complaint(file, error))
