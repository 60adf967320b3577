"""How long large imports take, and how much memory, as a person starts them."""

import os
import re
import shlex
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.imports.saying import say
from benchmarks.load.machine import described

_BLOCK = re.compile(r"^#Q (?P<text>(?:.*\n)+?)\^ (?P<right>.*)\n(?P<options>(?:[A-D] .*\n?)+)", re.MULTILINE)
_SPECIAL = re.compile(r"([\\~=#{}:])")


@dataclass(frozen=True, slots=True)
class Run:
    """One whole command."""

    seconds: float
    mebibytes: float
    """The most memory that the process had (its maximum resident set)."""
    last_line: str


def report_speed(corpus: Path, repeat: int) -> int:
    """Print the table; the status is 1 if a mark is missed."""
    machine = described()
    say(f"$ {shlex.join([Path(sys.executable).name, *sys.orig_argv[1:]])}")
    say(f"{machine['cpu']}; Python {machine['python']}; {machine['system']}\n")
    say("| what | seconds, median (least, most) | mark | MiB, most | mark | last line |")
    say("|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        opentdb = [corpus / "opentdb" / "kickturn_opentdb_full.json"]
        gift = list(_as_gift(corpus / "scale" / "OpenTriviaQA", folder))
        json = _row("5,250 of OpenTDB", [_imported(opentdb, folder) for _ in range(repeat)], 2.0, 100)
        text = _row("49,716 as GIFT", [_imported(gift, folder) for _ in range(repeat)], 15.0, 300)
    return 0 if json and text else 1


def _row(what: str, runs: list[Run], seconds: float, mebibytes: float) -> bool:
    times = [run.seconds for run in runs]
    most = max(run.mebibytes for run in runs)
    median = statistics.median(times)
    spread = f"{median:.2f} ({min(times):.2f}, {max(times):.2f})"
    say(f"| {what} | {spread} | {seconds:g} | {most:.0f} | {mebibytes:g} | {runs[-1].last_line} |")
    return median < seconds and most < mebibytes


def _imported(files: list[Path], folder: Path) -> Run:
    out = folder / "imported.yaml"
    names = [sys.executable, "-m", "quizterm", "quiz", "import", *map(str, files), "--force", "-o", str(out)]
    began = time.perf_counter()
    process = subprocess.Popen(names, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout is not None
    lines = process.stdout.read().splitlines()
    _, status, usage = os.wait4(process.pid, 0)
    took = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    return Run(took, usage.ru_maxrss / 1024, lines[-1] if lines else f"exit {process.returncode}")


def _as_gift(folder: Path, into: Path) -> Iterator[Path]:
    """Write the OpenTriviaQA files as GIFT."""
    for path in sorted(folder.glob("*.txt")):
        data = path.read_bytes()
        try:
            text = data.decode()
        except UnicodeDecodeError:
            text = data.decode("cp1252", errors="replace")
        target = into / f"{path.stem}.gift"
        target.write_text("\n\n".join(_questions(text.replace("\r\n", "\n"))), encoding="utf-8")
        yield target


def _questions(text: str) -> Iterator[str]:
    for found in _BLOCK.finditer(text):
        right = found["right"].strip()
        options = [line[2:].strip() for line in found["options"].splitlines()]
        marked = "\n".join(
            f"{'=' if option == right else '~'}{_escaped(option)}" for option in options if option
        )
        yield f"{_escaped(' '.join(found['text'].split()))} {{\n{marked}\n}}"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
