"""The question itself, with its program text."""

from textual.app import ComposeResult
from textual.containers import Center, VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive

from quizterm.quiz.model import Code
from quizterm.text import CODE_LIMIT, visible
from quizterm_client.terminal.cutting import cut
from quizterm_client.terminal.thrift import ThriftyWidget, scroll_back
from quizterm_client.themes import QUIET
from quizterm_client.view.words import drawable
from quizterm_client.widgets.wrapping import rows_of

_TAB = 4


class QuestionText(ThriftyWidget):
    """Draws the words of a question, bold and in the middle."""

    DEFAULT_CSS = """
    QuestionText {
        width: 100%; height: auto; text-align: center; content-align: center middle;
        text-style: bold; color: $foreground;
    }
    """

    text: reactive[str] = reactive("", layout=True)
    """The question."""

    def render(self) -> Content:
        return Content(drawable(self.text))


class CodeBlock(ThriftyWidget):
    """Draws program text with line numbers; longer lines than fit are cut, with a sign that they are."""

    DEFAULT_CSS = """
    CodeBlock {
        width: auto; min-width: 40; max-width: 100%; height: auto;
        margin: 1 0 0 0; padding: 0 1; border: round $foreground 30%;
    }
    CodeBlock.-tight { border: none; margin: 0; }
    """

    code: reactive[Code | None] = reactive(None, layout=True)
    """What to draw."""

    def get_content_width(self, container: Size, viewport: Size) -> int:
        if self.code is None:
            return 0
        return max(line.cell_length for line in numbered(self.code, 0).split("\n"))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        # Every line is cut to its row; how wide that is, what is drawn knows only after the layout.
        return 0 if self.code is None else self.code.text[:CODE_LIMIT].count("\n") + 1

    def render(self) -> Content:
        if self.code is None:
            return Content("")
        return numbered(self.code, self.content_size.width)


def numbered(code: Code, width: int) -> Content:
    """Program text in colours, a number before each line."""
    # Questions with program text are few, and what colours it takes a while to load.
    from quizterm_client.widgets.codecolours import coloured

    text = "\n".join(visible(line.expandtabs(_TAB)) for line in code.text[:CODE_LIMIT].split("\n"))
    lines = coloured(text, code.language or "text").split("\n")
    digits = len(str(len(lines)))
    room = max(8, (width or 10_000) - digits - 2)
    return Content("\n").join(
        Content.styled(f"{number:>{digits}}  ", QUIET) + cut(line, room)
        for number, line in enumerate(lines, 1)
    )


class QuestionPane(VerticalScroll, ThriftyWidget, can_focus=False):
    """A question and its program text; scrolls where there is not enough room for both.

    Attributes:
        block: The program text.
    """

    DEFAULT_CSS = """
    QuestionPane { width: 100%; height: auto; align: center middle; scrollbar-size-vertical: 1; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.block = CodeBlock()
        self._words, self._middle = QuestionText(), Center()

    def compose(self) -> ComposeResult:
        yield self._words
        with self._middle:
            yield self.block

    def show(self, text: str, code: Code | None = None) -> None:
        """Show another question, from its beginning."""
        if (self._words.text, self.block.code) != (text, code):
            scroll_back(self)
        self._words.text, self.block.code = text, code
        self._middle.display = self.block.display = code is not None

    def wanted(self, width: int) -> int:
        """Rows at which nothing has to scroll."""
        rows = rows_of(self._words.text, width)
        if self.block.code is None:
            return rows
        frame = 0 if self.block.has_class("-tight") else 3
        return rows + frame + self.block.code.text.count("\n") + 1
