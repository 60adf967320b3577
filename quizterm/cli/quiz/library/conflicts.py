"""Two people pushed over each other: what differs, who was first, and how to go on."""

import shlex
from typing import TYPE_CHECKING, NoReturn

import typer

from quizterm.cli.accounts.words import day
from quizterm.cli.exits import Exit
from quizterm.cli.output import in_one_line, say
from quizterm.cli.quiz.diff import tell
from quizterm.cli.quiz.library.cards import called

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
    builds = "does not build on any version" if wish.base is None else f"builds on version {wish.base}"
    say(
        f"{name} is at version {theirs.version}, pushed by {who} on {day(when)}, "
        f"and {draft.called} {builds}. Nothing was changed, and nothing is lost."
    )
    if wish.known is not None and wish.known.is_unchanged(draft.data):
        say(f"You have changed nothing in it. {_newest(draft, wish)}")
        return
    _tell_differences(theirs, draft)
    _tell_ways_on(theirs, draft, wish)


def _newest(draft: "Draft", wish: "Wish") -> str:
    file = shlex.quote(str(draft.file))
    return f"Take the newest version: quizterm quiz pull {wish.target} --to {file} --force"


def _tell_differences(theirs: "QuizText", draft: "Draft") -> None:
    from quizterm.formats import QuizFileError, parse_quiz
    from quizterm.quiz.comparing import compare

    try:
        newest = parse_quiz(theirs.text)
    except QuizFileError:
        say("What differs cannot be told: this QuizTerm cannot read that version.")
        return
    say(f"From version {theirs.version} to {draft.called}:")
    tell(compare(newest, draft.quiz))


def _tell_ways_on(theirs: "QuizText", draft: "Draft", wish: "Wish") -> None:
    target, number = wish.target, theirs.version
    named = f" --as {target}" if wish.named else ""
    beside = shlex.quote(str(draft.file.with_name(f"{target.name}-{number}.yaml")))
    say(f"Get that version beside yours: quizterm quiz pull {target}@{number} --to {beside}")
    file = shlex.quote(str(draft.file))
    say(f"Then push what you made of both: quizterm quiz push {file}{named} --onto {number}")
