"""Where an import or an export goes: files that are never overwritten unasked, or stdout, in some format."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import typer

from quizterm.cli.exits import Exit, fail
from quizterm.cli.output import give_up_output
from quizterm.files import replace_file, why
from quizterm.formats.exchange.catalogue import Format, format_named
from quizterm.language import _, heard

STDOUT = Path("-")


def destination(out: Path | None, source: str, suffix: str) -> Path:
    """Give the file to write: the one that is named, or one like the source in the folder that is named.

    A new file that is named without the end of its name gets that of its format.
    """
    if out is not None and not os.path.isdir(out):
        is_whole = out == STDOUT or out.suffix or not out.name or os.path.lexists(out)
        return out if is_whole else out.with_name(f"{out.name}{suffix}")
    folder = out or Path()
    stem = "quiz" if source == "-" else Path(source).stem
    return folder / f"{stem}{suffix}"


def format_for(name: str, option: str, allowed: Sequence[str]) -> Format:
    """Give the format that an option names, or end with those that it takes."""
    try:
        found = format_named(name)
    except LookupError:
        sentence = _("There is no format “{name}”; {option} takes {formats}.")
        fail(Exit.USAGE, sentence.format(name=name, option=option, formats=", ".join(allowed)))
    if name not in allowed:
        if found.writer:
            sentence = _("{format} is written, and not read; {option} takes {formats}.")
        else:
            sentence = _("{format} is read, and not written; {option} takes {formats}.")
        fail(Exit.USAGE, sentence.format(format=_(found.title), option=option, formats=", ".join(allowed)))
    return found


def demand_one_on_stdout(out: Path | None, *, as_json: bool) -> None:
    """End the command where both a quiz and a document would be printed."""
    if as_json and out == STDOUT:
        fail(Exit.USAGE, _("--json and -o - both print to stdout; name a file for one of them."))


def demand_new(path: Path, *, force: bool) -> None:
    """End the command where a file is in the way."""
    if path != STDOUT and not force and os.path.exists(path):
        _refuse(path)


def _refuse(path: Path) -> NoReturn:
    sentence = _("{file} exists already; say --force to replace it, or -o with another name.")
    fail(Exit.FAILED, sentence.format(file=path))


def demand_different(out: Path | None, sources: Sequence[Path], suffix: str) -> None:
    """End the command where two sources would be written to the same file, the second over the first."""
    taken: dict[Path, Path] = {}
    for source in sources:
        path = destination(out, str(source), suffix)
        if (other := taken.setdefault(path, source)) is not source:
            sentence = _(
                "{one} and {other} would both be written to {file}; "
                "name a file with -o for one quiz of both, or bring them one by one."
            )
            fail(Exit.USAGE, sentence.format(one=other, other=source, file=path))


def numbered(path: Path, count: int, *, force: bool) -> list[Path]:
    """Give the names of `count` files of which the first is `path`; ends where one is in the way."""
    names = [path, *(path.with_stem(f"{path.stem}-{number}") for number in range(2, count + 1))]
    for name in names[1:]:
        demand_new(name, force=force)
    return names


def write_all(paths: Sequence[Path], contents: Sequence[bytes], *, force: bool) -> list[str]:
    """Write files, each as a whole; ends the command when that is not possible."""
    if paths and paths[0] == STDOUT:
        _to_stdout(b"".join(contents))
        return []
    for path, content in zip(paths, contents, strict=True):
        try:
            replace_file(path, content, only_new=not force)
        except FileExistsError:
            _refuse(path)
        except (OSError, ValueError) as error:
            sentence = _("{file} cannot be written: {reason}.")
            fail(Exit.FAILED, sentence.format(file=path, reason=heard(why(error))))
    return [str(path) for path in paths]


def _to_stdout(content: bytes) -> None:
    if sys.stdout is None:
        fail(Exit.FAILED, _("The output cannot be written: stdout is closed."))
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        give_up_output(error)
        raise typer.Exit(Exit.FAILED) from None
