"""Who came and went, and how many have answered, said now and then and not person by person."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from quizterm.language import _, ngettext
from quizterm.snapshot import LOBBY_NAMES, Phase, Stage
from quizterm_client.view.commands import is_slide
from quizterm_client.view.words import joined, one_line, players

GATHERED = 1.0
"""Seconds for which comings and goings are collected."""

APART = 5.0
"""Seconds between two counts of the answers at least, apart from the half and all of them."""

STEPS = 10
"""A count is told again when about so many parts of the answers more are there."""

_PATIENCE = 3
"""After so many times `APART`, whatever has changed is told."""

_NAMED = 3
"""So many people are told by name; of more, two are."""

Later = Callable[[float, Callable[[], None]], asyncio.TimerHandle]
"""Does something after so many seconds."""

Say = Callable[..., None]
"""Says lines."""


@dataclass(frozen=True, slots=True)
class Room:
    """Who is in: all of them for a host, in the lobby the newest ones for everybody else."""

    names: Mapping[object, str] = field(default_factory=dict)
    away: frozenset[object] = frozenset()
    banned: frozenset[object] = frozenset()
    total: int = 0
    complete: bool = True
    """Whether everybody is in `names`."""


def room_of(stage: Stage) -> Room | None:
    """Who is in; `None` where that is not told."""
    desk = stage.desk
    if desk is not None:
        return Room(
            names={seat.player: seat.name for seat in desk.seats},
            away=frozenset(seat.player for seat in desk.seats if not seat.connected),
            banned=frozenset(player for player, _name in desk.banned),
            total=len(desk.seats),
        )
    if stage.phase is not Phase.LOBBY:
        return None
    return Room({name: name for name in stage.names}, total=stage.players, complete=_is_complete(stage))


def _is_complete(stage: Stage) -> bool:
    return stage.players <= min(len(stage.names), LOBBY_NAMES)


def change_words(before: Room, now: Room) -> list[str]:
    """What has changed among the people, one line for all who came, for all who left, and so on."""
    came = [now.names[one] for one in now.names if one not in before.names]
    known = before.complete and now.complete
    gone = [before.names[one] for one in before.names if one not in now.names] if known else []
    new_bans = now.banned - before.banned
    banned = [before.names[one] for one in before.names if one in new_bans and one not in now.names]
    left = [name for name in gone if name not in banned]
    # Where the names are not complete, somebody may have come whose name was pushed out since.
    many = len(came) if known else max(len(came), now.total - before.total)
    lines = [
        ngettext("{who} joined.", "{who} joined.", many).format(who=some(came, many)) if many else "",
        ngettext("{who} left.", "{who} left.", len(left)).format(who=some(left)) if left else "",
        ngettext("{who} is banned.", "{who} are banned.", len(banned)).format(who=some(banned))
        if banned
        else "",
    ]
    total = f"{players(now.total)}." if now.total != before.total else ""
    lines = [line for line in lines if line]
    if lines:
        lines[-1] = f"{lines[-1]} {total}".rstrip()
    elif total:
        lines = [total]
    return [*lines, *_presence(before, now), *_renamed(before, now)]


def _presence(before: Room, now: Room) -> list[str]:
    stay = [one for one in now.names if one in before.names]
    away = [now.names[one] for one in stay if one in now.away and one not in before.away]
    back = [now.names[one] for one in stay if one in before.away and one not in now.away]
    gone = ngettext("{who} is away.", "{who} are away.", len(away)).format(who=some(away))
    returned = ngettext("{who} is back.", "{who} are back.", len(back)).format(who=some(back))
    return [*([gone] if away else []), *([returned] if back else [])]


def _renamed(before: Room, now: Room) -> list[str]:
    changed = [one for one in now.names if one in before.names and before.names[one] != now.names[one]]
    return [renamed_words(before.names[one], now.names[one]) for one in changed]


def renamed_words(old: str, new: str) -> str:
    """That somebody has another name."""
    return _("{old} is called {new} now.").format(old=one_line(old), new=one_line(new))


def renamed(before: Stage, after: Stage) -> tuple[str, str] | None:
    """Somebody's name before and after, where all that is known are names: one is another, in its old place.

    Whoever comes instead of somebody else stands at the end; only where both were the newest, one after the
    other, they cannot be told from somebody who was renamed.
    """
    if before.players != after.players or len(before.names) != len(after.names):
        return None
    other = [(old, new) for old, new in zip(before.names, after.names, strict=True) if old != new]
    if len(other) != 1 or other[0][0] in after.names or other[0][1] in before.names:
        return None
    return other[0]


def _recognised(room: Room, known: Room, new_name: tuple[str, str] | None) -> Room:
    """The same room, where somebody who has a new name is the one who had the old one.

    Args:
        room: Who is in now, by name alone.
        known: Who was in a moment ago, each under what they were first called.
        new_name: The old and the new one, if somebody was renamed.
    """
    first = {name: one for one, name in known.names.items()}
    if new_name is not None and new_name[0] in first:
        first[new_name[1]] = first.pop(new_name[0])
    taken = {one for name, one in first.items() if name in room.names and name != one}
    # Somebody may come under a name that somebody else had first.
    names = {first.get(name) or (object() if name in taken else name): name for name in room.names.values()}
    return replace(room, names=names)


def some(names: Sequence[str], many: int | None = None) -> str:
    """`Ann`, `Ann, Ben and Cy`, `Ann, Ben and 12 more`.

    Args:
        names: In the order in which they are told.
        many: How many there are, where not all of them are known by name.
    """
    many = len(names) if many is None else many
    if not names:
        return players(many)
    shown = [one_line(name) for name in names]
    if many <= _NAMED and len(shown) == many:
        return joined(tuple(shown), "and")
    told = shown[: _NAMED - 1]
    more = many - len(told)
    return ngettext("{names} and {n} more", "{names} and {n} more", more).format(
        names=", ".join(told), n=more
    )


class Comings:
    """Tells who came and went, collected over a moment.

    Args:
        later: Does something after so many seconds.
        say: Says lines.
    """

    def __init__(self, later: Later, say: Say) -> None:
        self._later = later
        self._say = say
        self._told: Room | None = None
        self._now: Room | None = None
        self._seen: Stage | None = None
        self._soon: asyncio.TimerHandle | None = None

    def see(self, stage: Stage) -> None:
        """Take note of who is in; the first time, nothing is said."""
        room = room_of(stage)
        if room is None:
            return
        if stage.desk is None and self._now is not None and self._seen is not None:
            room = _recognised(room, self._now, renamed(self._seen, stage))
        self._now, self._seen = room, stage
        if self._told is None:
            self._told = room
        elif self._soon is None and room != self._told:
            self._soon = self._later(GATHERED, self.tell)

    def tell(self) -> None:
        """Say now what was collected."""
        if self._soon is not None:
            self._soon.cancel()
            self._soon = None
        if self._told is not None and self._now is not None:
            self._say(*change_words(self._told, self._now))
            self._told = self._now


class AnswerCount:
    """Says how many have answered: when half of them have, when all have, and in between now and then.

    A count that is about the same as the one before is left out, until it has stood for a while.

    Args:
        later: Does something after so many seconds.
        say: Says lines.
    """

    def __init__(self, later: Later, say: Say) -> None:
        self._later = later
        self._say = say
        self._question: int | None = None
        self._told = 0
        self._stage: Stage | None = None
        self._pause: asyncio.TimerHandle | None = None
        self._silent = 0

    def see(self, stage: Stage) -> None:
        """Take note of the answers, and say how many there are if it is time to."""
        if stage.phase is not Phase.OPEN or stage.answered is None or is_slide(stage):
            self._stop()
            return
        self._stage = stage
        if self._question != stage.question:
            self._stop()
            self._question, self._told = stage.question, stage.answered
            self._stage = stage
            self._rest()
        elif _is_landmark(self._told, stage.answered, stage.asked) and self._is_news(stage):
            self._tell(stage)

    def _tell(self, stage: Stage) -> None:
        self._told = stage.answered or 0
        self._silent = 0
        self._say(answered_words(stage))
        self._rest()

    def _is_news(self, stage: Stage) -> bool:
        """Whether a count differs enough from the one that was told last; the first and the last one do."""
        answered, asked = stage.answered or 0, stage.asked
        return not self._told or answered >= asked or answered - self._told >= max(2, asked // STEPS)

    def _rest(self) -> None:
        if self._pause is not None:
            self._pause.cancel()
        self._pause = self._later(APART, self._look)

    def _look(self) -> None:
        self._pause = None
        stage = self._stage
        if stage is None:
            return
        self._silent += 1
        if stage.answered != self._told and (self._is_news(stage) or self._silent >= _PATIENCE):
            self._tell(stage)
        else:
            self._rest()

    def _stop(self) -> None:
        self._question = self._stage = None
        self._silent = 0
        if self._pause is not None:
            self._pause.cancel()
            self._pause = None


def answered_words(stage: Stage) -> str:
    """`16 of 31 have answered.`"""
    answered, asked = stage.answered or 0, stage.asked
    if answered and answered >= asked:
        return ngettext("The one player has answered.", "All {n} have answered.", asked).format(n=asked)
    words = ngettext("{n} of {of} has answered.", "{n} of {of} have answered.", answered)
    return words.format(n=answered, of=asked)


def _is_landmark(told: int, answered: int, asked: int) -> bool:
    """Whether half of them, or all, have answered by now, and had not when it was told last."""
    return any(told * 2 < part <= answered * 2 for part in (asked, 2 * asked))
