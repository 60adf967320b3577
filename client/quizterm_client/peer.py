"""What a face needs of its link to the server; a screen knows this and no socket."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from quizterm.protocol.closing import CloseReason
from quizterm.protocol.messages import Request
from quizterm.protocol.server import Goodbye, Ok, StageNews, YouNews
from quizterm.snapshot import Millis


class LinkState(StrEnum):
    """How the line to the server is."""

    CONNECTED = "connected"
    RECONNECTING = "reconnecting"
    LOST = "lost"
    """Over for good: the session ended, the player was removed, or coming back was refused."""


@dataclass(frozen=True, slots=True)
class LinkStatus:
    """The line as a person should see it."""

    state: LinkState
    round_trip: int | None = None
    """Milliseconds; `None` before it was measured."""
    message: str = ""
    """A sentence for the person, where there is something to say."""


def may_return(close: int) -> bool:
    """Whether it makes sense to connect again after a connection was closed with this code."""
    try:
        return CloseReason(close).may_return
    except ValueError:
        return True


LinkEvent = LinkStatus | StageNews | YouNews | Goodbye


class Peer(Protocol):
    """An entered session, seen from a client."""

    @property
    def status(self) -> LinkStatus:
        """The line as it is now."""
        ...

    def server_now(self) -> Millis:
        """The server's clock, as well as it is known here."""
        ...

    def events(self) -> AsyncIterator[LinkEvent]:
        """News in order, of stage and you only the newest for a slow reader. Ends when the link is lost.

        What comes after a line is `CONNECTED` again was said on that line; stage and you come once at least.
        """
        ...

    async def request(self, message: Request) -> Ok:
        """Send a request and wait for its reply; `ref` is filled in by the link.

        Raises:
            Refusal: The server said no, with its code and sentence.
            ConnectionError: The line broke before the reply came; the request may or may not count.
        """
        ...

    async def close(self) -> None:
        """Hang up."""
        ...
