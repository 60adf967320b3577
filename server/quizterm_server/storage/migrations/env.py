"""Run by alembic: applies the versions to the connection that it is given."""

from alembic import context

from quizterm_server.storage.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
