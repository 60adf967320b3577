"""What a line needs of those it belongs to, and what it owes them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from structlog.typing import FilteringBoundLogger
from websockets.http11 import Request, Response
from websockets.server import ServerProtocol

from quizterm.snapshot import Millis
from quizterm_server.chores import Lane
from quizterm_server.clock import Clock
from quizterm_server.metrics import Metrics

if TYPE_CHECKING:
    from quizterm_server.line import Line


class Talk(Protocol):
    """What is done with a line once its handshake is over."""

    def receive(self, raw: bytes, at: Millis) -> None:
        """Take a text message that arrived at this time; it is valid UTF-8."""
        ...

    def receive_binary(self) -> None:
        """Take a message that is not text."""
        ...

    def ready(self) -> None:
        """The line takes more now."""
        ...

    def look(self, now: float) -> float:
        """Do what time asks for; returns when to look again, in the loop's time."""
        ...

    def gone(self, *, farewell: bool, closed: int | None) -> None:
        """The line is gone.

        Args:
            farewell: The client closed it on purpose.
            closed: The close code that was sent, if any was.
        """
        ...


class Front(Protocol):
    """Whom a line belongs to."""

    def came(self, line: "Line") -> None: ...

    def answer(self, protocol: ServerProtocol, request: Request, address: str) -> Response | None:
        """A page for a plain request from this address; `None` for one that may become a WebSocket."""
        ...

    def opened(self, line: "Line", request: Request) -> Talk: ...

    def left(self, line: "Line") -> None: ...


@dataclass(frozen=True, slots=True)
class LineSettings:
    """What all lines of a server share. Times are in seconds."""

    front: Front
    clock: Clock
    log: FilteringBoundLogger
    hall: Lane
    metrics: Metrics
    stall_seconds: float
    ping_seconds: float
    loop_time: Callable[[], float]
