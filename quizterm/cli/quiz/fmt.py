"""`quizterm quiz fmt`: quiz files in one form, so that changes show what was changed."""

import difflib
from pathlib import Path
from typing import Annotated

import typer

from quizterm.cli.exits import Exit
from quizterm.cli.output import put, say
from quizterm.cli.quiz.destinations import STDOUT, write_all
from quizterm.cli.quiz.sources import stdin_text
from quizterm.cli.quizzes import STDIN, complaint, name_of
from quizterm.language import _
from quizterm.text import visible

Files = Annotated[
    list[Path],
    typer.Argument(
        metavar="FILE", help="Quizzes in QuizTerm YAML; - reads stdin and writes stdout.", show_default=False
    ),
]
Check = Annotated[bool, typer.Option("--check", help="Change nothing; exit 1 when a file would change.")]
Diff = Annotated[bool, typer.Option("--diff", help="Change nothing; show what would change.")]


def fmt(files: Files, check: Check = False, diff: Diff = False) -> None:
    """Write quiz files in their one canonical form.

    That is the order of fields, quotes, indentation and empty lines. What a quiz says stays, and so does
    every comment. A file with a problem is left as it is.

    Exits 3 when a file has a problem, and with --check 1 when one would change.
    """
    outcomes = [_format(file, check=check, diff=diff) for file in files]
    if Exit.BAD_FILE in outcomes:
        raise typer.Exit(Exit.BAD_FILE)
    if check and Exit.FAILED in outcomes:
        raise typer.Exit(Exit.FAILED)


def _format(file: Path, *, check: bool, diff: bool) -> Exit:
    """Format one file; tells by a status whether it was as it should be."""
    from quizterm.formats import QuizFileError
    from quizterm.formats.native.formatting import formatted
    from quizterm.formats.reading import read_text

    try:
        before = stdin_text() if file == STDIN else read_text(file)
        after = formatted(before)
    except QuizFileError as error:
        say(complaint(file, error))
        return Exit.BAD_FILE
    if diff:
        _show(file, before, after)
    elif not check:
        _write(file, before, after)
    if before == after:
        return Exit.OK
    if check:
        say(_("Would change: {file}").format(file=name_of(file)))
    return Exit.FAILED


def _show(file: Path, before: str, after: str) -> None:
    name = name_of(file)
    old, new = f"{name} (as it is)", f"{name} (formatted)"  # untranslated: programs read patches
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), old, new, lineterm="")
    if text := "\n".join(lines):
        put(visible(text))


def _write(file: Path, before: str, after: str) -> None:
    if file == STDIN:
        write_all([STDOUT], [after.encode()], force=True)
    elif before != after:
        write_all([file], [after.encode()], force=True)
        say(_("Formatted: {file}").format(file=file))
