"""What a host can ask for at a moment, as requests; pure."""

from dataclasses import dataclass
from typing import TypedDict, assert_never

from quizterm.language import _, pgettext
from quizterm.protocol.client import (
    AddTime,
    Close,
    Command,
    EndSession,
    Next,
    Pause,
    Resume,
    Skip,
    Start,
)
from quizterm.quiz.model import UNGRADED, Kind, Scoring
from quizterm.snapshot import PLAYED, Phase, Stage

UNNUMBERED = 0
"""The `ref` of a request that the link has yet to number."""

ASKING = (Phase.READING, Phase.OPEN)

EXTRA_SECONDS = 10
"""What one press of the key for more time gives."""


@dataclass(frozen=True, slots=True)
class NextStep:
    """The obvious next thing: what to call it, and the command that does it."""

    label: str
    command: Command
    final: bool = False
    """It cannot be taken back, so ask before doing it."""


def next_step(stage: Stage) -> NextStep | None:
    """What Space and Enter do now; `None` once the session has ended, and while nothing can be taken."""
    if stage.stalled:
        return None
    if stage.paused:
        return NextStep(pgettext("key", "resume"), resume(stage))
    match stage.phase:
        case Phase.LOBBY:
            return NextStep(pgettext("key", "start"), Start(**_moment(stage)))
        case Phase.READING:
            return NextStep(_after(stage) if is_slide(stage) else _("open now"), go_on(stage))
        case Phase.OPEN:
            return NextStep(pgettext("key", "close"), Close(**_moment(stage)))
        case Phase.REVEAL:
            return NextStep(pgettext("key", "standings") if is_scored(stage) else _after(stage), go_on(stage))
        case Phase.STANDINGS:
            return NextStep(_after(stage), go_on(stage))
        case Phase.PODIUM:
            return NextStep(pgettext("key", "end"), end(stage), final=True)
        case Phase.ENDED:
            return None
        case _:
            assert_never(stage.phase)


def go_on(stage: Stage) -> Next:
    """Go to the next phase."""
    return Next(**_moment(stage))


def more_time(stage: Stage) -> AddTime | None:
    """More time for the open question, where it has a deadline to move."""
    timed = stage.deadline is not None or stage.left is not None
    if stage.phase is not Phase.OPEN or stage.stalled or not timed:
        return None
    return AddTime(seconds=EXTRA_SECONDS, **_moment(stage))


def pause_or_resume(stage: Stage) -> Pause | Resume | None:
    """Stop the clock, or let it run again."""
    if stage.stalled:
        return None
    if stage.paused:
        return resume(stage)
    return Pause(**_moment(stage)) if stage.phase in PLAYED else None


def resume(stage: Stage) -> Resume:
    """Let the clock run again."""
    return Resume(**_moment(stage))


def skip(stage: Stage) -> Skip | None:
    """Leave the question unscored."""
    return Skip(**_moment(stage)) if stage.phase in ASKING and not stage.stalled else None


def end(stage: Stage) -> EndSession:
    """End: to the podium while questions are played, otherwise altogether."""
    return EndSession(**_moment(stage))


def is_slide(stage: Stage) -> bool:
    """Whether there is nothing to answer now."""
    return stage.item is not None and stage.item.kind is Kind.SLIDE


def is_last(stage: Stage) -> bool:
    """Whether no question comes after this one."""
    return stage.question + 1 >= stage.questions


def is_scored(stage: Stage) -> bool:
    """Whether the standings may look different after this question, so that they come next."""
    item, reveal = stage.item, stage.reveal
    graded = item is not None and item.points > 0 and item.kind not in UNGRADED
    return graded and stage.scoring is not Scoring.NONE and not (reveal and reveal.voided)


class _Moment(TypedDict):
    ref: int
    phase: Phase
    question: int


def _moment(stage: Stage) -> _Moment:
    return {"ref": UNNUMBERED, "phase": stage.phase, "question": stage.question}


def _after(stage: Stage) -> str:
    return pgettext("key", "podium") if is_last(stage) else _("next question")
