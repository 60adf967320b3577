"""`quizterm quiz show`: a quiz to be read."""

from typing import Annotated

import typer

from quizterm.cli.exits import Exit, fail
from quizterm.cli.options import AsJson
from quizterm.cli.output import put, put_document, text_width
from quizterm.cli.quiz.sources import OneQuizFile, load
from quizterm.quiz.model import Quiz
from quizterm.text import visible

NoAnswers = Annotated[
    bool, typer.Option("--no-answers", help="Leave out what is right and the explanations, to hand it out.")
]
OnlyQuestion = Annotated[
    int | None,
    typer.Option("--question", "-q", metavar="N", min=1, help="Show this question only.", show_default=False),
]


def show(
    file: OneQuizFile, question: OnlyQuestion = None, no_answers: NoAnswers = False, as_json: AsJson = False
) -> None:
    """Show a quiz as text: every question, with ✓ before what is right.

    Files of other programs are shown as they would be imported. Exits 3 when the file is no quiz.
    """
    from quizterm.formats.listing import Look, listed, listed_question

    quiz = load(file)
    _check_number(quiz, question)
    if as_json:
        _put_json(quiz, question, answers=not no_answers)
        return
    look = Look(text_width(), answers=not no_answers)
    text = listed(quiz, look) if question is None else listed_question(quiz, question - 1, look)
    put(visible(text))


def _check_number(quiz: Quiz, number: int | None) -> None:
    count = len(quiz.questions)
    if number is not None and number > count:
        fail(Exit.USAGE, f"There is no question {number}; the quiz has {count}.")


def _put_json(quiz: Quiz, number: int | None, *, answers: bool) -> None:
    from quizterm.formats.json.writing import document
    from quizterm.formats.listing import without_answers

    whole = document(quiz)
    questions = whole["questions"] if answers else [without_answers(one) for one in whole["questions"]]
    put_document({**whole, "questions": questions} if number is None else questions[number - 1])
