"""What a room needs of a connection, wherever its socket is."""

from collections.abc import Callable
from typing import Protocol

from quizterm.protocol.server import Goodbye, Ok, Refused
from quizterm.snapshot import record


@record(frozen=True, slots=True)
class News:
    """A snapshot as it is sent."""

    version: int
    frame: bytes
    """As it lies on the wire."""


Source = Callable[[], News | None]
"""Gives the newest snapshot of one kind; `None` when it is held back, and `look_again` follows."""


class Member(Protocol):
    """Somebody in a room; takes replies in order and fetches snapshots when it can send them."""

    def subscribe(self, stage: Source, you: Source | None) -> None:
        """Fetch snapshots from here, and take both as changed."""
        ...

    def reply(self, message: Ok | Refused) -> None: ...

    def accept(self, ref: int) -> None:
        """Reply that this was accepted, and nothing more; it goes out when `deliver` is called."""
        ...

    def stage_changed(self, news: News) -> None:
        """Send this stage at once, with all that waits."""
        ...

    def you_changed(self) -> None:
        """There is a newer `you`; it is fetched when `deliver` is called."""
        ...

    def deliver(self) -> None:
        """Send at once what waits, as far as it can be sent now."""
        ...

    def look_again(self) -> None:
        """What was held back can be fetched now."""
        ...

    def finish(self, goodbye: Goodbye) -> None:
        """Send what is waiting and the newest stage, then say goodbye and close; the first goodbye counts."""
        ...
