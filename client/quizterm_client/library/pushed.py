"""What this machine remembers of quiz files that were pushed to a library, or pulled from one."""

import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from quizterm.protocol.library import VersionNumber
from quizterm.text import BadHandle, QuizHandle, account_look, clean_handle, quiz_look
from quizterm_client.addresses import Address
from quizterm_client.drawer import Drawer
from quizterm_client.wakefulness import Wall, time_of_day

MOST_FILES = 2000
"""Files that are remembered; of more, those are forgotten that were pushed or pulled longest ago."""

_FOLDER = "library"
_SUFFIX = ".pushed"
_NAME = 32


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file as it was when it was the same as a version in a library."""

    server: str
    owner: str
    name: str
    """Of the quiz there."""
    version: VersionNumber
    digest: str
    """Of the file's bytes."""
    saved: float = 0.0
    """Seconds since 1970, filled in by the memory."""

    @property
    def handle(self) -> QuizHandle:
        """The quiz, in full."""
        return QuizHandle(self.name, self.owner)

    def is_of(self, wanted: QuizHandle) -> bool:
        """Whether this may be the quiz that somebody means; without an owner, they mean one of their own."""
        if wanted.owner is not None and account_look(wanted.owner) != account_look(self.owner):
            return False
        return quiz_look(wanted.name) == quiz_look(self.name)

    def is_unchanged(self, data: bytes) -> bool:
        """Whether the file is as it was."""
        return digest_of(data) == self.digest


_KNOWN = TypeAdapter(KnownFile)


class PushedFiles:
    """Remembers which version of which quiz a file is, for every server by itself.

    Args:
        folder: The user's state folder.
        warn: Takes a sentence for the person when something is wrong; it goes on all the same.
        wall: The time of day, which says what was pushed or pulled longest ago.
    """

    def __init__(self, folder: Path, warn: Callable[[str], None], wall: Wall = time_of_day) -> None:
        self._drawer = Drawer(folder / _FOLDER, warn)
        self._wall = wall

    def about(self, server: Address, file: Path) -> KnownFile | None:
        """What is known of a file; `None` if it was never pushed there or pulled from there."""
        known = self._read(_mark(server, file))
        return known if known is not None and known.server == str(server) else None

    def keep(self, server: Address, file: Path, quiz: QuizHandle, version: int, data: bytes) -> None:
        """Remember that a file is the same as a version of a quiz; `quiz` has an owner."""
        saved = self._wall().timestamp()
        known = KnownFile(str(server), quiz.owner or "", quiz.name, version, digest_of(data), saved)
        self._drawer.write(_mark(server, file), _KNOWN.dump_json(known))
        self._forget_the_oldest()

    def renamed(self, server: Address, old: QuizHandle, new: str) -> None:
        """A quiz has another name now; `old` has an owner."""
        for mark, known in self._of(server, old):
            self._drawer.write(mark, _KNOWN.dump_json(replace(known, name=new)))

    def owner_renamed(self, server: Address, old: str, new: str) -> None:
        """Somebody has another name now, with whatever quizzes they own."""
        for mark, known in self._all():
            if known.server == str(server) and account_look(known.owner) == account_look(old):
                self._drawer.write(mark, _KNOWN.dump_json(replace(known, owner=new)))

    def forget(self, server: Address, quiz: QuizHandle) -> None:
        """A quiz is not there any more; `quiz` has an owner."""
        for mark, _ in self._of(server, quiz):
            self._drawer.remove(mark)

    def _of(self, server: Address, quiz: QuizHandle) -> list[tuple[str, KnownFile]]:
        return [(mark, one) for mark, one in self._all() if one.server == str(server) and one.is_of(quiz)]

    def _forget_the_oldest(self) -> None:
        if len(self._drawer.names(_SUFFIX)) > MOST_FILES:
            known = sorted(self._all(), key=lambda one: one[1].saved)
            for mark, _ in known[: len(known) - MOST_FILES]:
                self._drawer.remove(mark)

    def _all(self) -> Iterator[tuple[str, KnownFile]]:
        for mark in self._drawer.names(_SUFFIX):
            known = self._read(mark)
            if known is not None:
                yield mark, known

    def _read(self, mark: str) -> KnownFile | None:
        content = self._drawer.read(mark)
        if content is None:
            return None
        try:
            known = _KNOWN.validate_json(content)
            clean_handle(known.owner)
            clean_handle(known.name)
        except (ValidationError, BadHandle):
            # What is lost is only which version the file builds on, and the server asks for that.
            self._drawer.remove(mark)
            return None
        return known


def digest_of(data: bytes) -> str:
    """By what two contents of a file are told apart."""
    return hashlib.sha256(data).hexdigest()


def _mark(server: Address, file: Path) -> str:
    """The name of what is remembered: a file that is reached by a link is the same file."""
    place = str(server).encode() + b"\n" + os.fsencode(os.path.realpath(file))
    return hashlib.sha256(place).hexdigest()[:_NAME] + _SUFFIX
