"""What leaving means, and what is said before."""

from quizterm.language import N_, _, pgettext
from quizterm_client.player.exit import NO_LINE
from quizterm_client.widgets.dialogs import Choice, Confirm

AWAY, FOR_GOOD = "away", "good"


def leave_dialog(code: str, *, hosting: bool, returnable: bool, has_line: bool = True) -> Confirm:
    """Ask whether to leave.

    Args:
        code: The join code.
        hosting: Whether this player conducts the session, too.
        returnable: Whether the session outlives this screen.
        has_line: Whether there is a line to the server.
    """
    stay = Choice("enter,s", N_("Enter"), pgettext("key", "stay"), "stay")
    if not returnable:
        leave = Choice("l", "l", pgettext("key", "leave"), AWAY)
        return Confirm(_("Leave the demo?"), _("The demo ends."), (stay, leave))
    away = Choice("o", "o", _("step out for now"), AWAY)
    if hosting:
        back = _("quizterm host --resume {code} --play brings you back.").format(code=code)
        stands = _("The session goes on.") if has_line else _(NO_LINE)
        return Confirm(_("Leave the game?"), f"{stands} {back}", (stay, away))
    for_good = Choice("l", "l", _("leave for good, with no way back"), FOR_GOOD)
    return Confirm(_("Leave the game?"), _way_back(code, has_line=has_line), (stay, away, for_good))


def _way_back(code: str, *, has_line: bool) -> str:
    if has_line:
        return _(
            "Step out, and quizterm join {code} on this machine brings you back as the same player."
        ).format(code=code)
    words = _(
        "Step out, and quizterm join {code} on this machine brings you back as the same player"
        " once the server can be reached."
    ).format(code=code)
    return f"{_(NO_LINE)} {words}"
