"""Servers, sessions and their logs."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "servers",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("clock", sa.BigInteger, nullable=False),
        sa.Column("address", sa.Text),
        sa.Column("pid", sa.Integer),
        sa.Column("started_at", sa.DateTime),
        sa.Column("spare", sa.LargeBinary),
        sa.PrimaryKeyConstraint("name", name="pk_servers"),
    )
    op.create_table(
        "sessions",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=True),
        sa.Column("server", sa.Text, nullable=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("wish", sa.LargeBinary, nullable=False),
        sa.Column("secret", sa.LargeBinary, nullable=False),
        sa.Column("opened_at", sa.DateTime, nullable=False),
        sa.Column("ended_at", sa.DateTime),
        sa.Column("result", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
        sa.ForeignKeyConstraint(["server"], ["servers.name"], name="fk_sessions_server"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_sessions_code", "sessions", ["code"])
    op.create_table(
        "log",
        sa.Column("session", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.Column("digest", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("session", "number", name="pk_log"),
        sa.ForeignKeyConstraint(["session"], ["sessions.id"], name="fk_log_session"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    for table in ("log", "sessions", "servers"):
        op.drop_table(table)
