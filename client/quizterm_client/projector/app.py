"""The projector's app: listens to a peer and draws what the whole room watches."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import ContentSwitcher, Static

from quizterm.language import _
from quizterm.snapshot import Millis, Phase
from quizterm.text import visible
from quizterm_client.peer import Peer
from quizterm_client.projector.podium import PodiumPart
from quizterm_client.projector.question import QuestionPart
from quizterm_client.projector.standings import StandingsPart
from quizterm_client.projector.words import is_calm, sentence, top_line
from quizterm_client.sessionapp import SessionApp
from quizterm_client.terminal.appearance import FULL, Appearance
from quizterm_client.view.clock import timing_of
from quizterm_client.view.invitation import Invitation
from quizterm_client.widgets.dialogs import HelpScreen
from quizterm_client.widgets.lobby import Lobby
from quizterm_client.widgets.question import QuestionPane
from quizterm_client.widgets.timeline import TICK, TimeLine
from quizterm_client.widgets.topbar import TopBar

_PARTS = {
    Phase.LOBBY: Lobby,
    Phase.STANDINGS: StandingsPart,
    Phase.PODIUM: PodiumPart,
    Phase.ENDED: PodiumPart,
}


class ProjectorApp(SessionApp[None]):
    """Shows a session to a room; needs no keyboard. Whoever made the peer closes it.

    Args:
        peer: The session, entered as a spectator.
        invitation: What people type to join.
        appearance: How it is drawn.
    """

    CSS_PATH = "projector.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "leave", "stop watching", id="projector.leave"),
        Binding("ctrl+c,ctrl+q", "leave", "stop watching", show=False, priority=True, id="projector.away"),
        Binding("up,pageup", "scroll(-3)", "scroll a long question", show=False, id="projector.up"),
        Binding("down,pagedown", "scroll(3)", "scroll a long question", show=False, id="projector.down"),
        Binding("question_mark", "help", "this help", id="projector.help"),
    ]

    def __init__(self, peer: Peer, invitation: Invitation, *, appearance: Appearance = FULL) -> None:
        super().__init__(peer, appearance=appearance)
        self._invitation = invitation

    def compose(self) -> ComposeResult:
        yield TopBar()
        yield TimeLine(self.peer.server_now)
        with ContentSwitcher(initial=Lobby.__name__):
            yield Lobby(self._invitation, id=Lobby.__name__)
            yield QuestionPart(id=QuestionPart.__name__)
            yield StandingsPart(id=StandingsPart.__name__)
            yield PodiumPart(id=PodiumPart.__name__)
        yield Static(classes="banner", markup=False)

    def on_mount(self) -> None:
        self.set_interval(TICK / 2, self._tick)
        self.follow()

    def on_resize(self) -> None:
        self.call_after_refresh(self._draw)

    def watch_stage(self) -> None:
        self._draw()

    def watch_status(self) -> None:
        self._draw_line()
        self._draw_time()

    def action_leave(self) -> None:
        self.exit()

    def action_scroll(self, rows: int) -> None:
        self.query_one(QuestionPane).scroll_relative(y=rows, animate=False)

    def action_help(self) -> None:
        keys = [
            ("↑ ↓", _("scroll a long question"), "projector.up", "projector.down"),
            ("q", _("stop watching; the session goes on"), "projector.leave"),
            ("?", _("this help"), "projector.help"),
        ]
        self.push_screen(HelpScreen([(_("The projector"), keys)], _("Esc back")))

    def _draw(self) -> None:
        self._draw_line()
        stage = self.stage
        if stage is None:
            return
        self._draw_time()
        part = _PARTS.get(stage.phase, QuestionPart)
        self.query_one(ContentSwitcher).current = part.__name__
        shown = self.query_one(f"#{part.__name__}")
        if isinstance(shown, QuestionPart):
            shown.show(stage, self._now())
        elif isinstance(shown, Lobby | StandingsPart | PodiumPart):
            shown.show(stage)

    def _draw_line(self) -> None:
        if self.status is None:
            return
        self.query_one(TopBar).show(top_line(self.stage, self.status, self.size.width))
        banner, words = self.query_one(".banner", Static), sentence(self.stage, self.status)
        banner.update(Content(visible(words)))
        banner.set_class(is_calm(self.status), "-calm")
        banner.display = bool(words)

    def _draw_time(self) -> None:
        if self.stage is not None:
            self.query_one(TimeLine).show(timing_of(self.stage, known=self.has_line))
            self._tick()

    def _tick(self) -> None:
        for part in self.query(QuestionPart):
            if self.stage is not None:
                part.tick(self.stage, self._now())

    def _now(self) -> Millis | None:
        """The server's clock; without a line it may stand still."""
        return self.peer.server_now() if self.has_line else None
