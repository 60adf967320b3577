"""What every screen has in common, whether it follows a session or not."""

from collections.abc import Sequence
from typing import Any, ClassVar, Generic, TypeVar

from rich.color import ColorSystem
from textual._animator import Animator
from textual.app import App
from textual.binding import Binding, BindingType
from textual.color import Color
from textual.dom import DOMNode
from textual.filter import ANSIToTruecolor, LineFilter
from textual.screen import ModalScreen, Screen
from textual.theme import Theme
from textual.widget import Widget

from quizterm_client.plain.replies import own_reply
from quizterm_client.terminal.appearance import FULL, Appearance, Colours
from quizterm_client.terminal.composing import ThriftyCompositor
from quizterm_client.terminal.drawing import driver_class, filters
from quizterm_client.terminal.paper import Paper
from quizterm_client.themes import use_themes
from quizterm_client.view.layouts import latin

Result = TypeVar("Result")

_OF_OPTIONS = ("answer.", "order.")  # untranslated: names of keys
"""How the names of keys begin that stand for options and items."""

_SLOWEST = 2
"""Pictures a second however far away a terminal is."""


class Face(App[Result], Generic[Result]):
    """An app in QuizTerm's colours that leaves no traceback behind.

    Args:
        appearance: How it is drawn.

    Attributes:
        failure: What broke the screen; whoever runs the app tells the person.
        frames: The most pictures a second.
    """

    TITLE = "QuizTerm"
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+l", "redraw", "draw the whole screen anew", show=False, priority=True, id="screen.redraw"
        ),
    ]

    def __init__(self, *, appearance: Appearance = FULL) -> None:
        self._drawn_with: dict[str, list[LineFilter]] = {}
        self._paper = Paper()
        super().__init__(driver_class=driver_class())
        self.appearance = appearance
        self.failure: Exception | None = None
        self.frames = appearance.frames
        # NO_COLOR is the appearance's to hear of; the colours are those of the filters, as they are.
        self.no_color = appearance.colours is Colours.NONE
        self.console._color_system = ColorSystem.TRUECOLOR
        use_themes(self, appearance.theme)
        self.set_keymap(appearance.keys)
        if not appearance.motion:
            self.animation_level = "none"
        self._animator = Animator(self, self.frames)
        self._animate = self._animator.bind(self)

    def last_words(self) -> None:
        """Do what must be done before the screen is left at once, because a signal asks for the end."""

    def pace(self, seconds: float) -> None:
        """Draw no more often than the terminal takes pictures in; to be called in the app's own tasks.

        Args:
            seconds: How long something takes there and back.
        """
        most = self.appearance.frames if seconds <= 0 else int(1 / seconds)
        frames = max(_SLOWEST, min(self.appearance.frames, most))
        if frames != self.frames:
            self.frames = frames
            for screen in self.screen_stack:
                _draw_at(screen, frames)

    def get_theme(self, theme_name: str) -> Theme | None:
        """Find a theme without a copy of all themes, because it is asked for with each row that is drawn."""
        return self._registered_themes.get(theme_name) or super().get_theme(theme_name)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What turns the full picture into one for this terminal.

        Textual's own filters for `NO_COLOR` are left out: they draw in greys.
        """
        theme = self.current_theme
        if theme.name not in self._drawn_with:
            self._drawn_with[theme.name] = filters(self.appearance, Color.parse(theme.background or "black"))
        full = [each for each in self._filters if each.enabled and isinstance(each, ANSIToTruecolor)]
        return [*full, *self._drawn_with[theme.name]]

    def _register_child(self, parent: DOMNode, child: Widget, before: int | None, after: int | None) -> None:
        super()._register_child(parent, child, before, after)
        if isinstance(child, Screen):
            child._compositor = ThriftyCompositor()
            _draw_at(child, self.frames)
        elif hasattr(child, "cursor_blink") and not self.appearance.motion:
            # Of one line or of many: the latter need not be loaded where nobody writes into them.
            child.cursor_blink = False

    def on_resize(self) -> None:
        """Trust nothing that stood on the terminal: it has moved, or the screen has been away."""
        self._paper.forget()

    async def _check_bindings(self, key: str, priority: bool = False) -> bool:
        """Do what a key means; a Russian letter without a meaning stands for the Latin one on its key.

        Letters of options are those of the question, and none of the keyboard: В is no D there. What is
        typed into a text never comes here.
        """
        if await super()._check_bindings(key, priority):
            return True
        other = "" if priority else latin(key)
        if not other or self._is_of_an_option(other) or self._is_a_reply(key):
            return False
        return await super()._check_bindings(other, True) or await super()._check_bindings(other, False)

    def _is_of_an_option(self, letter: str) -> bool:
        heard = (keys.key_to_bindings.get(letter, ()) for _node, keys in self.screen._modal_binding_chain)
        return any((one.id or "").startswith(_OF_OPTIONS) for bindings in heard for one in bindings)

    def _is_a_reply(self, letter: str) -> bool:
        """Whether it says yes or no to a dialog, which may ask for neither: Д is no L there."""
        return isinstance(self.screen, ModalScreen) and letter.casefold() in map(own_reply, "yn")

    def action_redraw(self) -> None:
        """Draw everything anew, where something else has written to the terminal."""
        self._paper.forget()
        self.refresh()

    def _display(self, screen: "Screen[Any]", renderable: Any) -> None:
        if renderable is not None and (self._batch_count or not self._running):
            # Textual drops it here, and would never draw it again.
            screen.refresh()
        super()._display(screen, self._paper.thrifty(renderable))

    def _fatal_error(self) -> None:
        # Textual's own way prints a traceback with every local, and with it what others must not see.
        self.failure = self._exception
        self._close_messages_no_wait()


def _draw_at(screen: "Screen[Any]", frames: int) -> None:
    """Let a screen draw so often; Textual has one rate for all apps of a process."""
    old = getattr(screen, "_Screen__update_timer", None)
    timer = screen.set_interval(1 / frames, screen._on_timer_update, name="screen_update", pause=True)
    screen._Screen__update_timer = timer  # type: ignore[attr-defined]
    if old is not None:
        old.stop()
        timer.resume()
