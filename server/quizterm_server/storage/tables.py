"""The tables of the database, and nothing else."""

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
)


class Moment(TypeDecorator[datetime]):
    """A time of day in UTC, the same in every database."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC).replace(tzinfo=None) if value is not None else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value is not None else None


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

servers = Table(
    "servers",
    metadata,
    Column("name", Text, primary_key=True),
    Column("clock", BigInteger, nullable=False),
    Column("address", Text),
    Column("pid", Integer),
    Column("started_at", Moment),
    Column("spare", LargeBinary),
)
"""Every server that ever was here. `clock` is its time in milliseconds; `spare` is filled and emptied again
to see whether there is room."""

sessions = Table(
    "sessions",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("server", Text, ForeignKey("servers.name"), nullable=False),
    Column("code", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("wish", LargeBinary, nullable=False),
    Column("secret", LargeBinary, nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Column("result", Text),
    Index(None, "code"),
    sqlite_autoincrement=True,
)
"""`result` is what is kept of a session besides its log; it and `ended_at` are there once it has ended."""

log = Table(
    "log",
    metadata,
    Column("session", Integer, ForeignKey("sessions.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("data", Text, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
"""What happened, from number 1 on. The key keeps two writers of one session apart: one of them fails."""
