"""Who sits where: in which groups a host sees the players, and whom something can be done about."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quizterm.language import _, pgettext
from quizterm.snapshot import Desk, Millis, PlayerId, Seat

_MINUTE = 60_000
_HOUR = 60 * _MINUTE


@dataclass(frozen=True, slots=True)
class Groups:
    """The seats of a question, by what the host wants to know."""

    waiting: tuple[Seat, ...]
    away: tuple[Seat, ...]
    late: tuple[Seat, ...]
    """Came after the question began."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody the host can do something about."""

    player: PlayerId
    name: str
    note: str = ""
    extra_time: int = 0
    """In percent of each question's time."""
    banned: bool = False


def grouped(seats: Sequence[Seat], *, time_up: bool = False) -> Groups:
    """Sort the seats; somebody who answered and then left is away.

    Args:
        seats: Everybody in the session.
        time_up: The question waits only for those who have extra time.
    """
    thinking = (seat for seat in seats if seat.eligible and seat.connected and not seat.answered)
    return Groups(
        waiting=tuple(seat for seat in thinking if seat.extra_time or not time_up),
        away=tuple(seat for seat in seats if not seat.connected),
        late=tuple(seat for seat in seats if seat.connected and not seat.eligible),
    )


def people(desk: Desk) -> Iterator[Person]:
    """Everybody, those who are banned at the end."""
    for seat in desk.seats:
        notes = ("" if seat.connected else _("away"), extra_words(seat.extra_time))
        yield Person(seat.player, seat.name, ", ".join(filter(None, notes)), seat.extra_time)
    for player, name in desk.banned:
        yield Person(player, name, _("banned"), banned=True)


def extra_words(percent: int) -> str:
    """How much extra time somebody has: `extra time +50 %`, or nothing."""
    return _("extra time +{n} %").format(n=percent) if percent else ""


def away_for(span: Millis) -> str:
    """A span in one short figure: `40 s`, `3 min`, `2 h`."""
    if span < _MINUTE:
        return pgettext("time", "{figure} s").format(figure=max(0, span) // 1000)
    if span < _HOUR:
        return pgettext("time", "{figure} min").format(figure=span // _MINUTE)
    return pgettext("time", "{figure} h").format(figure=span // _HOUR)
