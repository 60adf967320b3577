"""How a player's app ends."""

from dataclasses import dataclass
from enum import StrEnum

from quizterm.language import N_, _, ngettext
from quizterm.snapshot import You
from quizterm.text import thousands
from quizterm_client.view.words import ordinal

NO_LINE = N_("There is no line to the server now.")
"""Said before leaving where coming back has to wait."""


class ExitReason(StrEnum):
    """Why the screen was left."""

    AWAY = "away"
    """The player stepped out and may come back with the same command."""
    LEFT = "left"
    """The player left for good."""
    ENDED = "ended"
    """The session is over."""
    LOST = "lost"
    """The connection is over for another reason."""


@dataclass(frozen=True, slots=True)
class PlayerExit:
    """What the program says after the screen is gone."""

    reason: ExitReason
    message: str = ""
    """The server's last sentence, if it said one."""


def farewell(you: You | None) -> str:
    """What is said after a demo."""
    if you is None or you.rank == 0 or you.score <= 0:
        return _("Bye.")
    words = ngettext(
        "Bye. You had {n} point and came {place} of {of}.",
        "Bye. You had {n} points and came {place} of {of}.",
        you.score,
    )
    return words.format(n=thousands(you.score), place=ordinal(you.rank), of=you.of)
