"""What leaving means to somebody who practises, and all keys there are."""

from quizterm.language import N_, _, pgettext
from quizterm_client.player.keys import HELP, KeyGroup
from quizterm_client.widgets.dialogs import Choice, Confirm

FINISH, LEAVE = "finish", "leave"

HELP_GROUPS: tuple[KeyGroup, ...] = (
    (
        N_("Practising"),
        (
            (N_("Space or Enter"), N_("go on, where nothing is to be answered"), "practice.go-on"),
            (N_("n or Ctrl-N"), N_("give up on a question and see what is right"), "player.conduct"),
            (N_("p or Ctrl-P"), N_("stop the clock, or let it run"), "practice.pause"),
            ("q", N_("leave, or go to the summary"), "player.leave"),
            ("Ctrl-C", N_("leave at once"), "player.away"),
        ),
    ),
    *HELP[:2],
    (
        N_("Everywhere"),
        (
            (N_("PgUp PgDn"), N_("read on where there is more"), "player.read-back", "player.read-on"),
            (N_("Esc"), N_("stop typing, so that q and ? work"), "player.stop-typing"),
            (N_("? or F1"), N_("this help"), "player.help"),
        ),
    ),
)

CLOSING = N_("Esc back to the practice")


def leave_dialog(*, begun: bool) -> Confirm:
    """Ask whether to stop.

    Args:
        begun: Whether there is something to sum up.
    """
    ways = [Choice("enter,s", _("Enter"), pgettext("key", "stay"), "stay")]
    if begun:
        ways.append(Choice("f", "f", _("finish: go to the summary"), FINISH))
    ways.append(Choice("l,q", "l", pgettext("key", "leave"), LEAVE))
    return Confirm(_("Stop practising?"), _("Nothing of it is kept."), ways)
