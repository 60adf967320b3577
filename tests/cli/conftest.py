"""What the tests of the command line share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.processes import Home


@pytest.fixture(autouse=True)
def _no_database_of_this_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands that run within the tests keep what they keep in a folder of the test."""
    monkeypatch.setenv("QUIZTERM_DATA_DIR", str(tmp_path / "data"))


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """A home for processes; servers that they leave behind are ended."""
    found = Home(tmp_path / "home")
    yield found
    found.end_servers()
