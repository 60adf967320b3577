"""The options of a question as tiles: picked by digit, letter, arrows or mouse."""

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive

from quizterm.quiz.answers import Answer
from quizterm.snapshot import QuestionView, Reveal
from quizterm_client.terminal.thrift import ThriftyWidget
from quizterm_client.view.options import MARKS, option_texts, wants_several
from quizterm_client.view.tiles import TileView, closed_tiles, open_tiles
from quizterm_client.widgets.buttonblocks import BlockPlan, draw_blocks
from quizterm_client.widgets.tilerows import TilePlan, draw


class Tiles(ThriftyWidget, can_focus=True):
    """Draws the options and posts `Chosen`; keeps every tile in its place from phase to phase."""

    DEFAULT_CSS = """
    Tiles { width: 100%; height: auto; text-wrap: nowrap; text-overflow: clip; }
    """
    # Rows are as wide as they should be; wrapping counts characters and would cut blanks behind emoji.

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(
                f"{number},{mark.letter.lower()}",
                f"choose({number - 1})",
                f"answer {mark.letter}",
                show=False,
                id=f"answer.{mark.letter.lower()}",
            )
            for number, mark in enumerate(MARKS, 1)
        ),
        Binding("up", "move(0, -1)", "go to the option above", show=False, id="option.up"),
        Binding("down", "move(0, 1)", "go to the option below", show=False, id="option.down"),
        Binding("left", "move(-1, 0)", "go to the option on the left", show=False, id="option.left"),
        Binding("right", "move(1, 0)", "go to the option on the right", show=False, id="option.right"),
        Binding("space", "pick", "pick the option, or answer with it", show=False, id="option.pick"),
        Binding("enter", "send", "answer with what is picked", show=False, id="option.send"),
    ]

    cursor: reactive[int | None] = reactive(None)
    """The option that the arrows have reached."""
    picks: reactive[tuple[int, ...]] = reactive(())
    """Options picked and not sent yet, where several are wanted."""
    views: reactive[tuple[TileView, ...]] = reactive(())
    """What is drawn."""
    large: reactive[bool] = reactive(False)
    """Drawn as blocks with shape and letter only."""

    @dataclass
    class Chosen(Message):
        """Somebody answers with these options."""

        options: tuple[int, ...]

    class Pointed(Message):
        """The cursor has reached another option."""

    class NothingPicked(Message):
        """Somebody would send, but has picked nothing where several are wanted."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._item: QuestionView | None = None
        self._answer: Answer | None = None
        self._reveal: Reveal | None = None
        self._live = False
        self._sure = True

    def show(
        self,
        item: QuestionView,
        answer: Answer | None = None,
        reveal: Reveal | None = None,
        *,
        live: bool = False,
        sure: bool = True,
    ) -> None:
        """Show a question's options.

        Args:
            item: The question; another one forgets cursor and picks.
            answer: What this player answered.
            reveal: What is known since the question closed.
            live: Whether options can be picked now.
            sure: Whether the answer counts, as far as is known.
        """
        if item != self._item:
            self.cursor, self.picks = None, ()
        if answer != self._answer or reveal is not None:
            self.picks = ()
        if (reveal is None) != (self._reveal is None):
            self.cursor = None
        self._item, self._answer, self._reveal, self._live, self._sure = item, answer, reveal, live, sure
        self._look()

    def wanted(self, width: int) -> tuple[int, int]:
        """Rows at which no text is cut, and rows below which a letter would be lost."""
        return TilePlan.wanted(self.views, width) if self.views else (0, 0)

    def render(self) -> Content:
        if not self.views or self.size.width < 12:
            return Content("")
        cursor = self.cursor if self._readable else None
        if self.large:
            return draw_blocks(self.views, self._blocks(), cursor)
        return draw(self.views, self._plan(), cursor)

    @property
    def cut_text(self) -> str:
        """The whole text of the option under the cursor, if its tile is too small for it."""
        if self.large or self.cursor is None or not self._readable or self.cursor >= len(self.views):
            return ""
        view = self.views[self.cursor]
        return f"{view.mark.letter}  {view.text}" if self._plan().cuts(view, self.cursor) else ""

    def cuts(self, width: int, height: int) -> bool:
        """Whether in so many cells some option can be read in full only with the cursor on it."""
        plan = TilePlan.of(self.views, width, height)
        return not self.large and any(plan.cuts(view, index) for index, view in enumerate(self.views))

    @property
    def _readable(self) -> bool:
        """Whether the cursor goes from option to option."""
        return self._live or self._reveal is not None

    def watch_cursor(self) -> None:
        self.post_message(self.Pointed())

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Leave the style as it is: no rule asks who has the focus, and looking for one takes a while."""

    def watch_picks(self) -> None:
        self._look()

    def on_click(self, event: events.Click) -> None:
        plan = self._blocks() if self.large else self._plan()
        index = plan.at(event.x, event.y) if self.views else None
        if index is not None and self._reveal is not None:
            self.cursor = index
        elif index is not None:
            self.action_choose(index)

    def action_choose(self, index: int) -> None:
        """Answer with one option, or pick it where several are wanted."""
        if not self._live or self._item is None or index >= len(self.views):
            return
        if not wants_several(self._item):
            self.post_message(self.Chosen((index,)))
            return
        self.cursor = index
        self.picks = tuple(sorted(set(self._picked()) ^ {index}))

    def action_pick(self) -> None:
        """Choose the option under the cursor."""
        if self.cursor is not None:
            self.action_choose(self.cursor)

    def action_send(self) -> None:
        """Send the picks; where one is wanted, the option under the cursor."""
        if self._item is None or not self._live:
            return
        if not wants_several(self._item):
            self.action_pick()
        elif self.picks:
            self.post_message(self.Chosen(self.picks))
        elif not self._picked():
            self.post_message(self.NothingPicked())

    def action_move(self, across: int, down: int) -> None:
        """Move the cursor; the first press lands on the first option."""
        if not self._readable or not self.views:
            return
        if self.cursor is None:
            self.cursor = 0
            return
        columns = (self._blocks() if self.large else self._plan()).columns
        target = self.cursor + across + down * columns
        if 0 <= target < len(self.views):
            self.cursor = target

    def _picked(self) -> tuple[int, ...]:
        """The picks; at first those of the answer that is being changed."""
        mine = tuple(index for index, view in enumerate(self.views) if view.mine)
        return self.picks or mine

    def _blocks(self) -> BlockPlan:
        return BlockPlan.of(len(self.views), self.size.width, self.size.height)

    def _plan(self) -> TilePlan:
        return TilePlan.of(self.views, self.size.width, self.size.height)

    def _look(self) -> None:
        if self._item is None or not option_texts(self._item):
            self.views = ()
        elif self._reveal is not None:
            self.views = closed_tiles(self._item, self._reveal, self._answer)
        else:
            self.views = open_tiles(self._item, self._answer, self.picks, sure=self._sure)
