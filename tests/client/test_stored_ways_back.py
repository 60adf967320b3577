"""How a machine remembers the way back: the newest token with its key, and servers that have died."""

import errno
import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from quizterm_client.addresses import Address
from quizterm_client.entries import JoinEntry, RejoinEntry
from quizterm_client.store import KEPT_SECONDS, Store, StoredPlayer, StoredServer

LAB = Address("lab")
CODE = "K7Q4MF"
HERE = Address("127.0.0.1", 8765)
ANN = StoredPlayer(LAB, CODE, "Ann", "a" * 32, "/dev/pts/1", key="k" * 32)
WISH = StoredPlayer(LAB, CODE, "Ann", "")
NOBODY = 2**22 + 1
"""No process has this number."""


class Shelf:
    """Stores of several processes on one folder, with a clock to turn."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.now = 1_000_000.0
        self.warnings: list[str] = []

    def store(self) -> Store:
        return Store(self.folder, now=lambda: self.now, warn=self.warnings.append)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "state")


def found(shelf: Shelf, terminal: str = "") -> StoredPlayer:
    """Who comes back in a process of its own."""
    with shelf.store().claim_player(LAB, CODE, terminal=terminal) or pytest.fail("nobody was found") as held:
        return held.player


def test_the_newest_token_and_its_key_are_found_by_the_next_process(shelf: Shelf) -> None:
    """R06"""
    with shelf.store().keep_player(ANN) as held:
        held.update("b" * 32, "l" * 32)
        held.remember(RejoinEntry(CODE, "c" * 32, "m" * 32))

    assert (found(shelf).token, found(shelf).key) == ("c" * 32, "m" * 32)
    assert held.entry() == RejoinEntry(CODE, "c" * 32, "m" * 32)


def test_token_and_key_are_one_file_that_is_replaced_in_one_step(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R06: whoever looks, at any moment, sees a token with the key that belongs to it."""
    with shelf.store().keep_player(ANN) as held:
        seen: list[tuple[str, str]] = []

        def look(descriptor: int) -> None:
            for path in shelf.folder.glob("*.player"):
                content = json.loads(path.read_bytes())
                seen.append((content["token"], content["key"]))
            flush(descriptor)

        flush = os.fsync
        monkeypatch.setattr(os, "fsync", look)
        held.update("b" * 32, "l" * 32)

    assert seen == [(ANN.token, ANN.key), ("b" * 32, "l" * 32)]


def test_a_wish_to_join_is_kept_before_it_is_sent_and_sent_again_with_the_same_key(shelf: Shelf) -> None:
    """R03"""
    with shelf.store().keep_player(WISH) as held:
        first = held.entry()
    with shelf.store().claim_player(LAB, CODE) or pytest.fail("nobody was found") as again:
        assert again.entry() == first
    assert isinstance(first, JoinEntry)
    assert (first.name, len(first.key)) == ("Ann", 32)


def test_a_wish_that_was_refused_leaves_a_namesake_alone(shelf: Shelf) -> None:
    shelf.store().keep_player(ANN).release()
    shelf.store().keep_player(WISH).forget()

    assert found(shelf).token == ANN.token


def test_a_wish_that_was_granted_takes_the_place_of_a_namesake(shelf: Shelf) -> None:
    shelf.store().keep_player(ANN).release()
    with shelf.store().keep_player(WISH) as held:
        held.remember(RejoinEntry(CODE, "c" * 32))

    assert found(shelf).token == "c" * 32
    assert len(list(shelf.folder.glob("*.player"))) == 1


def test_a_player_of_an_older_version_comes_back_with_a_key_that_is_stored_first(shelf: Shelf) -> None:
    """R66"""
    shelf.store()
    old = {"server": {"host": "lab", "port": 8765}, "code": CODE, "name": "Ann", "token": "a" * 32}
    (shelf.folder / "0123.player").write_text(json.dumps({**old, "terminal": "", "saved": shelf.now}))

    with shelf.store().claim_player(LAB, CODE) or pytest.fail("nobody was found") as held:
        entry = held.entry()

    assert entry == RejoinEntry(CODE, "a" * 32, found(shelf).key)
    assert found(shelf).key


def test_who_comes_back_on_another_terminal_is_found_there_the_next_time(shelf: Shelf) -> None:
    shelf.store().keep_player(ANN).release()
    with shelf.store().claim_player(LAB, CODE, terminal="/dev/pts/7") or pytest.fail("nobody") as held:
        held.update("b" * 32, "l" * 32)
    shelf.now += 1
    shelf.store().keep_player(replace(ANN, name="Bob", terminal="/dev/pts/2")).release()

    assert found(shelf, "/dev/pts/7").name == "Ann"


def test_a_full_disk_is_tried_again_and_the_token_is_not_lost(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R34: on the player's own machine."""

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    store = shelf.store()
    with store.keep_player(ANN) as held:
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", full)
            held.update("b" * 32, "l" * 32)
            held.update("c" * 32, "m" * 32)
        assert [warning.count("No space left") for warning in shelf.warnings] == [1]
        assert store.folder == shelf.folder
        held.update("d" * 32, "n" * 32)

    assert found(shelf).token == "d" * 32


def test_a_key_is_not_shown_by_accident() -> None:
    assert ANN.key not in repr(ANN)
    assert "m" * 32 not in repr(RejoinEntry(CODE, "c" * 32, "m" * 32))


# Servers


def test_a_server_that_died_is_remembered_with_what_starts_it_again(shelf: Shelf) -> None:
    """R12"""
    dead = StoredServer(HERE, NOBODY, name="server-1", bind="0.0.0.0")
    shelf.store().keep_server(dead)
    kept = replace(dead, saved=shelf.now)

    assert shelf.store().servers() == []
    assert shelf.store().stopped_servers() == [kept]
    assert shelf.store().server_named("server-1") == kept
    assert shelf.store().server_named("") is None


def test_a_server_that_was_started_again_takes_its_own_place(shelf: Shelf) -> None:
    store = shelf.store()
    store.keep_server(StoredServer(HERE, NOBODY, name="server-1"))
    store.keep_server(StoredServer(HERE, os.getpid(), name="server-1"))

    assert [server.pid for server in store.servers()] == [os.getpid()]
    assert store.stopped_servers() == []


def test_where_a_server_died_is_asked_last(shelf: Shelf) -> None:
    store = shelf.store()
    store.keep_server(StoredServer(Address("127.0.0.1", 8766), NOBODY, name="dead"))
    shelf.now -= 60
    store.keep_server(StoredServer(HERE, os.getpid(), name="alive"))
    store.keep_player(ANN).release()

    assert store.known_addresses(CODE) == [LAB, HERE, Address("127.0.0.1", 8766)]


def test_a_server_that_died_is_forgotten_after_a_day_and_one_that_runs_is_not(shelf: Shelf) -> None:
    store = shelf.store()
    store.keep_server(StoredServer(Address("127.0.0.1", 8766), NOBODY, name="dead"))
    store.keep_server(StoredServer(HERE, os.getpid(), name="alive"))
    shelf.now += KEPT_SECONDS + 1

    assert store.stopped_servers() == []
    assert [server.name for server in store.servers()] == ["alive"]


def test_a_server_that_nobody_needs_again_is_forgotten(shelf: Shelf) -> None:
    store = shelf.store()
    store.keep_server(StoredServer(HERE, NOBODY, name="dead"))
    store.forget_server(NOBODY)

    assert store.stopped_servers() == []
    assert list(shelf.folder.iterdir()) == []


def test_a_server_of_an_older_version_is_read(shelf: Shelf) -> None:
    """R66"""
    shelf.store()
    old = {"address": {"host": "127.0.0.1", "port": 8765}, "pid": os.getpid(), "saved": shelf.now}
    (shelf.folder / f"{os.getpid()}.server").write_text(json.dumps(old))

    assert [(server.address, server.name) for server in shelf.store().servers()] == [(HERE, "")]


@pytest.mark.parametrize("name", ["../evil", "a/b", "", "x" * 65, ".hidden"])
def test_a_name_that_is_no_file_name_reaches_no_path(shelf: Shelf, name: str) -> None:
    shelf.store().keep_server(StoredServer(HERE, NOBODY, name=name))

    assert [path.name for path in shelf.folder.iterdir()] == [f"{NOBODY}.server"]
