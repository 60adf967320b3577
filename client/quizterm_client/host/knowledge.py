"""What only a host knows of the question, as far as it may be shown; pure."""

from dataclasses import dataclass

from quizterm.language import N_
from quizterm.quiz.answers import Key
from quizterm.snapshot import Phase, Stage, Tally

VOIDED = N_("This question does not count: nobody has points for it.")


@dataclass(frozen=True, slots=True)
class Known:
    """What may be shown beside the question now."""

    key: Key | None = None
    tally: Tally | None = None
    explanation: str = ""
    voided: bool = False


def known(stage: Stage, hidden: bool) -> Known:
    """What the host knows, less the key and the answers while they are hidden; the reveal shows all."""
    if stage.reveal is not None:
        reveal = stage.reveal
        return Known(reveal.key, reveal.tally, reveal.explanation, reveal.voided)
    if stage.desk is None or hidden:
        return Known()
    return Known(stage.desk.key, stage.desk.tally if stage.phase is Phase.OPEN else None)
