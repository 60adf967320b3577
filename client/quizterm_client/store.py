"""What this machine remembers for a person: players and hosts to come back as, and servers started here."""

import os
import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import platformdirs
from pydantic import TypeAdapter, ValidationError

from quizterm_client.addresses import Address
from quizterm_client.statefiles import Grip, StateFolder

KEPT_SECONDS = 24 * 3600
"""Older entries are forgotten: no session lasts that long."""

STATE_VARIABLE = "QUIZTERM_STATE_DIR"


@dataclass(frozen=True, slots=True)
class StoredPlayer:
    """A player who can come back from this machine."""

    server: Address
    code: str
    name: str
    token: str = field(repr=False)
    terminal: str = ""
    """The terminal that this player last played on."""
    saved: float = 0.0
    """Seconds since 1970, filled in by the store."""


@dataclass(frozen=True, slots=True)
class StoredHost:
    """A session that can be taken up again from this machine."""

    server: Address
    code: str
    token: str = field(repr=False)
    title: str = ""
    saved: float = 0.0


@dataclass(frozen=True, slots=True)
class StoredServer:
    """A server that was started on this machine."""

    address: Address
    pid: int
    saved: float = 0.0


_PLAYER = TypeAdapter(StoredPlayer)
_HOST = TypeAdapter(StoredHost)
_SERVER = TypeAdapter(StoredServer)

_Record = TypeVar("_Record", StoredPlayer, StoredHost, StoredServer)


class HeldPlayer:
    """A stored player in use by this process; nobody else on the machine gets it until it is released."""

    def __init__(self, store: "Store", key: str, player: StoredPlayer, grip: Grip) -> None:
        self._store = store
        self._key = key
        self._grip = grip
        self.player = player

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def release(self) -> None:
        """Stop using the player, who can come back later."""
        self._grip.release()
        self._store._held.discard(self._key)

    def forget(self) -> None:
        """The player is gone for good: forget the token."""
        self._store._forget(self._key + ".player")
        self.release()
        self._store._forget(self._key + ".lock")


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
        self._memory: dict[str, bytes] = {}
        self._held: set[str] = set()
        self._folder: StateFolder | None = None
        try:
            self._folder = StateFolder(folder)
        except OSError as error:
            self._degrade(error)

    @property
    def folder(self) -> Path | None:
        """Where things are kept that others must not see; `None` when nothing is left after this process."""
        return None if self._folder is None else self._folder.path

    def keep_player(self, player: StoredPlayer) -> HeldPlayer:
        """Remember a player who has just joined, and use it."""
        for key, known in self._records(".player", _PLAYER):
            if (known.server, known.code, known.name) == (player.server, player.code, player.name):
                self._forget(key + ".player")
        key = secrets.token_hex(8)
        held = HeldPlayer(self, key, player, self._grip(key) or Grip(None))
        self._write(key + ".player", _PLAYER.dump_json(replace(player, saved=self._now())))
        return held

    def claim_player(
        self, server: Address, code: str, *, name: str | None = None, terminal: str = ""
    ) -> HeldPlayer | None:
        """Take up a player who joined this session from this machine and is not in use.

        The one who last played on this terminal comes first, then the one who joined last.
        `None` means that somebody new has to join.
        """
        found = [
            (key, player)
            for key, player in self._records(".player", _PLAYER)
            if (player.server, player.code) == (server, code) and name in (None, player.name)
        ]
        found.sort(
            key=lambda entry: (bool(terminal) and entry[1].terminal == terminal, entry[1].saved), reverse=True
        )
        for key, player in found:
            grip = self._grip(key)
            if grip is not None:
                return HeldPlayer(self, key, player, grip)
        return None

    def keep_host(self, host: StoredHost) -> None:
        """Remember how to take up a session again."""
        if _CODE.fullmatch(host.code):
            self._write(host.code + ".host", _HOST.dump_json(replace(host, saved=self._now())))

    def host(self, code: str) -> StoredHost | None:
        """How to take up this session again, if it was hosted from here."""
        return next((host for _, host in self._records(".host", _HOST) if host.code == code), None)

    def hosts(self) -> list[StoredHost]:
        """All sessions hosted from here, the newest first."""
        return _newest_first([host for _, host in self._records(".host", _HOST)])

    def forget_host(self, code: str) -> None:
        """The session is over."""
        if _CODE.fullmatch(code):
            self._forget(code + ".host")

    def keep_server(self, server: StoredServer) -> None:
        """Remember a server that was started here."""
        self._write(f"{server.pid}.server", _SERVER.dump_json(replace(server, saved=self._now())))

    def servers(self) -> list[StoredServer]:
        """Servers that were started here and still run, the newest first."""
        return _newest_first([server for _, server in self._records(".server", _SERVER)])

    def forget_server(self, pid: int) -> None:
        """The server has ended."""
        self._forget(f"{pid}.server")

    def known_addresses(self, code: str) -> list[Address]:
        """Servers worth asking for a session, best first."""
        players = [player for _, player in self._records(".player", _PLAYER) if player.code == code]
        addresses = [player.server for player in _newest_first(players)]
        addresses += [host.server for host in self.hosts() if host.code == code]
        addresses += [server.address for server in self.servers()]
        return list(dict.fromkeys(addresses))

    def _records(self, suffix: str, kind: TypeAdapter[_Record]) -> Iterator[tuple[str, _Record]]:
        """Everything of one kind that is still of use; the rest is forgotten."""
        for name in self._names(suffix):
            content = self._read(name)
            if content is None:
                continue
            try:
                record = kind.validate_json(content)
            except ValidationError:
                self._warn(f"A damaged file was ignored: {name} in the state folder.")
                self._forget(name)
                continue
            if self._is_stale(record):
                self._forget(name)
                self._forget(name.removesuffix(suffix) + ".lock")
            else:
                yield name.removesuffix(suffix), record

    def _is_stale(self, record: StoredPlayer | StoredHost | StoredServer) -> bool:
        if isinstance(record, StoredServer):
            return not _is_alive(record.pid)
        return self._now() - record.saved > KEPT_SECONDS

    def _grip(self, key: str) -> Grip | None:
        if key in self._held:
            return None
        grip: Grip | None = Grip(None)
        if self._folder is not None:
            try:
                grip = self._folder.grip(key + ".lock")
            except OSError as error:
                self._degrade(error)
        if grip is not None:
            self._held.add(key)
        return grip

    def _names(self, suffix: str) -> list[str]:
        names = {name for name in self._memory if name.endswith(suffix)}
        if self._folder is not None:
            with suppress(OSError):
                names.update(self._folder.names(suffix))
        return sorted(names)

    def _read(self, name: str) -> bytes | None:
        if name in self._memory:
            return self._memory[name]
        if self._folder is None:
            return None
        try:
            return self._folder.read(name)
        except FileNotFoundError:
            return None
        except OSError:
            self._warn(f"A file that cannot be trusted was ignored: {name} in the state folder.")
            return None

    def _write(self, name: str, content: bytes) -> None:
        if self._folder is not None:
            try:
                self._folder.write(name, content)
                return
            except OSError as error:
                self._degrade(error)
        self._memory[name] = content

    def _forget(self, name: str) -> None:
        self._memory.pop(name, None)
        if self._folder is not None:
            with suppress(OSError):
                self._folder.remove(name)

    def _degrade(self, error: OSError) -> None:
        self._folder = None
        self._warn(
            f"Nothing will be remembered when this window is closed, because of the state folder: "
            f"{error.strerror or error}. Point {STATE_VARIABLE} at a folder of your own."
        )


_CODE = re.compile(r"[0-9A-Z]{1,16}")


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


def _is_alive(pid: int) -> bool:
    if os.name != "posix":
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
