"""`quizterm quiz history` and `restore`: what a quiz was, and can be again."""

from typing import Annotated

import typer

from quizterm.cli.accounts.asking import Asking
from quizterm.cli.accounts.words import document
from quizterm.cli.exits import Exit, fail, run
from quizterm.cli.options import AsJson, Ephemeral, Insecure, Server
from quizterm.cli.output import put, put_document, say
from quizterm.cli.quiz.library import names
from quizterm.cli.quiz.library.cards import called, versions_of
from quizterm.language import _
from quizterm.text import QuizHandle

EarlierVersion = Annotated[
    str,
    typer.Argument(metavar="NAME@N", help="The version that is wanted back: ports@3.", show_default=False),
]


def history(
    name: names.QuizName,
    as_json: AsJson = False,
    server: Server = None,
    insecure: Insecure = False,
    ephemeral: Ephemeral = False,
) -> None:
    """List the versions of a quiz, the newest first."""
    from quizterm.protocol.data import Versions
    from quizterm.protocol.library import QuizHistory

    asking, quiz = Asking(server, insecure, ephemeral), names.newest(name)
    found = run(asking.ask_for(Versions, QuizHistory, quiz=str(quiz)))
    if as_json:
        put_document(document(found))
    else:
        put(versions_of(found.versions))


def restore(
    version: EarlierVersion,
    server: Server = None,
    insecure: Insecure = False,
    ephemeral: Ephemeral = False,
) -> None:
    """Make an earlier version of a quiz the newest one.

    Nothing is lost: the versions in between stay.
    """
    from quizterm.protocol.data import KeptQuiz
    from quizterm.protocol.library import RestoreQuiz

    wanted = names.any_version(version)
    if wanted.version is None:
        sentence = _("Say which version, for example: quizterm quiz restore {quiz}@1")
        fail(Exit.USAGE, sentence.format(quiz=wanted))
    asking, quiz = Asking(server, insecure, ephemeral), QuizHandle(wanted.name, wanted.owner)
    kept = run(asking.ask_for(KeptQuiz, RestoreQuiz, quiz=str(quiz), version=wanted.version))
    if kept.changed:
        sentence = _("Version {old} is back, as version {version} of {quiz}.")
    else:
        sentence = _("Nothing has changed: version {version} of {quiz} is the same.")
    say(sentence.format(old=wanted.version, version=kept.card.version, quiz=called(kept.card)))
