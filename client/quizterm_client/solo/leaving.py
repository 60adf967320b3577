"""What leaving means to somebody who practises, and all keys there are."""

from quizterm_client.player.keys import HELP, KeyGroup
from quizterm_client.widgets.dialogs import Choice, Confirm

FINISH, LEAVE = "finish", "leave"

HELP_GROUPS: tuple[KeyGroup, ...] = (
    (
        "Practising",
        (
            ("Space or Enter", "go on, where nothing is to be answered"),
            ("n or Ctrl-N", "give up on a question and see what is right"),
            ("p or Ctrl-P", "stop the clock, or let it run"),
            ("q", "leave, or go to the summary"),
            ("Ctrl-C", "leave at once"),
        ),
    ),
    *HELP[:2],
    (
        "Everywhere",
        (
            ("PgUp PgDn", "read on where there is more"),
            ("Esc", "stop typing, so that q and ? work"),
            ("? or F1", "this help"),
        ),
    ),
)

CLOSING = "Esc back to the practice"


def leave_dialog(*, begun: bool) -> Confirm:
    """Ask whether to stop.

    Args:
        begun: Whether there is something to sum up.
    """
    summary = (Choice("f", "f", "finish: go to the summary", FINISH),) if begun else ()
    return Confirm(
        "Stop practising?",
        "Nothing of it is kept.",
        (Choice("enter,s", "Enter", "stay", "stay"), *summary, Choice("l,q", "l", "leave", LEAVE)),
    )
