"""What the app of every face does: follow one session and remember the newest news."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar, assert_never

from textual import events, on
from textual.reactive import reactive
from textual.screen import ModalScreen, Screen
from textual.timer import Timer

from quizterm.protocol.server import Goodbye, StageNews, YouNews
from quizterm.snapshot import Stage, You
from quizterm_client.face import Face
from quizterm_client.linewatch import BLINK, CallOff, LineWatch
from quizterm_client.peer import LinkEvent, LinkState, LinkStatus, Peer, may_return
from quizterm_client.terminal.appearance import FULL, Appearance
from quizterm_client.terminal.choosing import is_small
from quizterm_client.terminal.smallness import INTERRUPT, STEADY

Result = TypeVar("Result")


class SessionApp(Face[Result], Generic[Result]):
    """Follows a session once `follow` is called; whoever made the peer closes it.

    Args:
        peer: The entered session.
        appearance: How it is drawn.

    Attributes:
        blink: Seconds for which a line may be gone without anybody seeing it.
        gives_way: Whether the game goes on in lines elsewhere once the terminal stays too small for a screen.
        gave_way: Whether it was left for that reason.
        takes_over: Whether lines gave way to it, for which was meant what is typed before it is seen.
    """

    stage: reactive[Stage | None] = reactive(None, repaint=False)
    """What the audience of this face sees now."""
    status: reactive[LinkStatus | None] = reactive(None, repaint=False)
    """The line as it is shown."""

    def __init__(self, peer: Peer, *, appearance: Appearance = FULL) -> None:
        super().__init__(appearance=appearance)
        self.peer = peer
        self.goodbye = ""
        self.blink = BLINK
        self.gives_way = False
        self.gave_way = False
        self.takes_over = False
        self._followed = self._drawn = self._hears = False
        self._shrunk: Timer | None = None
        self._line = LineWatch(self.hear_status, self.hear_return, lambda: self.blink, self._later)

    @property
    def has_line(self) -> bool:
        """Whether there is a line, as it is shown: one that is gone for a blink is there."""
        return self.status is None or self.status.state is LinkState.CONNECTED

    def follow(self) -> None:
        """Hear the news of the session from now on."""
        self._line.tell(self.peer.status)
        self.run_worker(self._follow())
        self._followed = True
        self._take_over()

    @property
    def typed_on(self) -> str:
        """What was typed after it gave way, and before the terminal was let go."""
        return getattr(self._driver, "kept", "")

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

    def hand_over(self) -> None:
        """Leave what was begun on the screen to the face that takes over."""

    def hear_late_typing(self, typed: str) -> None:
        """Take what was typed when lines had gone and this screen was not seen yet."""

    @on(events.Resize)
    def _look_at_size(self, event: events.Resize) -> None:
        if self._shrunk is not None:
            self._shrunk.stop()
            self._shrunk = None
        if self.gives_way and is_small(*event.size):
            self._shrunk = self.set_timer(STEADY, self._give_way)

    def _give_way(self) -> None:
        if isinstance(self.screen, ModalScreen):
            # Somebody is in the middle of something that lines do not know of.
            self._shrunk = self.set_timer(STEADY, self._give_way)
            return
        self.gave_way = True
        if (keep := getattr(self._driver, "keep", None)) is not None:
            keep()
        self.hand_over()
        self.exit()

    def _display(self, screen: Screen[Any], renderable: Any) -> None:
        super()._display(screen, renderable)
        if renderable is not None and not self._drawn and self._is_face(screen):
            self._drawn = True
            self._take_over()

    def _is_face(self, screen: Screen[Any]) -> bool:
        """Whether it is the screen of the session, and not what is there before."""
        return screen is self.screen

    def _take_over(self) -> None:
        """Hear keys as soon as the screen is drawn: what comes from then on was typed at what it shows."""
        hear_again = getattr(self._driver, "hear_again", None)
        if self._hears or not (self.takes_over and self._followed and self._drawn) or hear_again is None:
            return
        self._hears = True
        late = hear_again()
        if INTERRUPT in late:
            self.simulate_key("ctrl+c")
        elif late:
            self.hear_late_typing(late)

    async def _follow(self) -> None:
        async for event in self.peer.events():
            self._hear(event)
        if not self._line.is_lost:
            self._lose()

    def _hear(self, event: LinkEvent) -> None:
        match event:
            case StageNews():
                self.hear_stage(event.stage)
            case YouNews():
                self.hear_you(event.you)
            case LinkStatus():
                self._line.hear(event)
            case Goodbye() if may_return(event.close):
                pass
            case Goodbye():
                self.goodbye = event.message
                self._lose()
            case _:
                assert_never(event)

    def _lose(self) -> None:
        self._line.hear(LinkStatus(LinkState.LOST, message=self.goodbye))

    def _later(self, seconds: float, do: Callable[[], None]) -> CallOff:
        return self.set_timer(seconds, do).stop
