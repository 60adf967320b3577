"""Drawing a screen until it is left."""

from typing import TYPE_CHECKING, TypeVar

import typer

from quizterm.cli.exits import Exit

if TYPE_CHECKING:
    from textual.app import App

T = TypeVar("T")


async def draw(app: "App[T]") -> T | None:
    """Draw a screen until it is left; returns what it returns.

    Ends the command when the screen fails, which Textual has explained by then.
    """
    result = await app.run_async()
    if app.return_code:
        raise typer.Exit(Exit.FAILED)
    return result
