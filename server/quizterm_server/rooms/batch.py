"""What a batch of deeds will have changed for the people in a room."""

from collections.abc import Callable
from dataclasses import dataclass, field

from quizterm.protocol.server import Goodbye
from quizterm.snapshot import Audience, PlayerId
from quizterm_server.rooms.member import Member


@dataclass(slots=True)
class Batch:
    """Everything that must not leave the room before the whole batch is done."""

    outgoing: list[Callable[[], None]] = field(default_factory=list)
    """Replies and subscriptions, in order."""
    stages: set[Audience] = field(default_factory=set)
    urgent: bool = False
    """The new stages cannot wait for their window."""
    yous: set[PlayerId] = field(default_factory=set)
    farewells: list[tuple[Member, Goodbye]] = field(default_factory=list)
    finished: bool = False
    """The session has ended."""
