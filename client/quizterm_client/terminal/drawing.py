"""What Textual draws with on a terminal: filters for its lines, and a driver."""

from textual import constants
from textual.color import Color
from textual.driver import Driver
from textual.filter import LineFilter

from quizterm_client.terminal.abilities import EVERYTHING
from quizterm_client.terminal.appearance import GAPLESS, OWN_COLOURS, Appearance, Colours, Glyphs
from quizterm_client.terminal.colourfilter import ColourFilter
from quizterm_client.terminal.glyphfilter import GlyphFilter


def filters(appearance: Appearance, background: Color) -> list[LineFilter]:
    """What turns full pictures into such as an appearance asks for.

    Args:
        appearance: How a screen is drawn.
        background: Of its theme.
    """
    made: list[LineFilter] = []
    looks = appearance.abilities.looks
    colours = appearance.colours
    if appearance.theme == OWN_COLOURS and colours in (Colours.TRUE, Colours.C256):
        colours = Colours.C16
    if colours is not Colours.TRUE or looks != EVERYTHING.looks:
        made.append(ColourFilter(colours, background, looks))
    if appearance.glyphs is not Glyphs.UNICODE or appearance.encoding not in GAPLESS:
        made.append(GlyphFilter(appearance.glyphs, appearance.encoding))
    return made


def driver_class() -> type[Driver] | None:
    """Our own driver; `None` leaves it to Textual: on Windows, and where somebody names another one."""
    if constants.DRIVER is not None:
        return None
    try:
        import termios as _termios  # noqa: F401
    except ImportError:
        return None
    from quizterm_client.terminal.posixdriver import PosixDriver

    return PosixDriver
