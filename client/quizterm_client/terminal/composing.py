"""Laying out once, and composing only what is drawn again."""

from collections.abc import Iterable

from textual._compositor import Compositor, ReflowResult
from textual.geometry import Region, Size
from textual.screen import Screen, ScreenResultType
from textual.strip import Strip
from textual.widget import Widget

_DRAWN = (
    *(f"{line}_{edge}" for line in ("border", "outline") for edge in ("top", "right", "bottom", "left")),
    *("hatch", "keyline"),
)
"""Rules with which a widget draws something itself."""


class ThriftyCompositor(Compositor):
    """Asks only those widgets for their lines that stand where something is drawn again.

    Textual's own asks all that could be seen there if they were larger; for a second of the countdown these
    are all parts of the screen.
    """

    def reflow(self, parent: Widget, size: Size) -> ReflowResult:
        result = super().reflow(parent, size)
        # It covers all widgets already; Textual would work it out once more for the first who asks.
        self._full_map_invalidated = False
        return result

    def update_widgets(self, widgets: set[Widget]) -> None:
        if self.root in widgets:
            # A screen of which a part is to be drawn has made Textual forget which widgets were.
            widgets = widgets | {widget for widget in self.visible_widgets if widget._repaint_regions}
        super().update_widgets(widgets)

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        if crop is None:
            yield from super()._get_renders()
            return
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            if seen and seen.overlaps(crop):
                inside = seen.translate((-region.x, -region.y))
                if _is_blank(widget):
                    first = Region(inside.x, inside.y, inside.width, 1)
                    yield region, clip, widget.render_lines(first) * inside.height
                else:
                    yield region, clip, widget.render_lines(inside)
                if seen.contains_region(crop):
                    # Whatever comes now is covered by it.
                    return


class ThriftyScreen(Screen[ScreenResultType]):
    """Lays its widgets out once where Textual's own does so twice.

    Textual takes it for news that a widget has become visible, or has got another size, and lays out and
    paints everything once more because of what the layout itself has brought about. That is needed only where
    scroll bars came or went with it.
    """

    def _refresh_layout(self, size: Size | None = None, scroll: bool = False) -> None:
        asked = {widget for widget in self.walk_children(Widget) if _wants(widget)}
        super()._refresh_layout(size, scroll)
        for widget in self._compositor.widgets - asked:
            if _wants(widget) and not widget._scrollbar_changes:
                widget._layout_required = widget._repaint_required = False
                widget._exchange_repaint_regions()


def _is_blank(widget: Widget) -> bool:
    """Whether all rows of a widget look alike: it only holds others, and has no frame."""
    kind = type(widget)
    return (
        widget.is_container
        and kind.render is Widget.render
        and kind.render_line is Widget.render_line
        and kind.render_lines is Widget.render_lines
        and not any(map(widget.styles.has_rule, _DRAWN))
    )


def _wants(widget: Widget) -> bool:
    return widget._layout_required or widget._repaint_required
