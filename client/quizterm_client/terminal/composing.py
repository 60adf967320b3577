"""Composing only what is drawn again."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from textual._compositor import Compositor, ReflowResult
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from quizterm_client.terminal.typesetting import surface

_FRAMES = frozenset(
    {
        *(f"{line}_{edge}" for line in ("border", "outline") for edge in ("top", "right", "bottom", "left")),
        *("hatch", "keyline", "opacity", "text_opacity", "tint", "line_pad"),
    }
)
"""Rules for which there is more to draw than text and what is behind it."""


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

    def _render_chops(
        self, crop: Region, is_rendered_line: Callable[[int], bool]
    ) -> Sequence[Mapping[int, Strip]]:
        """What stands in each row from each cut on, as Textual finds it, but nothing of what is covered."""
        chops: list[dict[int, Any]] = [dict.fromkeys(cuts[:-1]) for cuts in self.cuts]
        covered: set[int] = set()
        for region, clip, strips in self._get_renders(crop):
            seen = region.intersection(clip)
            left, right = seen.column_span
            for y, strip in zip(seen.line_range, strips, strict=False):
                if y in covered or not is_rendered_line(y):
                    continue
                row, cuts = chops[y], [cut for cut in self.cuts[y] if left <= cut <= right]
                pieces = [strip] if len(cuts) == 2 else strip.divide([cut - left for cut in cuts[1:]])
                for cut, piece in zip(cuts, pieces, strict=False):
                    if row[cut] is None:
                        row[cut] = piece
                if None not in row.values():
                    covered.add(y)
        return chops

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        if crop is None:
            yield from super()._get_renders()
            return
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            if seen and seen.overlaps(crop):
                inside = seen.translate((-region.x, -region.y))
                if _is_blank(widget):
                    yield region, clip, [_blank_row(widget, inside.width)] * inside.height
                else:
                    yield region, clip, widget.render_lines(inside)
                if seen.contains_region(crop):
                    # Whatever comes now is covered by it.
                    return


def is_plain(widget: Widget) -> bool:
    """Whether nothing of a widget is drawn but its content, on its background."""
    styles = widget.styles
    return _FRAMES.isdisjoint(styles.base.get_rules()) and _FRAMES.isdisjoint(styles.inline.get_rules())


@cache
def draws_only_text(kind: type[Widget]) -> bool:
    """Whether all that widgets of a class draw is what their `render` gives."""
    return kind.render_line is Widget.render_line and kind._render_content is Widget._render_content


@cache
def _draws_nothing(kind: type[Widget]) -> bool:
    return kind.render is Widget.render and draws_only_text(kind)


def _is_blank(widget: Widget) -> bool:
    """Whether all cells of a widget look alike: it only holds others, and has no frame."""
    return widget.is_container and _draws_nothing(type(widget)) and is_plain(widget)


def _blank_row(widget: Widget, width: int) -> Strip:
    behind, background = widget.background_colors
    row = Strip.blank(width, surface(behind, background).rich_style)
    for each in widget.get_line_filters():
        row = row.apply_filter(each, background)
    return row
