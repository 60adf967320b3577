"""`docs/cli.md`: every command, argument, option and exit status."""

import subprocess
import sys

from docs.generate.docstrings import field_docs
from docs.generate.markdown import table
from quizterm.cli.exits import Exit

STATUSES = """## Exit statuses

What is meant for programs goes to stdout, what is meant for people to stderr.

"""


def cli() -> str:
    """The whole document as Markdown, written by Typer itself and followed by the exit statuses."""
    command = [sys.executable, "-m", "typer", "quizterm.cli.app", "utils", "docs", "--name", "quizterm"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    docs = field_docs(Exit)
    rows = [
        (str(int(status)), status.name.lower().replace("_", " "), docs.get(status.name, ""))
        for status in Exit
    ]
    return text.rstrip() + "\n\n" + STATUSES + table(("status", "name", "meaning"), rows) + "\n"
