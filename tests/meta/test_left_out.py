"""A run of the tests that finds no PostgreSQL server says so, and fails where that was demanded."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEST = "tests/server/storage/test_storage.py::test_where_a_server_is_can_be_looked_up"
NOWHERE = "postgresql://somebody:geh3im@127.0.0.1:1/postgres"


def ran(required: str, *options: str) -> tuple[int, list[str]]:
    """The status and the lines of a run whose environment names a server that does not answer."""
    variables = {"QUIZTERM_TEST_POSTGRES": NOWHERE, "QUIZTERM_TEST_REQUIRE_POSTGRES": required}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", TEST, *options]
    finished = subprocess.run(
        command, cwd=ROOT, env=os.environ | variables, capture_output=True, text=True, check=False
    )
    return finished.returncode, finished.stdout.splitlines()


@pytest.mark.parametrize("options", [(), ("-n", "1")], ids=["alone", "with-workers"])
def test_what_was_left_out_is_said_in_the_last_lines(options: tuple[str, ...]) -> None:
    status, lines = ran("", *options)

    assert status == 0
    assert "PostgreSQL was not tested" in lines[-4]
    assert lines[-3].startswith("Tests left out: 1, because no PostgreSQL server lets the tests in at ")
    assert "QUIZTERM_TEST_POSTGRES" in lines[-2]
    assert "1 passed, 1 skipped" in lines[-1]
    assert "geh3im" not in "".join(lines)


@pytest.mark.parametrize("options", [(), ("-n", "1")], ids=["alone", "with-workers"])
def test_where_it_is_demanded_the_run_fails(options: tuple[str, ...]) -> None:
    status, lines = ran("1", *options)

    assert status == 1
    assert "counts as a failure" in lines[-2]
