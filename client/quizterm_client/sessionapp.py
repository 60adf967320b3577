"""What the app of every face does: follow one session and remember the newest news."""

from typing import Generic, TypeVar, assert_never

from textual.app import App
from textual.reactive import reactive

from quizterm.protocol.server import Goodbye, StageNews, YouNews
from quizterm.snapshot import Stage, You
from quizterm_client.peer import LinkEvent, LinkState, LinkStatus, Peer
from quizterm_client.themes import use_themes

Result = TypeVar("Result")


class SessionApp(App[Result], Generic[Result]):
    """Follows a session once `follow` is called; whoever made the peer closes it.

    Args:
        peer: The entered session.
        motion: Allow short animations.

    Attributes:
        failure: What broke the screen; whoever runs the app tells the person.
    """

    TITLE = "QuizTerm"
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False

    stage: reactive[Stage | None] = reactive(None, repaint=False)
    """What the audience of this face sees now."""
    status: reactive[LinkStatus | None] = reactive(None, repaint=False)
    """The line as it is now."""

    def __init__(self, peer: Peer, *, motion: bool = True) -> None:
        super().__init__()
        self.peer = peer
        self.goodbye = ""
        self.failure: Exception | None = None
        use_themes(self)
        if not motion:
            self.animation_level = "none"

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
        """The line has changed."""
        self.status = status

    def _fatal_error(self) -> None:
        # Textual's own way prints a traceback with every local, and with it what others must not see.
        self.failure = self._exception
        self._close_messages_no_wait()

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
            case LinkStatus():
                self.hear_status(event)
            case Goodbye():
                self.goodbye = event.message
                self._lose()
            case _:
                assert_never(event)

    def _lose(self) -> None:
        self.hear_status(LinkStatus(LinkState.LOST, message=self.goodbye))
