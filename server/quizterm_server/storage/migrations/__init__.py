"""How a database of this version is made, and how one of an earlier version becomes one."""

from typing import TYPE_CHECKING

from sqlalchemy import Column, Connection, MetaData, PrimaryKeyConstraint, String, Table, insert

from quizterm_server.storage.tables import metadata

if TYPE_CHECKING:
    from alembic.config import Config

VERSIONS = ("0001", "0002")
"""All of them, oldest first, so that an up-to-date database is known without loading alembic."""

_version = Table(
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)
"""Where alembic looks for the version of a database."""


def create(connection: Connection) -> None:
    """Make the newest version in an empty database, within the transaction that is going on."""
    metadata.create_all(connection)
    _version.create(connection)
    connection.execute(insert(_version).values(version_num=VERSIONS[-1]))


def upgrade(connection: Connection) -> None:
    """Bring a database to the newest version, within the transaction that is going on."""
    # Loading alembic takes a fifth of a second and 11 MB, and most starts do not need it.
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
