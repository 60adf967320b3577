"""The talk in which a quiz is asked for, question by question."""

import shlex
from pathlib import Path

import typer

from quizterm.cli.output import say
from quizterm.cli.prompts import ask, ask_or_nothing
from quizterm.cli.quiz.destinations import write_all
from quizterm.formats.dictation import dictated, in_order, is_unmarked
from quizterm.language import N_, _, heard, ngettext, pgettext
from quizterm.quiz.bounds import MAX_OPTIONS, MAX_QUESTIONS
from quizterm.quiz.checking_questions import check_question
from quizterm.quiz.model import Question, Quiz
from quizterm.quiz.problems import Findings
from quizterm.text import TITLE_LIMIT

# Translators: true and false are typed like this.
HOW = N_(
    "After each question type its answer: true, false, a number (88 or 88 +- 2) or words (Paris / Paname); "
    "or options, one a line, with * before each right one. Enter alone ends them, and at last the quiz."
)
INSTEAD = N_("Without --ask a quiz to be changed in an editor is written.")
INDENT = "  "


def dictate(path: Path, title: str) -> None:
    """Ask for a quiz and write it after every question."""
    title = _title(title)
    say(_(HOW))
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
        answer = ask(_("Title"), default=proposed, instead=_(INSTEAD))
        title = found.line("title", answer, TITLE_LIMIT, needed=True)
        if not found.problems:
            return title
        say(heard(found.problems[0].message))


def _next(number: int) -> str:
    return "\n" + _("Question {number}, or Enter to end").format(number=number)


def _question(number: int) -> Question | None:
    """Ask until a question keeps all rules; `None` if there is none any more."""
    while text := ask_or_nothing(_next(number)):
        found = Findings()
        question = check_question(found, _answered(text))
        if not found.problems:
            return question
        for problem in found.problems:
            say(heard(problem.message))
        say(_("Once more, please."))
    return None


def _answered(text: str) -> Question:
    lines: list[str] = []
    while len(lines) < MAX_OPTIONS and (line := ask_or_nothing(_prompt(len(lines) + 1))):
        lines.append(line)
    ordered = False
    if is_unmarked(lines):
        lines, ordered = _marked(lines)
    explanation = ask_or_nothing(INDENT + _("Explanation, or Enter"))
    return in_order(text, lines, explanation) if ordered else dictated(text, lines, explanation)


def _prompt(number: int) -> str:
    if number == 1:
        return INDENT + _("Answer, or option 1; Enter for free words")
    if number == 2:
        return INDENT + _("Option 2, or Enter if that is the answer")
    return INDENT + _("Option {number}, or Enter").format(number=number)


def _marked(lines: list[str]) -> tuple[list[str], bool]:
    """Ask what is right of several options; also tells whether they are items in their order."""
    order = pgettext("answer", "order")
    question = _("Which is right? Its number; “{order}” if they stand in order; Enter for a poll")
    while True:
        said = ask_or_nothing(INDENT + question.format(order=order))
        if said.strip("“”\"'").lower() in ("order", order):
            return lines, True
        numbers = {int(one) for one in said.replace(",", " ").split() if one.isdecimal()}
        if numbers <= set(range(1, len(lines) + 1)) and bool(numbers) == bool(said):
            return [f"*{one}" if place in numbers else one for place, one in enumerate(lines, 1)], False
        sentence = _("Type numbers from 1 to {number}, “{order}”, or Enter.")
        say(sentence.format(number=len(lines), order=order))


def _write(path: Path, quiz: Quiz) -> None:
    from quizterm.formats.native.writing import written

    write_all([path], [written(quiz).encode()], force=True)


def _tell(path: Path, count: int) -> None:
    if not count:
        say(_("Nothing was written."))
        return
    sentence = ngettext(
        "Written: {file}, with {number} question.", "Written: {file}, with {number} questions.", count
    )
    say(sentence.format(file=path, number=count))
    say(_("Play it alone first: quizterm play {file}").format(file=shlex.quote(str(path))))
