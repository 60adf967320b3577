"""What every screen has in common, whether it follows a session or not."""

from typing import Generic, TypeVar

from textual.app import App

from quizterm_client.terminal.appearance import FULL, Appearance
from quizterm_client.themes import use_themes

Result = TypeVar("Result")


class Face(App[Result], Generic[Result]):
    """An app in QuizTerm's colours that leaves no traceback behind.

    Args:
        appearance: How it is drawn.

    Attributes:
        failure: What broke the screen; whoever runs the app tells the person.
    """

    TITLE = "QuizTerm"
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False

    def __init__(self, *, appearance: Appearance = FULL) -> None:
        super().__init__()
        self.appearance = appearance
        self.failure: Exception | None = None
        use_themes(self, appearance.theme)
        if not appearance.motion:
            self.animation_level = "none"

    def last_words(self) -> None:
        """Do what must be done before the screen is left at once, because a signal asks for the end."""

    def _fatal_error(self) -> None:
        # Textual's own way prints a traceback with every local, and with it what others must not see.
        self.failure = self._exception
        self._close_messages_no_wait()
