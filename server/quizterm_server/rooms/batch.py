"""What a batch of deeds will have changed for the people in a room."""

from collections.abc import Callable
from dataclasses import dataclass, field

from quizterm.protocol.server import Goodbye
from quizterm.snapshot import Audience, PlayerId
from quizterm_server.rooms.deeds import Notice, Request
from quizterm_server.rooms.member import Member
from quizterm_server.storage.records import Record


@dataclass(slots=True)
class Batch:
    """Everything that must not leave the room before the whole batch is stored."""

    records: list[Record] = field(default_factory=list)
    """What has happened, to be stored."""
    outgoing: list[Callable[[], None]] = field(default_factory=list)
    """Replies and subscriptions, in order."""
    stages: set[Audience] = field(default_factory=set)
    urgent: bool = False
    """The new stages cannot wait for their window."""
    yous: set[PlayerId] = field(default_factory=set)
    farewells: list[tuple[Member, Goodbye]] = field(default_factory=list)
    finished: bool = False
    """The session has ended."""
    faulty: bool = False
    """The rules stumbled: what they were doing may be half done."""

    # If the batch cannot be stored:
    requests: list[Request] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    undoing: list[Callable[[], object]] = field(default_factory=list)
    """Takes back, last first, what was done to the connections."""
