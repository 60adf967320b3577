"""A card that shows on a terminal what the screens are made of, drawn exactly as they would be."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.theme import Theme

from quizterm.language import _, pgettext
from quizterm_client.terminal.appearance import Appearance, Colours
from quizterm_client.terminal.drawing import filters
from quizterm_client.themes import THEMES
from quizterm_client.view.options import MARKS
from quizterm_client.widgets.blockletters import block_rows

RULER: Final = 40
"""Cells until the bar at which every line of the ruler ends."""
_BAR: Final = 36
"""Cells of the line of time."""

_SAMPLES: Final = (
    "Ää Öö ß é ñ ç ø",  # untranslated: letters
    "Ёж и щука",
    "Ωμέγα",
    "日本語 한국어",
    "שלום مرحبا",
    "e\u0301 n\u0303 o\u0308",
    "🎉 🚀 👍",
)
"""Latin with marks, Cyrillic, Greek, wide letters, right to left, combining marks, pictures."""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing to look at."""

    lines: tuple[tuple[Segment, ...], ...]
    meaning: str
    """What should be seen, and what to do if it is not."""


def parts(appearance: Appearance) -> Iterator[Part]:
    """The card, part by part."""
    theme = THEMES[appearance.theme]
    yield Part(tuple(_options(theme)), _("Eight marks, each with its letter, on eight colours."))
    yield Part(
        tuple(_times(theme)),
        _("The time: calm, warm and urgent. The bars stand on one line. If they do not: --ascii"),
    )
    yield Part((_verdicts(theme),), _("Right, wrong and your own row; the words are readable on each."))
    yield Part(
        tuple((_words(row, theme),) for row in block_rows("K7", across=2)),
        _("Two large letters, without gaps. If they are full of gaps or question marks: --ascii"),
    )
    if appearance.colours in (Colours.TRUE, Colours.C256):
        yield Part(
            (_shades(theme),),
            _(
                "One run from dark to bright. If it is patchy, or of odd colours: --colour 256, "
                "or --colour 16"
            ),
        )
    yield Part(
        tuple(_ruler(theme, appearance.encoding)),
        _("Every line ends at the bar. Where it does not, names in these letters push columns aside."),
    )


def drawn(part: Part, appearance: Appearance) -> list[str]:
    """The lines of a part, as they go to the terminal."""
    background = Color.parse(THEMES[appearance.theme].background or "black")
    made = filters(appearance, background)
    lines = []
    for line in part.lines:
        segments = list(line)
        for each in made:
            segments = each.apply(segments, background)
        lines.append(_printed(segments).rstrip())
    return lines


def _printed(segments: Iterable[Segment]) -> str:
    return "".join(
        segment.style.render(segment.text, color_system=ColorSystem.TRUECOLOR)
        if segment.style
        else segment.text
        for segment in segments
    )


def _options(theme: Theme) -> Iterator[tuple[Segment, ...]]:
    for four in (MARKS[:4], MARKS[4:]):
        line: list[Segment] = []
        for mark in four:
            line += [_on(f" {mark.shape} {mark.letter} ", "#FFFFFF", mark.colour, bold=True), _gap(theme)]
        yield tuple(line)


def _times(theme: Theme) -> Iterator[tuple[Segment, ...]]:
    for share, colour, left in ((1.0, theme.primary, 20), (0.4, theme.warning, 8), (0.2, theme.error, 4)):
        full = round(share * _BAR)
        words = pgettext("time", "{figure} s").format(figure=left)
        yield (
            _on("━" * full, colour, theme.background),
            _on("─" * (_BAR - full), "#808080", theme.background),
            _on(f"{words:>6}", colour, theme.background, bold=True),
        )


def _verdicts(theme: Theme) -> tuple[Segment, ...]:
    muted = theme.variables
    return (
        _on(f" ✓ {_('right')} ", theme.foreground, muted["success-muted"], bold=True),
        _gap(theme),
        _on(f" ✗ {_('wrong')} ", theme.foreground, muted["error-muted"]),
        _gap(theme),
        _on(f" 3  {_('you')}  2 140 ", theme.foreground, muted["primary-muted"], bold=True),
    )


def _shades(theme: Theme) -> tuple[Segment, ...]:
    """From the theme's ground to its foreground, in as many steps as there are colours."""
    ground, words = Color.parse(theme.background or "black"), Color.parse(theme.primary)
    return tuple(_on(" ", "#FFFFFF", ground.blend(words, step / (RULER - 1)).hex) for step in range(RULER))


def _ruler(theme: Theme, encoding: str) -> Iterator[tuple[Segment, ...]]:
    """Samples of what the encoding has, and of Latin letters always: they are written without their marks."""
    for sample in (_SAMPLES[0], *(each for each in _SAMPLES[1:] if _has(encoding, each))):
        text = sample + " " * (RULER - cell_len(sample)) + "│"
        yield (_words(text, theme),)


def _has(encoding: str, text: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _words(text: str, theme: Theme) -> Segment:
    return _on(text, theme.foreground, None)


def _gap(theme: Theme) -> Segment:
    return _on("  ", theme.foreground, None)


def _on(text: str, front: str | None, back: str | None, *, bold: bool = False) -> Segment:
    return Segment(text, Style(color=front or None, bgcolor=back or None, bold=bold or None))
