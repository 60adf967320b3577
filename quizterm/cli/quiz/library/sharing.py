"""`quizterm quiz share`, `publish` and `unpublish`: who else may use a quiz."""

from typing import Annotated

import typer

from quizterm.cli.accounts.asking import Asking
from quizterm.cli.exits import Exit, fail, run
from quizterm.cli.options import Ephemeral, Insecure, Server
from quizterm.cli.output import say
from quizterm.cli.quiz.library import names
from quizterm.cli.quiz.library.cards import called
from quizterm.language import _

With = Annotated[
    str,
    typer.Option("--with", metavar="USER", help="The account of a colleague.", show_default=False),
]
Edit = Annotated[bool, typer.Option("--edit", help="They may push versions of it as well.")]
Stop = Annotated[bool, typer.Option("--stop", help="They may use it no longer.")]


def share(
    name: names.QuizName,
    user: With,
    edit: Edit = False,
    stop: Stop = False,
    server: Server = None,
    insecure: Insecure = False,
    ephemeral: Ephemeral = False,
) -> None:
    """Let a colleague use a quiz of yours, or no longer."""
    from quizterm.protocol.data import KeptQuiz
    from quizterm.protocol.library import ShareQuiz

    if edit and stop:
        fail(Exit.USAGE, _("--edit gives a right and --stop takes it away; say one of them."))
    asking, quiz, who = Asking(server, insecure, ephemeral), names.newest(name), names.plain_name(user)
    kept = run(asking.ask_for(KeptQuiz, ShareQuiz, quiz=str(quiz), user=who, edit=edit, stop=stop))
    say(_shared(edit=edit, stop=stop, changed=kept.changed).format(who=who, quiz=called(kept.card)))
    if stop and kept.card.public:
        sentence = _("It is open to every teacher all the same; to end that: quizterm quiz unpublish {quiz}")
        say(sentence.format(quiz=quiz))


def _shared(*, edit: bool, stop: bool, changed: bool) -> str:
    if stop:
        return _("{who} may not use {quiz} now.") if changed else _("{who} may not use {quiz}, as before.")
    if not edit:
        return _("{who} may use {quiz} now.") if changed else _("{who} may use {quiz}, as before.")
    if changed:
        return _("{who} may use and change {quiz} now.")
    return _("{who} may use and change {quiz}, as before.")


def publish(
    name: names.QuizName, server: Server = None, insecure: Insecure = False, ephemeral: Ephemeral = False
) -> None:
    """Let every teacher of the server use a quiz of yours."""
    _publish(name, Asking(server, insecure, ephemeral), public=True)


def unpublish(
    name: names.QuizName, server: Server = None, insecure: Insecure = False, ephemeral: Ephemeral = False
) -> None:
    """Keep a quiz to yourself and those it is shared with."""
    _publish(name, Asking(server, insecure, ephemeral), public=False)


def _publish(name: str, asking: Asking, *, public: bool) -> None:
    from quizterm.protocol.data import KeptQuiz
    from quizterm.protocol.library import PublishQuiz

    quiz = names.newest(name)
    kept = run(asking.ask_for(KeptQuiz, PublishQuiz, quiz=str(quiz), public=public))
    say(_published(public=public, changed=kept.changed).format(quiz=called(kept.card)))


def _published(*, public: bool, changed: bool) -> str:
    if public and changed:
        return _("{quiz} can be used by every teacher of this server now.")
    if public:
        return _("{quiz} can be used by every teacher of this server, as before.")
    if changed:
        return _("{quiz} can be used by you and those it is shared with now.")
    return _("{quiz} can be used by you and those it is shared with, as before.")
