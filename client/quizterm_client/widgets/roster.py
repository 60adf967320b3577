"""Who has answered, who is still thinking, and who is away for how long."""

from collections.abc import Sequence

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from quizterm.language import _, ngettext
from quizterm.snapshot import Millis, Seat
from quizterm.text import thousands
from quizterm_client.terminal.cutting import cut
from quizterm_client.themes import QUIET
from quizterm_client.view.people import away_for, grouped
from quizterm_client.view.words import one_line
from quizterm_client.widgets.blockletters import block_rows, block_width

_LARGE = 2
_ROOM_FOR_LARGE = 18
"""Rows from which on large figures leave enough for names."""


class Roster(Widget):
    """A column of figures and names; shows as many names as there is room for."""

    DEFAULT_CSS = """
    Roster { width: 26; height: 1fr; padding: 1 2; background: $surface; }
    """

    seats: reactive[tuple[Seat, ...]] = reactive(())
    """Everybody in the session."""
    now: reactive[Millis] = reactive(Millis(0), repaint=False)
    """The server's clock, for how long somebody has been away."""
    asked: reactive[int] = reactive(0)
    """How many the question is for; some of them may have left their seats."""
    answered: reactive[int] = reactive(0)
    """How many of them have answered."""
    asking: reactive[bool] = reactive(True)
    """Whether answers are still to come."""
    time_up: reactive[bool] = reactive(False)
    """Whether only those who have extra time are waited for."""

    def watch_now(self) -> None:
        if any(seat.away_since is not None for seat in self.seats):
            self.refresh()

    def render(self) -> Content:
        groups = grouped(self.seats, time_up=self.time_up)
        width, room = self.content_size
        blocks = [_count(self.answered, self.asked, width, room)]
        away = _names(_("Away"), groups.away, _share(room, 3), width, "$error", self.now)
        late = _names(_("From the next question"), groups.late, _share(room, 4), width, "")
        if self.asking:
            left = room - len(blocks[0]) - len(away) - len(late)
            blocks.append(_names(_("Waiting for"), groups.waiting, left, width, ""))
        lines = [line for block in (*blocks, away, late) for line in block]
        return Content("\n").join(lines[:room])


def _count(answered: int, asked: int, width: int, room: int) -> list[Content]:
    """How many have answered: as large figures where there is room."""
    figure, all_asked = thousands(answered), thousands(asked)
    large = room >= _ROOM_FOR_LARGE and block_width(figure, _LARGE) <= width
    if not large:
        words = _("{n} of {all}").format(n=figure, all=all_asked)
        return [Content.styled(words, "bold"), *_wrapped(ngettext("answered", "answered", answered), width)]
    rows = block_rows(figure, across=_LARGE)
    # Translators: Stands below a large figure.
    words = ngettext("of {all} answered", "of {all} answered", answered).format(all=all_asked)
    return [*(Content(row) for row in rows), Content(""), *_wrapped(words, width)]


def _wrapped(words: str, width: int, style: str = QUIET) -> list[Content]:
    return [Content(line.plain.rstrip()).stylize(style) for line in Content(words).wrap(max(1, width))]


def _share(room: int, parts: int) -> int:
    return max(3, room // parts)


def _names(
    title: str, seats: Sequence[Seat], room: int, width: int, style: str, now: Millis | None = None
) -> list[Content]:
    """A heading and names in at most `room` lines, the blank line above included."""
    heading = _wrapped(title, width, "bold")
    names = room - 1 - len(heading)
    if not seats or names < 1:
        return []
    shown = len(seats) if len(seats) <= names else names - 1
    lines = [_name(seat, width, style, now) for seat in seats[:shown]]
    if shown < len(seats):
        left = len(seats) - shown
        words = ngettext("+ {n} more", "+ {n} more", left).format(n=thousands(left))
        lines.append(Content.styled(words, QUIET))
    return [Content(""), *heading, *lines]


def _name(seat: Seat, width: int, style: str, now: Millis | None) -> Content:
    if now is None or seat.away_since is None:
        return cut(Content.styled(one_line(seat.name), style), width)
    span = f"  {away_for(Millis(now - seat.away_since))}"
    name = cut(Content.styled(one_line(seat.name), style), max(1, width - len(span)))
    return name + Content.styled(span, QUIET)
