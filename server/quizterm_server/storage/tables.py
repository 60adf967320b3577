"""The tables of the database, and nothing else."""

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
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


Bytewise = Text().with_variant(Text(collation="C"), "postgresql")
"""Text that is ordered by its code points, as SQLite does, so that a beginning is a range."""

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
"""What happened, from number 1 on. A row of several answers has the number of the first. The key keeps two
writers of one session apart: one of them fails."""

accounts = Table(
    "accounts",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("name", Text, nullable=False),
    Column("look", Bytewise, nullable=False),
    Column("email", Text, nullable=False),
    Column("password", Text, nullable=False),
    Column("must_change", Boolean, nullable=False),
    Column("role", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("disabled_at", Moment),
    Index(None, "look", unique=True),
    sqlite_autoincrement=True,
)
"""People. `look` is what the name looks like, by which it is found; `password` an encoded argon2id hash."""

devices = Table(
    "devices",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("mark", Text, nullable=False),
    Column("account", Integer, ForeignKey("accounts.id"), nullable=False),
    Column("label", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("secret", LargeBinary, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("revoked_at", Moment),
    Index(None, "mark", unique=True),
    Index(None, "account"),
    sqlite_autoincrement=True,
)
"""Logins. All refresh tokens of one are derived from its `secret` and the token before, and end with it."""

refresh_tokens = Table(
    "refresh_tokens",
    metadata,
    Column("digest", LargeBinary, primary_key=True),
    Column("device", Integer, ForeignKey("devices.id"), nullable=False),
    Column("account", Integer, ForeignKey("accounts.id"), nullable=False),
    Column("address", Text, nullable=False),
    Column("issued_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
    Column("revoked", Boolean, nullable=False),
    Index(None, "device"),
    Index(None, "account"),
    Index(None, "expires_at"),
)
"""Hashes of refresh tokens; used ones are kept until they expire, to know them when they come again. One
that is used and `revoked` has had its reply twice, or ended with its device."""

invites = Table(
    "invites",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("digest", LargeBinary, nullable=False),
    Column("role", Text, nullable=False),
    Column("uses_left", Integer, nullable=False),
    Column("made_by", Integer, ForeignKey("accounts.id"), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Index(None, "digest", unique=True),
    sqlite_autoincrement=True,
)
"""Codes to register with, hashed. One that is revoked has no uses left."""

quizzes = Table(
    "quizzes",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("owner", Integer, ForeignKey("accounts.id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("look", Bytewise, nullable=False),
    Column("public", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
    Index("uq_quizzes_owner_look", "owner", "look", unique=True),
    Index(None, "look"),
    sqlite_autoincrement=True,
)
"""The library. `version` is the number of the newest one."""

quiz_versions = Table(
    "quiz_versions",
    metadata,
    Column("quiz", Integer, ForeignKey("quizzes.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("text", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("questions", Integer, nullable=False),
    Column("author", Integer, ForeignKey("accounts.id"), nullable=False),
    Column("pushed_at", Moment, nullable=False),
    Column("wish", LargeBinary, nullable=False),
    Index("uq_quiz_versions_author_wish", "author", "wish", unique=True),
)
"""What was pushed, as it was pushed. `wish` is the digest of the key with which it was wished for."""

quiz_shares = Table(
    "quiz_shares",
    metadata,
    Column("quiz", Integer, ForeignKey("quizzes.id"), primary_key=True),
    Column("account", Integer, ForeignKey("accounts.id"), primary_key=True),
    Column("may_edit", Boolean, nullable=False),
    Index(None, "account"),
)

quiz_tags = Table(
    "quiz_tags",
    metadata,
    Column("quiz", Integer, ForeignKey("quizzes.id"), primary_key=True),
    Column("look", Bytewise, primary_key=True),
    Column("tag", Text, nullable=False),
    Index(None, "look"),
)
"""`look` is what a tag is found by: capitals and spaces make no difference."""

quiz_words = Table(
    "quiz_words",
    metadata,
    Column("quiz", Integer, ForeignKey("quizzes.id"), primary_key=True),
    Column("weight", Integer, primary_key=True, autoincrement=False),
    Column("word", Bytewise, primary_key=True),
    Index(None, "word"),
    sqlite_with_rowid=False,
)
"""The words of every quiz's newest version, folded, to be searched by their beginnings: the same in every
database. `weight` says where a word stands, and so how much it tells about the quiz."""

participations = Table(
    "participations",
    metadata,
    Column("session", Integer, ForeignKey("sessions.id"), primary_key=True),
    Column("player", Integer, primary_key=True),
    Column("account", Integer, ForeignKey("accounts.id"), nullable=False),
    Column("name", Text),
    Column("rank", Integer),
    Column("score", Integer),
    Column("players", Integer),
    Index(None, "account"),
)
"""Which player of a session was which account, and how they did: filled in when the session ends."""
