"""A school: a real server with accounts, in a real database, at a time of day that tests move."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from argon2 import PasswordHasher
from sqlalchemy import Row, Select

from quizterm.protocol.accounts import AccountRole, Authenticate, LogIn
from quizterm.protocol.data import Login
from quizterm.protocol.messages import PLAY_PATH
from quizterm_server.accounts.passwords import LANES, MEMORY_KIB, PASSES
from quizterm_server.accounts.people import People, Person
from quizterm_server.logs import make_log
from quizterm_server.storage.access import Tables
from quizterm_server.storage.opening import open_storage
from tests.support.peers import Peer, peer
from tests.support.serving import Serving, running

PASSWORD = "plenty of oranges"
"""Everybody's, unless a test says otherwise."""
MORNING = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)


@cache
def hashed(password: str) -> str:
    """The hash of a password as a server makes it, made once for all who have it."""
    return PasswordHasher(time_cost=PASSES, memory_cost=MEMORY_KIB, parallelism=LANES).hash(password)


class TimeOfDay:
    """A time of day that stands still until a test moves it."""

    def __init__(self) -> None:
        self.moment = MORNING

    def __call__(self) -> datetime:
        return self.moment

    def passes(self, **amount: float) -> None:
        """Move on by this much, as `timedelta` takes it; also backwards."""
        self.moment += timedelta(**amount)


@dataclass(frozen=True, slots=True)
class School:
    """A server with accounts, and what a test needs to fill and to look through it."""

    serving: Serving
    tables: Tables
    time: TimeOfDay
    database: str

    @property
    def address(self) -> str:
        return self.serving.address

    @property
    def log(self) -> str:
        """Everything that the server has logged."""
        return self.serving.log.getvalue()

    async def person(
        self,
        name: str,
        role: AccountRole = AccountRole.TEACHER,
        password: str = PASSWORD,
        *,
        must_change: bool = False,
    ) -> Person:
        """Put an account into the database."""
        people = People(self.tables, self.time)
        return await people.add(name, "", hashed(password), role, must_change)

    async def login(self, who: Peer, name: str, password: str = PASSWORD, device: str = "") -> Login:
        """Log in on a connection.

        Raises:
            Refusal: The server said no.
        """
        data = (await who.ask(LogIn, name=name, password=password, device=device)).data
        assert isinstance(data, Login)
        return data

    @asynccontextmanager
    async def visitor(
        self, name: str = "", path: str = PLAY_PATH, source: str | None = None
    ) -> AsyncIterator[Peer]:
        """A connection, logged in if a name is given."""
        async with peer(self.address, path, source) as found:
            if name:
                await self.login(found, name)
            yield found

    @asynccontextmanager
    async def again(self, login: Login, path: str = PLAY_PATH) -> AsyncIterator[Peer]:
        """One more connection of a device that is logged in."""
        async with peer(self.address, path) as found:
            await found.ask(Authenticate, token=login.access)
            yield found

    async def rows(self, query: Select[*tuple[Any, ...]]) -> Sequence[Row[*tuple[Any, ...]]]:
        """What the database says."""
        async with self.tables.reading() as connection:
            return (await connection.execute(query)).all()


@asynccontextmanager
async def school(
    database: str, *, time: TimeOfDay | None = None, name: str = "main", **settings: Any
) -> AsyncIterator[School]:
    """Run a server with accounts.

    Args:
        database: As the fixture `database` gives it.
        time: The time of day; the morning of a day by default.
        name: What the server is called; two of different names can run on one database.
        settings: Fields of `ServerSettings`.
    """
    time = time or TimeOfDay()
    async with (
        # Nobody cuts the power here, and a disk that is waited for takes longer than everything else.
        open_storage(database, name, "normal", make_log("none", "error")) as storage,
        running(storage=storage, now=time, database=database, name=name, **settings) as serving,
    ):
        assert storage.tables is not None
        yield School(serving, storage.tables, time, database)
