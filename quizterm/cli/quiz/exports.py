"""`quizterm quiz export`: take a quiz to other programs."""

import os
from pathlib import Path
from typing import Annotated

import typer

from quizterm.cli.exits import Exit, fail
from quizterm.cli.options import AsJson
from quizterm.cli.output import say
from quizterm.cli.quiz.destinations import (
    STDOUT,
    demand_new,
    demand_one_on_stdout,
    destination,
    format_for,
    write_all,
)
from quizterm.cli.quiz.reports import EXPORTED, Account, status_of, tell
from quizterm.cli.quizzes import load_quiz
from quizterm.formats.exchange.catalogue import FORMATS, Format, Manner
from quizterm.formats.exchange.ledger import Ledger
from quizterm.language import _

WRITTEN = tuple(one.name for one in FORMATS if one.writer)

QuizArgument = Annotated[
    Path,
    typer.Argument(
        metavar="FILE", help="A quiz in QuizTerm YAML, or the name of a sample quiz.", show_default=False
    ),
]
To = Annotated[
    str | None,
    typer.Option(
        "--to",
        "-t",
        metavar="FORMAT",
        help=f"What to write: {', '.join(WRITTEN)}.",
        show_default="what the name of OUT says",
    ),
]
Out = Annotated[
    Path | None,
    typer.Option(
        "--out",
        "-o",
        metavar="OUT",
        help="The file to write, or a folder, or - for stdout.",
        show_default="named like the quiz, in this folder",
    ),
]
Force = Annotated[bool, typer.Option("--force", help="Replace a file that exists already.")]
Truncate = Annotated[
    bool, typer.Option("--truncate", help="Cut texts that are too long for the format, such as Kahoot's.")
]


def export_quiz(
    file: QuizArgument,
    to: To = None,
    out: Out = None,
    force: Force = False,
    truncate: Truncate = False,
    as_json: AsJson = False,
) -> None:
    """Write a quiz for another program, with a report.

    The report says what the other format has no room for.

    Exits 0 if every question was exported, 1 if some were left out, 2 if there was nothing to export, 3 if
    the quiz has a problem.
    """
    wanted = format_for(to, "--to", WRITTEN) if to else _by_suffix(out)
    path = destination(out, str(file), wanted.suffix)
    demand_one_on_stdout(path, as_json=as_json)
    quiz = load_quiz(file, None)
    demand_new(path, force=force)
    ledger = Ledger()
    account = Account(str(file), wanted.name, ledger)
    content = wanted.write(quiz, ledger, Manner(truncate=truncate))
    if ledger.through:
        account.written = write_all([path], [content], force=force)
    if account.written:
        say(_("Written: {file}").format(file=path))
    tell([account], EXPORTED, aside=path == STDOUT, as_json=as_json)
    raise typer.Exit(status_of([account]))


def _by_suffix(out: Path | None) -> Format:
    suffix = out.suffix.lower() if out is not None and not os.path.isdir(out) else ""
    fitting = [one for one in FORMATS if suffix and one.writer and one.suffix == suffix]
    # Of two formats with one suffix the one of its name holds more: a CSV sheet than Kahoot's.
    found = min(fitting, key=lambda one: one.name != suffix[1:], default=None)
    return found or fail(
        Exit.USAGE, _("Say what to write with --to: {formats}.").format(formats=", ".join(WRITTEN))
    )
