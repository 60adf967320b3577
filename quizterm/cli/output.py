"""What commands say: data for programs on stdout, sentences for people on stderr."""

import json
import sys
from typing import Any

import typer

from quizterm.text import visible


def say(sentence: str) -> None:
    """Tell a person something; stdout stays free for data."""
    typer.echo(visible(sentence), err=True)


def put(text: str) -> None:
    """Print what was asked for; ends the command when that is not possible."""
    try:
        typer.echo(text)
    except BrokenPipeError:
        raise
    except OSError as error:
        give_up_output(error)
        raise typer.Exit(1) from None


def give_up_output(error: OSError) -> None:
    """Say that stdout takes nothing more."""
    say(f"The output cannot be written: {error.strerror or error}.")
    # What could not be written must not be tried again at the very end.
    sys.stdout = None


def put_document(document: Any) -> None:
    """Print one JSON document, in characters that stdout can take."""
    encoding = (getattr(sys.stdout, "encoding", None) or "ascii").lower()
    put(json.dumps(document, ensure_ascii=not encoding.startswith("utf"), indent=2))
