"""What serving the sessions of one server needs of a database, whatever kind it is."""

from dataclasses import dataclass
from typing import Literal

from sqlalchemy.ext.asyncio import AsyncEngine

from quizterm.language import N_
from quizterm_server.storage.anchor import Anchor
from quizterm_server.storage.errors import DatabaseInUse
from quizterm_server.storage.transactions import Transactions

Durability = Literal["full", "normal"]
"""`full`: what is committed survives a power cut. `normal`: a power cut may cost the last seconds; a killed
process costs nothing either way."""

WRITING = "quizterm_writing"
"""Set this option on a connection whose transactions write."""


@dataclass(frozen=True, slots=True)
class Served:
    """A database that is open for a server, which alone has its name there."""

    engine: AsyncEngine
    """Where sessions are read from."""
    transactions: Transactions
    """Where they are written to; whoever uses them closes them."""
    anchor: Anchor | None
    """The file of the database, if it is one."""


def name_taken(name: str) -> DatabaseInUse:
    """What is told to a second server of this name."""
    return DatabaseInUse(
        N_("A server called {name} runs with this database. Stop it, or give this one another name.").format(
            name=name
        )
    )
