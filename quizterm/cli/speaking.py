"""The language of the commands: chosen before anything is said, the help included."""

import gettext
import os
import sys
from collections.abc import Iterator
from typing import Any

import typer

from quizterm.files import open_regular
from quizterm.language import _, language_of, use
from quizterm.language.catalogues import DOMAIN, LOCALES

VARIABLE = "QUIZTERM_LANGUAGE"
_MOST_BYTES = 64 * 1024


def speak_own_language() -> str:
    """Speak the language of the person in this process from now on; returns which one that is."""
    encoding = getattr(sys.stderr, "encoding", None) or "ascii"
    wanted = os.environ.get(VARIABLE, "") or configured_language()
    language = language_of(os.environ, wanted, encoding)
    use(language)
    return language


def configured_language() -> str:
    """The language that the config file names; empty if there is none, or the file is of no use.

    What is wrong with the file is told where all of it is read; this is cheap enough for every command.
    """
    import tomllib

    import platformdirs

    path = platformdirs.user_config_path("quizterm", appauthor=False) / "config.toml"
    try:
        with open_regular(path) as file:
            found = tomllib.loads(file.read(_MOST_BYTES).decode()).get("language")
    except (OSError, ValueError, RecursionError):
        return ""
    return found if isinstance(found, str) else ""


def command_in(language: str, app: typer.Typer) -> Any:
    """The command tree, whose help speaks a language."""
    root = typer.main.get_command(app)
    if language != "en":
        # Typer's own words ("Options", "Missing command.") come from gettext's one global domain.
        gettext.bindtextdomain(DOMAIN, str(LOCALES))
        gettext.textdomain(DOMAIN)
        os.environ["LANGUAGE"] = language
        names = root.context_settings.get("help_option_names", [])
        for command in _commands(root):
            _translate(command)
            _translate_help_option(command, names)
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
    command.help = _translated(command.help)
    command.short_help = _translated(command.short_help) or None
    for parameter in command.params:
        parameter.help = _translated(getattr(parameter, "help", None))
        default = _shown_default(parameter)
        if default:
            parameter.show_default = _(default)


def _translate_help_option(command: Any, names: list[str]) -> None:
    """Make the option already that shows the help, which takes its words from the library."""
    option = command.get_help_option(command.context_class(command, help_option_names=names))
    if option is not None:
        option.help = _translated(option.help)


def _translated(text: str | None) -> str:
    return _(text) if text else ""


def _shown_default(parameter: Any) -> str:
    shown = getattr(parameter, "show_default", None)
    return shown if isinstance(shown, str) else ""
