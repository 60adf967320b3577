"""Questions to the person at the terminal."""

import getpass
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from quizterm.cli.exits import Exit, fail
from quizterm.cli.output import say
from quizterm.language import _, pgettext


def ask(question: str, *, default: str = "", hidden: bool = False, instead: str) -> str:
    """Ask until something is typed. Ctrl-C ends the command.

    Args:
        question: What is asked, without a colon.
        default: What Enter alone means.
        hidden: Do not show what is typed.
        instead: What to do where nobody can be asked.
    """
    prompt = f"{question} [{default}]{_colon()}" if default else f"{question}{_colon()}"
    while True:
        answer = _answer(prompt, hidden, instead).strip() or default
        if answer:
            return answer


def ask_secret(question: str, *, instead: str) -> str:
    """Ask, without showing what is typed, until there is something; blanks at its ends belong to it.

    Ctrl-C ends the command.

    Args:
        question: What is asked, without a colon.
        instead: What to do where nobody can be asked.
    """
    while True:
        answer = _answer(f"{question}{_colon()}", True, instead)
        if answer:
            return answer


def ask_or_nothing(question: str, *, hidden: bool = False) -> str:
    """Ask once; Enter alone and the end of what can be read give an empty text. Ctrl-C ends the command."""
    try:
        return _typed(f"{question}{_colon()}", hidden=hidden).strip()
    except EOFError:
        say("")
        return ""


def is_yes(answer: str) -> bool:
    """Whether somebody agrees, in their language or in English; the first letter does, without its accent."""
    from quizterm.text import fold

    def plain(word: str) -> str:
        return fold(word, case=False, accents=False, spaces=True)

    words = (plain("yes"), plain(pgettext("answer", "yes")))
    return plain(answer) in {word for yes in words for word in (yes, yes[0])}


def _colon() -> str:
    return pgettext("after a question", ": ")


def _answer(prompt: str, hidden: bool, instead: str) -> str:
    try:
        return _typed(prompt, hidden=hidden)
    except EOFError:
        say("")
        fail(Exit.USAGE, f"{_('Nothing more can be read here.')} {instead}")


def _typed(prompt: str, *, hidden: bool) -> str:
    try:
        with _interruptible():
            return _read(prompt, hidden)
    except KeyboardInterrupt:
        say("")
        raise typer.Exit(Exit.INTERRUPTED) from None
    except UnicodeDecodeError:
        say(_("This is not text as the terminal's locale writes it."))
        return ""


def _read(prompt: str, hidden: bool) -> str:
    if hidden and _has_keyboard():
        return getpass.getpass(prompt)
    typer.echo(prompt, nl=False, err=True)
    if sys.stdin is None:
        raise EOFError
    if not sys.stdin.isatty() and (line := _unbuffered_line()) is not None:
        return line
    # A prompt given to `input` would be written to stdout, which is for data.
    return input()


def _has_keyboard() -> bool:
    """Whether somebody types, at stdin or at a terminal beside it; what a pipe brings shows nowhere."""
    if os.name != "posix" or sys.stdin is None or sys.stdin.isatty():
        return True
    try:
        os.close(os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY))
    except OSError:
        return False
    return True


def _unbuffered_line() -> str | None:
    """A line and nothing behind it, which is meant for whoever reads next; `None` if there is no file.

    Raises:
        EOFError: There is none.
        UnicodeDecodeError: It is no text.
    """
    try:
        number = sys.stdin.fileno()
    except (OSError, ValueError):
        return None
    line = bytearray()
    while (byte := os.read(number, 1)) not in (b"", b"\n"):
        line += byte
    if not line and not byte:
        raise EOFError
    return line.decode(sys.stdin.encoding, sys.stdin.errors or "strict").removesuffix("\r")


@contextmanager
def _interruptible() -> Iterator[None]:
    """Let Ctrl-C end the question at once; a running event loop would only take note of it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
