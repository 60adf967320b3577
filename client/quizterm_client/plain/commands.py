"""Words that are typed to ask for something, told from answers.

The English words always work; a language can have its own ones beside them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quizterm.language import _
from quizterm_client.plain.replies import folded, own_reply
from quizterm_client.view.layouts import latin


@dataclass(frozen=True, slots=True)
class Command:
    """A word to type."""

    word: str
    does: str
    """For the help, as the end of a sentence: `how much time is left`."""
    own: str = ""
    """The word of the language that is spoken, which does as well: `zeit`."""
    takes: str = ""
    """What may follow the word, as the help shows it: `NAME`."""
    short: str = ""
    """What does as well: `n`."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A command as it was typed."""

    word: str
    """The English one."""
    rest: str = ""


def read_command(line: str, commands: Sequence[Command], *, answers_first: bool = False) -> Asked | None:
    """The command in a line, or `None` if the line is an answer.

    Args:
        line: As typed.
        commands: Those that there are.
        answers_first: Words are answers now, so that commands need a slash before them.
    """
    text = " ".join(line.split())
    slashed = text.startswith("/")
    word, _space, rest = text.removeprefix("/").partition(" ")
    if not word or (answers_first and not slashed):
        return None
    for command in commands:
        if word.casefold() in (command.word, command.short):
            return _asked(command, rest)
    typed = folded(word)
    own = [command for command in commands if typed and typed == folded(own_word(command, commands))]
    if not own and word.casefold() not in map(own_reply, "yn"):
        # One letter, of a keyboard that is switched to Russian; д alone is a yes too late, and does not lock.
        own = [command for command in commands if command.short and command.short == latin(word.casefold())]
    return _asked(own[0], rest) if own else None


def _asked(command: Command, rest: str) -> Asked | None:
    return Asked(command.word, rest) if command.takes or not rest else None


def own_word(command: Command, commands: Iterable[Command]) -> str:
    """The word of the language, as far as it is one word and means this command alone; otherwise empty."""
    own = folded(command.own)
    others = [other for other in commands if other != command]
    taken = {command.word, command.short, *(word for other in others for word in (other.word, other.short))}
    shared = any(folded(other.own) == own for other in others)
    return "" if own in taken or shared or " " in own else command.own


def without_escape(line: str, commands: Sequence[Command]) -> str:
    """An answer that looks like a command is typed with one slash more: `//time` answers `/time`."""
    if line.startswith("//") and read_command(line[1:], commands) is not None:
        return line[1:]
    return line


def help_lines(commands: Sequence[Command], *, slash: bool = False) -> list[str]:
    """What can be typed, one line for each command.

    Args:
        commands: Those that there are.
        slash: They need a slash before them now.
    """
    return [
        _("{command}: {does}.").format(
            command=_typed(command, commands, "/" if slash else ""), does=command.does
        )
        for command in commands
    ]


def _typed(command: Command, commands: Sequence[Command], slash: str) -> str:
    """`time SECONDS, or +`; the word of the language goes before the English one."""
    first, *others = filter(None, (own_word(command, commands), command.word, command.short))
    words = [f"{slash}{first} {command.takes}".rstrip(), *(f"{slash}{other}" for other in others)]
    match words:
        case [word, other]:
            return _("{word}, or {other}").format(word=word, other=other)
        case [word, second, third]:
            return _("{word}, or {second}, or {third}").format(word=word, second=second, third=third)
        case _one:
            return words[0]
