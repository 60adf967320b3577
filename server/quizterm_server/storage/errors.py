"""Why a database cannot be used at all; said before anything was played."""


class CannotStore(Exception):
    """The database cannot be used; the message says why and what to do."""


class NoDatabase(CannotStore):
    """There is nothing at that place."""


class DatabaseInUse(CannotStore):
    """A running server has what only one may have."""
