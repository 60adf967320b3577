"""`quizterm quiz preview`: every question as players will see it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quizterm.cli.exits import Exit, fail, run
from quizterm.cli.faces import FaceWish, chosen_appearance, demand_screen
from quizterm.cli.options import Ascii, Colour, Theme
from quizterm.cli.quiz.sources import load
from quizterm.language import _
from quizterm.quiz.model import Quiz

if TYPE_CHECKING:
    from quizterm_client.terminal.appearance import Appearance

PreviewedFile = Annotated[
    Path,
    typer.Argument(
        metavar="FILE", help="A quiz in QuizTerm YAML, or the name of a sample quiz.", show_default=False
    ),
]
AtQuestion = Annotated[
    int, typer.Option("--question", metavar="N", min=1, help="Start with this question, counted from 1.")
]


def preview(
    file: PreviewedFile,
    question: AtQuestion = 1,
    colour: Colour = None,
    theme: Theme = None,
    ascii_: Ascii = None,
) -> None:
    """Look at each question as players will see it.

    Each is shown while it is read, while it is answered, and with the answer. Space goes to the next
    question, Enter from moment to moment, q leaves, and ? shows all keys.

    Exits 3 when the file has a problem.
    """
    quiz = load(file)
    if question > len(quiz.questions):
        sentence = _("There is no question {number}; the last one is {last}.")
        fail(Exit.USAGE, sentence.format(number=question, last=len(quiz.questions)))
    instead = _("Without one, look at the quiz as text: quizterm quiz show {file}")
    wish = FaceWish(colour=colour, ascii=ascii_, theme=theme)
    demand_screen(wish, instead.format(file=file))
    run(_look(quiz, question - 1, chosen_appearance(wish)))


async def _look(quiz: Quiz, start: int, appearance: "Appearance") -> None:
    from quizterm.cli.screens import draw
    from quizterm_client.solo.previewapp import PreviewApp

    await draw(PreviewApp(quiz, start, appearance=appearance))
