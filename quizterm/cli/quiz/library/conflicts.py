"""Two people pushed over each other: what differs, who was first, and how to go on."""

import shlex
from typing import TYPE_CHECKING, NoReturn

import typer

from quizterm.cli.accounts.words import day
from quizterm.cli.exits import Exit
from quizterm.cli.output import in_one_line, say
from quizterm.cli.quiz.diff import tell
from quizterm.cli.quiz.library.cards import called
from quizterm.language import _

if TYPE_CHECKING:
    from quizterm.cli.accounts.signing_in import SignedIn
    from quizterm.cli.quiz.library.drafts import Draft, Wish
    from quizterm.protocol.data import QuizText


async def explain_conflict(somebody: "SignedIn", draft: "Draft", wish: "Wish") -> NoReturn:
    """Show what has come in between, and end the command.

    Raises:
        Refusal, UnreachableSession, ConnectionError: That cannot be asked for.
    """
    from quizterm.protocol.data import QuizText
    from quizterm.protocol.library import PullQuiz

    async with somebody.desk() as desk:
        theirs = await desk.ask_for(QuizText, PullQuiz(ref=0, quiz=str(wish.target)))
    _tell(theirs, draft, wish)
    raise typer.Exit(Exit.CONFLICT)


def _tell(theirs: "QuizText", draft: "Draft", wish: "Wish") -> None:
    name, who, when = called(theirs.card), in_one_line(theirs.card.updated_by), theirs.card.updated_at
    if wish.base is None:
        sentence = _(
            "{quiz} is at version {version}, pushed by {who} on {day}, "
            "and {file} does not build on any version. Nothing was changed, and nothing is lost."
        )
    else:
        sentence = _(
            "{quiz} is at version {version}, pushed by {who} on {day}, "
            "and {file} builds on version {base}. Nothing was changed, and nothing is lost."
        )
    say(
        sentence.format(
            quiz=name, version=theirs.version, who=who, day=day(when), file=draft.called, base=wish.base
        )
    )
    if wish.known is not None and wish.known.is_unchanged(draft.data):
        say(f"{_('You have changed nothing in it.')} {_newest(draft, wish)}")
        return
    _tell_differences(theirs, draft)
    _tell_ways_on(theirs, draft, wish)


def _newest(draft: "Draft", wish: "Wish") -> str:
    file = shlex.quote(str(draft.file))
    sentence = _("Take the newest version: quizterm quiz pull {quiz} --to {file} --force")
    return sentence.format(quiz=wish.target, file=file)


def _tell_differences(theirs: "QuizText", draft: "Draft") -> None:
    from quizterm.formats import QuizFileError, parse_quiz
    from quizterm.quiz.comparing import compare

    try:
        newest = parse_quiz(theirs.text)
    except QuizFileError:
        say(_("What differs cannot be told: this QuizTerm cannot read that version."))
        return
    say(_("From version {version} to {file}:").format(version=theirs.version, file=draft.called))
    tell(compare(newest, draft.quiz))


def _tell_ways_on(theirs: "QuizText", draft: "Draft", wish: "Wish") -> None:
    target, number = wish.target, theirs.version
    named = f" --as {target}" if wish.named else ""
    beside = shlex.quote(str(draft.file.with_name(f"{target.name}-{number}.yaml")))
    get = _("Get that version beside yours: quizterm quiz pull {quiz} --to {file}")
    say(get.format(quiz=f"{target}@{number}", file=beside))
    file = shlex.quote(str(draft.file))
    push = _("Then push what you made of both: quizterm quiz push {file} --onto {version}")
    say(push.format(file=f"{file}{named}", version=number))
