"""Composing only what is drawn again."""

from collections.abc import Iterable

from textual._compositor import Compositor
from textual.geometry import Region
from textual.strip import Strip


class ThriftyCompositor(Compositor):
    """Asks only those widgets for their lines that stand where something is drawn again.

    Textual's own asks all that could be seen there if they were larger; for a second of the countdown these
    are all parts of the screen.
    """

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        if crop is None:
            yield from super()._get_renders()
            return
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            if seen and seen.overlaps(crop):
                inside = seen.translate((-region.x, -region.y))
                yield region, clip, widget.render_lines(inside)
