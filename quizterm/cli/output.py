"""What commands say: data for programs on stdout, sentences for people on stderr."""

import json
import os
import re
import shutil
import sys
from collections.abc import Sequence
from typing import Any, TextIO

import typer

from quizterm.language import _
from quizterm.text import fit, visible, width

_COMMAND = re.compile(r"(?P<before>.*\S)(?P<colon>\s*:) (?P<command>quizterm .*)", re.DOTALL)
"""A sentence with a command at its end; some languages have a blank before the colon."""
_ON_PAPER = 80


def say(sentence: str) -> None:
    """Tell a person something; stdout stays free for data."""
    columns = columns_of(sys.stderr)
    lines = [laid_out(line, columns) for line in visible(sentence).split("\n")]
    _write(sys.stderr, "\n".join(lines))


def laid_out(sentence: str, columns: int) -> str:
    """Broken between words, where a terminal would break within them.

    The command at its end stays in one piece, so that it can be copied.
    """
    found = _COMMAND.fullmatch(sentence)
    if found is None:
        pieces = sentence.split(" ")
    else:
        *most, last = found["before"].split(" ")
        pieces = [*most, last + found["colon"], found["command"]]
    lines = [pieces[0]]
    for piece in pieces[1:]:
        if width(lines[-1]) + 1 + width(piece) <= columns:
            lines[-1] += f" {piece}"
        else:
            lines.append(piece)
    return "\n".join(lines)


def columns_of(stream: TextIO | None) -> int:
    """How wide the terminal is that a stream goes to; files take lines of any length."""
    try:
        return os.get_terminal_size(stream.fileno() if stream else -1).columns or sys.maxsize
    except (AttributeError, OSError, ValueError):
        return sys.maxsize


def terminal_width() -> int | None:
    """How wide the terminal is that stdout goes to; `None` if it goes elsewhere."""
    if sys.stdout is None or not sys.stdout.isatty():
        return None
    return shutil.get_terminal_size().columns


def text_width() -> int:
    """How wide text is to be that is read: as the terminal, or as the environment says, or as on paper."""
    return shutil.get_terminal_size((_ON_PAPER, 0)).columns


def put(text: str) -> None:
    """Print what was asked for; ends the command when that is not possible."""
    try:
        _write(sys.stdout, text)
    except BrokenPipeError:
        raise
    except OSError as error:
        give_up_output(error)
        raise typer.Exit(1) from None


def put_broken(line: str) -> None:
    """Print one line of a session, broken between words where stdout is a terminal.

    Code begins with blanks and is left as it is: a terminal's own breaks are none of its line ends.
    """
    put(line if line.startswith(" ") else laid_out(line, columns_of(sys.stdout)))


def _write(stream: TextIO | None, text: str) -> None:
    """Write in the encoding of the stream; where that is ASCII, `typer.echo` would write UTF-8."""
    if stream is not None:
        stream.write(f"{text}\n")
        stream.flush()


def in_one_line(text: str) -> str:
    """What somebody else wrote, in one harmless line."""
    return visible(" ".join(text.split()))


def table(rows: Sequence[tuple[str, ...]], columns: int | None = None) -> str:
    """Columns side by side; the last one is as long as it is, or cut where the terminal ends.

    Args:
        rows: The cells.
        columns: How wide the terminal is, if lines are to be cut.
    """
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)][:-1]
    lines = ["  ".join((*map(_filled, row, widths), row[-1])).rstrip() for row in rows]
    return "\n".join(lines if columns is None else (fit(line, columns) for line in lines))


def _filled(cell: str, cells: int) -> str:
    return cell + " " * (cells - width(cell))


def give_up_output(error: OSError) -> None:
    """Say that stdout takes nothing more."""
    sentence = _("The output cannot be written: {reason}.")
    say(sentence.format(reason=error.strerror or error))
    # What could not be written must not be tried again at the very end.
    sys.stdout = None


def put_document(document: Any) -> None:
    """Print one JSON document, in characters that stdout can take and that steer no terminal."""
    encoding = (getattr(sys.stdout, "encoding", None) or "ascii").lower()
    text = json.dumps(document, ensure_ascii=not encoding.startswith("utf"), indent=2)
    put("\n".join(line if line.isprintable() else _escaped(line) for line in text.split("\n")))


def _escaped(json_line: str) -> str:
    """Write what cannot be seen as JSON's escapes, which read back the same."""
    return "".join(char if visible(char) == char else json.dumps(char)[1:-1] for char in json_line)
