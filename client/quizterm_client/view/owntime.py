"""The clock of a player who has extra time, which nobody else is told of."""

from dataclasses import replace

from quizterm.language import N_
from quizterm.snapshot import Millis, Phase, Stage, You, extra_span

TIME_IS_UP = N_("Time is up. The last answers are coming in.")
"""Said to everybody who may answer no more while the question is still open."""


def with_own_time(stage: Stage, you: You | None) -> Stage:
    """What everybody sees, with this player's own deadline in it."""
    if you is None or not you.extra_time or stage.phase is not Phase.OPEN or not stage.span:
        return stage
    more = extra_span(stage.span, you.extra_time)
    return replace(
        stage,
        deadline=Millis(stage.deadline + more) if stage.deadline is not None else None,
        span=Millis(stage.span + more),
        left=_left(stage, more),
    )


def _left(stage: Stage, more: Millis) -> Millis | None:
    """What a pause has left; once the time of the others was up, that is not told."""
    return None if stage.left is None or stage.time_up else Millis(stage.left + more)


def is_time_up(stage: Stage, you: You | None) -> bool:
    """Whether this player may not answer the open question any more, because their time is over."""
    return stage.time_up and not (you is not None and you.extra_time)
