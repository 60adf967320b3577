"""What rooms find around them, and what is known of them outside."""

import random
from dataclasses import dataclass

from structlog.typing import FilteringBoundLogger

from quizterm.snapshot import Phase
from quizterm_server.chores import Chores
from quizterm_server.clock import Clock
from quizterm_server.metrics import Metrics
from quizterm_server.settings import ServerSettings
from quizterm_server.storage.interface import Storage


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What every room and every connection of a server uses."""

    settings: ServerSettings
    clock: Clock
    randomness: random.Random
    log: FilteringBoundLogger
    storage: Storage
    metrics: Metrics
    chores: Chores


@dataclass(frozen=True, slots=True)
class Facts:
    """What may be known of a session without entering it, as it was stored last."""

    title: str
    phase: Phase
    players: int
    joinable: bool
    """Whether a new player would be let in."""
    timed: bool
    """Whether a deadline or somebody's time to answer is running."""
