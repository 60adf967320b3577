"""Screens and widgets that tell each other at once what has changed, instead of by messages.

Textual's widgets post to their screen what is to be drawn or laid out, and every message wakes a task of its
own, calls all its handlers and then looks for idle ones. For a change that concerns all parts of a screen
this takes as long as drawing it.
"""

from functools import cache

from textual.content import Content
from textual.events import DescendantBlur, DescendantFocus, Hide, Resize, Show
from textual.geometry import Region, Size
from textual.message import Message
from textual.messages import Layout, Update
from textual.screen import Screen, ScreenResultType
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from quizterm_client.terminal.composing import draws_only_text, is_plain
from quizterm_client.terminal.typesetting import Setting, surface

_OF_ALL = (Show, Hide, Resize, DescendantFocus, DescendantBlur)
"""What every widget is sent, and few do anything about."""


class ThriftyWidget(Widget):
    """Tells a `ThriftyScreen` of a change without a message; on any other screen it is like all widgets.

    To be named last among the bases: Textual takes the style from the first.
    """

    _thrifty_rows: list[Strip] | None = None
    """All that is drawn, in full colour, until something has changed; `None` where Textual draws it."""

    def check_idle(self) -> None:
        screen = self._thrifty_screen
        # What a timer calls waits for the widget's own next message, of which there may be none for long.
        if screen is None or not self._running or self._next_callbacks:
            super().check_idle()
        else:
            screen.hear_of(self)

    def post_message(self, message: Message) -> bool:
        kind = type(message)
        if kind not in _OF_ALL or self._thrifty_screen is None or self._heeds(kind):
            return super().post_message(message)
        return self._parent.post_message(message) if message.bubble and self._parent else True

    def render_lines(self, crop: Region) -> list[Strip]:
        if self._thrifty_rows is None or self._dirty_regions:
            self._thrifty_rows = self._set_thrifty_rows()
        if self._thrifty_rows is None:
            return super().render_lines(crop)
        self._dirty_regions.clear()
        rows = self._thrifty_rows[crop.y : crop.bottom]
        background = self.background_colors[1]
        for each in self.get_line_filters():
            rows = [row.apply_filter(each, background) for row in rows]
        return rows if crop.width == self.outer_size.width else [row.crop(crop.x, crop.right) for row in rows]

    def _set_thrifty_rows(self) -> list[Strip] | None:
        if not (draws_only_text(type(self)) and is_plain(self)):
            return None
        text = self._render()
        behind, background = self.background_colors
        setting = Setting(
            size=self.outer_size,
            padding=self.styles.padding,
            rules=self.styles.get_rules(),
            style=self.visual_style,
            surface=surface(behind, background),
            read=self._get_style,
        )
        return setting.rows(text) if isinstance(text, Content) and setting.is_known else None

    @property
    def _thrifty_screen(self) -> "ThriftyScreen[object] | None":
        node = self._parent
        while node is not None and not isinstance(node, Screen):
            node = node._parent
        return node if isinstance(node, ThriftyScreen) else None

    def _heeds(self, kind: type[Message]) -> bool:
        """Whether anything would be done about it."""
        if kind in _heeded(type(self)):
            return True
        scrolled = self.show_vertical_scrollbar or self.show_horizontal_scrollbar
        return kind in (Show, Hide) and (scrolled or self.has_focus)


class ThriftyStatic(Static, ThriftyWidget):
    """Words that change."""


@cache
def _heeded(widget: type[Widget]) -> frozenset[type[Message]]:
    """About what a class does more than every widget does."""
    parts = [vars(part) for part in widget.__mro__[: widget.__mro__.index(Widget)]]
    return frozenset(
        kind
        for kind in _OF_ALL
        for part in parts
        if {kind.handler_name, f"_{kind.handler_name}"} & part.keys()
        or kind in part.get("_decorated_handlers", ())
    )


class ThriftyScreen(Screen[ScreenResultType]):
    """Lays its widgets out once where Textual's own does so twice, and looks at them instead of being told.

    Textual takes it for news that a widget has become visible, or has got another size, and lays out and
    paints everything once more because of what the layout itself has brought about. That is needed only where
    scroll bars came or went with it.
    """

    def __init__(self, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(name, id, classes)
        self._changed: dict[Widget, None] = {}

    def hear_of(self, widget: Widget) -> None:
        """A widget wants to be drawn or laid out again, or to take up another style."""
        self._changed[widget] = None
        self.check_idle()

    def post_message(self, message: Message) -> bool:
        match message:
            case Update(widget=Widget() as widget):
                if self in self._compositor:
                    self._dirty_widgets.add(widget)
            case Layout(widget=Widget() as widget):
                self._layout_widgets.setdefault(self, set()).add(widget)
                self._layout_required = True
            case _:
                return super().post_message(message)
        self.check_idle()
        return True

    def on_idle(self) -> None:
        """Look at what has changed, before Textual looks whether there is anything to draw."""
        while self._changed:
            changed, self._changed = self._changed, {}
            for widget in changed:
                widget._check_refresh()

    def _refresh_layout(self, size: Size | None = None, scroll: bool = False) -> None:
        asked = {widget for widget in self.walk_children(Widget, with_self=True) if _wants(widget)}
        super()._refresh_layout(size, scroll)
        for widget in self._compositor.widgets - asked:
            if _wants(widget) and not widget._scrollbar_changes:
                widget._layout_required = widget._repaint_required = False
                widget._exchange_repaint_regions()


def _wants(widget: Widget) -> bool:
    return widget._layout_required or widget._repaint_required


def scroll_back(widget: Widget) -> None:
    """Show the beginning of what a widget holds, if anything else is seen."""
    if widget.scroll_y or widget.scroll_target_y:
        widget.scroll_home(animate=False)
