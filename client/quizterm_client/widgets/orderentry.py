"""Items to be put in order, by keyboard or mouse."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive

from quizterm.language import _
from quizterm.quiz.answers import Answer, Ordered
from quizterm.snapshot import QuestionView, Reveal
from quizterm_client.terminal.cutting import cut
from quizterm_client.terminal.thrift import ThriftyWidget
from quizterm_client.view.options import MARKS
from quizterm_client.view.order import ItemView, fits, moved, ordered_items, revealed_items
from quizterm_client.view.words import one_line

_NOTE = 16
"""Cells for what is said beside an item, at least."""
_PLACES = range(1, 10)


class OrderEntry(ThriftyWidget, can_focus=True):
    """Draws the items in their order and posts `Sent`."""

    DEFAULT_CSS = """
    OrderEntry { width: 100%; height: auto; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)", "go up; a grabbed item comes along", show=False, id="order.up"),
        Binding("down", "step(1)", "go down; a grabbed item comes along", show=False, id="order.down"),
        Binding("shift+up", "carry(-1)", "move the item up", show=False, id="order.carry-up"),
        Binding("shift+down", "carry(1)", "move the item down", show=False, id="order.carry-down"),
        Binding("space", "grab", "grab the item, or let it go", show=False, id="order.grab"),
        Binding("enter", "send", "send this order", show=False, id="order.send"),
        *(
            Binding(
                str(place),
                f"put({place - 1})",
                f"put the item in place {place}",
                show=False,
                id=f"order.place-{place}",
            )
            for place in _PLACES
        ),
        *(
            Binding(
                mark.letter.lower(),
                f"find({index})",
                f"go to item {mark.letter}",
                show=False,
                id=f"order.item-{mark.letter.lower()}",
            )
            for index, mark in enumerate(MARKS)
        ),
    ]

    cursor: reactive[int] = reactive(0)
    """The place of the item that keys are about."""
    grabbed: reactive[bool] = reactive(False)
    """Whether the arrows take the item along."""
    order: reactive[tuple[int, ...]] = reactive(())
    """Items by index as shown, in the order they stand in."""

    @dataclass
    class Sent(Message):
        """Somebody answers with this order."""

        items: tuple[int, ...]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._item: QuestionView | None = None
        self._answer: Ordered | None = None
        self._reveal: Reveal | None = None
        self._live = False

    def show(
        self,
        item: QuestionView,
        answer: Answer | None = None,
        reveal: Reveal | None = None,
        *,
        live: bool = False,
    ) -> None:
        """Show a question's items.

        Args:
            item: The question; another one starts from the order shown.
            answer: What this player answered.
            reveal: What is known since the question closed.
            live: Whether items can be moved now.
        """
        if item != self._item:
            self.order, self.cursor = tuple(range(len(item.options))), 0
        if isinstance(answer, Ordered) and answer != self._answer and fits(item, answer.items):
            self.order = answer.items
        self._item, self._reveal, self._live = item, reveal, live
        self._answer = answer if isinstance(answer, Ordered) else None
        self.grabbed = self.grabbed and live
        self.refresh()

    @property
    def begun(self) -> Ordered | None:
        """The order as it stands here, if it is another one than was shown or sent."""
        shown = self._answer.items if self._answer else tuple(range(len(self.order)))
        return Ordered(self.order) if self._live and self.order != shown else None

    def begin_with(self, begun: Ordered) -> None:
        """Go on with an order that was made elsewhere."""
        if self._item is not None and fits(self._item, begun.items):
            self.order = begun.items

    def wanted(self) -> tuple[int, int]:
        """Rows at which the items have air, and rows below which one would be lost."""
        return 2 * len(self.order) - 1, len(self.order)

    def render(self) -> Content:
        if self._item is None or self.size.width < 12:
            return Content("")
        views = self._views(self._item)
        room = _note_room(views, self.size.width)
        lines = [self._line(view, room) for view in views]
        return Content("\n\n" if self._roomy else "\n").join(lines)

    def on_click(self, event: events.Click) -> None:
        place = event.y // (2 if self._roomy else 1)
        if not self._live or place >= len(self.order):
            return
        if self.grabbed:
            self.action_put(place)
            self.grabbed = False
        else:
            self.cursor, self.grabbed = place, True

    def action_step(self, by: int) -> None:
        """Go to the item above or below, with the grabbed one in hand."""
        if self.grabbed:
            self.action_carry(by)
        elif self._live:
            self.cursor = max(0, min(len(self.order) - 1, self.cursor + by))

    def action_carry(self, by: int) -> None:
        """Move the item by one place."""
        self.action_put(self.cursor + by)

    def action_put(self, place: int) -> None:
        """Move the item to a place, counted from 0."""
        if self._live and 0 <= place < len(self.order):
            self.order = moved(self.order, self.cursor, place)
            self.cursor = place

    def action_find(self, index: int) -> None:
        """Go to the item with this letter."""
        if self._live and index in self.order:
            self.cursor = self.order.index(index)

    def action_grab(self) -> None:
        """Take the item in hand, or let it go."""
        self.grabbed = self._live and not self.grabbed

    def action_send(self) -> None:
        """Answer with the order as it stands."""
        if self._live:
            self.grabbed = False
            self.post_message(self.Sent(self.order))

    @property
    def _roomy(self) -> bool:
        return self.size.height >= 2 * len(self.order) - 1

    def _views(self, item: QuestionView) -> tuple[ItemView, ...]:
        if self._reveal is not None:
            return revealed_items(item, self._reveal, self._answer)
        return ordered_items(item, self.order)

    def _line(self, view: ItemView, note_room: int) -> Content:
        here = self._live and view.place == self.cursor + 1
        mark = Content.styled(f" {view.mark.label} ".center(7), f"bold {view.mark.ink} on {view.mark.colour}")
        room = max(4, self.size.width - 13 - note_room)
        text = Content(f" {'↕' if here and self.grabbed else '▸' if here else ' '} {one_line(view.text)}")
        words = _("in your hand") if here and self.grabbed else view.note
        note = cut(Content(words), note_room, pad=True)
        body = cut(text, room).truncate(room, pad=True) + note
        return Content.styled(f"{view.place:>3}  ", "bold") + mark + body.stylize_before(_style(view, here))


def _note_room(views: Sequence[ItemView], width: int) -> int:
    """Cells for what is said beside the items; the same while one is taken in hand."""
    longest = max(cell_len(words) for words in (_("in your hand"), *(view.note for view in views)))
    return max(_NOTE, min(longest + 1, (width - 13) // 2))


def _style(view: ItemView, here: bool) -> str:
    if view.right is not None:
        return "bold $foreground on $success-muted" if view.right else "$foreground on $surface"
    return "bold $foreground on $primary-muted" if here else "$foreground on $surface"
