"""What is said where players wait."""

from dataclasses import dataclass

from quizterm.snapshot import Phase, Stage, You
from quizterm_client.view.invitation import Invitation
from quizterm_client.view.words import count

TO_START = "Press n to start."
TO_WAIT = "It begins when the host starts."


@dataclass(frozen=True, slots=True)
class Welcome:
    """A few lines in the middle of the screen."""

    headline: str = ""
    lines: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    """Who is in, oldest first."""
    me: str = ""


def welcome(
    stage: Stage | None, you: You | None, invitation: Invitation | None = None, *, hosting: bool = False
) -> Welcome:
    """The lobby, or what to say before the first news.

    Args:
        stage: What everybody sees.
        you: The player's own part.
        invitation: How others get in.
        hosting: Whether this player conducts the session, too.
    """
    if stage is None:
        return Welcome("Getting in…", ("The server has the game; it will be here in a moment.",))
    name = you.name if you is not None else ""
    return Welcome(
        greeting(you),
        (
            "",
            f"{stage.title} · {count(stage.questions, 'question')}",
            f"{count(stage.players, 'player')} here. {TO_START if hosting else TO_WAIT}",
            *(("", f"Others come in with  {invitation.join_command}") if invitation else ()),
        ),
        stage.names,
        name,
    )


def greeting(you: You | None) -> str:
    """That one is in, and under which name."""
    return f"You are in, {you.name}." if you is not None and you.name else "You are in."


def in_a_sentence(stage: Stage | None) -> str:
    """What is going on, where the terminal has room for nothing else."""
    if stage is None:
        return "Getting in…"
    what = {
        Phase.LOBBY: "You are in; it starts soon.",
        Phase.READING: f"Question {stage.question + 1} comes.",
        Phase.OPEN: f"Question {stage.question + 1} is open.",
        Phase.REVEAL: "The answer is out.",
        Phase.STANDINGS: "Standings are out.",
        Phase.PODIUM: "The podium is out.",
        Phase.ENDED: "The game has ended.",
    }[stage.phase]
    return f"Terminal too small. {what}"
