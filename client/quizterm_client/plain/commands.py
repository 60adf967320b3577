"""Words that are typed to ask for something, told from answers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """A word to type."""

    word: str
    does: str
    """For the help, as the end of a sentence: `how much time is left`."""
    takes: str = ""
    """What may follow the word, as the help shows it: `NAME`."""
    short: str = ""
    """What does as well: `n`."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A command as it was typed."""

    word: str
    rest: str = ""


def read_command(line: str, commands: Iterable[Command], *, answers_first: bool = False) -> Asked | None:
    """The command in a line, or `None` if the line is an answer.

    Args:
        line: As typed.
        commands: Those that there are.
        answers_first: Words are answers now, so that commands need a slash before them.
    """
    text = " ".join(line.split())
    slashed = text.startswith("/")
    word, _, rest = text.removeprefix("/").partition(" ")
    if answers_first and not slashed:
        return None
    for command in commands:
        if word and word.casefold() in (command.word, command.short) and (command.takes or not rest):
            return Asked(command.word, rest)
    return None


def without_escape(line: str, commands: Sequence[Command]) -> str:
    """An answer that looks like a command is typed with one slash more: `//time` answers `/time`."""
    if line.startswith("//") and read_command(line[1:], commands) is not None:
        return line[1:]
    return line


def help_lines(commands: Iterable[Command]) -> list[str]:
    """What can be typed, one line for each command."""
    return [f"{_typed(command)}: {command.does}." for command in commands]


def _typed(command: Command) -> str:
    """`time SECONDS, or +`."""
    full = f"{command.word} {command.takes}".rstrip()
    return f"{full}, or {command.short}" if command.short else full
