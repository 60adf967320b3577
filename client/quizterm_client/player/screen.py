"""The one screen of a player: its parts change in place from the lobby to the podium."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import Reactive, reactive
from textual.widget import Widget
from textual.widgets import Input

from quizterm.language import _
from quizterm.quiz.answers import Answer, Ordered, Picked
from quizterm.snapshot import OVER, Millis, Phase
from quizterm_client.peer import LinkState
from quizterm_client.player.handover import Draft
from quizterm_client.player.layout import too_small
from quizterm_client.player.noticebar import NoticeBar
from quizterm_client.player.podium import PodiumPart
from quizterm_client.player.question import QuestionPart
from quizterm_client.player.speech import Hands, Speech
from quizterm_client.player.standings import StandingsPart
from quizterm_client.player.state import Seen
from quizterm_client.player.waitingroom import WaitingRoom
from quizterm_client.player.welcome import TO_START, greeting
from quizterm_client.player.words import Notice, Tone, explanation_above, nothing_picked
from quizterm_client.terminal.thrift import ThriftyScreen, ThriftyStatic, ThriftyWidget
from quizterm_client.view.clock import Timing, timing_of
from quizterm_client.view.invitation import Invitation
from quizterm_client.view.words import ELSEWHERE
from quizterm_client.widgets.keyline import KeyLine
from quizterm_client.widgets.orderentry import OrderEntry
from quizterm_client.widgets.tiles import Tiles
from quizterm_client.widgets.timeline import TimeLine
from quizterm_client.widgets.topbar import TopBar
from quizterm_client.widgets.typedentry import TypedEntry

if TYPE_CHECKING:
    from quizterm_client.widgets.lobby import Lobby

_QUESTION = (Phase.READING, Phase.OPEN, Phase.REVEAL)


class Body(Vertical, ThriftyWidget):
    """What stands between the lines of time and of keys."""


class GameScreen(ThriftyScreen[None]):
    """Draws what is seen and posts `Answers` and `Leaves`; it knows no peer.

    Args:
        server_now: The server's clock in milliseconds.
        invitation: How others get in.
        hosting: Whether this player conducts the session, too.
        speech: What it says; unless given, what players are told who play with others.
        buttons: Whether only buttons are shown at first; `None` where there is nothing but this screen.
    """

    DEFAULT_CSS = """
    GameScreen { background: $background; color: $foreground; }
    GameScreen > #body { height: 1fr; width: 100%; }
    GameScreen > #sentence { height: 1fr; width: 100%; content-align: center middle; text-align: center; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,f1", "app.all_keys", "show all keys", show=False, id="player.help"),
        Binding("q", "leave", "leave", show=False, id="player.leave"),
        Binding("pagedown", "read(1)", "read on in a long question", show=False, id="player.read-on"),
        Binding("pageup", "read(-1)", "read back in a long question", show=False, id="player.read-back"),
        Binding(
            "escape", "stop_typing", "stop typing, so that keys work", show=False, id="player.stop-typing"
        ),
        Binding(
            "f2",
            "switch_buttons",
            "only buttons to press, or the question as well",
            show=False,
            id="player.buttons",
        ),
        Binding("enter,tab", "take_up", "go back to the answer", show=False, id="player.take-up"),
    ]

    # As Textual declares it, another focus repaints the whole screen; widgets show their focus themselves.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    seen: reactive[Seen] = reactive(Seen(), repaint=False)
    """The newest news."""
    conducting: reactive[str] = reactive("", repaint=False)
    """What the host's key does, where the host plays along."""
    buttons: reactive[bool] = reactive(False, repaint=False)
    """Only what one answers with is shown, because the question is on the wall."""

    @dataclass
    class Answers(Message):
        """The player answers a question."""

        question: int
        answer: Answer

    class Leaves(Message):
        """The player wants to leave."""

    def __init__(
        self,
        server_now: Callable[[], Millis],
        invitation: Invitation | None = None,
        *,
        hosting: bool = False,
        speech: Speech | None = None,
        buttons: bool | None = None,
    ) -> None:
        super().__init__()
        self._has_wall = buttons is not None
        self.set_reactive(GameScreen.buttons, bool(buttons))
        self._speech = speech or Speech()
        self._invitation = invitation
        self._hosting = hosting
        self._stale = False
        self._moment: tuple[Phase | None, int] = (None, -1)
        self._begun = Draft()
        self._top, self._time = TopBar(), TimeLine(server_now)
        self._body, self._sentence = Body(id="body"), ThriftyStatic(id="sentence", markup=False)
        self._room = WaitingRoom()
        self._lobby = _lobby(invitation) if invitation is not None and hosting else None
        self._question_part = QuestionPart(self._speech)
        self._standings, self._podium = StandingsPart(), PodiumPart()
        self._notice, self._keys = NoticeBar(), KeyLine()

    def compose(self) -> ComposeResult:
        yield self._top
        yield self._time
        with self._body:
            yield self._room
            if self._lobby is not None:
                yield self._lobby
            yield self._question_part
            yield self._standings
            yield self._podium
        yield self._sentence
        yield self._notice
        yield self._keys

    def on_mount(self) -> None:
        self._draw()

    @property
    def draft(self) -> Draft:
        """The answer that is begun here and not sent."""
        stage = self.seen.stage
        if self._begun or stage is None or stage.phase is not Phase.OPEN or not self.is_mounted:
            return self._begun
        return self._question_part.draft(stage)

    @draft.setter
    def draft(self, draft: Draft) -> None:
        self._begun = draft

    def on_resize(self) -> None:
        self._draw()

    def watch_seen(self) -> None:
        # What concerns everybody and what concerns this player come together, and are drawn as one.
        if self.is_mounted and not self._stale:
            self._stale = True
            self.call_next(self._draw_news)

    def _draw_news(self) -> None:
        self._stale = False
        self._draw()

    def watch_conducting(self) -> None:
        if self.is_mounted:
            self._show_keys()

    @on(Tiles.Chosen)
    def _answer_options(self, event: Tiles.Chosen) -> None:
        self._answer(Picked(event.options))

    @on(Tiles.NothingPicked)
    def _ask_to_pick(self) -> None:
        self._notice.show(nothing_picked())

    @on(Tiles.Pointed)
    def _tell_what_is_cut(self) -> None:
        self._show_notice()

    @on(TypedEntry.Entered)
    def _answer_typed(self, event: TypedEntry.Entered) -> None:
        self._answer(event.answer)

    @on(OrderEntry.Sent)
    def _answer_order(self, event: OrderEntry.Sent) -> None:
        self._answer(Ordered(event.items))

    def on_descendant_focus(self) -> None:
        self._show_keys()

    def on_descendant_blur(self) -> None:
        self.call_after_refresh(self._show_keys)

    def action_leave(self) -> None:
        """Ask to leave."""
        self.post_message(self.Leaves())

    def action_read(self, pages: int) -> None:
        """Scroll what is longer than its place."""
        self._question_part.scroll_question(pages)
        self._notice.read(pages)

    def action_switch_buttons(self) -> None:
        """Show only buttons, or the question as well; not while an answer is being made."""
        if self._has_wall and not self.draft:
            self.buttons = not self.buttons
            self._draw()

    def action_stop_typing(self) -> None:
        """Give the keys back to the screen."""
        self.set_focus(None)

    def action_take_up(self) -> None:
        """Give the keys to the answer again."""
        self._draw()

    def _answer(self, answer: Answer) -> None:
        if self.seen.stage is not None and self.seen.live:
            self.post_message(self.Answers(self.seen.stage.question, answer))

    def _draw(self) -> None:
        seen = self.seen
        self._top.show(self._speech.top_line(seen))
        known = seen.status.state is LinkState.CONNECTED
        self._time.show(timing_of(seen.own, known=known) if seen.own else Timing())
        small = too_small(*self.app.size)
        self._top.display = True
        self._body.display = not small
        self._sentence.display = small
        if small:
            self._draw_sentence()
        else:
            self._draw_body(moved=self._note_moment())
        bar = self._notice
        bar.display = not small
        bar.take_rows()
        self._show_notice()
        self._show_keys()

    def _draw_sentence(self) -> None:
        self._sentence.update(Content(self._speech.sentence(self.seen)))

    def _draw_body(self, *, moved: bool) -> None:
        seen = self.seen
        asking = seen.phase in _QUESTION and seen.stage is not None and seen.stage.item is not None
        podium = seen.phase in OVER
        standings = seen.phase is Phase.STANDINGS
        self._question_part.display = asking
        self._standings.display = standings
        self._podium.display = podium
        self._draw_waiting(waiting=not (asking or standings or podium))
        if asking:
            above = explanation_above(seen.stage, self._notice.fits)
            self._question_part.show(seen, above, buttons=self.buttons, afresh=moved)
            self._top.display = self._question_part.topped
            self._go_on_with_draft()
        elif moved:
            self.set_focus(None)
        if standings:
            self._standings.show(seen)
        elif podium:
            self._podium.show(seen)

    def _go_on_with_draft(self) -> None:
        """Take up what was begun on another face, as far as it is still asked."""
        stage, begun = self.seen.stage, self._begun
        if begun and stage is not None and stage.phase is not Phase.READING:
            self._begun = Draft()
            meant = stage.phase is Phase.OPEN and stage.question == begun.question
            if meant and (stage.change_answer or self.seen.answer is None):
                self._question_part.take_up(begun)

    @property
    def _inviting(self) -> Invitation | None:
        """What a host who plays along shows to those who are still to come."""
        return self._invitation if self._hosting else None

    def _draw_waiting(self, *, waiting: bool) -> None:
        seen, room = self.seen, self._room
        inviting = waiting and self._inviting is not None and seen.stage is not None
        room.display = waiting and not inviting
        room.view = self._speech.welcome(seen, self._invitation, hosting=self._hosting)
        if self._lobby is not None:
            self._lobby.display = inviting
            if inviting and seen.stage is not None:
                self._lobby.show(seen.stage)

    def _note_moment(self) -> bool:
        """Remember question and phase; returns whether they are others than those that were drawn last."""
        before, stage = self._moment, self.seen.stage
        self._moment = (self.seen.phase, stage.question if stage else -1)
        return self._moment != before

    def _show_notice(self) -> None:
        seen = self.seen
        bar = self._notice
        said = self._speech.notice(seen, bar.fits)
        if self._inviting and seen.phase is Phase.LOBBY and not said.words:
            said = Notice(f"{greeting(seen.you)} {_(TO_START)}")
        if self.buttons and seen.phase is Phase.READING and said.tone is Tone.PLAIN:
            said = Notice(_(ELSEWHERE))
        cut = self._question_part.cut_text if said.tone is Tone.PLAIN else ""
        bar.show(Notice(cut) if cut else said)

    def _show_keys(self) -> None:
        asking = self._question_part.display
        hands = Hands(
            scrolls=self._notice.scrolls or (asking and self._question_part.scrolls),
            cut=asking and self._question_part.cuts,
            conducting=self.conducting,
            typing=isinstance(self.focused, Input),
        )
        self._keys.show(self._speech.keys(self.seen, hands))


def _lobby(invitation: Invitation) -> "Lobby":
    # Only who hosts as well needs it.
    from quizterm_client.widgets.lobby import Lobby

    return Lobby(invitation)
