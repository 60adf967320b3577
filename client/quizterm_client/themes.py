"""The colours of QuizTerm: one dark and one light theme."""

from typing import Any, Final

from textual.app import App
from textual.theme import Theme

DARK: Final = Theme(
    name="quizterm-dark",
    primary="#3B9EFF",
    secondary="#7FB5D6",
    accent="#5CC8E0",
    warning="#E0A030",
    error="#F0616D",
    success="#35C48F",
    foreground="#E4E6E8",
    background="#121314",
    surface="#1C1E20",
    panel="#242F38",
    dark=True,
    variables={
        "primary-muted": "#0E3151",
        "success-muted": "#0B4632",
        "error-muted": "#4A2329",
        "scrollbar": "#35414C",
        "scrollbar-hover": "#465562",
        "scrollbar-active": "#3B9EFF",
        "scrollbar-background": "#121314",
        "scrollbar-background-hover": "#121314",
        "scrollbar-background-active": "#121314",
    },
)

LIGHT: Final = Theme(
    name="quizterm-light",
    primary="#0B63B8",
    secondary="#3E6F8E",
    accent="#0A7285",
    warning="#9A6200",
    error="#B3263A",
    success="#0B7A55",
    foreground="#1B1E21",
    background="#FAFAF8",
    surface="#EEEEEA",
    panel="#DCE4EA",
    dark=False,
    variables={
        "primary-muted": "#CFE3F7",
        "success-muted": "#C6EBDB",
        "error-muted": "#F6D5D8",
        "scrollbar": "#B5C0C9",
        "scrollbar-background": "#FAFAF8",
        "scrollbar-background-hover": "#FAFAF8",
        "scrollbar-background-active": "#FAFAF8",
    },
)


THEMES: Final = {"dark": DARK, "light": LIGHT}
"""By the names that people choose them by."""

NAMES: Final = tuple(THEMES)

QUIET: Final = "$foreground 60%"
"""The style of words that matter less."""


def use_themes(app: App[Any], name: str = "dark") -> None:
    """Give an app QuizTerm's themes, and draw it in the one with this name of `NAMES`."""
    for theme in THEMES.values():
        app.register_theme(theme)
    app.theme = THEMES[name].name
