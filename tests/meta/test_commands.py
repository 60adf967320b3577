"""The command tree: help everywhere, and nothing heavy is loaded before it is needed."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from quizterm import __version__
from quizterm.cli.app import app

ROOT = typer.main.get_command(app)
HEAVY = ("asyncssh", "pygments", "quizterm_client", "quizterm_server", "sqlalchemy", "textual", "websockets")


def commands(line: str = "quizterm", command: Any = ROOT) -> Iterator[tuple[str, typer.core.TyperCommand]]:
    """Every command, and every group of commands, with what is typed to run it."""
    yield line, command
    for name, below in getattr(command, "commands", {}).items():
        yield from commands(f"{line} {name}", below)


COMMANDS = [pytest.param(command, id=line) for line, command in commands()]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_says_what_it_does(command: typer.core.TyperCommand) -> None:
    assert command.help
    assert all(paragraph.endswith(".") for paragraph in command.help.strip().split("\n\n"))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_argument_and_option_says_what_it_is(command: typer.core.TyperCommand) -> None:
    for parameter in command.params:
        text = getattr(parameter, "help", None)
        assert text, parameter.name
        assert text.endswith("."), text


@pytest.mark.parametrize("group", [(), ("quiz",), ("account",), ("admin",)])
def test_the_list_of_commands_cuts_no_sentence(group: tuple[str, ...]) -> None:
    result = CliRunner().invoke(app, [*group, "--help"], terminal_width=80)

    assert "..." not in result.stdout.partition("Commands:")[2]


def test_the_version_can_be_asked_for() -> None:
    assert CliRunner().invoke(app, ["--version"]).stdout == f"QuizTerm {__version__}\n"


def test_without_a_command_the_help_is_shown() -> None:
    result = CliRunner().invoke(app, [])

    assert "Commands:" in result.output
    assert result.exit_code == 2


def test_help_loads_neither_screens_nor_sockets_nor_databases() -> None:
    program = (
        "import sys\n"
        "from quizterm.cli.app import app\n"
        "try:\n    app(['--help'])\n"
        "except SystemExit:\n    pass\n"
        "print(*{name.partition('.')[0] for name in sys.modules}, file=sys.stderr)\n"
    )

    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert "Commands:" in ran.stdout
    assert set(ran.stderr.split()).isdisjoint(HEAVY)


def test_a_server_that_waits_has_loaded_neither_screens_nor_migrations_nor_quiz_files(tmp_path: Path) -> None:
    """What it does not use takes no memory of the machine where it runs all year."""
    program = (
        "import sys\n"
        "from quizterm.cli.app import app\n"
        "try:\n    app(['serve', '--port', '0', '--until-ended'])\n"
        "except SystemExit:\n    pass\n"
        "print('loaded', *{name.partition('.')[0] for name in sys.modules})\n"
    )
    variables = {"QUIZTERM_DATA_DIR": str(tmp_path), "QUIZTERM_SERVE_IDLE_SECONDS": "1"}

    ran = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | variables,
    )

    assert ran.stdout.startswith("loaded")
    assert set(ran.stdout.split()).isdisjoint(
        {"textual", "alembic", "asyncpg", "ruamel", "confusable_homoglyphs"}
    )
