"""`quizterm quiz push`: a file becomes the next version of a quiz in the library."""

from typing import TYPE_CHECKING, Annotated

import typer

from quizterm.cli.accounts import wishes
from quizterm.cli.accounts.asking import Asking
from quizterm.cli.exits import Exit, fail, run
from quizterm.cli.options import Ephemeral, Insecure, Server
from quizterm.cli.output import say
from quizterm.cli.quiz.library import names
from quizterm.cli.quiz.library.cards import called
from quizterm.cli.quiz.library.conflicts import explain_conflict
from quizterm.cli.quiz.library.drafts import Draft, Wish, read_draft, wish_for
from quizterm.cli.quiz.library.libraries import MOST_VERSIONS, pushed_files
from quizterm.cli.quiz.sources import OneQuizFile
from quizterm.cli.quizzes import STDIN
from quizterm.errors import ErrorCode, Refusal
from quizterm.language import N_, _, heard
from quizterm.text import QuizHandle

if TYPE_CHECKING:
    from quizterm.cli.accounts.signing_in import SignedIn
    from quizterm.protocol.data import KeptQuiz
    from quizterm.protocol.library import PushQuiz
    from quizterm_client.library.pushed import KnownFile, PushedFiles

ATTEMPTS = 3
"""How often a push is sent whose reply does not come."""

TOO_LARGE = N_("The file is larger than can be sent to a library; split the quiz into several files.")

_REF = 32
"""Bytes that the number of a request may take."""

As = Annotated[
    str | None,
    typer.Option(
        "--as",
        metavar="NAME",
        help="What it is called there: ports, or ada/ports; otherwise as before, or like the file.",
        show_default=False,
    ),
]
Onto = Annotated[
    int | None,
    typer.Option(
        "--onto",
        metavar="N",
        min=1,
        max=MOST_VERSIONS,
        help="The version that this file builds on; otherwise the one that it was pushed or pulled as.",
        show_default=False,
    ),
]


def push(
    file: OneQuizFile,
    name: As = None,
    onto: Onto = None,
    server: Server = None,
    insecure: Insecure = False,
    ephemeral: Ephemeral = False,
) -> None:
    """Keep a quiz file in the library, as its next version.

    What others have pushed meanwhile is never replaced: then the differences are shown, and the command
    exits 29.
    """
    wanted = None if name is None else names.newest(name)
    if wanted is None and file == STDIN:
        fail(Exit.USAGE, _("Say with --as what the quiz from stdin is to be called."))
    draft = read_draft(file)
    run(_push(draft, wanted, onto, Asking(server, insecure, ephemeral)))


async def _push(draft: Draft, wanted: QuizHandle | None, onto: int | None, asking: Asking) -> None:
    async with asking.somebody() as somebody:
        files = pushed_files() if draft.is_file else None
        known = None if files is None else files.about(somebody.address, draft.file)
        wish = wish_for(draft, wanted, onto, known, somebody.name)
        try:
            kept = await _sent(somebody, _request(draft, wish))
        except Refusal as refusal:
            if refusal.code is ErrorCode.VERSION_CONFLICT:
                await explain_conflict(somebody, draft, wish)
            if files is not None and wish.known is not None:
                raise _with_advice(refusal, wish, wish.known, somebody, files) from None
            raise
        if files is not None and (handle := names.handle_of(kept.card)) is not None:
            files.keep(somebody.address, draft.file, handle, kept.card.version, draft.data)
    _tell(draft, kept)


def _tell(draft: Draft, kept: "KeptQuiz") -> None:
    from quizterm.quiz.samples import sample_names

    version, name = kept.card.version, called(kept.card)
    if kept.changed:
        sentence = _("{file} is version {version} of {quiz} now.")
        say(sentence.format(file=draft.called, version=version, quiz=name))
    else:
        sentence = _("Nothing has changed: version {version} of {quiz} is the same.")
        say(sentence.format(version=version, quiz=name))
    if kept.card.name in sample_names():
        sentence = _("By its short name everybody gets a sample, so write it in full: quizterm host {quiz}")
        say(sentence.format(quiz=name))


def _request(draft: Draft, wish: Wish) -> "PushQuiz":
    """The push, which can be sent again as it is.

    Raises:
        Refusal: It is larger than can be sent.
    """
    from quizterm.protocol.codec import encode
    from quizterm.protocol.library import PushQuiz
    from quizterm.protocol.messages import HOST_FRAME
    from quizterm_client.entries import new_key

    fields = {"quiz": str(wish.target), "text": draft.text, "base": wish.base, "key": new_key()}
    request = wishes.wish(PushQuiz, **fields)
    if len(encode(request)) > HOST_FRAME - _REF:
        raise Refusal(ErrorCode.QUIZ_TOO_LARGE, TOO_LARGE)
    return request


async def _sent(somebody: "SignedIn", request: "PushQuiz") -> "KeptQuiz":
    """Push until there is a reply: with its key, the same push counts once.

    Raises:
        Refusal: The server does not take it.
        UnreachableSession, ConnectionError: There was no reply again and again.
    """
    from quizterm.protocol.data import KeptQuiz
    from quizterm.protocol.messages import HOST_PATH
    from quizterm_client.addresses import NoServer

    for attempt in range(ATTEMPTS):
        try:
            async with somebody.desk(HOST_PATH) as desk:
                return await desk.ask_for(KeptQuiz, request)
        except (ConnectionError, NoServer):
            if attempt == ATTEMPTS - 1:
                raise
    raise AssertionError("unreachable")


def _with_advice(
    refusal: Refusal, wish: Wish, known: "KnownFile", somebody: "SignedIn", files: "PushedFiles"
) -> Refusal:
    """Say what to do about a file that was pushed or pulled as a quiz that cannot be pushed to now."""
    if refusal.code is ErrorCode.NO_QUIZ:
        files.forget(somebody.address, known.handle)
        advice = _("The file was {quiz} before. Push it again to keep it as a quiz of your own.")
    elif refusal.code is ErrorCode.NOT_ALLOWED and not wish.named:
        advice = _("The file was pulled as {quiz}; say --as NAME to keep it as a quiz of your own.")
    else:
        return refusal
    return Refusal(refusal.code, f"{heard(refusal.message)} {advice.format(quiz=known.handle)}")
