"""The tree of commands, of which only those are loaded that are needed."""

from importlib import import_module
from typing import Annotated, Any

import typer

from quizterm import __version__

_COMMANDS = {
    "demo": "demo:demo",
    "play": "play:play",
    "host": "host:host",
    "join": "join:join",
    "watch": "watch:watch",
    "bots": "bots:bots",
    "doctor": "doctor:doctor",
    "serve": "serve:serve",
    "sessions": "sessions:sessions",
    "verify": "verify:verify",
    "register": "accounts.entrance:register",
    "login": "accounts.entrance:login",
    "logout": "accounts.leaving:logout",
    "whoami": "accounts.leaving:whoami",
    "results": "results:results",
    "backup": "backups:backup",
    "restore": "backups:restore",
}
"""By what is typed, in the order of the help: the module below `quizterm.cli`, and the function in it."""
_GROUPS = {"quiz": "quiz.app:app", "account": "accounts.own:app", "admin": "accounts.administration:app"}


def tree(only: str = "") -> typer.Typer:
    """All commands; or only the one, or the one group, that was typed: loading all of them takes time.

    Args:
        only: The first word that was typed; all commands, unless it is one of them.
    """
    app = typer.Typer(
        name="quizterm",
        help="The live quiz that lives in the terminal.",
        no_args_is_help=True,
        add_completion=True,
        rich_markup_mode=None,
        pretty_exceptions_show_locals=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    known = only in _COMMANDS or only in _GROUPS
    for name, place in _GROUPS.items():
        if name == only or not known:
            app.add_typer(_loaded(place))
    for name, place in _COMMANDS.items():
        if name == only or not known:
            app.command(name)(_loaded(place))
    app.callback()(quizterm)
    return app


def _loaded(place: str) -> Any:
    module, name = place.split(":")
    return getattr(import_module(f"quizterm.cli.{module}"), name)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"QuizTerm {__version__}")
        raise typer.Exit


def quizterm(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit."),
    ] = False,
) -> None:
    """The live quiz that lives in the terminal."""
