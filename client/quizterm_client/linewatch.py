"""How the line of a session is shown: one that is gone for a blink is there."""

from collections.abc import Callable

from quizterm_client.peer import LinkState, LinkStatus

BLINK = 1.0
"""Seconds for which a line may be gone without anybody being told."""

CallOff = Callable[[], None]
Later = Callable[[float, Callable[[], None]], CallOff]
"""Does something after so many seconds; returns what calls it off."""


class LineWatch:
    """Tells how the line is, and nothing of one that is back within a blink.

    Args:
        show: Takes the line as it is to be shown.
        back: Called when the line is back, shown to be gone or not.
        blink: Seconds for which it may be gone.
        later: How to wait.
    """

    def __init__(
        self,
        show: Callable[[LinkStatus], None],
        back: Callable[[], None],
        blink: Callable[[], float],
        later: Later,
    ) -> None:
        self._show = show
        self._back = back
        self._blink = blink
        self._later = later
        self._shown: LinkState | None = None
        self._gone: LinkStatus | None = None
        self._call_off: CallOff | None = None

    @property
    def is_lost(self) -> bool:
        """Whether the line is shown as lost for good."""
        return self._shown is LinkState.LOST

    def hear(self, status: LinkStatus) -> None:
        """Take what the link says of its line."""
        if status.state is LinkState.RECONNECTING:
            self._hear_that_it_is_gone(status)
            return
        back = self._gone is not None and status.state is LinkState.CONNECTED
        self._gone = None
        if self._call_off is not None:
            self._call_off()
            self._call_off = None
        self.tell(status)
        if back:
            self._back()

    def tell(self, status: LinkStatus) -> None:
        """Show the line like this at once."""
        self._show(status)
        self._shown = status.state

    def _hear_that_it_is_gone(self, status: LinkStatus) -> None:
        """Show it at once where it is shown as gone already, and otherwise when a blink is over."""
        self._gone = status
        blink = self._blink()
        if not blink or self._shown is not LinkState.CONNECTED:
            self.tell(status)
        elif self._call_off is None:
            self._call_off = self._later(blink, self._tell_that_it_is_gone)

    def _tell_that_it_is_gone(self) -> None:
        self._call_off = None
        if self._gone is not None:
            self.tell(self._gone)
