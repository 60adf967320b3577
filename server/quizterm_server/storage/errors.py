"""What can be wrong with a wish about a database."""


class CannotStore(Exception):
    """The database cannot be used; the message says why and what to do."""


class NoDatabase(CannotStore):
    """There is nothing at that place."""


class DamagedFile(CannotStore):
    """What is there is not what was written."""


class DatabaseInUse(CannotStore):
    """A running server has what only one may have."""


class NoSuchSession(Exception):
    """No session of this name is in the database."""
