"""`quizterm host`: run a session from one terminal."""

from random import Random
from typing import TYPE_CHECKING, Annotated

import typer

from quizterm.cli.exits import Exit, demand_terminal, fail, run, say
from quizterm.cli.hosting import invitation
from quizterm.cli.join import PlayerName, play
from quizterm.cli.options import Auto, QuizFile, ScoringRule, Server
from quizterm.cli.own_server import start_server
from quizterm.cli.places import Machine, configured_server, this_machine
from quizterm.cli.quizzes import load_quiz
from quizterm.quiz.model import Quiz

if TYPE_CHECKING:
    from quizterm_client.addresses import Address
    from quizterm_client.link import Link

ResumeCode = Annotated[
    str | None, typer.Option("--resume", metavar="CODE", help="Take up a session again.", show_default=False)
]
Local = Annotated[bool, typer.Option("--local", help="Start the server for this machine only.")]
Play = Annotated[bool, typer.Option("--play", help="Play along: the player's screen, and Space goes on.")]
Token = Annotated[
    bool,
    typer.Option("--token", help="With --resume: ask for a co-host's token instead of using the stored one."),
]


def host(
    file: QuizFile = None,
    resume: ResumeCode = None,
    server: Server = None,
    local: Local = False,
    auto: Auto = False,
    scoring: ScoringRule = None,
    playing: Play = False,
    name: PlayerName = None,
    token: Token = False,
) -> None:
    """Host a quiz: people join with the code that is shown.

    Without a server, one is started for this session as a process of its own, so that the game survives
    this terminal: quizterm host --resume CODE takes it up again.
    """
    if (file is None) == (resume is None):
        fail(Exit.USAGE, "Say which quiz to host, or which session to take up: quizterm host --resume CODE")
    quiz = load_quiz(file, scoring) if file is not None else None
    demand_terminal("For a game without one: quizterm demo --headless")
    run(
        _host(
            quiz,
            resume,
            server,
            local=local,
            auto=auto,
            player=(name or "Host") if playing else None,
            token=token,
        )
    )


async def _host(
    quiz: Quiz | None,
    resume: str | None,
    server: str | None,
    *,
    local: bool,
    auto: bool,
    player: str | None,
    token: bool,
) -> None:
    machine = this_machine()
    if quiz is not None:
        link, local = await _open_session(machine, quiz, server, local=local, auto=auto)
    else:
        link = await _take_up(machine, resume or "", server, asked=token)
    if player is not None:
        await _play_along(machine, link, player)
    else:
        await _conduct(machine, link, local=local)


async def _open_session(
    machine: Machine, quiz: Quiz, server: str | None, *, local: bool, auto: bool
) -> "tuple[Link, bool]":
    """Create the session on the server that is named, or on one of its own."""
    from quizterm_client.entries import CreateEntry
    from quizterm_client.link import Link

    configured = None if local else configured_server(machine, server)
    address = configured or start_server(machine.store, local=local)
    link = await Link.enter(address, CreateEntry(quiz, auto), jitter=Random())
    _remember(machine, link, quiz.title)
    return link, local


async def _take_up(machine: Machine, code: str, server: str | None, *, asked: bool) -> "Link":
    """Come back as a host, with the right that is stored here or a co-host's token."""
    from quizterm_client.addresses import parse_target
    from quizterm_client.entries import HostEntry
    from quizterm_client.link import Link

    target = parse_target(code)
    stored = machine.store.host(target.code)
    if asked:
        address = await _place(machine, code, server)
        right = str(typer.prompt("Token", hide_input=True, err=True)).strip()
    elif stored is not None:
        address, right = stored.server, stored.token
    else:
        fail(
            Exit.BAD_TOKEN,
            f"The right to host {target.code} is not stored on this machine. "
            f"Ask the host for a co-host's token: quizterm host --resume {target.code} --token",
        )
    link = await Link.enter(address, HostEntry(target.code, right), jitter=Random())
    _remember(machine, link, stored.title if stored else "")
    return link


async def _place(machine: Machine, code: str, server: str | None) -> "Address":
    from quizterm.cli.places import locate
    from quizterm_client.addresses import parse_target

    return await locate(machine, parse_target(code), server)


def _remember(machine: Machine, link: "Link", title: str) -> None:
    from quizterm_client.store import StoredHost

    machine.store.keep_host(StoredHost(link.address, link.code, link.token, title))


async def _conduct(machine: Machine, link: "Link", *, local: bool) -> None:
    """Draw the host's screen until it is left."""
    from quizterm_client.host.app import HostApp

    try:
        await HostApp(link, invitation(link.address, link.code, local=local)).run_async()
        _farewell(machine, link)
    finally:
        await link.close()


async def _play_along(machine: Machine, link: "Link", name: str) -> None:
    """Join one's own session, and draw the player's screen with the host's one key."""
    from quizterm_client.entries import JoinEntry
    from quizterm_client.link import Link

    try:
        player = await Link.enter(link.address, JoinEntry(link.code, name), jitter=Random())
        await play(player, conductor=link)
        _farewell(machine, link)
    finally:
        await link.close()


def _farewell(machine: Machine, link: "Link") -> None:
    from quizterm_client.peer import LinkState

    if link.status.state is LinkState.LOST:
        machine.store.forget_host(link.code)
        say(link.status.message or "The session has ended.")
    else:
        say(f"The session goes on. Take it up again: quizterm host --resume {link.code}")
