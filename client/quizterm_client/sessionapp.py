"""What the app of every face does: follow one session and remember the newest news."""

from typing import Generic, TypeVar, assert_never

from textual.reactive import reactive
from textual.timer import Timer

from quizterm.protocol.server import Goodbye, StageNews, YouNews
from quizterm.snapshot import Stage, You
from quizterm_client.face import Face
from quizterm_client.peer import LinkEvent, LinkState, LinkStatus, Peer, may_return

Result = TypeVar("Result")

BLINK = 1.0
"""Seconds for which a line may be gone without anybody seeing it."""


class SessionApp(Face[Result], Generic[Result]):
    """Follows a session once `follow` is called; whoever made the peer closes it.

    Args:
        peer: The entered session.
        motion: Allow short animations.

    Attributes:
        blink: Seconds for which a line may be gone without anybody seeing it.
    """

    stage: reactive[Stage | None] = reactive(None, repaint=False)
    """What the audience of this face sees now."""
    status: reactive[LinkStatus | None] = reactive(None, repaint=False)
    """The line as it is shown."""

    def __init__(self, peer: Peer, *, motion: bool = True) -> None:
        super().__init__(motion=motion)
        self.peer = peer
        self.goodbye = ""
        self.blink = BLINK
        self._gone: LinkStatus | None = None
        self._gone_soon: Timer | None = None

    @property
    def has_line(self) -> bool:
        """Whether there is a line, as it is shown: one that is gone for a blink is there."""
        return self.status is None or self.status.state is LinkState.CONNECTED

    def follow(self) -> None:
        """Hear the news of the session from now on."""
        self.hear_status(self.peer.status)
        self.run_worker(self._follow())

    def hear_stage(self, stage: Stage) -> None:
        """Something has changed for the whole audience."""
        self.stage = stage

    def hear_you(self, you: You) -> None:
        """Something has changed for this player."""

    def hear_status(self, status: LinkStatus) -> None:
        """The line is to be shown in another way."""
        self.status = status

    def hear_return(self) -> None:
        """The line is back, seen to be gone or not; the news that follow are fresh."""

    async def _follow(self) -> None:
        async for event in self.peer.events():
            self._hear(event)
        if self.status is None or self.status.state is not LinkState.LOST:
            self._lose()

    def _hear(self, event: LinkEvent) -> None:
        match event:
            case StageNews():
                self.hear_stage(event.stage)
            case YouNews():
                self.hear_you(event.you)
            case LinkStatus(state=LinkState.RECONNECTING):
                self._hear_that_the_line_is_gone(event)
            case LinkStatus():
                self._hear_line(event)
            case Goodbye() if may_return(event.close):
                pass
            case Goodbye():
                self.goodbye = event.message
                self._lose()
            case _:
                assert_never(event)

    def _hear_that_the_line_is_gone(self, status: LinkStatus) -> None:
        """Show it at once where it is shown as gone already, and otherwise when a blink is over."""
        self._gone = status
        if not self.blink or self.status is None or self.status.state is not LinkState.CONNECTED:
            self.hear_status(status)
        elif self._gone_soon is None:
            self._gone_soon = self.set_timer(self.blink, self._show_that_the_line_is_gone)

    def _show_that_the_line_is_gone(self) -> None:
        self._gone_soon = None
        if self._gone is not None:
            self.hear_status(self._gone)

    def _hear_line(self, status: LinkStatus) -> None:
        back = self._gone is not None and status.state is LinkState.CONNECTED
        self._gone = None
        if self._gone_soon is not None:
            self._gone_soon.stop()
            self._gone_soon = None
        self.hear_status(status)
        if back:
            self.hear_return()

    def _lose(self) -> None:
        self._hear_line(LinkStatus(LinkState.LOST, message=self.goodbye))
