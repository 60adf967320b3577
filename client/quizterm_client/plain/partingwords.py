"""What a player can type, and what leaving means, in lines."""

from collections.abc import Sequence

from quizterm_client.plain.commands import Command, help_lines
from quizterm_client.plain.picking import how_to_answer
from quizterm_client.player.exit import NO_LINE
from quizterm_client.player.state import Seen
from quizterm_client.view.options import PICKING

COMMANDS = (
    Command("time", "how much time is left"),
    Command("again", "hear once more what goes on, with the question and your answer"),
    Command("score", "your place and your points"),
    Command("help", "this help"),
    Command("leave", "leave, after a question"),
)
NEXT = Command("next", "the next step of the session, which you host", short="n")

NOW, GOOD = "now", "good"
STAYING = ("stay", "s", "no", "n")


def player_help(seen: Seen, commands: Sequence[Command]) -> list[str]:
    """All that can be typed."""
    item = seen.stage.item if seen.stage is not None else None
    answering = how_to_answer(item) if item is not None and seen.live else ""
    letters = " Letters do as well: a for 1, b for 2." if answering and item and item.kind in PICKING else ""
    return [
        f"{answering}{letters}",
        "Commands, each with Enter:",
        *help_lines(commands),
        "While an answer in words or a number can be typed, a command needs a slash before it, like /time; "
        "the slash always works.",
        "To answer with a word that has a slash, type two: //time answers /time.",
        "Ctrl-C: leave at once.",
    ]


def how_to_leave(code: str, *, hosting: bool, returnable: bool, has_line: bool) -> str:
    """Ask whether to leave.

    Args:
        code: The join code.
        hosting: Whether this player conducts the session, too.
        returnable: Whether the session outlives this process.
        has_line: Whether there is a line to the server.
    """
    if not returnable:
        return f"Leave the demo? It ends then. Type {NOW} to leave, or stay."
    stands = "" if has_line else f"{NO_LINE} "
    if hosting:
        stands = stands or "The session goes on. "
        way = f"quizterm host --resume {code} --play brings you back."
        return f"Leave the game? {stands}{way} Type {NOW} to step out, or stay."
    once = "" if has_line else " once the server can be reached"
    return (
        f"Leave the game? {stands}Type {NOW} to step out: quizterm join {code} on this machine brings you "
        f"back as the same player{once}. Type {GOOD} to leave for good, with no way back. Or type stay."
    )
