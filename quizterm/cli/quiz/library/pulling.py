"""`quizterm quiz pull`: a quiz of the library becomes a file here."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quizterm.cli.accounts.asking import Asking
from quizterm.cli.accounts.wishes import wish
from quizterm.cli.exits import run
from quizterm.cli.options import Ephemeral, Insecure, Server
from quizterm.cli.output import put, say, terminal_width
from quizterm.cli.quiz.destinations import STDOUT, destination, write_all
from quizterm.cli.quiz.library import names
from quizterm.cli.quiz.library.cards import called
from quizterm.cli.quiz.library.libraries import pushed_files
from quizterm.language import _
from quizterm.text import QuizHandle, visible

if TYPE_CHECKING:
    from quizterm.protocol.data import QuizText
    from quizterm_client.addresses import Address

SUFFIX = ".yaml"

To = Annotated[
    Path | None,
    typer.Option(
        "--to",
        "-o",
        metavar="FILE",
        help="The file to write, or a folder for it; - for stdout; otherwise NAME.yaml here.",
        show_default=False,
    ),
]
Force = Annotated[bool, typer.Option("--force", help="Replace a file that is there already.")]


def pull(
    name: names.QuizNameOrVersion,
    to: To = None,
    force: Force = False,
    server: Server = None,
    insecure: Insecure = False,
    ephemeral: Ephemeral = False,
) -> None:
    """Write a quiz of the library to a file here, as it was pushed.

    A file that is there already is replaced with --force only.
    """
    wanted = names.any_version(name)
    path = destination(to, f"{wanted.name}{SUFFIX}", SUFFIX)
    address, found = run(_asked(wanted, Asking(server, insecure, ephemeral)))
    _write(path, found, address, force=force)


async def _asked(wanted: QuizHandle, asking: Asking) -> "tuple[Address, QuizText]":
    from quizterm.protocol.data import QuizText
    from quizterm.protocol.library import PullQuiz

    plain = QuizHandle(wanted.name, wanted.owner)
    request = wish(PullQuiz, quiz=str(plain), version=wanted.version)
    async with asking.somebody() as somebody, somebody.desk() as desk:
        return somebody.address, await desk.ask_for(QuizText, request)


def _write(path: Path, found: "QuizText", address: "Address", *, force: bool) -> None:
    data = found.text.encode()
    if path == STDOUT and terminal_width() is not None:
        # To a program it goes as it is; nothing that a server sends steers a terminal.
        put(visible("\n".join(found.text.splitlines())))
        return
    is_there = path != STDOUT and _holds(path, data)
    if not is_there:
        write_all([path], [data], force=force)
    if path == STDOUT:
        return
    handle = names.handle_of(found.card)
    if handle is not None:
        pushed_files().keep(address, path, handle, found.version, data)
    newer = found.card.version
    if is_there:
        sentence = _("{file} is version {version} of {quiz} already.")
    else:
        sentence = _("{file} is version {version} of {quiz}.")
    said = sentence.format(file=path, version=found.version, quiz=called(found.card))
    older = _("The newest is version {version}.").format(version=newer)
    say(f"{said} {older}" if newer != found.version else said)


def _holds(path: Path, data: bytes) -> bool:
    """Whether a file is there that holds just this."""
    from quizterm.files import open_regular

    try:
        with open_regular(path) as file:
            return file.read(len(data) + 1) == data
    except (OSError, ValueError):
        return False
