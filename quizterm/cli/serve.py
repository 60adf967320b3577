"""`quizterm serve`: a server that outlives sessions."""

import json
import shlex
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from quizterm.cli.databases import Database, Durability, chosen, database_explained, shown
from quizterm.cli.exits import Exit, fail, run
from quizterm.cli.options import AsJson
from quizterm.cli.output import put, say
from quizterm.language import _, heard, ngettext
from quizterm.protocol.messages import DEFAULT_PORT

if TYPE_CHECKING:
    from pathlib import Path

    from quizterm_server.app import Server
    from quizterm_server.settings import ServerSettings

PREFIX = "QUIZTERM_SERVE_"
HIGHEST = 65_535
MAIN = "main"
"""The name of a server that is given none."""

Bind = Annotated[
    str,
    typer.Option(
        "--bind", envvar=PREFIX + "BIND", help="Address to listen on; 0.0.0.0 for everybody in the network."
    ),
]
Port = Annotated[
    int,
    typer.Option(
        "--port", envvar=PREFIX + "PORT", min=0, max=HIGHEST, help="TCP port; 0 takes any free one."
    ),
]
LastPort = Annotated[
    int | None,
    typer.Option(
        "--last-port",
        envvar=PREFIX + "LAST_PORT",
        min=1,
        max=HIGHEST,
        help="Take the first free port from --port to this one.",
        show_default=False,
    ),
]
Certificate = Annotated[
    str,
    typer.Option(
        "--tls-cert",
        envvar=PREFIX + "TLS_CERT",
        metavar="FILE",
        help="Encrypt, with this certificate (PEM, the server's own first); people then type wss://.",
        show_default=False,
    ),
]
CertificateKey = Annotated[
    str,
    typer.Option(
        "--tls-key",
        envvar=PREFIX + "TLS_KEY",
        metavar="FILE",
        help="The key of the certificate (PEM, without a password).",
        show_default=False,
    ),
]
Lasting = Annotated[
    Durability,
    typer.Option(
        "--durability",
        envvar=PREFIX + "DURABILITY",
        help="What is acknowledged is never lost by a crash of the server. full: nor by a power cut. "
        "normal: a power cut may cost the last seconds, and the database stays whole.",
    ),
]
Name = Annotated[
    str,
    typer.Option(
        "--name",
        envvar=PREFIX + "NAME",
        help="Under which the server finds its sessions again; one server at a time has a name.",
    ),
]
UntilEnded = Annotated[
    bool,
    typer.Option(
        "--until-ended",
        envvar=PREFIX + "UNTIL_ENDED",
        help="End when all sessions have ended, or nobody is there for a while.",
    ),
]
MaxPlayers = Annotated[
    int | None,
    typer.Option(
        "--max-players",
        min=1,
        help="Players in one session.",
        show_default="10,000 or QUIZTERM_SERVE_MAX_PLAYERS",
    ),
]
MaxConnections = Annotated[
    int | None,
    typer.Option(
        "--max-connections",
        min=1,
        help="Connections of all kinds at the same time; each needs an open file.",
        show_default="12,000 or QUIZTERM_SERVE_MAX_CONNECTIONS",
    ),
]
Metrics = Annotated[
    bool | None,
    typer.Option(
        "--metrics/--no-metrics",
        help="Whether GET /metrics tells Prometheus what the server counts.",
        show_default="metrics, or QUIZTERM_SERVE_METRICS",
    ),
]


def serve(
    bind: Bind = "127.0.0.1",
    port: Port = DEFAULT_PORT,
    last_port: LastPort = None,
    tls_cert: Certificate = "",
    tls_key: CertificateKey = "",
    database: Database = "",
    durability: Lasting = Durability.FULL,
    name: Name = MAIN,
    until_ended: UntilEnded = False,
    max_players: MaxPlayers = None,
    max_connections: MaxConnections = None,
    metrics: Metrics = None,
    as_json: AsJson = False,
) -> None:
    """Run a server that outlives sessions.

    Everything that happens is stored: a server that is started again goes on where the last one of its name
    stopped or died. Point clients at it with QUIZTERM_SERVER or the config file. More limits are set by
    environment variables QUIZTERM_SERVE_…, for example QUIZTERM_SERVE_JOIN_RATE. Ctrl-C or SIGTERM ends it.
    A certificate that was renewed is read when the server is started again.
    """
    from quizterm_server.front import CannotListen, PortInUse
    from quizterm_server.loops import new_loop
    from quizterm_server.serve import serve as serve_until_told

    settings = _settings(
        bind=bind,
        port=port,
        last_port=last_port,
        tls_cert=tls_cert,
        tls_key=tls_key,
        database=database,
        durability=durability.value,
        name=name,
        until_ended=until_ended,
        max_players=max_players,
        max_connections=max_connections,
        metrics=metrics,
    )
    _look_at_certificate(settings)
    settings = _with_files_for_all(settings)
    announce = _announce_as_json if as_json else partial(_announce, new=_new_database(database))
    try:
        with database_explained():
            run(serve_until_told(settings, announce), partial(new_loop, settings.loop))
    except PortInUse as problem:
        fail(Exit.PORT_IN_USE, heard(str(problem)))
    except CannotListen as problem:
        fail(Exit.CANNOT_LISTEN, heard(str(problem)))


def _look_at_certificate(settings: "ServerSettings") -> None:
    """See that it can be used, before a database is made for a server that cannot start."""
    from quizterm_server.tls import BadCertificate, readable_by_all, server_tls

    try:
        server_tls(settings)
    except BadCertificate as problem:
        fail(Exit.BAD_CONFIG, heard(str(problem)))
    if readable_by_all(settings):
        sentence = _(
            "Everybody on this machine can read the key {key} and pass for this server. "
            "Take that right away: {command}"
        )
        say(sentence.format(key=settings.tls_key, command=f"chmod o= {shlex.quote(settings.tls_key)}"))


def _with_files_for_all(settings: "ServerSettings") -> "ServerSettings":
    """Allow this process as many open files as it needs; with fewer, as many connections as fit."""
    from quizterm_server.openfiles import file_limits, make_room

    wanted = settings.max_connections
    fits = make_room(wanted, file_limits())
    if fits == wanted:
        return settings
    sentence = _(
        "Only {number} connections fit, not {wanted}: this system allows a process no more open files. "
        "Raise its limit (ulimit -Hn) for more."
    )
    say(sentence.format(number=f"{fits:,}", wanted=f"{wanted:,}"))
    return settings.model_copy(update={"max_connections": fits})


def _new_database(database: str) -> "Path | None":
    """Where a file will be made for the database, if there is none yet."""
    from quizterm_server.storage.places import FileDatabase, locate

    with database_explained():
        place = locate(chosen(database))
    return place.path if isinstance(place, FileDatabase) and not place.path.exists() else None


def _announce(server: "Server", *, new: "Path | None") -> None:
    from quizterm_client.addresses import Address

    if new is not None:
        say(_("A new database was made: {file}").format(file=new))
    going_on = server.revived
    if going_on:
        sentence = ngettext("1 session goes on: {codes}.", "{number} sessions go on: {codes}.", len(going_on))
        say(sentence.format(number=len(going_on), codes=", ".join(going_on)))
    settings = server.settings
    address = Address(settings.bind, server.port, secure=bool(settings.tls_cert))
    say(_("QuizTerm listens on {address}. Ctrl-C ends it.").format(address=address))
    if settings.accounts and not (address.secure or address.is_local):
        sentence = _(
            "Lines are not encrypted, so that nobody logs in from another machine: --tls-cert and --tls-key"
        )
        say(sentence)


def _announce_as_json(server: "Server") -> None:
    """In one line, so that whoever started the server need not wait for the end of its output."""
    settings = server.settings
    about = {
        "host": settings.bind,
        "port": server.port,
        "encrypted": bool(settings.tls_cert),
        "name": settings.name,
        "database": shown(settings.database),
        "sessions": server.revived,
    }
    put(json.dumps(about))


def _settings(**given: Any) -> "ServerSettings":
    """What was given, and the rest from the environment."""
    from pydantic import ValidationError

    from quizterm_server.settings import ServerSettings

    try:
        return ServerSettings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        fail(Exit.BAD_CONFIG, f"{PREFIX}{str(first['loc'][0]).upper()}: {heard(first['msg'])}.")
