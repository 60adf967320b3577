"""PostgreSQL servers that let nobody in, or not this user, or not here: plain words, and no password."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from quizterm_server.storage import advisory
from quizterm_server.storage import postgres as module
from quizterm_server.storage.archive import list_sessions
from quizterm_server.storage.backup import backup, restore
from quizterm_server.storage.database import open_database
from quizterm_server.storage.errors import CannotStore, NoDatabase
from quizterm_server.storage.places import locate
from tests.server.storage.places import (
    NOW,
    kept,
    look,
    names,
    opening,
)
from tests.support.databases import server_url, tell

PASSWORD = "geh3im-und-lang"


def with_login(database: str, user: str, password: str | None = None) -> str:
    """The same database for somebody else."""
    return make_url(database).set(username=user, password=password).render_as_string(hide_password=False)


@asynccontextmanager
async def somebody(*rights: str, database: str) -> AsyncIterator[str]:
    """The database for a user who has these rights in it."""
    user = f"quizterm_test_{secrets.token_hex(4)}"
    await tell(f"CREATE ROLE {user} LOGIN PASSWORD '{PASSWORD}'")
    try:
        for right in rights:
            await tell(f"GRANT {right} TO {user}", database)
        yield with_login(database, user, PASSWORD)
    finally:
        await tell(f"DROP OWNED BY {user}", database)
        await tell(f"DROP ROLE {user}")


@asynccontextmanager
async def answering(answer: bytes) -> AsyncIterator[str]:
    """The address of something that gives this answer to whoever connects, and hangs up."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        writer.write(answer)
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield f"127.0.0.1:{server.sockets[0].getsockname()[1]}"


def refusal(state: str) -> bytes:
    """How PostgreSQL says that it does not let somebody in."""
    fields = b"".join(
        kind + value.encode() + b"\0" for kind, value in ((b"S", "FATAL"), (b"C", state), (b"M", PASSWORD))
    )
    return b"E" + (len(fields) + 5).to_bytes(4) + fields + b"\0"


async def test_nothing_is_made_where_somebody_only_looks(postgres: str) -> None:
    with pytest.raises(NoDatabase, match="There is nothing of QuizTerm in "):
        async with open_database(postgres):
            pass

    assert look(postgres, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'") == []


async def test_who_may_only_read_can_look_and_not_serve(postgres: str) -> None:
    async with kept(postgres) as storage:
        await storage.open_session(opening(), NOW)
    async with somebody("SELECT ON ALL TABLES IN SCHEMA public", database=postgres) as reader:
        (session,) = await list_sessions(reader)
        assert session.code == "K7Q4MF"

        for name in ("main", "reader"):
            with pytest.raises(CannotStore, match="does not allow its user to do this") as problem:
                async with kept(reader, name):
                    pass
            assert PASSWORD not in str(problem.value)


async def test_who_may_make_no_tables_is_told(postgres: str) -> None:
    async with somebody(database=postgres) as stranger:
        with pytest.raises(CannotStore, match="does not allow its user to do this"):
            async with kept(stranger):
                pass


@pytest.mark.usefixtures("postgres")
async def test_a_database_that_does_not_keep_every_text_is_refused() -> None:
    name = f"quizterm_test_{secrets.token_hex(4)}"
    await tell(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'")
    try:
        url = make_url(server_url()).set(drivername="postgresql+asyncpg", database=name)
        with pytest.raises(CannotStore, match=r"keeps texts as LATIN1\. Make a database"):
            async with open_database(url.render_as_string(hide_password=False), create=True):
                pass
    finally:
        await tell(f"DROP DATABASE {name} WITH (FORCE)")


async def test_a_database_that_is_not_there_is_said_plainly(postgres: str) -> None:
    missing = make_url(postgres).set(database="quizterm_nobody", password=PASSWORD)
    with pytest.raises(NoDatabase, match=r"There is no database quizterm_nobody .* \(createdb quizterm_nob"):
        async with kept(missing.render_as_string(hide_password=False)):
            pass


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (
            refusal("28P01"),
            "does not let this user in. Check the user's name, and the password in PGPASS",
        ),
        (refusal("28000"), "does not let this user in."),
        (refusal("3D000"), "There is no database quizterm in the PostgreSQL server at 127.0.0.1:"),
        (refusal("57P03"), "is starting or stopping. Try again in a moment."),
        (refusal("53300"), "The database takes no more connections. Try again"),
        (refusal("42704"), "An option in the URL of the database"),
        (refusal("42P01"), "The database refuses this (42P01). Try again"),
        (b"", "No PostgreSQL server answers at 127.0.0.1:"),
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", "No PostgreSQL server answers at 127.0.0.1:"),
        (b"SSH-2.0-OpenSSH_9.2\r\n", "No PostgreSQL server answers at 127.0.0.1:"),
    ],
)
async def test_whoever_does_not_let_us_in_is_told_of_plainly(answer: bytes, said: str) -> None:
    """R42: and whatever it says itself, nobody hears, for it may repeat what it was told."""
    async with answering(answer) as address:
        url = f"postgresql+asyncpg://teacher:{PASSWORD}@{address}/quizterm?sslmode=disable"
        for opened in (kept(url), open_database(url), open_database(url, create=True)):
            with pytest.raises(CannotStore) as problem:
                async with opened:
                    pass
            assert said in str(problem.value)
            assert PASSWORD not in str(problem.value)


@pytest.mark.parametrize("mode", ["prefer", "require"])
@pytest.mark.parametrize(
    "answer", [b"HTTP/1.1 400 Bad Request\r\n\r\n", b"SSH-2.0-OpenSSH_9.2\r\n", b"", b"S"]
)
async def test_whatever_else_answers_there_is_told_of_plainly(answer: bytes, mode: str) -> None:
    async with answering(answer) as address:
        with pytest.raises(CannotStore, match=r"PostgreSQL server answers at|cannot be encrypted as sslmode"):
            async with kept(f"postgresql+asyncpg://teacher:{PASSWORD}@{address}/quizterm?sslmode={mode}"):
                pass


@pytest.mark.parametrize("option", ["sslmode", "ssl"])
async def test_a_server_that_cannot_encrypt_is_told_of(option: str) -> None:
    async with answering(b"N") as address:
        with pytest.raises(CannotStore, match="cannot be encrypted as sslmode asks"):
            async with kept(f"postgresql+asyncpg://teacher@{address}/quizterm?{option}=require"):
                pass


@pytest.mark.parametrize(
    "options",
    [
        "sslmode=banana",
        "sslmode=verify-full",
        "sslmode=verify-full&sslrootcert=/nowhere/root.crt",
        "sslmode=verify-full&sslrootcert=/etc/passwd",
        "sslmode=require&sslcert=/nowhere/client.crt",
    ],
)
async def test_what_is_needed_to_encrypt_and_not_there_is_told_of(
    options: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    async with answering(b"N") as address:
        with pytest.raises(CannotStore, match="cannot be encrypted as sslmode asks"):
            async with kept(f"postgresql+asyncpg://teacher@{address}/quizterm?{options}"):
                pass


@pytest.mark.parametrize("option", ["target_session_attrs=banana", "no_such_setting=1", "options=-c%20x"])
async def test_an_option_that_cannot_be_used_is_told_of(postgres: str, option: str) -> None:
    with pytest.raises(CannotStore, match=r"An option in the URL of the database .* cannot be used"):
        async with kept(f"{postgres}?{option}"):
            pass


async def test_no_option_makes_a_connection_that_takes_not_every_text(postgres: str) -> None:
    url = f"{postgres}?client_encoding=latin1"
    async with open_database(url, create=True) as engine, engine.connect() as connection:
        assert (await connection.execute(text("SHOW client_encoding"))).scalar_one() == "UTF8"


async def test_a_server_does_not_start_where_it_can_only_read(postgres: str) -> None:
    async with kept(postgres):
        pass

    with pytest.raises(CannotStore, match="The database can only be read"):
        async with kept(f"{postgres}?default_transaction_read_only=on"):
            pass


@pytest.mark.parametrize("host", ["127.0.0.1:1", "nowhere.invalid"])
async def test_where_nobody_listens_that_is_said(host: str) -> None:
    with pytest.raises(CannotStore, match=f"^No PostgreSQL server answers at {host}. Start it"):
        async with kept(f"postgresql+asyncpg://teacher:{PASSWORD}@{host}/quizterm"):
            pass


async def test_a_server_that_never_answers_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CONNECTING", 0.05)
    never = asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await never.wait()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        with pytest.raises(CannotStore, match="No PostgreSQL server answers"):
            async with kept(f"postgresql+asyncpg://teacher@127.0.0.1:{port}/quizterm"):
                pass
        never.set()


async def test_a_server_that_hangs_up_when_it_is_asked_for_the_name_is_told_of(
    postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(advisory, "_TAKE", "SELECT $1::bigint, pg_terminate_backend(pg_backend_pid())")

    with pytest.raises(CannotStore, match="No PostgreSQL server answers"):
        async with kept(postgres):
            pass


def test_a_password_with_an_at_is_not_taken_for_a_host() -> None:
    with pytest.raises(CannotStore, match="written as %40") as problem:
        locate("postgresql://teacher:halb@lang@db.example.org/quizterm")

    assert "lang@" not in str(problem.value)
    assert str(locate("sqlite:////home/a@b/c@d.db")) == "/home/a@b/c@d.db"
    assert locate("postgresql://teacher:halb%40lang@db/quizterm") == locate(
        "postgresql://teacher@db/quizterm"
    )


@pytest.mark.parametrize(
    "url",
    [
        f"postgresql+asyncpg://teacher:{PASSWORD}@db.example.org/quizterm",
        f"postgresql://teacher:{PASSWORD}@db.example.org/quizterm",
        f"postgres://teacher@db.example.org/quizterm?password={PASSWORD}",
        f"postgres://teacher@db.example.org/quizterm?sslkey=teacher.key&sslpassword={PASSWORD}",
    ],
)
def test_a_place_never_shows_its_password(url: str) -> None:
    place = locate(url)

    assert str(place).startswith("postgresql+asyncpg://teacher@db.example.org/quizterm")
    assert PASSWORD not in repr(place) + str(place)
    assert place == locate(str(place))


async def test_a_copy_is_made_and_brought_back_by_postgresql_itself(postgres: str, tmp_path: Path) -> None:
    with pytest.raises(CannotStore, match="pg_dump"):
        await backup(postgres, str(tmp_path / "copy.db"))
    with pytest.raises(CannotStore, match="pg_restore"):
        await restore(str(tmp_path / "copy.db"), postgres)
    assert names(tmp_path) == []
