"""`docs/cli.md`: every command, argument, option, server variable and exit status."""

import subprocess
import sys

from docs.generate.docstrings import field_docs
from docs.generate.markdown import table
from quizterm.cli.exits import Exit
from quizterm_server.settings import ServerSettings

VARIABLES = """## Variables of a server

They hold for `quizterm serve` and, but for `BIND`, `NAME`, `TLS_CERT`, `TLS_KEY`, `UNTIL_ENDED`,
`MAX_SESSIONS` and the log, for the server that `quizterm host` starts. What is given on the command line goes
before them.

"""

STATUSES = """## Exit statuses

What is meant for programs goes to stdout, what is meant for people to stderr.

"""


def cli() -> str:
    """The whole document as Markdown, written by Typer itself and followed by variables and exit statuses."""
    command = [sys.executable, "-m", "typer", "quizterm.cli.app", "utils", "docs", "--name", "quizterm"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    docs = field_docs(Exit)
    rows = [
        (str(int(status)), status.name.lower().replace("_", " "), docs.get(status.name, ""))
        for status in Exit
    ]
    parts = [text.rstrip(), VARIABLES + _variables(), STATUSES + table(("status", "name", "meaning"), rows)]
    return "\n\n".join(parts) + "\n"


def _variables() -> str:
    prefix = ServerSettings.model_config["env_prefix"]
    docs = field_docs(ServerSettings)
    rows = [
        (f"`{prefix}{name.upper()}`", _default(field.default), docs[name])
        for name, field in ServerSettings.model_fields.items()
    ]
    return table(("variable", "default", "meaning"), rows)


def _default(value: object) -> str:
    if isinstance(value, float):
        return f"{value:g}"
    return str(value).lower() if isinstance(value, bool) else str("" if value is None else value)
