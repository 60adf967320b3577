"""A school with two teachers, each at a machine of their own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.schools import School, school
from tests.support.teachers import Teacher, teacher


@pytest.fixture
async def lab(database: str) -> AsyncIterator[School]:
    """A server with accounts."""
    async with school(database) as found:
        yield found


@pytest.fixture
async def ada(lab: School, tmp_path: Path) -> Teacher:
    """A teacher."""
    return await teacher(lab, tmp_path / "ada", "ada")


@pytest.fixture
async def bob(lab: School, tmp_path: Path) -> Teacher:
    """A colleague."""
    return await teacher(lab, tmp_path / "bob", "bob")
