"""`quizterm serve`: a server that outlives sessions."""

import json
from typing import Annotated

import typer

from quizterm.cli.exits import Exit, fail, run, say
from quizterm.cli.options import AsJson
from quizterm.protocol.messages import DEFAULT_PORT

Bind = Annotated[
    str, typer.Option("--bind", help="Address to listen on; 0.0.0.0 for everybody in the network.")
]
Port = Annotated[int, typer.Option("--port", min=0, max=65_535, help="TCP port; 0 takes any free one.")]
LastPort = Annotated[int | None, typer.Option("--last-port", min=1, max=65_535, hidden=True)]
UntilEnded = Annotated[
    bool,
    typer.Option("--until-ended", help="End when all sessions have ended, or nobody is there for a while."),
]


def serve(
    bind: Bind = "127.0.0.1",
    port: Port = DEFAULT_PORT,
    last_port: LastPort = None,
    until_ended: UntilEnded = False,
    as_json: AsJson = False,
) -> None:
    """Run a server that outlives sessions.

    Point clients at it with QUIZTERM_SERVER or the config file. Limits are set by environment variables
    QUIZTERM_SERVE_…, for example QUIZTERM_SERVE_MAX_PLAYERS. Ctrl-C or SIGTERM ends it.
    """
    from quizterm_server.app import CannotListen, PortInUse, Server
    from quizterm_server.serve import serve as serve_until_told
    from quizterm_server.settings import ServerSettings

    def announce(server: Server) -> None:
        if as_json:
            typer.echo(json.dumps({"host": bind, "port": server.port}))
        else:
            say(f"QuizTerm listens on {bind}:{server.port}. Ctrl-C ends it.")

    settings = ServerSettings(bind=bind, port=port, last_port=last_port, until_ended=until_ended)
    try:
        run(serve_until_told(settings, announce))
    except PortInUse as problem:
        fail(Exit.PORT_IN_USE, str(problem))
    except CannotListen as problem:
        fail(Exit.NO_SERVER, str(problem))
