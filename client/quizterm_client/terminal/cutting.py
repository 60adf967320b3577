"""Lines cut to their column, so that a terminal without an ellipsis can show that they were."""

from typing import Final

from rich.style import Style as RichStyle
from textual.content import Content
from textual.style import Style

from quizterm.text import ELLIPSIS

_CUT: Final = "cut"
_MARK: Final = Style.from_meta({_CUT: True})


def cut(line: Content, width: int, *, pad: bool = False) -> Content:
    """A line of at most so many cells; where it had more, it ends in an ellipsis that is not its own.

    Args:
        line: The line.
        width: Cells that there are for it.
        pad: Whether a line that is shorter is filled up with blanks.
    """
    made = line.truncate(width, ellipsis=True, pad=pad)
    return made if line.cell_length <= width else _marked(made)


def perhaps_cut(words: str, style: str = "") -> Content:
    """Words that have been cut already, if they end in an ellipsis."""
    return _marked(Content.styled(words, style))


def _marked(line: Content) -> Content:
    return line.stylize(_MARK, len(line.plain) - 1) if line.plain.endswith(ELLIPSIS) else line


def shows_a_cut(style: RichStyle | None) -> bool:
    """Whether what is drawn in this style is the end of a line that was cut."""
    return style is not None and bool(style.meta.get(_CUT))
