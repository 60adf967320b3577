"""What the shell must do after a step. Effects are data, never calls."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from quizterm.snapshot import Audience, Millis, PlayerId


@dataclass(frozen=True, slots=True)
class SetTimer:
    """Report `TimerFired(timer)` at this time; replaces every timer before it."""

    timer: int
    at: Millis


@dataclass(frozen=True, slots=True)
class StopTimer:
    """No timer is wanted now."""


@dataclass(frozen=True, slots=True)
class StageChanged:
    """The stages of these audiences are stale."""

    audiences: tuple[Audience, ...]


@dataclass(frozen=True, slots=True)
class YouChanged:
    """One player's own snapshot is stale."""

    player: PlayerId


@dataclass(frozen=True, slots=True)
class EveryYouChanged:
    """All players' own snapshots are stale."""


class Dismissal(StrEnum):
    """Why a player's connections must be closed."""

    LEFT = "left"
    REMOVED = "removed"
    BANNED = "banned"


@dataclass(frozen=True, slots=True)
class Dismiss:
    """Close this player's connections and forget the resume token."""

    player: PlayerId
    why: Dismissal


@dataclass(frozen=True, slots=True)
class Finished:
    """The session has ended: show everybody the last stage, then close."""


Effect = SetTimer | StopTimer | StageChanged | YouChanged | EveryYouChanged | Dismiss | Finished
Effects = Sequence[Effect]

EVERYBODY = StageChanged(tuple(Audience))
"""Something changed that everybody sees."""
STAFF = StageChanged((Audience.HOSTS, Audience.SPECTATORS))
"""Something changed that players need not hear of at once."""
HOSTS = StageChanged((Audience.HOSTS,))
"""Something changed that only hosts see."""
