"""What is said where players wait."""

from dataclasses import dataclass

from quizterm.language import N_, _, ngettext
from quizterm.snapshot import Phase, Stage, You
from quizterm.text import thousands
from quizterm_client.view.invitation import Invitation
from quizterm_client.view.smallness import goes_on_words
from quizterm_client.view.words import questions

TO_START = N_("Press n to start.")
TO_WAIT = N_("It begins when the host starts.")
TOO_SMALL = N_("Terminal too small.")


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
        return Welcome(_("Getting in…"), (_("The server has the game; it will be here in a moment."),))
    name = you.name if you is not None else ""
    return Welcome(
        greeting(you),
        (
            "",
            f"{stage.title} · {questions(stage.questions)}",
            f"{players_here(stage.players)} {_(TO_START) if hosting else _(TO_WAIT)}",
            *(("", _invited(invitation)) if invitation else ()),
        ),
        stage.names,
        name,
    )


def greeting(you: You | None) -> str:
    """That one is in, and under which name."""
    # Whoever plays a demo is called no other name.
    if you is None or you.name in ("", _("You")):
        return _("You are in.")
    return _("You are in, {name}.").format(name=you.name)


def players_here(number: int) -> str:
    """How many have come in."""
    return ngettext("{n} player here.", "{n} players here.", number).format(n=thousands(number))


def _invited(invitation: Invitation) -> str:
    return _("Others come in with  {command}").format(command=invitation.join_command)


def in_a_sentence(stage: Stage | None) -> str:
    """What is going on, where the terminal has room for nothing else."""
    if stage is None:
        return _("Getting in…")
    what = _("You are in; it starts soon.") if stage.phase is Phase.LOBBY else goes_on_words(stage)
    return f"{_(TOO_SMALL)} {what}"
