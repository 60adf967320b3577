"""What leaving means, and what is said before."""

from quizterm_client.player.exit import NO_LINE
from quizterm_client.widgets.dialogs import Choice, Confirm

AWAY, FOR_GOOD = "away", "good"

_STAY = Choice("enter,s", "Enter", "stay", "stay")


def leave_dialog(code: str, *, hosting: bool, returnable: bool, has_line: bool = True) -> Confirm:
    """Ask whether to leave.

    Args:
        code: The join code.
        hosting: Whether this player conducts the session, too.
        returnable: Whether the session outlives this screen.
        has_line: Whether there is a line to the server.
    """
    stands = "" if has_line else f"{NO_LINE} "
    if not returnable:
        return Confirm("Leave the demo?", "The demo ends.", (_STAY, Choice("l", "l", "leave", AWAY)))
    if hosting:
        stands = stands or "The session goes on. "
        words = f"{stands}quizterm host --resume {code} --play brings you back."
        return Confirm("Leave the game?", words, (_STAY, Choice("o", "o", "step out for now", AWAY)))
    return Confirm(
        "Leave the game?",
        f"{stands}Step out, and quizterm join {code} on this machine brings you back as the same player"
        f"{'' if has_line else ' once the server can be reached'}.",
        (
            _STAY,
            Choice("o", "o", "step out for now", AWAY),
            Choice("l", "l", "leave for good, with no way back", FOR_GOOD),
        ),
    )
