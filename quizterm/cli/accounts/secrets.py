"""Secrets that people give to a command: typed without being shown, or on stdin, and never as an argument."""

import sys

from quizterm.cli.exits import Exit, fail
from quizterm.cli.output import say
from quizterm.cli.prompts import ask, ask_or_nothing, ask_secret
from quizterm.language import N_, _

LONGEST_LINE = 8192
"""Characters of a line on stdin that are read; no secret is that long."""

NO_TERMINAL = N_(
    "Nobody can be asked here. Give passwords and codes on stdin, one a line, with --password-stdin."
)


class Secrets:
    """Where a command gets secrets from.

    Args:
        from_stdin: One line of stdin for each, in the order in which they are asked for.
    """

    def __init__(self, *, from_stdin: bool) -> None:
        self._from_stdin = from_stdin

    @property
    def asks(self) -> bool:
        """Whether there is a person who can be asked once more."""
        return not self._from_stdin

    def name(self, question: str, given: str | None = None) -> str:
        """What is no secret: as given after the command, or asked for."""
        if given is not None:
            return given
        return self._line(question) if self._from_stdin else ask(question, instead=_(NO_TERMINAL))

    def secret(self, question: str) -> str:
        """Ask for a secret that exists."""
        if self._from_stdin:
            return self._line(question)
        _demand_somebody()
        return ask_secret(question, instead=_(NO_TERMINAL))

    def secret_or_nothing(self, question: str) -> str:
        """Ask for a secret that may not be there; empty then."""
        if self._from_stdin:
            return _next_line().rstrip("\r\n")
        _demand_somebody()
        return ask_or_nothing(question, hidden=True)

    def new_secret(self, question: str) -> str:
        """Ask for a secret that is chosen now: twice, because nobody sees what is typed."""
        if self._from_stdin:
            return self._line(question)
        while True:
            chosen = self.secret(question)
            if ask_secret(_("Once more"), instead=_(NO_TERMINAL)) == chosen:
                return chosen
            say(_("The two are not the same. Type it twice."))

    def _line(self, question: str) -> str:
        line = _next_line()
        if not line:
            sentence = _("Nothing more comes from stdin; this was expected: {question}.")
            fail(Exit.USAGE, sentence.format(question=question))
        return line.rstrip("\r\n")


def has_typist() -> bool:
    """Whether stdin is somebody at a terminal."""
    return sys.stdin is not None and sys.stdin.isatty()


def _next_line() -> str:
    """What stdin gives, with the end of the line; empty at its end."""
    try:
        return "" if sys.stdin is None else sys.stdin.readline(LONGEST_LINE)
    except UnicodeDecodeError:
        fail(Exit.USAGE, _("What comes from stdin is not text."))


def _demand_somebody() -> None:
    if not has_typist():
        fail(Exit.USAGE, _(NO_TERMINAL))
