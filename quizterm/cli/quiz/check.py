"""`quizterm quiz check`: everything that is wrong with quiz files, and what could be better."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from quizterm.cli.exits import Exit
from quizterm.cli.options import AsJson
from quizterm.cli.output import put, put_document, say, terminal_width
from quizterm.cli.quiz.sources import QuizFiles, text_of
from quizterm.cli.quizzes import foreign_format, name_of, of_another_kind
from quizterm.language import heard, ngettext, pgettext
from quizterm.text import visible
from quizterm.text.wrapping import wrapped

if TYPE_CHECKING:
    from quizterm.formats.examining import Remark
    from quizterm.formats.exchange.catalogue import Format

INDENT = "    "

NoHints = Annotated[bool, typer.Option("--no-hints", help="Tell problems only, and give no advice.")]
Strict = Annotated[bool, typer.Option("--strict", help="Let hints count like problems.")]


def check(
    files: QuizFiles, no_hints: NoHints = False, strict: Strict = False, as_json: AsJson = False
) -> None:
    """Check quiz files and tell every problem.

    Each is told with its place and with what to write instead.

    What has no problem gets hints: a right option that is much longer than the others, an answer that stands
    in the question, too little time to read, and the like.

    Exits 3 when a file has a problem, so that it can guard a commit.
    """
    found = [(name_of(file), _examined(file, advise=not no_hints)) for file in files]
    if as_json:
        put_document({"files": [_record(name, remarks) for name, remarks in found]})
    else:
        _tell(found)
    if any(_counts(remark, strict) for _name, remarks in found for remark in remarks):
        raise typer.Exit(Exit.BAD_FILE)


def _examined(file: Path, *, advise: bool) -> "list[Remark]":
    from quizterm.formats.examining import examine, problems
    from quizterm.formats.problems import QuizFileError

    try:
        remarks = examine(text_of(file), advise=advise)
    except QuizFileError as error:
        remarks = problems(error)
    if any(remark.level == "problem" for remark in remarks):
        found = foreign_format(file)
        return [_foreign(file, found)] if found else remarks
    return remarks


def _foreign(file: Path, found: "Format") -> "Remark":
    from quizterm.formats.examining import Level, Remark

    return Remark(0, 0, "other_format", of_another_kind(file, found), Level.PROBLEM)


def _counts(remark: "Remark", strict: bool) -> bool:
    return strict or remark.level == "problem"


def _record(name: str, remarks: "Sequence[Remark]") -> dict[str, Any]:
    return {"file": name, "problems": [asdict(remark) for remark in remarks]}


def _tell(found: "Sequence[tuple[str, Sequence[Remark]]]") -> None:
    lines = [_line(name, remark) for name, remarks in found for remark in remarks]
    if lines:
        put("\n".join(_laid_out(map(visible, lines))))
    levels = [str(remark.level) for _name, remarks in found for remark in remarks]
    files, problems, hints = len(found), levels.count("problem"), levels.count("hint")
    told = (
        ngettext("{number} file", "{number} files", files).format(number=files),
        ngettext("{number} problem", "{number} problems", problems).format(number=problems),
        ngettext("{number} hint", "{number} hints", hints).format(number=hints),
    )
    sentence = pgettext("what was checked", "{files}: {problems}, {hints}.")
    say(sentence.format(files=told[0], problems=told[1], hints=told[2]))


def _line(name: str, remark: "Remark") -> str:
    """The remark as compilers say it, so that editors find the place."""
    place = f"{name}:{remark.line}:{remark.column}" if remark.line else name
    level = "hint: " if remark.level == "hint" else ""  # untranslated: editors look for it
    return f"{place}: {level}{remark.code}: {heard(remark.message)}"


def _laid_out(lines: Iterable[str]) -> list[str]:
    """One line each for programs; on a terminal broken between words."""
    columns = terminal_width()
    if columns is None:
        return [" ".join(line.split("\n")) for line in lines]
    return [part for line in lines for part in wrapped(line, columns, INDENT)]
