"""The talk in which a quiz is asked for, question by question."""

import shlex
from pathlib import Path

import typer

from quizterm.cli.output import say
from quizterm.cli.prompts import ask, ask_or_nothing
from quizterm.cli.quiz.destinations import write_all
from quizterm.formats.dictation import dictated, in_order, is_unmarked
from quizterm.quiz.bounds import MAX_OPTIONS, MAX_QUESTIONS
from quizterm.quiz.checking_questions import check_question
from quizterm.quiz.model import Question, Quiz
from quizterm.quiz.problems import Findings
from quizterm.text import TITLE_LIMIT

HOW = (
    "After each question type its answer: true, false, a number (88 or 88 +- 2) or words (Paris / Paname); "
    "or options, one a line, with * before each right one. Enter alone ends them, and at last the quiz."
)
INSTEAD = "Without --ask a quiz to be changed in an editor is written."


def dictate(path: Path, title: str) -> None:
    """Ask for a quiz and write it after every question."""
    title = _title(title)
    say(HOW)
    questions: list[Question] = []
    try:
        while len(questions) < MAX_QUESTIONS and (question := _question(len(questions) + 1)):
            questions.append(question)
            _write(path, Quiz(title=title, questions=tuple(questions)))
    except typer.Exit:
        _tell(path, len(questions))
        raise
    _tell(path, len(questions))


def _title(proposed: str) -> str:
    while True:
        found = Findings()
        title = found.line("title", ask("Title", default=proposed, instead=INSTEAD), TITLE_LIMIT, needed=True)
        if not found.problems:
            return title
        say(found.problems[0].message)


def _question(number: int) -> Question | None:
    """Ask until a question keeps all rules; `None` if there is none any more."""
    while text := ask_or_nothing(f"\nQuestion {number}, or Enter to end"):
        found = Findings()
        question = check_question(found, _answered(text))
        if not found.problems:
            return question
        for problem in found.problems:
            say(problem.message)
        say("Once more, please.")
    return None


def _answered(text: str) -> Question:
    lines: list[str] = []
    while len(lines) < MAX_OPTIONS and (line := ask_or_nothing(_prompt(len(lines) + 1))):
        lines.append(line)
    ordered = False
    if is_unmarked(lines):
        lines, ordered = _marked(lines)
    explanation = ask_or_nothing("  Explanation, or Enter")
    return in_order(text, lines, explanation) if ordered else dictated(text, lines, explanation)


def _prompt(number: int) -> str:
    first = {
        1: "  Answer, or option 1; Enter for free words",
        2: "  Option 2, or Enter if that is the answer",
    }
    return first.get(number, f"  Option {number}, or Enter")


def _marked(lines: list[str]) -> tuple[list[str], bool]:
    """Ask what is right of several options; also tells whether they are items in their order."""
    while True:
        said = ask_or_nothing(
            "  Which is right? Its number; “order” if they stand in order; Enter for a poll"
        )
        if said.strip("“”\"'").lower() == "order":
            return lines, True
        numbers = {int(one) for one in said.replace(",", " ").split() if one.isdecimal()}
        if numbers <= set(range(1, len(lines) + 1)) and bool(numbers) == bool(said):
            return [f"*{one}" if place in numbers else one for place, one in enumerate(lines, 1)], False
        say(f"Type numbers from 1 to {len(lines)}, “order”, or Enter.")


def _write(path: Path, quiz: Quiz) -> None:
    from quizterm.formats.native.writing import written

    write_all([path], [written(quiz).encode()], force=True)


def _tell(path: Path, count: int) -> None:
    if not count:
        say("Nothing was written.")
        return
    say(f"Written: {path}, with {count} question{'s' * (count != 1)}.")
    say(f"Play it alone first: quizterm play {shlex.quote(str(path))}")
