"""What this machine remembers for a person: players and hosts to come back as, and servers started here."""

import os
import re
import secrets
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import platformdirs
from pydantic import TypeAdapter, ValidationError

from quizterm.language import _
from quizterm_client.addresses import Address
from quizterm_client.drawer import STATE_VARIABLE, Drawer
from quizterm_client.entries import Entry, JoinEntry, RejoinEntry, new_key
from quizterm_client.statefiles import Grip
from quizterm_client.stored import StoredHost, StoredPlayer, StoredServer

__all__ = [
    "KEPT_SECONDS",
    "HeldPlayer",
    "Store",
    "StoredHost",
    "StoredPlayer",
    "StoredServer",
    "state_folder",
    "terminal_name",
]

KEPT_SECONDS = 24 * 3600
"""Older entries are forgotten: no session lasts that long."""

_PLAYER = TypeAdapter(StoredPlayer)
_HOST = TypeAdapter(StoredHost)
_SERVER = TypeAdapter(StoredServer)

_Record = TypeVar("_Record", StoredPlayer, StoredHost, StoredServer)


class HeldPlayer:
    """A stored player in use by this process; nobody else on the machine gets it until it is released.

    Attributes:
        player: What is stored.
    """

    def __init__(self, store: "Store", mark: str, player: StoredPlayer, grip: Grip) -> None:
        self._store = store
        self._mark = mark
        self._grip = grip
        self.player = player

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def entry(self) -> JoinEntry | RejoinEntry:
        """How this player comes in; its key is stored, so that the same wish can be sent again."""
        if not self.player.key:
            self.update(self.player.token, new_key())
        player = self.player
        if not player.token:
            return JoinEntry(player.code, player.name, player.key)
        return RejoinEntry(player.code, player.token, player.key)

    def remember(self, entry: Entry) -> None:
        """Take what a link knows of the way back; made to be given to `Link.enter`."""
        if isinstance(entry, RejoinEntry):
            self.update(entry.token, entry.key)

    def update(self, token: str, key: str) -> None:
        """Store the newest token with the key of the next return, both in one step."""
        if token and not self.player.token:
            self._store._forget_namesakes(self.player, self._mark)
        self.player = replace(self.player, token=token, key=key)
        self._store._write_player(self._mark, self.player)

    def release(self) -> None:
        """Stop using the player, who can come back later."""
        self._grip.release()
        self._store._held.discard(self._mark)

    def forget(self) -> None:
        """The player is gone for good: forget the token."""
        self._store._drawer.remove(self._mark + ".player")
        self.release()
        self._store._drawer.remove(self._mark + ".lock")


class Store:
    """Remembers on disk, or in memory only where the disk cannot be used.

    Args:
        folder: Where to keep it.
        now: Seconds since 1970.
        warn: Takes a sentence for the person when something is wrong; the store goes on all the same.
    """

    def __init__(
        self,
        folder: Path,
        *,
        now: Callable[[], float] | None = None,
        warn: Callable[[str], None] | None = None,
    ) -> None:
        self._now = now or (lambda: datetime.now(UTC).timestamp())
        self._warn = warn or (lambda _sentence: None)
        self._held: set[str] = set()
        self._drawer = Drawer(folder, self._warn)

    @property
    def folder(self) -> Path | None:
        """Where things are kept that others must not see; `None` when nothing is left after this process."""
        return self._drawer.folder

    def keep_player(self, player: StoredPlayer) -> HeldPlayer:
        """Remember a player, and use it.

        Best done before the wish to join is sent, without a token: then even who is cut off before the reply
        comes back as the same player. With a token, it takes the place of a namesake in the session.
        """
        if player.token:
            self._forget_namesakes(player, "")
        mark = secrets.token_hex(8)
        held = HeldPlayer(self, mark, player, self._grip(mark) or Grip(None))
        self._write_player(mark, player)
        return held

    def claim_player(
        self, server: Address, code: str, *, name: str | None = None, terminal: str = ""
    ) -> HeldPlayer | None:
        """Take up a player who joined this session from this machine and is not in use.

        The one who last played on this terminal comes first, then the one who was in last.
        `None` means that somebody new has to join.
        """
        found = [
            (mark, player)
            for mark, player in self._records(".player", _PLAYER)
            if (player.server, player.code) == (server, code) and name in (None, player.name)
        ]
        found.sort(
            key=lambda entry: (bool(terminal) and entry[1].terminal == terminal, entry[1].saved), reverse=True
        )
        for mark, player in found:
            grip = self._grip(mark)
            if grip is not None:
                newest = self._newest(mark, player)
                return HeldPlayer(self, mark, replace(newest, terminal=terminal or newest.terminal), grip)
        return None

    def has_player(self, code: str) -> bool:
        """Whether somebody can come back to this session from here."""
        return any(player.code == code for _, player in self._records(".player", _PLAYER))

    def keep_host(self, host: StoredHost) -> None:
        """Remember how to take up a session again."""
        if _CODE.fullmatch(host.code):
            self._drawer.write(host.code + ".host", _HOST.dump_json(replace(host, saved=self._now())))

    def host(self, code: str) -> StoredHost | None:
        """How to take up this session again, if it was hosted from here."""
        return next((host for _, host in self._records(".host", _HOST) if host.code == code), None)

    def hosts(self) -> list[StoredHost]:
        """All sessions hosted from here, the newest first."""
        return _newest_first([host for _, host in self._records(".host", _HOST)])

    def keep_server(self, server: StoredServer) -> None:
        """Remember a server that was started here; started again, it takes its own place."""
        mark = server.name if _NAME.fullmatch(server.name) else str(server.pid)
        self._drawer.write(mark + ".server", _SERVER.dump_json(replace(server, saved=self._now())))

    def servers(self) -> list[StoredServer]:
        """Servers that were started here and still run, the newest first."""
        return [server for server in self._all_servers() if server.runs]

    def stopped_servers(self) -> list[StoredServer]:
        """Servers that were started here in the last day and died without a word, the newest first."""
        return [server for server in self._all_servers() if not server.runs]

    def server_named(self, name: str) -> StoredServer | None:
        """The server that was started here under this name, whether it still runs or not."""
        return next((server for server in self._all_servers() if name and server.name == name), None)

    def forget_server(self, pid: int) -> None:
        """The server has ended, and nobody needs it again."""
        for mark, server in self._records(".server", _SERVER):
            if server.pid == pid:
                self._drawer.remove(mark + ".server")

    def known_addresses(self, code: str) -> list[Address]:
        """Servers worth asking for a session, best first; those that died last: they may be back by now."""
        players = [player for _, player in self._records(".player", _PLAYER) if player.code == code]
        addresses = [player.server for player in _newest_first(players)]
        addresses += [host.server for host in self.hosts() if host.code == code]
        addresses += [server.address for server in (*self.servers(), *self.stopped_servers())]
        return list(dict.fromkeys(addresses))

    def _all_servers(self) -> list[StoredServer]:
        return _newest_first([server for _, server in self._records(".server", _SERVER)])

    def _records(self, suffix: str, kind: TypeAdapter[_Record]) -> Iterator[tuple[str, _Record]]:
        """Everything of one kind that is still of use; the rest is forgotten."""
        for name in self._drawer.names(suffix):
            content = self._drawer.read(name)
            if content is None:
                continue
            try:
                record = kind.validate_json(content)
            except ValidationError:
                words = _("A damaged file was ignored: {name} in the state folder.")
                self._warn(words.format(name=name))
                self._drawer.remove(name)
                continue
            if self._is_stale(record):
                self._drawer.remove(name)
                self._drawer.remove(name.removesuffix(suffix) + ".lock")
            else:
                yield name.removesuffix(suffix), record

    def _is_stale(self, record: StoredPlayer | StoredHost | StoredServer) -> bool:
        if isinstance(record, StoredServer) and record.runs:
            return False
        return self._now() - record.saved > KEPT_SECONDS

    def _newest(self, mark: str, player: StoredPlayer) -> StoredPlayer:
        """Whoever held the player may have written since it was read."""
        written = (newest for other, newest in self._records(".player", _PLAYER) if other == mark)
        return next(written, player)

    def _forget_namesakes(self, player: StoredPlayer, mark: str) -> None:
        """Nobody else in a session has the name of who is in."""
        for other, known in self._records(".player", _PLAYER):
            same = (known.server, known.code, known.name) == (player.server, player.code, player.name)
            if same and other != mark:
                self._drawer.remove(other + ".player")

    def _write_player(self, mark: str, player: StoredPlayer) -> None:
        self._drawer.write(mark + ".player", _PLAYER.dump_json(replace(player, saved=self._now())))

    def _grip(self, mark: str) -> Grip | None:
        if mark in self._held:
            return None
        grip = self._drawer.grip(mark + ".lock")
        if grip is not None:
            self._held.add(mark)
        return grip


_CODE = re.compile(r"[0-9A-Z]{1,16}")
_NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{0,63}")


def state_folder() -> Path:
    """Where the state is kept: what the environment says, or the user's state folder."""
    chosen = os.environ.get(STATE_VARIABLE)
    return Path(chosen) if chosen else platformdirs.user_state_path("quizterm", appauthor=False)


def terminal_name() -> str:
    """The terminal that this process is typed at; empty if there is none."""
    try:
        return os.ttyname(0)
    except (OSError, AttributeError):
        return ""


def _newest_first(records: list[_Record]) -> list[_Record]:
    return sorted(records, key=lambda record: record.saved, reverse=True)
