"""Tables beside the log: what is read in one transaction is as it was at one moment."""

from sqlalchemy import func, select, update

from quizterm_server.storage.tables import accounts
from tests.support.schools import school


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
