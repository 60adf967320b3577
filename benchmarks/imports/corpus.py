"""Every real file of the corpus: what its index expects beside what came out."""

import re
from collections import Counter
from pathlib import Path

from benchmarks.imports.saying import say
from quizterm.formats.exchange.harvest import Harvest
from quizterm.formats.exchange.importing import gather
from quizterm.formats.exchange.ledger import Level
from quizterm.formats.exchange.source import Source, Unreadable
from quizterm.quiz.model import Choice

_ROW = re.compile(r"^\| (?P<file>\w+/[^|]+?) \| (?P<expected>[^|]+?) \|", re.MULTILINE)


def report_corpus(corpus: Path) -> int:
    """Print the table; the status is 1 if there is no corpus."""
    rows = [
        (row["file"], row["expected"])
        for row in _ROW.finditer((corpus / "INDEX.md").read_text(encoding="utf-8"))
        if "*" not in row["file"]
    ]
    say("| file | read as | expected | got |\n|---|---|---|---|")
    for file, expected in rows:
        name, got = _got(corpus / file)
        say(f"| {file} | {name} | {expected} | {got} |")
    say(f"\n{len(rows)} files")
    return 0 if rows else 1


def _got(path: Path) -> tuple[str, str]:
    harvest = Harvest()
    try:
        name = gather(Source.of_file(path), harvest).name
    except Unreadable as problem:
        return "-", f"nothing: {problem.message}"
    kinds = Counter(
        f"choice, {len(one.right)} right ({one.select})" if isinstance(one, Choice) else str(one.kind)
        for one in harvest.questions
    )
    reasons = Counter(note.code for note in harvest.notes if note.level is Level.LEFT_OUT)
    taken = ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())
    left = ", ".join(f"{count} {code}" for code, count in reasons.most_common())
    counts = f"{harvest.read} read, {harvest.through} imported ({harvest.with_loss} with a loss)"
    return name, f"{counts}: {taken or 'none'}" + (f"; left out: {left}" if left else "")
