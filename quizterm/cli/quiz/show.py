"""`quizterm quiz show`: a quiz to be read."""

from pathlib import Path
from typing import Annotated

import typer

from quizterm.cli.accounts.asking import Asking
from quizterm.cli.exits import Exit, fail
from quizterm.cli.options import AsJson, Ephemeral, Insecure, Server
from quizterm.cli.output import put, put_document, say, text_width
from quizterm.cli.quiz.library.libraries import ABOUT_LIBRARIES, has_library
from quizterm.cli.quiz.library.names import meant_for_library
from quizterm.cli.quiz.library.showing import Shelved, fetched
from quizterm.cli.quiz.sources import load
from quizterm.language import _
from quizterm.quiz.model import Quiz
from quizterm.text import visible

QuizOrFile = Annotated[
    str,
    typer.Argument(
        metavar="QUIZ",
        help="A quiz in QuizTerm YAML, the name of a sample or of a quiz in the library; - reads stdin.",
        show_default=False,
    ),
]
NoAnswers = Annotated[
    bool, typer.Option("--no-answers", help="Leave out what is right and the explanations, to hand it out.")
]
OnlyQuestion = Annotated[
    int | None,
    typer.Option("--question", "-q", metavar="N", min=1, help="Show this question only.", show_default=False),
]


def show(
    name: QuizOrFile,
    question: OnlyQuestion = None,
    no_answers: NoAnswers = False,
    as_json: AsJson = False,
    server: Server = None,
    insecure: Insecure = False,
    ephemeral: Ephemeral = False,
) -> None:
    """Show a quiz as text, with ✓ before what is right.

    Files of other programs are shown as they would be imported. What is neither a file nor a sample is looked
    for in the library: ports, ada/ports or ports@3. Exits 3 when the file is no quiz.
    """
    from quizterm.formats.listing import Look, listed, listed_question

    shelved = _found(name, Asking(server, insecure, ephemeral))
    quiz = shelved.quiz
    _check_number(quiz, question)
    if as_json:
        _put_json(shelved, question, answers=not no_answers)
        return
    look = Look(text_width(), answers=not no_answers)
    text = listed(quiz, look) if question is None else listed_question(quiz, question - 1, look)
    put(visible(f"{shelved.heading}\n\n{text}" if shelved.heading and question is None else text))


def _found(name: str, asking: Asking) -> Shelved:
    """Give the quiz that is meant: a file or a sample, or else one in the library."""
    meant = meant_for_library(name)
    if meant is not None and has_library(asking):
        return fetched(meant, asking)
    try:
        return Shelved(load(Path(name)))
    except typer.Exit:
        if meant is not None:
            say(_(ABOUT_LIBRARIES))
        raise


def _check_number(quiz: Quiz, number: int | None) -> None:
    count = len(quiz.questions)
    if number is not None and number > count:
        sentence = _("There is no question {number}; the quiz has {count}.")
        fail(Exit.USAGE, sentence.format(number=number, count=count))


def _put_json(shelved: Shelved, number: int | None, *, answers: bool) -> None:
    from quizterm.formats.json.writing import document
    from quizterm.formats.listing import without_answers

    whole = document(shelved.quiz) | ({"library": shelved.facts} if shelved.facts else {})
    questions = whole["questions"] if answers else [without_answers(one) for one in whole["questions"]]
    put_document({**whole, "questions": questions} if number is None else questions[number - 1])
