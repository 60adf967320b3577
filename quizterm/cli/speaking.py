"""The language of the commands: chosen before anything is said, the help included."""

import gettext
import os
import sys
from collections.abc import Iterator
from typing import Any

import typer

from quizterm.language import _, language_of, use
from quizterm.language.catalogues import DOMAIN, LOCALES

VARIABLE = "QUIZTERM_LANGUAGE"


def speak_own_language() -> str:
    """Speak the language of the person in this process from now on; returns which one that is."""
    encoding = getattr(sys.stderr, "encoding", None) or "ascii"
    language = language_of(os.environ, os.environ.get(VARIABLE, ""), encoding)
    use(language)
    return language


def command_in(language: str, app: typer.Typer) -> Any:
    """The command tree, whose help speaks a language."""
    root = typer.main.get_command(app)
    if language != "en":
        # Typer's own words ("Options", "Missing command.") come from gettext's one global domain.
        gettext.bindtextdomain(DOMAIN, str(LOCALES))
        gettext.textdomain(DOMAIN)
        os.environ["LANGUAGE"] = language
        for command in _commands(root):
            _translate(command)
    return root


def help_texts(app: typer.Typer) -> Iterator[str]:
    """The help of every command, argument and option, in English."""
    for command in _commands(typer.main.get_command(app)):
        yield from (text for text in (command.help, command.short_help) if text)
        for parameter in command.params:
            yield from (
                text for text in (getattr(parameter, "help", None), _shown_default(parameter)) if text
            )


def _commands(command: Any) -> Iterator[Any]:
    yield command
    for below in getattr(command, "commands", {}).values():
        yield from _commands(below)


def _translate(command: Any) -> None:
    command.help = _(command.help or "")
    command.short_help = _(command.short_help or "") or None
    for parameter in command.params:
        parameter.help = _(getattr(parameter, "help", None) or "")
        default = _shown_default(parameter)
        if default:
            parameter.show_default = _(default)


def _shown_default(parameter: Any) -> str:
    shown = getattr(parameter, "show_default", None)
    return shown if isinstance(shown, str) else ""
