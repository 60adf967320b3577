"""What a host is asked before what cannot be taken back, and what is too quick to be meant; pure."""

from dataclasses import dataclass, replace

from quizterm.language import N_
from quizterm.snapshot import PLAYED, Millis, Phase, Stage
from quizterm_client.host.sending import Sender
from quizterm_client.view.commands import is_last

SURPRISE = 800
"""Milliseconds that a host needs to see that the session has gone on by itself."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked before something is done; all of it is translated when it is shown."""

    question: str
    what: str
    """What follows from a yes."""
    yes: str
    """The way to say yes, on a screen."""
    typed: str
    """How to say yes and no in line mode."""


_SKIP = Asked(
    N_("Skip this question?"),
    N_("Nobody gets points for it. The next question comes at once."),
    N_("yes, skip it"),
    N_("Type y to skip it, or Enter for no."),
)
_SKIP_LAST = replace(
    _SKIP, what=N_("Nobody gets points for it. It is the last one: the podium comes at once.")
)
VOID = Asked(
    N_("Take this question out?"),
    N_("Everybody is scored again. You can put it back."),
    N_("yes, take it out"),
    N_("Type y to take it out, or Enter for no."),
)
UNVOID = Asked(
    N_("Put this question back?"),
    N_("Everybody is scored again with it."),
    N_("yes, put it back"),
    N_("Type y to put it back, or Enter for no."),
)
_YES_END, _TYPE_END = N_("yes, end it"), N_("Type y to end it, or Enter for no.")
_TO_PODIUM = Asked(
    N_("End the quiz now?"),
    N_("All go to the podium; the questions that are left are not asked."),
    _YES_END,
    _TYPE_END,
)
_TO_PODIUM_NOW = Asked(
    N_("End the quiz now?"),
    N_("All go to the podium. The open question does not count; those that are left are not asked."),
    _YES_END,
    _TYPE_END,
)
_END = Asked(
    N_("End the session?"),
    N_("The screens of all players close the session. This cannot be undone."),
    _YES_END,
    _TYPE_END,
)


def skipping(stage: Stage) -> Asked:
    """What to ask before a question is left."""
    return _SKIP_LAST if is_last(stage) else _SKIP


def ending(stage: Stage) -> Asked:
    """What to ask before the end."""
    if stage.phase is Phase.OPEN:
        return _TO_PODIUM_NOW
    return _TO_PODIUM if stage.phase in PLAYED else _END


class Surprise:
    """Knows whether the session has gone on by itself a moment ago, so that the host may not know yet.

    Args:
        sender: Knows what the host has asked for.
    """

    def __init__(self, sender: Sender) -> None:
        self._sender = sender
        self._since: Millis | None = None

    def see(self, before: Stage | None, stage: Stage, now: Millis) -> None:
        """Take note of what follows on `before`."""
        if before and (before.phase, before.question) != (stage.phase, stage.question):
            self._since = None if self._sender.leaves(before) else now

    def lasts(self, now: Millis) -> bool:
        """Whether a key that goes on was most likely pressed for what has just ended."""
        return self._since is not None and now - self._since < SURPRISE
