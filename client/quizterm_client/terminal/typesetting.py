"""Rows of cells from text, without what Textual does for selecting it and for links in it.

That gives every piece a style of its own, with its place in it, so that nothing that is worked out for one
style is of use a second time.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.color import Color
from textual.content import Content
from textual.css.styles import RulesMap
from textual.geometry import Size, Spacing
from textual.strip import Strip
from textual.style import Style

from quizterm_client.terminal.cutting import cut

_ALIGNED = frozenset({"left", "start", "center", "right", "end"})


@dataclass(frozen=True, slots=True)
class Setting:
    """How text is set into an area.

    Attributes:
        size: Cells of the area, with its padding.
        padding: What of it is left blank around the text.
        rules: How the text is wrapped, cut and aligned.
        style: Of the text.
        surface: What the area looks like.
        read: Finds the style with a name.
    """

    size: Size
    padding: Spacing
    rules: RulesMap
    style: Style
    surface: Style
    read: Callable[[str | Style], Style]

    @property
    def is_known(self) -> bool:
        """Whether text is set here as it should be; justified text, and some that is cut, is not."""
        folded = self.rules.get("text_overflow", "fold") == "fold"
        wrapped = self.rules.get("text_wrap", "wrap") != "nowrap"
        return self.rules.get("text_align", "left") in _ALIGNED and (wrapped or not folded)

    def rows(self, text: Content) -> list[Strip]:
        """The whole area with a text in it."""
        height = max(0, self.size.height - self.padding.height)
        lines = list(islice(self._lines(text), height)) if self._width else []
        across = self.rules.get("content_align_horizontal", "left")
        down = self.rules.get("content_align_vertical", "top")
        blank = self._blank if (across, down) == ("left", "top") else self._fill
        widest = max((line.cell_length for line in lines), default=0)
        set_lines = [self._row(line, across, widest, blank) for line in lines]
        above, below = _shared(down, height - len(lines))
        empty = self._padded([Segment(" " * self._width, self._fill)])
        edge = Strip([Segment(" " * self.size.width, self._blank)], self.size.width)
        rows = [edge] * self.padding.top + [empty] * above + set_lines + [empty] * below
        return (rows + [edge] * self.padding.bottom)[: self.size.height]

    @property
    def _width(self) -> int:
        return max(0, self.size.width - self.padding.width)

    @property
    def _blank(self) -> RichStyle:
        return self.surface.rich_style

    @property
    def _fill(self) -> RichStyle:
        """Of cells that the text leaves free."""
        return self.style.rich_style

    def _lines(self, text: Content) -> Iterator[Content]:
        overflow = self.rules.get("text_overflow", "fold")
        for line in text.split(allow_blank=True):
            if "\t" not in line.plain and line.cell_length <= self._width:
                yield line
            elif self.rules.get("text_wrap", "wrap") == "nowrap":
                whole = line.expand_tabs()
                yield cut(whole, self._width) if overflow == "ellipsis" else whole.truncate(self._width)
            else:
                yield from line.wrap(self._width, overflow=overflow)

    def _row(self, line: Content, across: str, widest: int, blank: RichStyle) -> Strip:
        spare, align = self._width - line.cell_length, self.rules.get("text_align", "left")
        if align in ("left", "start"):
            # In the middle stands the whole text, whose lines begin below each other.
            free = self._width - widest if across == "center" else spare
            before = _shared(across, free)[0]
        else:
            before, blank = _shared(align, spare)[0], self.style.background_style.rich_style
        segments = [
            Segment(words, (self.style + own).rich_style)
            for words, own in line.render(self.style, "", self.read)
            if words
        ]
        if before:
            segments.insert(0, Segment(" " * before, blank))
        if spare - before:
            segments.append(Segment(" " * (spare - before), blank))
        return self._padded(segments)

    def _padded(self, segments: list[Segment]) -> Strip:
        if self.padding.left:
            segments.insert(0, Segment(" " * self.padding.left, self._blank))
        if self.padding.right:
            segments.append(Segment(" " * self.padding.right, self._blank))
        return Strip(segments, self.size.width)


def _shared(align: str, spare: int) -> tuple[int, int]:
    """Of what is free, that before and that behind."""
    before = {"center": spare // 2, "middle": spare // 2, "right": spare, "end": spare, "bottom": spare}
    return before.get(align, 0), spare - before.get(align, 0)


@lru_cache(maxsize=256)
def surface(behind: Color, background: Color) -> Style:
    """What a background looks like with something behind it."""
    return Style(background=behind + background)
