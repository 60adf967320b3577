"""Showing what is typed in lines from here, where a terminal would let news land in the middle of it."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from quizterm.cli.output import columns_of, put_broken

if TYPE_CHECKING:
    from quizterm_client.plain.editing import EditKeys, LineEditor

_STOPPED = 0.1
"""Seconds within which the system stops a program that has asked for it."""


class Echo:
    """Takes a terminal's echo over, and gives it back.

    Keys that send signals stay the terminal's.

    Args:
        encoding: Of what is typed.
    """

    def __init__(self, encoding: str) -> None:
        self._encoding = encoding
        self._before: list[Any] | None = None
        self._handled: list[int] = []
        self._due = self._is_early = False
        self.editor: LineEditor | None = None
        """What makes lines of what is typed; `None` where the terminal shows it by itself."""

    def begin(self) -> None:
        """Take it over, if stdin and stdout are one terminal that shows what is typed."""
        from quizterm_client.plain.editing import LineEditor

        settings = _settings_of_a_terminal()
        if settings is None:
            return
        self._before = settings
        self.editor = LineEditor(_write, lambda: columns_of(sys.stdout), self._encoding, _keys(settings))
        self._take()
        self._is_early = _has_typed()
        if self._is_early:
            # The terminal has shown it already, and it is shown again.
            _write("\n")
        self._handle("SIGTSTP", self._stop)
        self._handle("SIGCONT", self._take)

    def end(self) -> None:
        """Give it back; what is begun is forgotten, and stands on a row of its own."""
        loop = asyncio.get_running_loop()
        for number in self._handled:
            loop.remove_signal_handler(number)
        self._handled = []
        if self.editor is not None:
            with suppress(OSError, ValueError):
                self.editor.make_room()
        self._give_back()
        self._before = self.editor = None

    def heard(self, data: bytes) -> bytes:
        """What was typed, of what is read: a terminal that edits lines has made a NUL of each Ctrl-D."""
        early, self._is_early = self._is_early, False
        if early and self._before is not None:
            import termios

            return data.replace(b"\0", self._before[6][termios.VEOF])
        return data

    def say(self, line: str) -> None:
        """Write a line, and the one that is begun again after all that is to be written now."""
        if self.editor is not None and self.editor.begun:
            self.editor.make_room()
            if not self._due:
                self._due = True
                asyncio.get_running_loop().call_soon(self._show_again)
        put_broken(line)

    def begin_with(self, line: str) -> bool:
        """Go on with a line; returns whether it is shown from here and can be edited."""
        if self.editor is None:
            return False
        self.editor.begun = line
        return True

    def forget(self) -> None:
        """Let go of the line that is begun, as a terminal does on Ctrl-C."""
        if self.editor is not None:
            self.editor.forget()

    def _show_again(self) -> None:
        self._due = False
        if self.editor is not None:
            self.editor.show()

    def _take(self) -> None:
        """Also after whoever has had the terminal meanwhile."""
        if self._before is not None:
            import termios

            taken = [*self._before[:6], [*self._before[6]]]
            taken[3] &= ~(termios.ICANON | termios.ECHO)
            taken[6][termios.VMIN], taken[6][termios.VTIME] = 1, 0
            _set(taken)

    def _give_back(self) -> None:
        if self._before is not None:
            _set(self._before)

    def _handle(self, name: str, do: Callable[[], None]) -> None:
        number = getattr(signal, name)
        # Whoever started it without job control wants Ctrl-Z to do nothing.
        if signal.getsignal(number) is signal.SIG_DFL:
            with suppress(NotImplementedError, ValueError, RuntimeError):
                asyncio.get_running_loop().add_signal_handler(number, do)
                self._handled.append(number)

    def _stop(self) -> None:
        """Stop as Ctrl-Z asks for, with the terminal as it was; not where nobody could say `fg`."""
        loop = asyncio.get_running_loop()
        if self.editor is not None:
            self.editor.make_room()
        self._give_back()
        loop.remove_signal_handler(signal.SIGTSTP)
        os.kill(os.getpid(), signal.SIGTSTP)
        loop.call_later(_STOPPED, self._go_on)

    def _go_on(self) -> None:
        if self._before is not None:
            asyncio.get_running_loop().add_signal_handler(signal.SIGTSTP, self._stop)
            self._take()
            self._show_again()


def _settings_of_a_terminal() -> list[Any] | None:
    """How the terminal is set that shows what is typed; `None` if stdin and stdout are none like that.

    One that neither shows nor edits lines, but sends signals, was left so by a program like this that was
    killed: nobody else would.
    """
    try:
        import termios
    except ImportError:
        return None
    try:
        typed, shown = os.fstat(sys.stdin.fileno()), os.fstat(sys.stdout.fileno())
        settings = termios.tcgetattr(sys.stdin.fileno())
    except (AttributeError, OSError, ValueError, termios.error):
        return None
    both = termios.ICANON | termios.ECHO
    left_behind = settings[3] & (both | termios.ISIG) == termios.ISIG
    shows = settings[3] & both == both or left_behind
    return settings if typed.st_rdev == shown.st_rdev and shows else None


def _keys(settings: list[Any]) -> "EditKeys":
    """The keys that edit a line at this terminal."""
    import termios

    from quizterm_client.plain.editing import EditKeys

    usual, own = EditKeys(), settings[6]

    def also(*numbers: int) -> str:
        return "".join(_letters(own[number] for number in numbers))

    return EditKeys(
        usual.erase + also(termios.VERASE),
        usual.word + also(termios.VWERASE),
        usual.kill + also(termios.VKILL),
        usual.reprint + also(termios.VREPRINT),
        also(termios.VEOF) or usual.end,
    )


def _letters(keys: Iterable[bytes | int]) -> Iterable[str]:
    """Keys of the settings; some are switched off, and what can be seen is typed rather than edits."""
    for key in keys:
        if isinstance(key, bytes) and key not in (b"\0", b"\xff") and not key.decode("latin-1").isprintable():
            yield key.decode("latin-1")


def _has_typed() -> bool:
    import select

    with suppress(OSError, ValueError):
        return bool(select.select([sys.stdin.fileno()], [], [], 0)[0])
    return False


def _write(text: str) -> None:
    with suppress(OSError, ValueError, AttributeError):
        sys.stdout.write(text)
        sys.stdout.flush()


def _set(settings: list[Any]) -> None:
    import termios

    with suppress(OSError, ValueError, AttributeError, termios.error):
        # Waiting for what was written to be shown could take for ever.
        termios.tcsetattr(sys.stdin.fileno(), termios.TCSANOW, settings)
