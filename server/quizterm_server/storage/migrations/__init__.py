"""How a database of an earlier version becomes one of this version."""

from typing import TYPE_CHECKING

from sqlalchemy import Connection

if TYPE_CHECKING:
    from alembic.config import Config

VERSIONS = ("0001",)
"""All of them, oldest first, so that an up-to-date database is known without loading alembic."""


def upgrade(connection: Connection) -> None:
    """Bring the database to the newest version, within the transaction that is going on."""
    # Loading alembic takes a fifth of a second, and most starts do not need it.
    from alembic import command

    command.upgrade(configuration(connection), "head")


def configuration(connection: Connection) -> "Config":
    """What alembic has to know to work on this connection."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "quizterm_server.storage:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
