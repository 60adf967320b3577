"""A theme in few colours: what can be read, what can be told apart, and what the terminal has."""

import pytest
from rich.color import ColorType
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.theme import Theme

from quizterm_client.terminal.appearance import Colours
from quizterm_client.terminal.colourfilter import ATTRIBUTES, ColourFilter
from quizterm_client.terminal.palette import (
    BRIGHT_BLACK,
    CUBE_AND_GREYS,
    READABLE,
    REFERENCE,
    RGB,
    Hue,
    contrast,
    hue_behind,
    hue_of,
    hue_of_words,
    ink,
    ink_on,
    nearest_of_256,
)
from quizterm_client.themes import THEMES
from quizterm_client.view.options import MARKS, Mark

ALL = frozenset(ATTRIBUTES)
BACKGROUND = Color.parse("#121314")
FEW = (Colours.C16, Colours.C8, Colours.NONE)
COLOURFUL = ("primary", "secondary", "accent", "warning", "error", "success")


def drawn(
    style: str, colours: Colours, text: str = "word", under: Color = BACKGROUND, looks: frozenset[str] = ALL
) -> Segment:
    """A piece of a dark screen as a terminal gets it."""
    (segment,) = ColourFilter(colours, BACKGROUND, looks).apply([Segment(text, Style.parse(style))], under)
    return segment


def style_of(style: str, colours: Colours, text: str = "word", under: Color = BACKGROUND) -> Style:
    return drawn(style, colours, text, under).style or Style()


def rgb(colour: str) -> RGB:
    return Color.parse(colour).rgb


@pytest.mark.parametrize("theme", THEMES.values(), ids=str)
def test_every_theme_says_its_hues(theme: Theme) -> None:
    hues = {name: hue_of(rgb(getattr(theme, name))) for name in COLOURFUL}

    assert hues["success"] is Hue.GREEN
    assert hues["error"] is Hue.RED
    assert hues["primary"] is Hue.BLUE
    assert hues["warning"] is Hue.YELLOW
    assert hue_of_words(rgb(theme.foreground or "")) is None
    background = rgb(theme.background or "")
    for plain in (theme.background, theme.surface, theme.panel, theme.foreground):
        assert hue_behind(rgb(plain or ""), background) is None
    for muted, hue in (("primary", Hue.BLUE), ("success", Hue.GREEN), ("error", Hue.RED)):
        assert hue_behind(rgb(theme.variables[f"{muted}-muted"]), background) is hue


@pytest.mark.parametrize("colours", [Colours.C16, Colours.C8])
@pytest.mark.parametrize("hue", Hue)
@pytest.mark.parametrize(("dark", "behind"), [(True, 0), (False, 15)])
def test_words_can_be_read_on_the_background_of_a_theme(
    hue: Hue, colours: Colours, dark: bool, behind: int
) -> None:
    assert contrast(REFERENCE[ink(hue, colours, dark=dark)], REFERENCE[behind]) >= 2.6


@pytest.mark.parametrize("colours", [Colours.C16, Colours.C8])
@pytest.mark.parametrize("hue", Hue)
def test_words_can_be_read_on_every_coloured_background(hue: Hue, colours: Colours) -> None:
    number, bold = ink_on(hue, colours)

    # Bold letters are bright where there are eight colours.
    assert contrast(REFERENCE[number + 8 if bold else number], REFERENCE[hue.value]) >= 3.9


@pytest.mark.parametrize("colours", [Colours.C16, Colours.C8])
@pytest.mark.parametrize("mark", MARKS, ids=lambda mark: mark.letter)
def test_black_letters_on_marks_are_not_bold_which_would_make_them_grey(mark: Mark, colours: Colours) -> None:
    style = style_of(f"bold #ffffff on {mark.colour}", colours)

    assert style.reverse or style.color is not None
    assert not (style.bold and style.color is not None and style.color.number == 0)


@pytest.mark.parametrize("mark", MARKS, ids=lambda mark: mark.letter)
def test_letters_can_be_read_on_their_marks_in_256_colours(mark: Mark) -> None:
    letter = max(("#ffffff", "#000000"), key=lambda ink: contrast(rgb(ink), rgb(mark.colour)))
    style = style_of(f"bold {letter} on {mark.colour}", Colours.C256)
    assert style.color is not None
    assert style.bgcolor is not None

    front, back = (CUBE_AND_GREYS[one.number or 0] for one in (style.color, style.bgcolor))
    assert contrast(front, back) >= READABLE
    assert hue_of(back) is hue_of(rgb(mark.colour))


@pytest.mark.parametrize("theme", THEMES.values(), ids=str)
def test_256_colours_keep_hues_and_can_be_read(theme: Theme) -> None:
    def seen(name: str) -> RGB:
        return CUBE_AND_GREYS[nearest_of_256(rgb(getattr(theme, name)))]

    for name in (*COLOURFUL, "foreground"):
        assert hue_of(seen(name)) is hue_of(rgb(getattr(theme, name)))
        assert contrast(seen(name), seen("background")) >= 4
    for key, muted in theme.variables.items():
        assert hue_of(CUBE_AND_GREYS[nearest_of_256(rgb(muted))]) is hue_of(rgb(muted)), key


@pytest.mark.parametrize(
    ("colours", "kind"),
    [
        (Colours.C256, ColorType.EIGHT_BIT),
        (Colours.C16, ColorType.STANDARD),
        (Colours.C8, ColorType.STANDARD),
    ],
)
@pytest.mark.parametrize("mark", MARKS, ids=lambda mark: mark.letter)
def test_only_colours_that_the_terminal_has_are_used(colours: Colours, kind: ColorType, mark: Mark) -> None:
    style = style_of(f"bold white on {mark.colour}", colours)

    used = [colour for colour in (style.color, style.bgcolor) if colour is not None]
    assert used or style.reverse
    assert all(colour.type is kind for colour in used)
    assert all(colour.number is not None and colour.number < int(colours.value) for colour in used)


def test_without_colours_there_are_bold_and_reverse_only() -> None:
    loud = "dim italic underline strike blink bold #35C48F on #0E3151"

    style = style_of(loud, Colours.NONE)

    assert style == Style(bold=True, reverse=True)
    assert style_of("#909193 on #121314", Colours.NONE) == Style()
    assert style_of("#35C48F on #121314", Colours.NONE) == Style(bold=True)


@pytest.mark.parametrize("colours", FEW)
def test_what_is_picked_right_or_under_the_cursor_looks_different(colours: Colours) -> None:
    plain = style_of("#E4E6E8 on #1C1E20", colours)
    picked = style_of("bold #E4E6E8 on #0E3151", colours)
    right = style_of("bold #E4E6E8 on #0B4632", colours)
    cursor = style_of("#E4E6E8 on #E4E6E8", colours)
    mine = style_of("bold #3B9EFF on #121314", colours)

    assert plain not in (picked, right, cursor, mine)
    if colours is not Colours.NONE:
        assert picked != right


@pytest.mark.parametrize("colours", FEW)
def test_what_is_reversed_is_not_reversed_twice(colours: Colours) -> None:
    assert style_of("reverse #E4E6E8 on #121314", colours).reverse
    assert not style_of("reverse #121314 on #E4E6E8", colours).reverse


@pytest.mark.parametrize("colours", FEW)
def test_ornament_that_nobody_sees_is_left_out(colours: Colours) -> None:
    assert drawn("#1C1E20 on #121314", colours, "▔▔").text == "  "
    assert drawn("#555555 on #121314", colours, "──").text == "──"
    assert drawn("#1C1E20 on #121314", colours, "word").text == "word"


def test_faint_ornament_is_dark_grey_and_words_are_not() -> None:
    line = style_of("#555657 on #121314", Colours.C16, "──").color
    assert line is not None
    assert line.number == BRIGHT_BLACK
    assert style_of("#555657 on #121314", Colours.C16, "word").color is None
    assert style_of("#555657 on #121314", Colours.C8, "──") == Style()


@pytest.mark.parametrize("colours", Colours)
def test_looks_that_a_terminal_has_not_are_left_out(colours: Colours) -> None:
    segment = drawn("italic strike dim bold underline", colours, looks=frozenset({"bold"}))

    assert segment.style == Style(bold=True)


@pytest.mark.parametrize("colours", Colours)
def test_clicks_still_know_what_they_hit(colours: Colours) -> None:
    style = Style.parse("red") + Style(meta={"@click": "leave"})

    (segment,) = ColourFilter(colours, BACKGROUND, ALL).apply([Segment("word", style)], BACKGROUND)

    assert segment.style is not None
    assert segment.style.meta == {"@click": "leave"}
