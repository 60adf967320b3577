"""What this machine remembers for a person, as records."""

import os
from dataclasses import dataclass, field

from quizterm_client.addresses import Address


@dataclass(frozen=True, slots=True)
class StoredPlayer:
    """A player who can come back from this machine."""

    server: Address
    code: str
    name: str
    token: str = field(repr=False)
    """Empty while it is not known whether the wish to join was heard."""
    terminal: str = ""
    """The terminal that this player last played on."""
    saved: float = 0.0
    """Seconds since 1970, filled in by the store."""
    key: str = field(default="", repr=False)
    """Goes with the token: the key of the next return, or of the wish to join where there is no token yet.
    Empty in files of older versions."""


@dataclass(frozen=True, slots=True)
class StoredHost:
    """A session that can be taken up again from this machine."""

    server: Address
    code: str
    token: str = field(repr=False)
    title: str = ""
    saved: float = 0.0
    server_name: str = ""
    """The `StoredServer` that runs the session, where it was started here for it."""


@dataclass(frozen=True, slots=True)
class StoredServer:
    """A server that was started on this machine, with what is needed to start it again."""

    address: Address
    pid: int
    saved: float = 0.0
    name: str = ""
    """Under which it finds its sessions again; empty in files of older versions."""
    bind: str = ""
    """The addresses it listens on, as it was told; empty in files of older versions."""
    database: str = field(default="", repr=False)
    """Where its sessions are kept; empty for the user's data folder."""

    @property
    def runs(self) -> bool:
        """Whether its process seems to live; the number may belong to another one by now."""
        if os.name != "posix":
            return True
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return False
        except (PermissionError, OverflowError):
            return True
        return True
