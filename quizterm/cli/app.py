"""`quizterm`: the commands put together."""

import errno
import sys
from typing import Annotated

import typer

from quizterm import __version__
from quizterm.cli import backups, bots, demo, host, join, play, results, serve, sessions, verify, watch
from quizterm.cli.accounts import entrance, leaving
from quizterm.cli.accounts.administration import app as admin_commands
from quizterm.cli.accounts.own import app as account_commands
from quizterm.cli.exits import Exit
from quizterm.cli.output import give_up_output
from quizterm.cli.quiz.app import app as quiz_commands
from quizterm.cli.speaking import command_in, speak_own_language
from quizterm.cli.streams import write_anything

_UNWRITABLE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)

app = typer.Typer(
    name="quizterm",
    help="The live quiz that lives in the terminal.",
    no_args_is_help=True,
    add_completion=True,
    rich_markup_mode=None,
    pretty_exceptions_show_locals=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(quiz_commands)
app.command("demo")(demo.demo)
app.command("play")(play.play)
app.command("host")(host.host)
app.command("join")(join.join)
app.command("watch")(watch.watch)
app.command("bots")(bots.bots)
app.command("serve")(serve.serve)
app.command("sessions")(sessions.sessions)
app.command("verify")(verify.verify)
app.command("register")(entrance.register)
app.command("login")(entrance.login)
app.command("logout")(leaving.logout)
app.command("whoami")(leaving.whoami)
app.command("results")(results.results)
app.add_typer(account_commands)
app.add_typer(admin_commands)
app.command("backup")(backups.backup)
app.command("restore")(backups.restore)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"QuizTerm {__version__}")
        raise typer.Exit


@app.callback()
def quizterm(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit."),
    ] = False,
) -> None:
    """The live quiz that lives in the terminal."""


def main() -> None:
    """Run the command line; neither Ctrl-C anywhere nor a full disk below stdout ends in a traceback."""
    write_anything()
    try:
        command_in(speak_own_language(), app)()
    except KeyboardInterrupt:
        sys.exit(Exit.INTERRUPTED)
    except OSError as error:
        if error.errno not in _UNWRITABLE:
            raise
        give_up_output(error)
        sys.exit(Exit.FAILED)
