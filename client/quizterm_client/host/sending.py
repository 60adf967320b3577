"""Carrying a host's requests to the server, and telling what came of them."""

from collections.abc import Callable

from quizterm.errors import ErrorCode, Refusal
from quizterm.language import N_, _, heard
from quizterm.protocol.client import AddTime, HostCommand, Pause, Request, Resume
from quizterm.protocol.server import Ok
from quizterm.snapshot import Phase, Stage
from quizterm_client.peer import LinkState, LinkStatus, Peer
from quizterm_client.view.mishaps import NO_LINE

LOST = N_("The line is lost for good: q leaves.")
BROKEN = N_("The line broke before the server replied. See how things stand, and try again once it is back.")

Moment = tuple[Phase, int]


class Sender:
    """Sends requests one by one.

    A command that comes too late because the session has moved on, after a double key press or at the
    very moment the time ran out, did what the host wanted: nothing is said about it.

    Args:
        peer: The session.
        now: The stage that the host sees.
        tell: Says one sentence to the host.
    """

    def __init__(self, peer: Peer, now: Callable[[], Stage | None], tell: Callable[[str], None]) -> None:
        self._peer = peer
        self._now = now
        self._tell = tell
        self._done: Moment | None = None
        self._leaving: Moment | None = None

    async def run(self, request: Request) -> Ok | None:
        """Send a request; `None` when it was not accepted, which the host then has been told."""
        if self._peer.status.state is not LinkState.CONNECTED:
            self._tell(no_line(self._peer.status))
            return None
        if isinstance(request, HostCommand) and not isinstance(request, AddTime | Pause | Resume):
            self._leaving = _moment(request)
        try:
            reply = await self._peer.request(request)
        except Refusal as refusal:
            if not self._came_too_late(request, refusal):
                self._tell(heard(refusal.message))
            return None
        except ConnectionError:
            self._tell(_(BROKEN))
            return None
        if isinstance(request, HostCommand):
            self._done = _moment(request)
        return reply

    def leaves(self, stage: Stage) -> bool:
        """Whether the host has asked to go on from this stage."""
        return self._leaving == (stage.phase, stage.question)

    def _came_too_late(self, request: Request, refusal: Refusal) -> bool:
        if refusal.code != ErrorCode.WRONG_PHASE or not isinstance(request, HostCommand):
            return False
        stage = self._now()
        moved_on = stage is not None and (stage.phase, stage.question) != _moment(request)
        return moved_on or self._done == _moment(request)


def no_line(status: LinkStatus) -> str:
    """Why nothing can be asked of the server now."""
    return _(LOST) if status.state is LinkState.LOST else _(NO_LINE)


def _moment(command: HostCommand) -> Moment:
    return (command.phase, command.question)
