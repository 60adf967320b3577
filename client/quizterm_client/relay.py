"""One entered session that several faces follow, one after the other."""

from collections.abc import AsyncIterator

from quizterm.protocol.messages import Request
from quizterm.protocol.server import Goodbye, Ok, StageNews, YouNews
from quizterm.snapshot import Millis
from quizterm_client.peer import LinkEvent, LinkState, LinkStatus, Peer


class Relay:
    """A `Peer` whose news begin with the newest snapshots for every face that takes over.

    Args:
        peer: The entered session; nobody else may read its news.
    """

    def __init__(self, peer: Peer) -> None:
        self._peer = peer
        self._gone: LinkStatus | None = None
        self._known: dict[type[LinkEvent], StageNews | YouNews | Goodbye] = {}

    @property
    def status(self) -> LinkStatus:
        """The line as it is now."""
        return self._peer.status

    def server_now(self) -> Millis:
        """The server's clock, as well as it is known here."""
        return self._peer.server_now()

    async def events(self) -> AsyncIterator[LinkEvent]:
        """What the face before knew, and then the news; only one face at a time may read them."""
        if self._gone is not None:
            yield self._gone  # so that this face, too, hears that the line comes back
        for known in list(self._known.values()):
            yield known
        async for event in self._peer.events():
            self._keep(event)
            yield event

    async def request(self, message: Request) -> Ok:
        """Send a request and wait for its reply; raises as every `Peer` does."""
        return await self._peer.request(message)

    async def close(self) -> None:
        """Hang up."""
        await self._peer.close()

    def _keep(self, event: LinkEvent) -> None:
        if not isinstance(event, LinkStatus):
            self._known[type(event)] = event
        elif event.state is LinkState.RECONNECTING:
            self._gone = event
        elif self._gone is not None and event.state is LinkState.CONNECTED:
            # What is told after a return must be fresh: unconfirmed answers are compared with it.
            self._gone = None
            self._known.clear()
