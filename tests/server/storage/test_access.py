"""Tables beside the log: what is read in one transaction is as it was at one moment."""

import os
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from quizterm.errors import ErrorCode, Refusal
from quizterm.protocol.accounts import Register
from quizterm_server.storage.tables import accounts
from tests.support.schools import PASSWORD, school


async def test_who_reads_sees_one_moment(database: str) -> None:
    """A quiz that goes while somebody looks at it is seen whole, or not at all."""
    async with school(database) as here:
        await here.person("ada")
        named_ada = select(func.count()).where(accounts.c.name == "ada")
        async with here.tables.reading() as before:
            assert await before.scalar(named_ada) == 1
            async with here.tables.writing() as connection:
                await connection.execute(update(accounts).values(name="grace"))
            assert await before.scalar(named_ada) == 1
        async with here.tables.reading() as after:
            assert await after.scalar(named_ada) == 0


async def test_no_account_is_made_in_a_file_that_was_removed(tmp_path: Path) -> None:
    """The system would let the server write on, and the account would be gone with the next start."""
    path, aside = tmp_path / "quizterm.db", tmp_path / "aside.db"
    async with (
        school(str(path), registration="open", registrations_per_hour=1) as here,
        here.visitor() as ada,
    ):
        os.rename(path, aside)
        for _ in range(3):
            with pytest.raises(Refusal, match="removed or replaced") as refusal:
                await ada.ask(Register, name="ada", password=PASSWORD)
            assert refusal.value.code is ErrorCode.NOT_STORED
        assert not path.exists()
        assert "removed or replaced" in here.log

        os.rename(aside, path)
        await ada.ask(Register, name="ada", password=PASSWORD)
