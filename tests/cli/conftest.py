"""What the tests of the command line share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.processes import Home


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """A home for processes; servers that they leave behind are ended."""
    found = Home(tmp_path / "home")
    yield found
    found.end_servers()
