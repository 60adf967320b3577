"""The host's screen: one screen whose parts change in place."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import ContentSwitcher, Static

from quizterm.snapshot import Phase, Stage
from quizterm.text import visible
from quizterm_client.host.actions import HostActions
from quizterm_client.host.deciding import Surprise
from quizterm_client.host.handover import Handover
from quizterm_client.host.keys import keys_now
from quizterm_client.host.players import PlayersDialog
from quizterm_client.host.podium import PodiumPart
from quizterm_client.host.question import QuestionPart
from quizterm_client.host.sending import Sender
from quizterm_client.host.standings import StandingsPart
from quizterm_client.host.words import Banner, Found, banner, found_on_return, top_line
from quizterm_client.peer import Peer
from quizterm_client.terminal.appearance import FULL, Appearance
from quizterm_client.view.bell import HostBell
from quizterm_client.view.clock import timing_of
from quizterm_client.view.invitation import Invitation
from quizterm_client.widgets.keyline import KeyLine
from quizterm_client.widgets.lobby import Lobby
from quizterm_client.widgets.timeline import TimeLine
from quizterm_client.widgets.topbar import TopBar

_PARTS = {
    Phase.LOBBY: Lobby,
    Phase.STANDINGS: StandingsPart,
    Phase.PODIUM: PodiumPart,
    Phase.ENDED: PodiumPart,
}

_SOON = 0.1
"""Seconds after which a key that begins to work is shown."""


class HostApp(HostActions):
    """Runs a session from one terminal; whoever made the peer closes it.

    Its result is the phase that the session was in when the screen was left.

    Args:
        peer: The session, entered as a host.
        invitation: What people type to join.
        appearance: How it is drawn.
        handover: What another face of this host has left, and what this one leaves.
    """

    CSS_PATH = "host.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter", "next", "go on: the obvious next thing", id="host.next"),
        Binding("plus", "more_time", "10 seconds more", id="host.more_time"),
        Binding("p", "pause", "pause, or go on", id="host.pause"),
        Binding("s", "skip", "skip the question: nobody gets points", id="host.skip"),
        Binding("h", "hide", "hide or show the key and the answers, for a projected screen", id="host.hide"),
        Binding("v", "void", "take the question out of the scores, or put it back", id="host.void"),
        Binding("r", "correct", "correct what is right; everybody is scored again", id="host.correct"),
        Binding("k", "players", "players: find, rename, remove, ban, un-ban", id="host.players"),
        Binding("l", "lock", "lock or unlock the door for new players", id="host.lock"),
        Binding("a", "auto", "run by itself, or by hand", id="host.auto"),
        Binding("c", "invite", "invite a co-host", id="host.invite"),
        Binding("e", "end", "end: to the podium, then for good", id="host.end"),
        Binding("up", "scroll(-1)", "scroll up", show=False, id="host.up"),
        Binding("down", "scroll(1)", "scroll down", show=False, id="host.down"),
        Binding("pageup", "scroll_answers(-5)", "scroll the answers up", show=False, id="host.page_up"),
        Binding("pagedown", "scroll_answers(5)", "scroll the answers down", show=False, id="host.page_down"),
        Binding(
            "ctrl+c,ctrl+q",
            "go_away",
            "leave at once; the session goes on",
            show=False,
            priority=True,
            id="host.away",
        ),
        Binding("q", "leave", "leave this screen; the session goes on", id="host.leave"),
        Binding("question_mark", "help", "this help", id="host.help"),
    ]

    hidden: reactive[bool] = reactive(False, repaint=False)
    """Key and answers are not shown before the reveal."""

    def __init__(
        self,
        peer: Peer,
        invitation: Invitation,
        *,
        appearance: Appearance = FULL,
        handover: Handover | None = None,
    ) -> None:
        super().__init__(peer, appearance=appearance)
        self._handover = handover or Handover()
        self.set_reactive(HostApp.hidden, self._handover.hidden)
        self.invitation = invitation
        self.sender = Sender(peer, lambda: self.stage, self.warn)
        self._bell = HostBell(self.bell)
        self.surprise = Surprise(self.sender)
        self._found = Found.RUNNING
        self._arriving = True

    def compose(self) -> ComposeResult:
        yield TopBar()
        yield TimeLine(self.peer.server_now)
        yield Static(classes="banner", markup=False)
        with ContentSwitcher(initial=Lobby.__name__):
            yield Lobby(self.invitation, id=Lobby.__name__)
            yield QuestionPart(id=QuestionPart.__name__)
            yield StandingsPart(id=StandingsPart.__name__)
            yield PodiumPart(id=PodiumPart.__name__)
        yield KeyLine()

    def on_mount(self) -> None:
        self.set_interval(1, self._tick)
        self._soon = self.set_interval(_SOON, self._draw_keys, pause=True)
        self.follow()

    def hand_over(self) -> None:
        self._handover.hidden = self.hidden

    def hear_late_typing(self, typed: str) -> None:
        # It was typed in lines, and no key is meant by it.
        self._handover.begun += typed.partition("\n")[0]

    def hear_return(self) -> None:
        self._arriving = True

    def hear_stage(self, stage: Stage) -> None:
        if self._arriving or not stage.paused:
            self._found = found_on_return(self.stage, stage, self._found)
        self._arriving = False
        if self.appearance.bell:
            self._bell.see(stage)
        super().hear_stage(stage)

    def watch_stage(self) -> None:
        self._draw()

    def watch_hidden(self) -> None:
        self._draw()

    def watch_status(self) -> None:
        self._draw_line()
        self._draw_time()
        self._draw_keys()

    def on_resize(self) -> None:
        self.call_after_refresh(self._draw_line)

    def action_hide(self) -> None:
        self.hidden = not self.hidden

    def action_scroll(self, rows: int) -> None:
        self.query_one(QuestionPart).scroll(rows)

    def action_scroll_answers(self, rows: int) -> None:
        self.query_one(QuestionPart).scroll_answers(rows)

    def _draw(self) -> None:
        stage = self.stage
        if stage is None:
            return
        self._draw_line()
        self._draw_time()
        self._draw_keys()
        self._draw_part(stage)
        for dialog in self.screen_stack:
            if isinstance(dialog, PlayersDialog):
                dialog.desk = stage.desk

    def _draw_keys(self) -> None:
        # Asked twice, it could say another thing the second time, and nobody would come back to the keys.
        surprising = self.surprising
        # A timer calls this too, and may ring while the app goes and its parts are gone already.
        for line in self.query(KeyLine):
            line.show(keys_now(self.stage if self.has_line else None, self.hidden, surprising))
        if surprising:
            self._soon.resume()
        else:
            self._soon.pause()

    def _draw_part(self, stage: Stage) -> None:
        part = _PARTS.get(stage.phase, QuestionPart)
        self.query_one(ContentSwitcher).current = part.__name__
        shown = self.query_one(f"#{part.__name__}")
        if isinstance(shown, QuestionPart):
            shown.show(stage, self.hidden)
            shown.tick(self.peer.server_now())
        elif isinstance(shown, Lobby | StandingsPart | PodiumPart):
            shown.show(stage)

    def _draw_line(self) -> None:
        if self.status is not None:
            self.query_one(TopBar).show(top_line(self.stage, self.status, self.size.width))
            self._say(banner(self.stage, self.status, self._found))

    def _draw_time(self) -> None:
        if self.stage is not None:
            self.query_one(TimeLine).show(timing_of(self.stage, known=self.has_line))

    def _tick(self) -> None:
        for part in self.query(QuestionPart):
            if self.has_line:
                part.tick(self.peer.server_now())

    def _say(self, said: Banner) -> None:
        place = self.query_one(".banner", Static)
        place.update(Content(visible(said.words)))
        place.set_class(not said.grave, "-calm")
        place.display = bool(said.words)
