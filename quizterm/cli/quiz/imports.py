"""`quizterm quiz import`: bring the quizzes you have."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quizterm.cli.exits import Exit, fail
from quizterm.cli.options import AsJson
from quizterm.cli.output import say
from quizterm.cli.quiz.destinations import (
    STDOUT,
    demand_different,
    demand_new,
    demand_one_on_stdout,
    destination,
    format_for,
    numbered,
    write_all,
)
from quizterm.cli.quiz.progress import progressing
from quizterm.cli.quiz.reports import IMPORTED, Account, status_of, tell
from quizterm.cli.quiz.sources import stdin_bytes
from quizterm.cli.quizzes import STDIN
from quizterm.formats.exchange.catalogue import FORMATS, Format
from quizterm.formats.exchange.harvest import Harvest, Wishes
from quizterm.formats.exchange.ledger import Level
from quizterm.formats.exchange.source import MAX_BYTES, Source, Unreadable
from quizterm.language import _, heard, ngettext
from quizterm.quiz.bounds import MAX_QUESTIONS
from quizterm.quiz.tags import UnknownTag

if TYPE_CHECKING:
    from quizterm.formats.exchange.importing import Selection

READ = tuple(one.name for one in FORMATS if one.reader)
YAML = (".yaml", ".yml", "")

Files = Annotated[
    list[Path],
    typer.Argument(metavar="FILE", help="Files with quizzes; - reads one from stdin.", show_default=False),
]
FormatName = Annotated[
    str | None,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        help=f"What the files are, where their content does not tell: {', '.join(READ)}.",
        show_default=False,
    ),
]
Out = Annotated[
    Path | None,
    typer.Option(
        "--out",
        "-o",
        metavar="OUT",
        help="The file to write, for all questions of all files; or a folder; or - for stdout.",
        show_default="a file for each, named like it, in this folder",
    ),
]
Force = Annotated[bool, typer.Option("--force", help="Replace files that exist already.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Print the report, and write nothing.")]
Strict = Annotated[bool, typer.Option("--strict", help="Leave out questions that would come with a loss.")]
Polls = Annotated[bool, typer.Option("--polls", help="Make polls of choices of which nothing is right.")]
Partial = Annotated[
    bool, typer.Option("--accept-partial", help="Take typed answers that earn a part of the points as right.")
]
Matching = Annotated[
    bool, typer.Option("--expand-matching", help="Make a choice of every pair of a matching question.")
]
Encoding = Annotated[
    str,
    typer.Option("--encoding", help="The encoding of text files.", show_default="found out by their content"),
]
Tags = Annotated[
    list[str] | None,
    typer.Option(
        "--only",
        metavar="TAG",
        help="Take only questions with this tag; may be said again.",
        show_default=False,
    ),
]
Sample = Annotated[
    int, typer.Option("--sample", min=0, metavar="N", help="Take so many at random.", show_default="all")
]
SampleSeed = Annotated[
    int | None, typer.Option("--seed", help="Same seed, same sample.", show_default="drawn at random")
]


def import_quizzes(
    files: Files,
    format_name: FormatName = None,
    out: Out = None,
    force: Force = False,
    dry_run: DryRun = False,
    strict: Strict = False,
    polls: Polls = False,
    accept_partial: Partial = False,
    expand_matching: Matching = False,
    encoding: Encoding = "",
    only: Tags = None,
    sample: Sample = 0,
    seed: SampleSeed = None,
    as_json: AsJson = False,
) -> None:
    """Bring quizzes from other programs, with a report.

    Kahoot, Wayground (Quizizz), Blooket and Gimkit sheets, Moodle GIFT and XML, Aiken, plain CSV, Open Trivia
    Database, Rahoot and ClassQuiz files are read; what a file is, is seen from its content. The report says
    what became of every question.

    Exits 0 if every question was imported, 1 if some were left out, 2 if there was nothing to import.
    """
    from quizterm.formats.exchange.importing import Selection

    wanted = format_for(format_name, "--format", READ) if format_name else None
    _check_out(out)
    wishes = Wishes(polls, accept_partial, expand_matching, encoding, strict)
    to_stdout = out == STDOUT
    demand_one_on_stdout(out, as_json=as_json)
    together = out is not None and not os.path.isdir(out)
    if not dry_run:
        if not together:
            demand_different(out, files, ".yaml")
        for file in files[:1] if together else files:
            demand_new(destination(out, str(file), ".yaml"), force=force)
    harvests = [_read(file, wanted, wishes) for file in files]
    accounts = [account for account, _harvest in harvests]
    if not dry_run:
        selection = Selection(tuple(only or ()), sample, seed)
        written = [
            _write(group, destination(out, group[0][0].file, ".yaml"), selection, force=force)
            for group in ([harvests] if together else [[one] for one in harvests])
        ]
    tell(accounts, IMPORTED, aside=to_stdout, as_json=as_json)
    raise typer.Exit(status_of(accounts) if dry_run or any(written) else Exit.USAGE)


def _check_out(out: Path | None) -> None:
    if out is not None and not os.path.isdir(out) and out.suffix.lower() not in YAML:
        sentence = _(
            "What is imported is written as YAML; name a file like {file}. "
            "From there other formats are written by: quizterm quiz export"
        )
        fail(Exit.USAGE, sentence.format(file=out.with_suffix(".yaml")))


def _read(file: Path, wanted: Format | None, wishes: Wishes) -> tuple[Account, Harvest]:
    from quizterm.formats.exchange.importing import gather

    harvest = Harvest(wishes=wishes)
    account = Account(str(file), "", harvest)
    try:
        source = Source.of_bytes("-", stdin_bytes(MAX_BYTES)) if file == STDIN else Source.of_file(file)
        lines = source.data.count(b"\n") + 1

        def measure() -> tuple[int, float]:
            spot = harvest.latest
            return harvest.read, min(1.0, spot.number / lines) if spot.unit in ("line", "row") else -1.0

        with progressing(_("Reading {file}").format(file=file.name), measure):
            account.format = gather(source, harvest, wanted).name
    except Unreadable as problem:
        harvest.remark(problem.code, problem.message, level=Level.LEFT_OUT, spot=problem.spot)
    return account, harvest


def _write(group: list[tuple[Account, Harvest]], path: Path, selection: "Selection", *, force: bool) -> bool:
    """Write what several files gave into one quiz, or as many as it takes; tell if there was anything."""
    from quizterm.formats.exchange.importing import parcels, quiz_of

    count = sum(len(harvest.questions) for _, harvest in group)
    if not count:
        return False
    try:
        quiz = quiz_of((harvest for _, harvest in group), group[0][0].file, selection)
    except UnknownTag as problem:
        say(f"{heard(str(problem))} {_('Nothing was written.')}")
        return False
    with progressing(_("Writing"), lambda: (len(quiz.questions), -1.0)):
        texts = [text.encode() for text in parcels(quiz)]
    if path == STDOUT and len(texts) > 1:
        fail(Exit.USAGE, _too_many(len(quiz.questions)))
    written = write_all(numbered(path, len(texts), force=force), texts, force=force)
    group[0][0].written.extend(written)
    if len(written) > 1:
        sentence = _("A quiz holds {number} questions; written: {first} to {last}.")
        say(sentence.format(number=MAX_QUESTIONS, first=written[0], last=written[-1]))
    elif written:
        say(_("Written: {file}").format(file=written[0]))
    if len(quiz.questions) < count:
        sentence = _("Taken: {number} of the {all} questions that were imported.")
        say(sentence.format(number=len(quiz.questions), all=count))
    return True


def _too_many(number: int) -> str:
    sentence = ngettext(
        "There are {number} questions, too many for one quiz; "
        "say -o FILE, and several are written; or take fewer with --sample or --only.",
        "There are {number} questions, too many for one quiz; "
        "say -o FILE, and several are written; or take fewer with --sample or --only.",
        number,
    )
    return sentence.format(number=number)
