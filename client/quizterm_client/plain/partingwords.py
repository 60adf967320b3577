"""What a player can type, and what leaving means, in lines."""

from collections.abc import Sequence

from quizterm.language import _, pgettext
from quizterm.quiz.model import Kind
from quizterm_client.plain.commands import Command, help_lines
from quizterm_client.plain.picking import how_to_answer, is_typed
from quizterm_client.player.exit import NO_LINE
from quizterm_client.player.state import Seen
from quizterm_client.view.options import PICKING
from quizterm_client.view.words import one_line


def player_commands(*, hosting: bool) -> tuple[Command, ...]:
    """All of them, in the language that is spoken.

    Args:
        hosting: Whether this player conducts the session, too.
    """
    return (
        Command("time", _("how much time is left"), pgettext("typed command", "time")),
        Command(
            "again",
            _("hear once more what goes on, with the question and your answer"),
            pgettext("typed command", "again"),
        ),
        Command("score", _("your place and your points"), pgettext("typed command", "score")),
        Command("help", _("this help"), pgettext("typed command", "help")),
        Command("leave", _("leave, after a question"), pgettext("typed command", "leave")),
        *((_next(),) if hosting else ()),
    )


def _next() -> Command:
    does = _("the next step of the session, which you host")
    return Command("next", does, pgettext("typed command", "next"), short="n")


def player_help(seen: Seen, commands: Sequence[Command]) -> list[str]:
    """All that can be typed."""
    item = seen.stage.item if seen.stage is not None else None
    answering = how_to_answer(item) if item is not None and seen.live else ""
    letters = _("Letters do as well: a for 1, b for 2.")
    return [
        f"{answering} {letters}" if answering and item and item.kind in PICKING else answering,
        _("Commands, each with Enter:"),
        *help_lines(commands, slash=seen.live and is_typed(item)),
        _(
            "While an answer in words or a number can be typed, a command needs a slash before it, "
            "like /time; the slash always works."
        ),
        _("To answer with a word that has a slash, type two: //time answers /time."),
        _("Ctrl-C: leave at once."),
    ]


def looks_like_command(line: str, seen: Seen) -> str:
    """Said where a word that asks for something at other times does not.

    Args:
        line: The word as it was typed.
        seen: What is asked.
    """
    item, word = seen.stage.item if seen.stage is not None else None, one_line(line.strip())
    if item is not None and item.kind is Kind.NUMERIC:
        return _("“{word}” is a command only with a slash now: /{word}.").format(word=word)
    return _("“{word}” is your answer now; the command is /{word}.").format(word=word)


def how_to_leave(code: str, *, hosting: bool, returnable: bool, has_line: bool) -> str:
    """Ask whether to leave.

    Args:
        code: The join code.
        hosting: Whether this player conducts the session, too.
        returnable: Whether the session outlives this process.
        has_line: Whether there is a line to the server.
    """
    if not returnable:
        return _("Leave the demo? It ends then. Type now to leave, or stay.")
    sentences = [_("Leave the game?"), "" if has_line else _(NO_LINE)]
    if hosting:
        command = f"quizterm host --resume {code} --play"  # untranslated: a command to type
        sentences += [
            _("The session goes on.") if has_line else "",
            _("{command} brings you back.").format(command=command),
            _("Type now to step out, or stay."),
        ]
    else:
        command = f"quizterm join {code}"  # untranslated: a command to type
        sentences += [
            _way_back(has_line=has_line).format(command=command),
            _("Type good to leave for good, with no way back."),
            _("Or type stay."),
        ]
    return " ".join(filter(None, sentences))


def _way_back(*, has_line: bool) -> str:
    if has_line:
        return _("Type now to step out: {command} on this machine brings you back as the same player.")
    return _(
        "Type now to step out: {command} on this machine brings you back as the same player once the server "
        "can be reached."
    )
