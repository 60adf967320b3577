"""What is said on terminals that have room for little else."""

from quizterm.language import _
from quizterm.snapshot import Phase, Stage


def in_lines_words(stage: Stage) -> str:
    """That the game goes on in lines because the window is small, and where it stands."""
    words = _("The window is too small for the screen, so the game goes on in lines. {what}")
    return words.format(what=goes_on_words(stage))


def goes_on_words(stage: Stage) -> str:
    """Where a session stands, in one short sentence."""
    what = {
        Phase.LOBBY: _("It waits to be started."),
        Phase.READING: _("Question {number} comes."),
        Phase.OPEN: _("Question {number} is open."),
        Phase.REVEAL: _("The answer is out."),
        Phase.STANDINGS: _("Standings are out."),
        Phase.PODIUM: _("The podium is out."),
        Phase.ENDED: _("The game has ended."),
    }[stage.phase]
    return what.format(number=stage.question + 1)
