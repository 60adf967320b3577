"""Drawing a screen until it is left."""

from typing import TYPE_CHECKING, TypeVar

import typer

from quizterm.cli.exits import Exit

if TYPE_CHECKING:
    from textual.app import App

T = TypeVar("T")


async def draw(app: "App[T]") -> T | None:
    """Draw a screen in the colours that are set, until it is left; returns what it returns.

    Ends the command when the screen fails, which Textual has explained by then.
    """
    from quizterm_client.settings import load_settings
    from quizterm_client.themes import choose_theme

    choose_theme(app, load_settings().theme)
    result = await app.run_async()
    if app.return_code:
        raise typer.Exit(Exit.FAILED)
    return result
