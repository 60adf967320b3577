"""A run that measures the coverage of some tests proves no more than it has seen."""

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast
from zlib import crc32

import pytest
from coverage import CoverageData

from tests.support.thrift import choose_measured, is_measured

ROOT = Path(__file__).parents[2]
TESTS = (
    "tests/cli/test_output.py::test_a_sentence_is_broken_between_its_words",
    "tests/cli/test_streams.py::test_help_for_a_full_disk_is_a_sentence",
)
FILES = ("quizterm/cli/output.py", "quizterm/cli/main.py")
"""What the tests run in this process, and in one of their own."""
NO_TEST = 2**33
"""A share that no name has."""


@dataclass
class Named:
    """As much of a test as is looked at."""

    nodeid: str
    stash: pytest.Stash = field(default_factory=pytest.Stash)


def measured(names: list[str], share: int) -> list[str]:
    """Those of the tests that are chosen."""
    items = cast("list[pytest.Item]", [Named(name) for name in names])
    choose_measured(items, share)
    return [item.nodeid for item in items if is_measured(item)]


def seen(folder: Path, share: int) -> dict[str, set[int]]:
    """The lines of each file that a run has seen."""
    file = folder / f"{share}.coverage"
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *TESTS),
            *("--cov", "--cov-report=", "--cov-fail-under=0", f"--cov-share={share}"),
        ],
        cwd=ROOT,
        env=inherited | {"COVERAGE_FILE": str(file)},
        check=True,
        capture_output=True,
    )
    data = CoverageData(str(file))
    data.read()
    return {name: set(data.lines(str(ROOT / name)) or ()) for name in FILES}


def test_usually_every_test_is_measured_with_all_its_values() -> None:
    names = ["a.py::test_one[1]", "a.py::test_one[2]", "a.py::test_two"]

    assert measured(names, share=1) == names


def test_of_a_chosen_test_the_first_values_are_measured() -> None:
    functions = [f"a.py::test_{number}" for number in range(100)]
    names = [f"{function}[{value}]" for function in functions for value in "xy"]
    chosen = [f"{function}[x]" for function in functions if crc32(function.encode()) % 4 == 0]

    assert 10 < len(chosen) < 40
    assert measured(names, share=4) == chosen


def test_quick_tests_are_all_measured() -> None:
    names = [
        f"tests/{folder}/test_a.py::test_{number}" for folder in ("engine", "client") for number in "12345678"
    ]
    quick = [name for name in names if "engine" in name]

    assert measured(names, share=NO_TEST) == quick


def test_other_tests_say_nothing_about_the_choice() -> None:
    names = [f"a.py::test_{number}" for number in range(100)]

    assert measured(names[50:], share=4) == [name for name in measured(names, share=4) if name in names[50:]]


def test_what_runs_unmeasured_counts_as_missing_also_in_processes(tmp_path: Path) -> None:
    everything, nothing = seen(tmp_path, 1), seen(tmp_path, NO_TEST)

    assert all(nothing[name] < everything[name] for name in FILES)
