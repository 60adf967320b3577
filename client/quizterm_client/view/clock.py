"""How much time is left, from the server's clock."""

from dataclasses import dataclass
from enum import StrEnum
from math import ceil

from quizterm.language import N_, _, pgettext
from quizterm.snapshot import Millis, Phase, Stage

UNKNOWN = "—"
"""Stands for seconds that are not known."""

URGENT_SHARE = 0.25
WARM_SHARE = 0.5


class Mood(StrEnum):
    """How pressing the time is."""

    CALM = "calm"
    WARM = "warm"
    URGENT = "urgent"


@dataclass(frozen=True, slots=True)
class Timing:
    """The part of a stage that a clock needs."""

    deadline: Millis | None = None
    span: Millis = Millis(0)
    paused: bool = False
    left: Millis | None = None
    untimed: bool = False
    """A question is open that has no deadline."""
    purpose: str = ""
    """What happens when the time is over, as far as the screen does not show it: `next in`."""
    known: bool = True
    """Whether the server's clock can be seen; without a line it may stand still."""


@dataclass(frozen=True, slots=True)
class Countdown:
    """What a clock shows."""

    share: float
    """Of the whole time, 1 down to 0; 0 also where there is no deadline."""
    words: str
    """`12 s`, `1:05`, `paused`, `—` where it is not known, or nothing."""
    mood: Mood = Mood.CALM
    purpose: str = ""
    """Goes before the words where there is room for it."""


def timing_of(stage: Stage, *, known: bool = True) -> Timing:
    """Take from a stage what a clock needs.

    Args:
        stage: What everybody sees.
        known: Whether the server's clock can be seen.
    """
    untimed = stage.item is not None and stage.phase is Phase.OPEN and stage.deadline is None
    purpose, untimed = _(_PURPOSES.get(stage.phase, "")), untimed and not stage.paused
    return Timing(stage.deadline, stage.span, stage.paused, stage.left, untimed, purpose, known)


# Translators: Goes before the time: "next in 12 s".
_NEXT_IN = N_("next in")
# Translators: Goes before the time: "ends in 12 s".
_ENDS_IN = N_("ends in")
_PURPOSES = {Phase.REVEAL: _NEXT_IN, Phase.STANDINGS: _NEXT_IN, Phase.PODIUM: _ENDS_IN}


def countdown(timing: Timing, now: Millis) -> Countdown:
    """What a clock shows at `now` on the server's clock."""
    if timing.paused:
        return Countdown(_share(timing, timing.left or Millis(0)), _("paused"))
    if timing.deadline is None:
        return Countdown(0.0, _("no limit") if timing.untimed else "")
    if not timing.known:
        return Countdown(0.0, UNKNOWN)
    left = Millis(max(0, timing.deadline - now))
    share = _share(timing, left)
    return Countdown(share, _figures(left), _mood(share), timing.purpose)


def _share(timing: Timing, left: Millis) -> float:
    return min(1.0, left / timing.span) if timing.span else 0.0


def _figures(left: Millis) -> str:
    whole = ceil(left / 1000)
    return (
        pgettext("time", "{figure} s").format(figure=whole)
        if whole < 60
        else f"{whole // 60}:{whole % 60:02}"
    )


def _mood(share: float) -> Mood:
    if share <= URGENT_SHARE:
        return Mood.URGENT
    return Mood.WARM if share <= WARM_SHARE else Mood.CALM
