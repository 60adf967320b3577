"""A quiz of the library for `quizterm quiz show`."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from quizterm.cli.accounts.asking import Asking
from quizterm.cli.accounts.wishes import wish
from quizterm.cli.accounts.words import document
from quizterm.cli.exits import Exit, fail, run
from quizterm.cli.quiz.library.cards import about
from quizterm.cli.quiz.library.libraries import or_no_file
from quizterm.language import _, heard
from quizterm.quiz.model import Quiz
from quizterm.text import QuizHandle

if TYPE_CHECKING:
    from quizterm.protocol.data import KeptQuiz, QuizText


@dataclass(frozen=True, slots=True)
class Shelved:
    """A quiz, with what is known of it where it is kept in a library."""

    quiz: Quiz
    heading: str = ""
    """For people."""
    facts: dict[str, Any] = field(default_factory=dict)
    """For programs."""


def fetched(wanted: QuizHandle, asking: Asking) -> Shelved:
    """Get a quiz to show; ends the command with a sentence when that does not work."""
    from quizterm.formats import QuizFileError, parse_quiz

    text, kept = run(_asked(wanted, asking))
    try:
        quiz = parse_quiz(text.text)
    except QuizFileError as error:
        sentence = _("This QuizTerm cannot read {quiz}: {reason}")
        fail(Exit.BAD_FILE, sentence.format(quiz=wanted, reason=heard(str(error))))
    shares = [document(share) for share in kept.shares]
    facts = document(kept.card) | {"shown_version": text.version, "shares": shares}
    return Shelved(quiz, about(kept, text.version), facts)


async def _asked(wanted: QuizHandle, asking: Asking) -> "tuple[QuizText, KeptQuiz]":
    from quizterm.protocol.data import KeptQuiz, QuizText
    from quizterm.protocol.library import PullQuiz, ShowQuiz

    quiz = str(QuizHandle(wanted.name, wanted.owner))
    pull = wish(PullQuiz, quiz=quiz, version=wanted.version)
    show = wish(ShowQuiz, quiz=quiz)
    with or_no_file(wanted):
        async with asking.somebody() as somebody, somebody.desk() as desk:
            return await desk.ask_for(QuizText, pull), await desk.ask_for(KeptQuiz, show)
