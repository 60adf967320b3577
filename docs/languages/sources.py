"""What the interface says: the strings that the code marks, and the help of the commands."""

import ast
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract

from docs.languages.borrowed import WORDS
from quizterm import __version__

ROOT = Path(__file__).parents[2]
FOLDERS = ("quizterm", "client", "server")
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}


def template() -> Catalog:
    """Everything that can be said, in English."""
    catalog = Catalog(
        project="QuizTerm", version=__version__, copyright_holder="the QuizTerm authors", fuzzy=False
    )
    catalog.header_comment = "# What QuizTerm says. Written by: python -m docs.languages update"
    for path in python_files():
        where = path.relative_to(ROOT).as_posix()
        found = extract("python", BytesIO(path.read_bytes()), KEYWORDS, comment_tags=("Translators:",))
        for _line, message, comments, context in found:
            if not message:
                continue
            catalog.add(message, locations=[(where, None)], auto_comments=comments, context=context)  # type: ignore[list-item]
        for marked, context in _in_f_strings(path.read_text(encoding="utf-8")):
            catalog.add(marked, locations=[(where, None)], context=context)  # type: ignore[list-item]
    for text in sorted(set(command_help())):
        catalog.add(text, locations=[("quizterm/cli", None)], auto_comments=["Help of a command."])  # type: ignore[list-item]
    for words in WORDS:
        catalog.add(words, locations=[("typer", None)])  # type: ignore[list-item]
    return catalog


def _in_f_strings(source: str) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    """What is marked within f-strings, with its context: before Python 3.12 nobody else looks into them."""
    strings = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.JoinedStr))
    for call in (node for string in strings for node in ast.walk(string)):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in KEYWORDS:
            texts = [part.value for part in call.args if isinstance(part, ast.Constant)]
            match [call.func.id, *(text for text in texts if isinstance(text, str))]:
                case ["pgettext", context, text]:
                    yield text, context
                case ["ngettext", one, many]:
                    yield (one, many), None
                case [_, text]:
                    yield text, None
                case _:
                    pass


def python_files() -> Iterator[Path]:
    """All that may speak, in an order that stays."""
    for folder in FOLDERS:
        yield from sorted((ROOT / folder).rglob("*.py"))


def command_help() -> Iterator[str]:
    """The help of every command, argument and option, as `--help` gets it."""
    from quizterm.cli.app import app
    from quizterm.cli.speaking import help_texts

    return help_texts(app)


@cache
def command_tree() -> dict[str, Any]:
    """The commands of `quizterm` by their names; a group has `commands` of its own."""
    import typer

    from quizterm.cli.app import app

    commands: dict[str, Any] = getattr(typer.main.get_command(app), "commands", {})
    return commands
