"""Textual's driver for POSIX, which says to a terminal only what it understands, in its encoding."""

import os
import selectors
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from textual import events
from textual.app import App
from textual.driver import Driver
from textual.message import Message

from quizterm_client.terminal.abilities import EVERYTHING, Abilities
from quizterm_client.terminal.interim import text_of
from quizterm_client.terminal.pasting import PasteGuard
from quizterm_client.terminal.typewriter import EncodedOutput, decoder

try:
    from textual._parser import ParseError
    from textual._xterm_parser import XTermParser
    from textual.drivers.linux_driver import LinuxDriver
except ImportError:  # Windows has Textual's own driver, and none of this is run
    LinuxDriver = Driver  # type: ignore[assignment, misc]

_CHUNK = 4096
_POLL = 0.1
"""Seconds after which a lone Esc is a key, not the beginning of a sequence."""


class PosixDriver(LinuxDriver):
    """Draws on a terminal and hears what is typed at it, as far as the app's appearance allows."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        appearance = getattr(app, "appearance", None)
        self._abilities: Abilities = EVERYTHING if appearance is None else appearance.abilities
        self._encoding: str = "utf-8" if appearance is None else appearance.encoding
        wanted = appearance is None or appearance.mouse
        super().__init__(app, debug=debug, mouse=mouse and wanted and self._abilities.clicks, size=size)
        if self._file is not None:
            self._file = EncodedOutput(self._file.buffer, self._encoding)  # type: ignore[assignment]
        self._guard = PasteGuard()
        self._asked_at: float | None = None
        self._kept: bytearray | None = bytearray() if getattr(app, "takes_over", False) else None
        abilities = self._abilities
        self._instead = {
            "\x1b[?1049h": abilities.enter,
            "\x1b[?1049l": abilities.leave,
            "\x1b[?25l": abilities.hide,
            "\x1b[?25h": abilities.show,
            "\x1b[?7l": abilities.wrap_off,
            "\x1b[?7h": abilities.wrap_on,
        }
        self._unsaid = tuple(
            beginning
            for beginning, can in (
                ("\x1b[?1004", abilities.focus),
                ("\x1b[?2004", abilities.paste),
                ("\x1b[?2026", abilities.at_once),
                ("\x1b[>", abilities.keys),
                ("\x1b[<u", abilities.keys),
                ("\x1b]52;", abilities.clipboard),
                ("\x1b]22;", False),  # the shape of a pointer whose movements nobody tells
                ("\x1b[?2048", False),  # the signal for another size comes everywhere
            )
            if not can
        )

    def write(self, data: str) -> None:
        """Write what the terminal understands; modes come one by one."""
        said = self._instead.get(data, data)
        if said and not said.startswith(self._unsaid):
            super().write(said)

    def start_application_mode(self) -> None:
        """Take the terminal over; over a network, ask how long its answers take."""
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self._abilities.position and self._writer_thread is not None:
            self._asked_at = time.monotonic()
            self.write("\x1b[6n")

    def keep(self) -> None:
        """Hear nothing more, and keep what is typed for the next face."""
        if self._kept is None:
            self._kept = bytearray()

    def hear_again(self) -> str:
        """Hear what is typed from now on; returns what was kept until then."""
        text, self._kept = self.kept, None
        return text

    @property
    def kept(self) -> str:
        """What was typed and not heard."""
        return text_of(bytes(self._kept or b""), self._encoding)

    def disable_input(self) -> None:
        """Hear nothing more; where it is kept, what waits to be read is not thrown away."""
        if self._kept is None:
            super().disable_input()
            return
        signal.signal(signal.SIGWINCH, signal.SIG_DFL)
        self._disable_mouse_support()
        self._keep_the_rest()

    def process_message(self, message: Message) -> None:
        """Hand on what was typed or told."""
        if isinstance(message, events.CursorPosition) and self._asked_at is not None:
            took, self._asked_at = time.monotonic() - self._asked_at, None
            pace: Callable[[float], None] | None = getattr(self._app, "pace", None)
            if pace is not None:
                self._app.call_later(pace, took)
            return
        super().process_message(message)

    def run_input_thread(self) -> None:
        """Wait for what is typed until the screen is left."""
        parser, decode = XTermParser(self._debug), decoder(self._encoding)
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(_POLL):
                    data = os.read(self.fileno, _CHUNK)
                    if self._kept is not None:
                        self._kept += data
                    else:
                        self._hear(parser, decode(data, False))
                    if not data:
                        break
                self._tick(parser)
        try:
            for _event in parser.feed(""):
                pass
        except (EOFError, ParseError):
            pass

    def _keep_the_rest(self) -> None:
        """Keep what waits to be read, once no thread reads any more."""
        if self._kept is None or self._key_thread is None:
            return
        if not self.exit_event.is_set():
            self.exit_event.set()
            self._key_thread.join()
            self.exit_event.clear()
        with suppress(OSError), selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while selector.select(0) and (data := os.read(self.fileno, _CHUNK)):
                self._kept += data

    def _hear(self, parser: "XTermParser", text: str) -> None:
        # Feeding nothing ends the parser, and half a letter is no text yet.
        if guarded := self._guard(text):
            for event in parser.feed(guarded):
                self.process_message(event)

    def _tick(self, parser: "XTermParser") -> None:
        for event in parser.tick():
            self.process_message(event)

    def _enable_mouse_support(self) -> None:
        if self._mouse:
            self.write("\x1b[?1000h")
            self.write("\x1b[?1006h")

    def _disable_mouse_support(self) -> None:
        if self._mouse:
            self.write("\x1b[?1006l")
            self.write("\x1b[?1000l")

    def _query_in_band_window_resize(self) -> None:
        """Do not ask: with it comes the mouse by the pixel, for every mere movement."""
