"""The colours of QuizTerm: themes by the names that people choose them by."""

from dataclasses import replace
from typing import Any, Final

from textual.app import App
from textual.theme import Theme

from quizterm_client.terminal.appearance import THEMES as NAMES


def _theme(
    name: str,
    words: tuple[str, str],
    grounds: tuple[str, str, str],
    hues: tuple[str, str, str, str, str],
    muted: tuple[str, str, str, str],
    *,
    dark: bool,
) -> Theme:
    """A theme.

    Args:
        name: As people choose it.
        words: The colour of words, and of words that matter less.
        grounds: Of the screen, of what lies on it, and of the lines at its edges.
        hues: Of what is special, of names, of what is right, of warnings, of mistakes.
        muted: Grounds for words about something special, right, doubtful, wrong.
        dark: Whether words are brighter than the screen.
    """
    foreground, quiet = words
    background, surface, panel = grounds
    primary, accent, success, warning, error = hues
    special, right, doubtful, wrong = muted
    return Theme(
        name=f"quizterm-{name}",
        primary=primary,
        secondary=accent,
        accent=accent,
        warning=warning,
        error=error,
        success=success,
        foreground=foreground,
        background=background,
        surface=surface,
        panel=panel,
        dark=dark,
        variables={
            "primary-muted": special,
            "success-muted": right,
            "warning-muted": doubtful,
            "error-muted": wrong,
            "text-muted": quiet,
            "text-disabled": quiet,
            "scrollbar": f"{foreground}40",
            "scrollbar-hover": f"{foreground}66",
            "scrollbar-active": primary,
            **{f"scrollbar-background{state}": background for state in ("", "-hover", "-active")},
        },
    )


DARK: Final = _theme(
    "dark",
    ("#E4E6E8", "#E4E6E899"),
    ("#121314", "#1C1E20", "#242F38"),
    ("#3B9EFF", "#5CC8E0", "#35C48F", "#E0A030", "#F0616D"),
    ("#0E3151", "#0B4632", "#453410", "#4A2329"),
    dark=True,
)
LIGHT: Final = _theme(
    "light",
    ("#1B1E21", "#1B1E21B3"),
    ("#FAFAF8", "#EEEEEA", "#DCE4EA"),
    ("#0B63B8", "#0A7285", "#0B7A55", "#8A5800", "#B3263A"),
    ("#CFE3F7", "#C6EBDB", "#F3E3C0", "#F6D5D8"),
    dark=False,
)
CONTRAST: Final = _theme(
    "contrast",
    ("#FFFFFF", "#D0D0D0"),
    ("#000000", "#0C0C0C", "#1A1A1A"),
    ("#6CC4FF", "#7FE3F5", "#6CF0D8", "#FFD24A", "#FF8A80"),
    ("#00335C", "#00402B", "#403000", "#5A0F18"),
    dark=True,
)
CONTRAST_LIGHT: Final = _theme(
    "contrast-light",
    ("#000000", "#303030"),
    ("#FFFFFF", "#F4F4F4", "#E6E6E6"),
    ("#00407F", "#004452", "#005348", "#5A3700", "#7A0012"),
    ("#CCE4FF", "#C4F2DC", "#FFEBB8", "#FFDADD"),
    dark=False,
)
DUSK: Final = _theme(
    "dusk",
    ("#ECE8F4", "#ECE8F4AA"),
    ("#1B1730", "#262040", "#352C57"),
    ("#8FB4FF", "#7ADCE0", "#6EE6CE", "#F0BE5C", "#F58A8A"),
    ("#243A72", "#17513F", "#51401A", "#5C2A3C"),
    dark=True,
)
PAPER: Final = _theme(
    "paper",
    ("#33291B", "#33291BBF"),
    ("#F6EEDC", "#ECE1C8", "#E0D2B2"),
    ("#1D5A94", "#0C6470", "#0E5C48", "#7D4C00", "#A01818"),
    ("#CFDFEA", "#CBE3C6", "#F0DCA6", "#F0CFC4"),
    dark=False,
)
TERMINAL: Final = replace(DARK, name="quizterm-terminal")
"""Drawn with the named colours only, which are the terminal's own, on its own background."""

THEMES: Final = dict(zip(NAMES, (DARK, LIGHT, CONTRAST, CONTRAST_LIGHT, TERMINAL, DUSK, PAPER), strict=True))
"""By the names that people choose them by."""

QUIET: Final = "$text-muted"
"""The style of words that matter less."""


def use_themes(app: App[Any], name: str = "dark") -> None:
    """Give an app QuizTerm's themes, and draw it in the one with this name."""
    for theme in THEMES.values():
        app.register_theme(theme)
    app.theme = THEMES[name].name
