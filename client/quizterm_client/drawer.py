"""Small private files by name, kept in memory where the disk cannot be used."""

import errno
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from quizterm.language import _
from quizterm_client.statefiles import Grip, StateFolder

STATE_VARIABLE = "QUIZTERM_STATE_DIR"

_FULL = (errno.ENOSPC, errno.EDQUOT)
"""Passes when somebody makes room, so the disk is tried again the next time."""


class Drawer:
    """Never raises for what is wrong with the disk; says it once.

    Args:
        folder: Where to keep the files.
        warn: Takes a sentence for the person.
    """

    def __init__(self, folder: Path, warn: Callable[[str], None]) -> None:
        self._warn = warn
        self._memory: dict[str, bytes] = {}
        self._folder: StateFolder | None = None
        self._said_full = False
        try:
            self._folder = StateFolder(folder)
        except OSError as error:
            self._give_up(error)

    @property
    def folder(self) -> Path | None:
        """Where the files are; `None` when nothing is left after this process."""
        return None if self._folder is None else self._folder.path

    def names(self, suffix: str) -> list[str]:
        """What is there that ends like this, in alphabetical order."""
        names = {name for name in self._memory if name.endswith(suffix)}
        if self._folder is not None:
            with suppress(OSError):
                names.update(self._folder.names(suffix))
        return sorted(names)

    def read(self, name: str) -> bytes | None:
        """The newest content; `None` if there is none that can be trusted."""
        if name in self._memory:
            return self._memory[name]
        if self._folder is None:
            return None
        try:
            return self._folder.read(name)
        except FileNotFoundError:
            return None
        except OSError:
            words = _("A file that cannot be trusted was ignored: {name} in the state folder.")
            self._warn(words.format(name=name))
            return None

    def write(self, name: str, content: bytes) -> None:
        """Replace a file in one step."""
        if self._folder is not None:
            try:
                self._folder.write(name, content)
            except OSError as error:
                self._give_up(error)
            else:
                self._memory.pop(name, None)
                return
        self._memory[name] = content

    def remove(self, name: str) -> None:
        """Remove a file if it is there."""
        self._memory.pop(name, None)
        if self._folder is not None:
            with suppress(OSError):
                self._folder.remove(name)

    def grip(self, name: str) -> Grip | None:
        """Hold a file for this process; `None` if a living process holds it."""
        if self._folder is not None:
            try:
                return self._folder.grip(name)
            except OSError as error:
                self._give_up(error)
        return Grip(None)

    def _give_up(self, error: OSError) -> None:
        """Use memory alone from now on, unless the disk is only full."""
        passes = self._folder is not None and error.errno in _FULL
        if not passes:
            self._folder = None
        if passes and self._said_full:
            return
        self._said_full = passes
        words = _(
            "Nothing will be remembered when this window is closed, because of the state folder: {reason}."
        ).format(reason=error.strerror or error)
        helps = (
            _("Free some space.")
            if passes
            else _("Point {variable} at a folder of your own.").format(variable=STATE_VARIABLE)
        )
        self._warn(f"{words} {helps}")
