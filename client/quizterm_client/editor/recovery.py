"""What is not saved yet, kept where a crash cannot reach it.

It is kept in this user's own state folder and not beside the quiz: there it would end up in somebody's git,
and others who may look into the folder could read it or put a link in its place. The folder is private, is
there when the quiz's folder cannot be written to, and holds a lock that ends with the process.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from quizterm.formats.reading import MAX_BYTES
from quizterm_client.statefiles import Grip, StateFolder

VERSION = 1
_MOST_BYTES = 8 * MAX_BYTES
"""A quiz in which every character had to be escaped."""
_SLOTS = 3
"""Editors that can have one file open, each with a recovery file of its own."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What an earlier sitting left."""

    text: str
    """The quiz as it was, in our YAML."""
    base: str
    """The digest of the file that it was made from."""
    when: datetime
    """When it was kept, in local time."""


class Recovery:
    """Keeps the unsaved state of one file, in a slot of its own where several editors have it open.

    Args:
        folder: Where states are kept.
        path: The file that is edited.
    """

    def __init__(self, folder: Path, path: Path) -> None:
        self._folder = StateFolder(folder, most_bytes=_MOST_BYTES)
        self._file = str(path.resolve())
        self._digest = hashlib.sha256(self._file.encode(errors="surrogateescape")).hexdigest()[:24]
        self._slot = 0
        self._grip: Grip | None = None

    @property
    def place(self) -> Path:
        """The file in which it is kept."""
        return self._folder.path / self._name(self._slot)

    def hold(self) -> bool:
        """Hold a slot for this editor; `False` if another editor of this user has the file open.

        Raises:
            OSError: That cannot be told.
        """
        grips = [self._folder.grip(self._lock(slot)) for slot in range(_SLOTS)]
        free = [slot for slot, grip in enumerate(grips) if grip is not None]
        self._slot = next(filter(self._left_in, free), free[0] if free else 0)
        for slot in free:
            if slot != self._slot:
                self._let_go(slot, grips[slot])
        self._grip = grips[self._slot]
        return len(free) == _SLOTS

    @property
    def is_held(self) -> bool:
        """Whether there was a slot left."""
        return self._grip is not None

    def found(self) -> Kept | None:
        """What an earlier sitting left, if it ended without saving or being left."""
        try:
            record = json.loads(self._folder.read(self._name(self._slot)))
            when = datetime.fromtimestamp(self.place.stat().st_mtime).astimezone()
            if record["version"] != VERSION or record["file"] != self._file:
                return None
            return Kept(str(record["text"]), str(record["base"]), when)
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def keep(self, text: str, base: str) -> None:
        """Keep a state in place of the one before.

        Raises:
            OSError: The disk or the rights do not allow it.
        """
        record = {"version": VERSION, "file": self._file, "base": base, "text": text}
        self._folder.write(self._name(self._slot), json.dumps(record).encode())

    def forget(self) -> None:
        """Keep nothing more: what there is has been saved, or is not wanted."""
        self._folder.remove(self._name(self._slot))

    def release(self) -> None:
        """Let go of the file."""
        self._let_go(self._slot, self._grip)
        self._grip = None

    def _let_go(self, slot: int, grip: Grip | None) -> None:
        if grip is not None:
            self._folder.remove(self._lock(slot))
            grip.release()

    def _left_in(self, slot: int) -> bool:
        return (self._folder.path / self._name(slot)).is_file()

    def _name(self, slot: int) -> str:
        return f"editing-{self._digest}-{slot}.json"

    def _lock(self, slot: int) -> str:
        return f"editing-{self._digest}-{slot}.lock"
