"""The end of a practice: how much was right at the first try, and what needed another one."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from quizterm.language import _, pgettext
from quizterm_client.player.layout import margin_cells
from quizterm_client.solo.progress import Progress, Studied
from quizterm_client.solo.rightwords import right_words
from quizterm_client.solo.words import first_try, points_words, since_then
from quizterm_client.themes import QUIET
from quizterm_client.view.keys import hint
from quizterm_client.view.topline import TopLine
from quizterm_client.view.words import one_line, ordinal
from quizterm_client.widgets.keyline import KeyLine
from quizterm_client.widgets.topbar import TopBar

ONCE_MORE = "once_more"

_INDENT = 6
_WIDEST = 120


class SummaryScreen(Screen[str | None]):
    """Sums a practice up; gives `ONCE_MORE`, or nothing when it is left.

    Args:
        progress: How it went.
    """

    DEFAULT_CSS = """
    SummaryScreen { background: $background; color: $foreground; }
    SummaryScreen > VerticalScroll {
        width: 100%; height: 1fr; scrollbar-size-vertical: 1; align: center top;
    }
    SummaryScreen Static { width: 100%; max-width: 120; height: auto; }
    SummaryScreen #figures { text-align: center; padding: 2 0 1 0; }
    SummaryScreen.-tight #figures { padding: 0; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "again", "practise the whole quiz once more", show=False, id="summary.again"),
        Binding("up", "scroll(-1)", "scroll up", show=False, id="summary.up"),
        Binding("down", "scroll(1)", "scroll down", show=False, id="summary.down"),
        Binding("pageup", "scroll(-10)", "scroll up by ten", show=False, id="summary.page-up"),
        Binding("pagedown", "scroll(10)", "scroll down by ten", show=False, id="summary.page-down"),
        Binding("q,escape", "leave", "leave", show=False, id="summary.leave"),
        Binding("question_mark,f1", "app.all_keys", "show all keys", show=False, id="summary.help"),
    ]

    def __init__(self, progress: Progress) -> None:
        super().__init__()
        self._progress = progress

    def compose(self) -> ComposeResult:
        yield TopBar()
        with VerticalScroll(can_focus=False):
            yield Static(figures(self._progress), id="figures")
            yield Static(id="listed", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        self.query_one(TopBar).show(TopLine(self._progress.quiz.title, _("practised")))

    def on_resize(self) -> None:
        width, height = self.app.size
        self.set_class(height < 20, "-tight")
        margin = max(1, margin_cells(width))
        self.query_one(VerticalScroll).styles.padding = (0, margin)
        room = min(_WIDEST, width - 2 * margin - 1)
        self.query_one("#listed", Static).update(listed(self._progress, room))
        self.call_after_refresh(self._show_keys)

    def action_again(self) -> None:
        """Begin anew."""
        self.dismiss(ONCE_MORE)

    def action_leave(self) -> None:
        """Be done."""
        self.dismiss(None)

    def action_scroll(self, by: int) -> None:
        """Read on, or back."""
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)

    def _show_keys(self) -> None:
        more = (
            (hint("↑ ↓", _("read on"), "summary.up", "summary.down"),)
            if self.query_one(VerticalScroll).max_scroll_y
            else ()
        )
        ways = (
            hint("q", pgettext("key", "leave"), "summary.leave"),
            hint("?", pgettext("key", "help"), "summary.help"),
        )
        self.query_one(KeyLine).show((hint("r", _("practise once more"), "summary.again"), *more, *ways))


def figures(progress: Progress) -> Content:
    """How much was right, in a few lines."""
    tried = any(one.tries for one in progress.studied)
    lines = [
        Content.styled(first_try(progress) if tried else _("Nothing here was right or wrong."), "bold"),
        Content(since_then(progress)),
        Content(points_words(progress.score)),
    ]
    return Content("\n").join(line for line in lines if line.plain)


def listed(progress: Progress, width: int) -> Content:
    """What was not right at once, each with what is right, in lines of `width` cells."""
    others = [one for one in progress.studied if one.tries and not one.right_at_once]
    if not others:
        return Content("")
    lines = [Content.styled(_("Not right at the first try"), "bold")]
    for one in others:
        lines += [Content(""), *_told(one, max(2, width - _INDENT))]
    return Content("\n").join(lines)


def _told(one: Studied, width: int) -> list[Content]:
    mark = Content.styled("✓", "$success") if one.right else Content.styled("✗", "$error")
    after = _("right at the {ordinal} try").format(ordinal=ordinal(len(one.tries)))
    after = after if one.right else _("not right yet")
    answer = Content.assemble(one_line(f"{right_words(one.question)} · "), (after, QUIET))
    lines = [*Content(one_line(one.question.text)).wrap(width), *answer.wrap(width)]
    heads = [mark + Content(f" {one.place}".ljust(_INDENT - 1)), *[Content(" " * _INDENT)] * len(lines)]
    return [head + line for head, line in zip(heads, lines, strict=False)]
