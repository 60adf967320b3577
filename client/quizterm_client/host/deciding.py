"""What a host is asked before what cannot be taken back, and what is too quick to be meant; pure."""

from quizterm.snapshot import PLAYED, Millis, Phase, Stage
from quizterm_client.host.sending import Sender

SURPRISE = 800
"""Milliseconds that a host needs to see that the session has gone on by itself."""

Asked = tuple[str, str, str]
"""The question, what follows from a yes, and what the yes does: `skip it`."""

SKIP: Asked = ("Skip this question?", "Nobody gets points for it.", "skip it")
VOID: Asked = ("Take this question out?", "Everybody is scored again. You can put it back.", "take it out")
UNVOID: Asked = ("Put this question back?", "Everybody is scored again with it.", "put it back")
_TO_PODIUM: Asked = (
    "End the quiz now?",
    "All go to the podium; the questions that are left are not asked.",
    "end it",
)
_TO_PODIUM_NOW: Asked = (
    "End the quiz now?",
    "All go to the podium. The open question does not count; those that are left are not asked.",
    "end it",
)
_END: Asked = (
    "End the session?",
    "The screens of all players close the session. This cannot be undone.",
    "end it",
)


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
