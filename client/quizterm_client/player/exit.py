"""How a player's app ends."""

from dataclasses import dataclass
from enum import StrEnum


class ExitReason(StrEnum):
    """Why the screen was left."""

    AWAY = "away"
    """The player stepped out and may come back with the same command."""
    LEFT = "left"
    """The player left for good."""
    ENDED = "ended"
    """The session is over."""
    LOST = "lost"
    """The connection is over for another reason."""


@dataclass(frozen=True, slots=True)
class PlayerExit:
    """What the program says after the screen is gone."""

    reason: ExitReason
    message: str = ""
    """The server's last sentence, if it said one."""
