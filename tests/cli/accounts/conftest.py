"""A school with its admin, a teacher, and somebody who has no account yet, each at a machine of their own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from quizterm.protocol.accounts import AccountRole
from quizterm_client.addresses import parse_server
from tests.support.schools import School, school
from tests.support.teachers import Teacher, teacher


@pytest.fixture
async def lab(database: str) -> AsyncIterator[School]:
    """A server with accounts, on which everybody may register."""
    async with school(database, registration="open") as found:
        yield found


@pytest.fixture
async def root(lab: School, tmp_path: Path) -> Teacher:
    """An admin."""
    return await teacher(lab, tmp_path / "root", "root", role=AccountRole.ADMIN)


@pytest.fixture
async def ada(lab: School, tmp_path: Path) -> Teacher:
    """A teacher."""
    return await teacher(lab, tmp_path / "ada", "ada")


@pytest.fixture
def newcomer(lab: School, tmp_path: Path) -> Teacher:
    """Somebody at a machine where nobody is logged in."""
    return Teacher(tmp_path / "new", parse_server(lab.address))
