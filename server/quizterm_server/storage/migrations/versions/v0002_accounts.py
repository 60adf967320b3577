"""Accounts and their logins, the library, and who played where."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    _accounts()
    _logins()
    _library()
    _words_and_tags()
    op.create_table(
        "participations",
        *_key("session", "player"),
        sa.Column("account", sa.Integer, nullable=False),
        sa.Column("name", sa.Text),
        sa.Column("rank", sa.Integer),
        sa.Column("score", sa.Integer),
        sa.Column("players", sa.Integer),
        sa.PrimaryKeyConstraint("session", "player", name="pk_participations"),
        _refers("participations", "session", "sessions"),
        _refers("participations", "account", "accounts"),
    )
    op.create_index("ix_participations_account", "participations", ["account"])


def downgrade() -> None:
    for table in (
        "participations",
        "quiz_words",
        "quiz_tags",
        "quiz_shares",
        "quiz_versions",
        "quizzes",
        "invites",
        "refresh_tokens",
        "devices",
        "accounts",
    ):
        op.drop_table(table)


def _accounts() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("look", _TEXT, nullable=False),
        sa.Column("email", sa.Text, nullable=False),
        sa.Column("password", sa.Text, nullable=False),
        sa.Column("must_change", sa.Boolean, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("disabled_at", sa.DateTime),
        sa.PrimaryKeyConstraint("id", name="pk_accounts"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_accounts_look", "accounts", ["look"], unique=True)
    op.create_table(
        "invites",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=True),
        sa.Column("digest", sa.LargeBinary, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("uses_left", sa.Integer, nullable=False),
        sa.Column("made_by", sa.Integer, nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.Column("expires_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_invites"),
        _refers("invites", "made_by", "accounts"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_invites_digest", "invites", ["digest"], unique=True)


def _logins() -> None:
    op.create_table(
        "devices",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=True),
        sa.Column("mark", sa.Text, nullable=False),
        sa.Column("account", sa.Integer, nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("secret", sa.LargeBinary, nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("seen_at", sa.DateTime, nullable=False),
        sa.Column("expires_at", sa.DateTime, nullable=False),
        sa.Column("revoked_at", sa.DateTime),
        sa.PrimaryKeyConstraint("id", name="pk_devices"),
        _refers("devices", "account", "accounts"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_devices_mark", "devices", ["mark"], unique=True)
    op.create_index("ix_devices_account", "devices", ["account"])
    op.create_table(
        "refresh_tokens",
        sa.Column("digest", sa.LargeBinary, nullable=False),
        sa.Column("device", sa.Integer, nullable=False),
        sa.Column("account", sa.Integer, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("issued_at", sa.DateTime, nullable=False),
        sa.Column("expires_at", sa.DateTime, nullable=False),
        sa.Column("used_at", sa.DateTime),
        sa.Column("revoked", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_refresh_tokens"),
        _refers("refresh_tokens", "device", "devices"),
        _refers("refresh_tokens", "account", "accounts"),
    )
    for column in ("device", "account", "expires_at"):
        op.create_index(f"ix_refresh_tokens_{column}", "refresh_tokens", [column])


def _library() -> None:
    op.create_table(
        "quizzes",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=True),
        sa.Column("owner", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("look", _TEXT, nullable=False),
        sa.Column("public", sa.Boolean, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_quizzes"),
        _refers("quizzes", "owner", "accounts"),
        sqlite_autoincrement=True,
    )
    op.create_index("uq_quizzes_owner_look", "quizzes", ["owner", "look"], unique=True)
    op.create_index("ix_quizzes_look", "quizzes", ["look"])
    op.create_table(
        "quiz_versions",
        *_key("quiz", "number"),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("questions", sa.Integer, nullable=False),
        sa.Column("author", sa.Integer, nullable=False),
        sa.Column("pushed_at", sa.DateTime, nullable=False),
        sa.Column("wish", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("quiz", "number", name="pk_quiz_versions"),
        _refers("quiz_versions", "quiz", "quizzes"),
        _refers("quiz_versions", "author", "accounts"),
    )
    op.create_index("uq_quiz_versions_author_wish", "quiz_versions", ["author", "wish"], unique=True)
    op.create_table(
        "quiz_shares",
        *_key("quiz", "account"),
        sa.Column("may_edit", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("quiz", "account", name="pk_quiz_shares"),
        _refers("quiz_shares", "quiz", "quizzes"),
        _refers("quiz_shares", "account", "accounts"),
    )
    op.create_index("ix_quiz_shares_account", "quiz_shares", ["account"])


def _words_and_tags() -> None:
    op.create_table(
        "quiz_tags",
        *_key("quiz"),
        sa.Column("look", _TEXT, nullable=False),
        sa.Column("tag", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("quiz", "look", name="pk_quiz_tags"),
        _refers("quiz_tags", "quiz", "quizzes"),
    )
    op.create_index("ix_quiz_tags_look", "quiz_tags", ["look"])
    op.create_table(
        "quiz_words",
        *_key("quiz", "weight"),
        sa.Column("word", _TEXT, nullable=False),
        sa.PrimaryKeyConstraint("quiz", "weight", "word", name="pk_quiz_words"),
        _refers("quiz_words", "quiz", "quizzes"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_quiz_words_word", "quiz_words", ["word"])


def _key(*columns: str) -> list[sa.Column[int]]:
    return [sa.Column(column, sa.Integer, nullable=False) for column in columns]


def _refers(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}")
