"""A machine with terminals for each test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.machines import Machine, machine


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Machine]:
    """A machine of its own; everything that runs on it ends with the test."""
    async with machine(tmp_path) as made:
        yield made
