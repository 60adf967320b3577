"""Where an import or an export goes: files that are never overwritten unasked, or stdout."""

import sys
from collections.abc import Sequence
from pathlib import Path

import typer

from quizterm.cli.exits import Exit, fail
from quizterm.cli.output import give_up_output
from quizterm.files import replace_file

STDOUT = Path("-")


def destination(out: Path | None, source: str, suffix: str) -> Path:
    """Give the file to write: the one that is named, or one like the source in the folder that is named."""
    if out is not None and not out.is_dir():
        return out
    folder = out or Path()
    stem = "quiz" if source == "-" else Path(source).stem
    return folder / f"{stem}{suffix}"


def demand_new(path: Path, *, force: bool) -> None:
    """End the command where a file is in the way."""
    if path != STDOUT and not force and path.exists():
        fail(Exit.FAILED, f"{path} exists already; say --force to replace it, or -o with another name.")


def numbered(path: Path, count: int, *, force: bool) -> list[Path]:
    """Give the names of `count` files of which the first is `path`; ends where one is in the way."""
    names = [path, *(path.with_stem(f"{path.stem}-{number}") for number in range(2, count + 1))]
    for name in names[1:]:
        demand_new(name, force=force)
    return names


def write_all(paths: Sequence[Path], contents: Sequence[bytes]) -> list[str]:
    """Write files, each as a whole; ends the command when that is not possible."""
    if paths and paths[0] == STDOUT:
        _to_stdout(b"".join(contents))
        return []
    for path, content in zip(paths, contents, strict=True):
        try:
            replace_file(path, content)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or "not a file name"
            fail(Exit.FAILED, f"{path} cannot be written: {reason}.")
    return [str(path) for path in paths]


def _to_stdout(content: bytes) -> None:
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        give_up_output(error)
        raise typer.Exit(Exit.FAILED) from None
