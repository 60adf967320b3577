"""What everybody is told when a session stands still, or has no host, in the same words on every screen."""

from quizterm.language import N_, _
from quizterm.snapshot import OVER, PLAYED, Phase, Stage

NO_LINE = N_("No line: wait until it is back.")
"""Said to a host whose key asks something of the server."""


def standstill(stage: Stage) -> str:
    """Why nothing goes on; empty when it does."""
    if stage.phase in OVER:
        return ""
    if stage.stalled:
        return _("The game is held for a moment: the server cannot save.")
    if stage.paused and stage.host_away:
        return _("The host is away; the game is paused until the host is back.")
    return _("Paused: the clock stands still and answers wait.") if stage.paused else ""


def host_away(stage: Stage) -> str:
    """That nobody hosts, and what that means; empty when somebody does, or when nothing goes on anyway."""
    if not stage.host_away or stage.paused or stage.stalled or stage.phase in OVER:
        return ""
    if stage.phase is Phase.LOBBY:
        return _("The host is away; it begins when the host is back.")
    if goes_on_alone(stage):
        return _("The host is away; the game goes on.")
    return _("The host is away; it goes on when the host is back.")


def goes_on_alone(stage: Stage) -> bool:
    """Whether the next thing happens without a host."""
    return stage.phase in PLAYED and (stage.auto or stage.deadline is not None)
