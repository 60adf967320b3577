"""`quizterm host`: run a session from one terminal."""

from contextlib import AsyncExitStack
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quizterm.cli.accounts.asking import Asking
from quizterm.cli.chairs import conduct
from quizterm.cli.exits import Exit, explained, fail, run, status_of
from quizterm.cli.faces import ChosenFace, FaceKind, FaceWish, chosen_face
from quizterm.cli.hosting import Hosted, open_from_library, open_session, take_up
from quizterm.cli.inviting import invitation
from quizterm.cli.json_lines import demand_login, host_json
from quizterm.cli.options import (
    Ascii,
    Auto,
    Bell,
    Colour,
    Ephemeral,
    Insecure,
    JsonLines,
    Plain,
    PlayerName,
    ScoringRule,
    Server,
    Theme,
)
from quizterm.cli.output import say
from quizterm.cli.places import Machine, this_machine
from quizterm.cli.quiz.library.libraries import ABOUT_LIBRARIES, has_library, or_no_file
from quizterm.cli.quiz.library.names import meant_for_library
from quizterm.cli.quizzes import load_quiz
from quizterm.cli.reviving import kept_running
from quizterm.cli.seats import play, take_seat
from quizterm.language import N_, _, heard
from quizterm.protocol.closing import CloseReason
from quizterm.quiz.model import Quiz, Scoring
from quizterm.quiz.pace import untimed as without_clock
from quizterm.snapshot import Phase
from quizterm.text import QuizHandle

if TYPE_CHECKING:
    from quizterm_client.addresses import Target
    from quizterm_client.entries import HostQuizEntry

    _Subject = Quiz | QuizHandle | Target

HOST_NAME = N_("Host")


class WhenAway(StrEnum):
    """What the game does while no host is there."""

    PAUSE = "pause"
    GO_ON = "go-on"


QuizToHost = Annotated[
    str | None,
    typer.Argument(
        metavar="QUIZ",
        help="A quiz in QuizTerm YAML, or the name of a sample or of a quiz in the library.",
        show_default=False,
    ),
]
ResumeCode = Annotated[
    str | None,
    typer.Option("--resume", metavar="CODE[@SERVER]", help="Take up a session again.", show_default=False),
]
Local = Annotated[bool, typer.Option("--local", help="Start the server for this machine only.")]
Away = Annotated[WhenAway, typer.Option("--when-away", help="What the game does while no host is there.")]
Untimed = Annotated[
    bool,
    typer.Option(
        "--untimed", help="No clock: a question stays open until all have answered, or you close it."
    ),
]
Play = Annotated[bool, typer.Option("--play", help="Play along: the player's screen, where n goes on.")]
Token = Annotated[
    bool,
    typer.Option("--token", help="With --resume: ask for a co-host's token instead of using the stored one."),
]


@dataclass(frozen=True, slots=True)
class _Wish:
    """What the command line asks for."""

    asking: Asking
    local: bool
    auto: bool
    scoring: Scoring | None
    pausing: bool
    """Pause while no host is there."""
    untimed: bool
    """No question has a deadline."""
    token: bool
    player: str | None
    """The name to play along under."""


def host(
    quiz: QuizToHost = None,
    resume: ResumeCode = None,
    server: Server = None,
    local: Local = False,
    auto: Auto = False,
    when_away: Away = WhenAway.GO_ON,
    scoring: ScoringRule = None,
    untimed: Untimed = False,
    playing: Play = False,
    name: PlayerName = None,
    token: Token = False,
    insecure: Insecure = False,
    ephemeral: Ephemeral = False,
    plain: Plain = None,
    colour: Colour = None,
    theme: Theme = None,
    ascii_: Ascii = None,
    bell: Bell = None,
    as_json: JsonLines = False,
) -> None:
    """Host a quiz. People join with the code that is shown.

    Without a server, one is started for this session as a process of its own, so that the game survives
    this terminal: quizterm host --resume CODE takes it up again, and starts the server again if it has died.

    What is neither a file nor a sample is hosted from the library of the server that is named, or where you
    are logged in: ports, ada/ports or ports@3.
    """
    from quizterm_client.addresses import parse_target

    pausing = when_away is WhenAway.PAUSE
    about_new = local or auto or pausing or untimed or scoring is not None
    _check_options(quiz=quiz is not None, code=resume is not None, about_new=about_new, token=token)
    if as_json:
        demand_login(ephemeral=ephemeral)
    player = (name or _(HOST_NAME)) if playing or name else None
    wish = _Wish(Asking(server, insecure, ephemeral), local, auto, scoring, pausing, untimed, token, player)
    if quiz is not None:
        subject = _quiz(quiz, wish)
    else:
        with explained():
            subject = parse_target(resume or "")
    run(_host(subject, wish, chosen_face(FaceWish(plain, colour, ascii_, bell, json=as_json, theme=theme))))


def _quiz(text: str, wish: _Wish) -> "_Subject":
    """Give the quiz that is meant: a file or a sample, or else one in a library."""
    meant = None if wish.local else meant_for_library(text)
    if meant is not None and has_library(wish.asking):
        return meant
    try:
        quiz = load_quiz(Path(text), wish.scoring)
    except typer.Exit:
        if meant is not None:
            say(_(ABOUT_LIBRARIES))
        raise
    return without_clock(quiz) if wish.untimed else quiz


def _check_options(*, quiz: bool, code: bool, about_new: bool, token: bool) -> None:
    if quiz == code:
        fail(
            Exit.USAGE,
            _("Say which quiz to host, or which session to take up: quizterm host --resume CODE"),
        )
    if code and about_new:
        fail(
            Exit.USAGE,
            _(
                "--local, --auto, --when-away, --untimed and --scoring belong to a new session, "
                "not to --resume."
            ),
        )
    if quiz and token:
        fail(Exit.USAGE, _("--token belongs to --resume."))


async def _host(subject: "_Subject", wish: _Wish, face: ChosenFace) -> None:
    machine = this_machine()
    # Whoever has logged in for this session only stays logged in as long as it is conducted from here.
    async with AsyncExitStack() as stack:
        hosted = await _hosted(machine, subject, wish, stack)
        try:
            async with kept_running(machine.store, hosted.link, hosted.server):
                phase = await _conduct(machine, hosted, wish.player, face)
            _farewell(hosted, phase, pausing=wish.pausing)
        finally:
            await hosted.link.close()


async def _hosted(machine: Machine, subject: "_Subject", wish: _Wish, stack: AsyncExitStack) -> Hosted:
    """Get hold of the session.

    Raises:
        Refusal, UnreachableSession, ConnectionError, BadTarget: There is no way to it.
    """
    from quizterm_client.entries import CreateEntry

    asking = wish.asking
    if isinstance(subject, Quiz):
        entry = CreateEntry(subject, wish.auto, pause_without_host=wish.pausing)
        return await open_session(machine, entry, asking.server, local=wish.local, insecure=asking.insecure)
    if isinstance(subject, QuizHandle):
        with or_no_file(subject):
            somebody = await stack.enter_async_context(asking.somebody())
            return await open_from_library(machine, _library_entry(subject, wish), somebody)
    return await take_up(machine, subject, asking.server, asked=wish.token)


def _library_entry(quiz: QuizHandle, wish: _Wish) -> "HostQuizEntry":
    from quizterm_client.entries import HostQuizEntry

    return HostQuizEntry(
        str(QuizHandle(quiz.name, quiz.owner)),
        quiz.version,
        wish.scoring,
        wish.auto,
        pause_without_host=wish.pausing,
        untimed=wish.untimed,
    )


async def _conduct(machine: Machine, hosted: Hosted, player: str | None, face: ChosenFace) -> Phase | None:
    """Show the host's face, or the player's with the host's one key, until it is left."""
    link = hosted.link
    inviting = invitation(link.address, link.code, local=hosted.local)
    if player is not None:
        seat, held = await take_seat(
            machine, link.address, link.code, player, asks=face.kind is not FaceKind.JSON
        )
        with held:
            await play(seat, held, link, inviting, face=face)
        return None
    if face.kind is FaceKind.JSON:
        return await host_json(link, inviting, face.appearance)
    return await conduct(link, inviting, face)


def _farewell(hosted: Hosted, phase: Phase | None, *, pausing: bool) -> None:
    """Say what becomes of the session."""
    from quizterm_client.peer import LinkState

    link, status = hosted.link, hosted.link.status
    over = link.ending is not None and link.ending.close == CloseReason.SESSION_ENDED
    if over or phase is Phase.ENDED:
        say(_("The session has ended."))
    elif status.state is LinkState.LOST:
        fail(status_of(link.refusal), heard(status.message) or _("The connection to the session is lost."))
    elif status.state is LinkState.RECONNECTING:
        say(_unanswered(own=hosted.server is not None).format(code=link.code))
    elif pausing:
        sentence = _("The session waits for a host. Take it up again: quizterm host --resume {code}")
        say(sentence.format(code=link.code))
    else:
        say(_("The session goes on. Take it up again: quizterm host --resume {code}").format(code=link.code))


def _unanswered(*, own: bool) -> str:
    if own:
        return _("The server does not answer. This starts it again: quizterm host --resume {code}")
    return _(
        "The server does not answer. When it runs again, take the session up: quizterm host --resume {code}"
    )
