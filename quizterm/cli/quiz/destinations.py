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
        fail(Exit.USAGE, f"There is no format “{name}”; {option} takes {', '.join(allowed)}.")
    if name not in allowed:
        but = "written, and not read" if found.writer else "read, and not written"
        fail(Exit.USAGE, f"{found.title} is {but}; {option} takes {', '.join(allowed)}.")
    return found


def demand_one_on_stdout(out: Path | None, *, as_json: bool) -> None:
    """End the command where both a quiz and a document would be printed."""
    if as_json and out == STDOUT:
        fail(Exit.USAGE, "--json and -o - both print to stdout; name a file for one of them.")


def demand_new(path: Path, *, force: bool) -> None:
    """End the command where a file is in the way."""
    if path != STDOUT and not force and os.path.exists(path):
        _refuse(path)


def _refuse(path: Path) -> NoReturn:
    fail(Exit.FAILED, f"{path} exists already; say --force to replace it, or -o with another name.")


def demand_different(out: Path | None, sources: Sequence[Path], suffix: str) -> None:
    """End the command where two sources would be written to the same file, the second over the first."""
    taken: dict[Path, Path] = {}
    for source in sources:
        path = destination(out, str(source), suffix)
        if (other := taken.setdefault(path, source)) is not source:
            fail(
                Exit.USAGE,
                f"{other} and {source} would both be written to {path}; "
                "name a file with -o for one quiz of both, or bring them one by one.",
            )


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
            fail(Exit.FAILED, f"{path} cannot be written: {why(error)}.")
    return [str(path) for path in paths]


def _to_stdout(content: bytes) -> None:
    if sys.stdout is None:
        fail(Exit.FAILED, "The output cannot be written: stdout is closed.")
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        give_up_output(error)
        raise typer.Exit(Exit.FAILED) from None
