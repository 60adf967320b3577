"""`quizterm quiz rename`, `tag`, `copy` and `delete`: what becomes of a quiz in the library."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from quizterm.cli.accounts.asking import Asking
from quizterm.cli.accounts.wishes import wish
from quizterm.cli.exits import Exit, fail, run
from quizterm.cli.options import Ephemeral, Insecure, Server
from quizterm.cli.output import in_one_line, say
from quizterm.cli.prompts import ask_or_nothing, is_yes
from quizterm.cli.quiz.library import names
from quizterm.cli.quiz.library.cards import called
from quizterm.cli.quiz.library.libraries import pushed_files
from quizterm.errors import ErrorCode, Refusal
from quizterm.language import _, ngettext, pgettext
from quizterm.text import QuizHandle

if TYPE_CHECKING:
    from quizterm.protocol.data import Account, QuizCard

NewName = Annotated[str, typer.Argument(metavar="NEW", help="Its new name.", show_default=False)]
CopyName = Annotated[
    str,
    typer.Argument(
        metavar="[NEW]", help="What yours is to be called; otherwise the same.", show_default=False
    ),
]
Tags = Annotated[
    list[str] | None,
    typer.Argument(metavar="[TAG]...", help="Tags to put on it.", show_default=False),
]
Off = Annotated[
    list[str] | None,
    typer.Option("--remove", metavar="TAG", help="A tag to take off; may be repeated.", show_default=False),
]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]


def rename(
    name: names.QuizName,
    new: NewName,
    server: Server = None,
    insecure: Insecure = False,
    ephemeral: Ephemeral = False,
) -> None:
    """Give a quiz of yours another name."""
    run(_rename(names.newest(name), names.plain_name(new), Asking(server, insecure, ephemeral)))


async def _rename(old: QuizHandle, new: str, asking: Asking) -> None:
    from quizterm.protocol.data import KeptQuiz
    from quizterm.protocol.library import RenameQuiz

    async with asking.somebody() as somebody, somebody.desk() as desk:
        kept = await desk.ask_for(KeptQuiz, wish(RenameQuiz, quiz=str(old), name=new))
        handle = names.handle_of(kept.card)
        if handle is not None:
            pushed_files().renamed(somebody.address, QuizHandle(old.name, handle.owner), handle.name)
    say(_("{old} is called {new} now.").format(old=old, new=called(kept.card)))


def tag(
    name: names.QuizName,
    tags: Tags = None,
    off: Off = None,
    server: Server = None,
    insecure: Insecure = False,
    ephemeral: Ephemeral = False,
) -> None:
    """Put tags on a quiz, or take them off.

    For example, quizterm quiz tag ports year-9 exam --remove draft puts on two and takes one off.
    """
    from quizterm.protocol.data import KeptQuiz
    from quizterm.protocol.library import TagQuiz

    if not tags and not off:
        fail(Exit.USAGE, _("Say which tags to put on, or with --remove which to take off."))
    asking, quiz = Asking(server, insecure, ephemeral), names.newest(name)
    kept = run(
        asking.ask_for(KeptQuiz, TagQuiz, quiz=str(quiz), add=tuple(tags or ()), remove=tuple(off or ()))
    )
    have = in_one_line(", ".join(kept.card.tags)) or pgettext("tags", "none")
    say(_("Tags of {quiz}: {tags}").format(quiz=called(kept.card), tags=have))


def copy(
    name: names.QuizName,
    new: CopyName = "",
    server: Server = None,
    insecure: Insecure = False,
    ephemeral: Ephemeral = False,
) -> None:
    """Make a quiz of your own from another one."""
    from quizterm.protocol.data import KeptQuiz
    from quizterm.protocol.library import CopyQuiz

    asking, quiz = Asking(server, insecure, ephemeral), names.newest(name)
    kept = run(asking.ask_for(KeptQuiz, CopyQuiz, quiz=str(quiz), name=names.plain_name(new) if new else ""))
    sentence = _("{quiz} is yours now: version {version}, as {other} is.")
    say(sentence.format(quiz=called(kept.card), version=kept.card.version, other=quiz))


def delete(
    name: names.QuizName,
    yes: Yes = False,
    server: Server = None,
    insecure: Insecure = False,
    ephemeral: Ephemeral = False,
) -> None:
    """Remove a quiz of yours from the library, for good."""
    quiz = names.newest(name)
    if not yes and (sys.stdin is None or not sys.stdin.isatty()):
        fail(Exit.USAGE, _("Nobody can be asked here; say --yes to delete it without."))
    run(_delete(quiz, Asking(server, insecure, ephemeral), asks=not yes))


async def _delete(quiz: QuizHandle, asking: Asking, *, asks: bool) -> None:
    from quizterm.protocol.accounts import WhoAmI
    from quizterm.protocol.data import Account, KeptQuiz
    from quizterm.protocol.library import DeleteQuiz, ShowQuiz

    async with asking.somebody() as somebody:
        async with somebody.desk() as desk:
            card = (await desk.ask_for(KeptQuiz, wish(ShowQuiz, quiz=str(quiz)))).card
            if asks:
                _demand_owner(card, await desk.ask_for(Account, wish(WhoAmI)))
        handle = names.handle_of(card)
        if asks and not _is_sure(called(card), card.version, in_one_line(card.title)):
            say(_("Nothing was deleted."))
            raise typer.Exit(Exit.FAILED)
        # While somebody thinks, the line may break that nobody needs meanwhile.
        async with somebody.desk() as desk:
            await desk.ask(wish(DeleteQuiz, quiz=str(handle or quiz)))
        if handle is not None:
            pushed_files().forget(somebody.address, handle)
    say(_("{quiz} is deleted.").format(quiz=called(card)))


def _demand_owner(card: "QuizCard", me: "Account") -> None:
    """Ask nobody whether they want to do what they may not.

    Raises:
        Refusal: The quiz is somebody else's.
    """
    if card.owner != me.name:
        sentence = _("{quiz} belongs to {owner}, and nobody else can do this with it.")
        said = sentence.format(quiz=called(card), owner=in_one_line(card.owner))
        raise Refusal(ErrorCode.NOT_ALLOWED, said)


def _is_sure(name: str, version: int, title: str) -> bool:
    question = ngettext(
        "Delete {name} “{title}” with its only version, for good? Type {yes}",
        "Delete {name} “{title}” with all its {number} versions, for good? Type {yes}",
        version,
    )
    yes = pgettext("answer", "yes")
    return is_yes(ask_or_nothing(question.format(name=name, title=title, number=version, yes=yes)))
