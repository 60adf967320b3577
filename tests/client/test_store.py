"""What a machine remembers, who may read it, and what happens when it cannot."""

import json
import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from quizterm_client.addresses import Address
from quizterm_client.store import (
    KEPT_SECONDS,
    Store,
    StoredHost,
    StoredPlayer,
    StoredServer,
    state_folder,
    terminal_name,
)

LAB = Address("lab")
CODE = "K7Q4MF"
ANN = StoredPlayer(LAB, CODE, "Ann", "a" * 32, terminal="/dev/pts/1")
BOB = StoredPlayer(LAB, CODE, "Bob", "b" * 32, terminal="/dev/pts/2")
HOST = StoredHost(LAB, CODE, "h" * 32, "Networks")


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


def test_a_player_who_closed_the_terminal_comes_back(shelf: Shelf) -> None:
    shelf.store().keep_player(ANN).release()

    with shelf.store().claim_player(LAB, CODE) or pytest.fail("nobody was found") as held:
        assert (held.player.name, held.player.token) == ("Ann", ANN.token)


def test_a_player_in_use_is_not_given_to_somebody_else(shelf: Shelf) -> None:
    with shelf.store().keep_player(ANN):
        assert shelf.store().claim_player(LAB, CODE) is None
        assert shelf.store().claim_player(LAB, CODE, name="Ann") is None


def test_two_who_come_back_at_once_do_not_become_the_same_player(shelf: Shelf) -> None:
    shelf.store().keep_player(ANN).release()
    store = shelf.store()

    first, second = store.claim_player(LAB, CODE), store.claim_player(LAB, CODE)

    assert first is not None
    assert second is None
    first.release()
    assert store.claim_player(LAB, CODE) is not None


def test_everybody_comes_back_as_who_they_were_on_their_terminal(shelf: Shelf) -> None:
    for player in (ANN, BOB):
        shelf.store().keep_player(player).release()

    ann = shelf.store().claim_player(LAB, CODE, terminal="/dev/pts/1")
    bob = shelf.store().claim_player(LAB, CODE, terminal="/dev/pts/2")

    assert [held.player.name for held in (ann, bob) if held] == ["Ann", "Bob"]


def test_without_a_known_terminal_the_newest_free_player_comes_back(shelf: Shelf) -> None:
    shelf.store().keep_player(ANN).release()
    shelf.now += 1
    shelf.store().keep_player(BOB).release()

    held = shelf.store().claim_player(LAB, CODE, terminal="/dev/pts/9")

    assert held is not None
    assert held.player.name == "Bob"


def test_a_name_asks_for_that_player(shelf: Shelf) -> None:
    for player in (ANN, BOB):
        shelf.store().keep_player(player).release()

    held = shelf.store().claim_player(LAB, CODE, name="Ann")

    assert held is not None
    assert held.player.token == ANN.token
    assert shelf.store().claim_player(LAB, CODE, name="Cy") is None


def test_another_session_or_server_is_another_matter(shelf: Shelf) -> None:
    shelf.store().keep_player(ANN).release()
    assert shelf.store().claim_player(LAB, "ABCDEF") is None
    assert shelf.store().claim_player(Address("other"), CODE) is None


def test_a_player_who_joins_anew_replaces_the_old_token(shelf: Shelf) -> None:
    shelf.store().keep_player(ANN).release()
    shelf.store().keep_player(replace(ANN, token="c" * 32)).release()

    held = shelf.store().claim_player(LAB, CODE)

    assert held is not None
    assert held.player.token == "c" * 32
    assert shelf.store().claim_player(LAB, CODE) is None


def test_a_forgotten_player_leaves_no_token_behind(shelf: Shelf) -> None:
    shelf.store().keep_player(ANN).forget()
    assert shelf.store().claim_player(LAB, CODE) is None
    assert list(shelf.folder.iterdir()) == []


def test_a_server_that_encrypts_is_remembered_as_one(shelf: Shelf) -> None:
    secure = replace(LAB, secure=True)
    shelf.store().keep_host(replace(HOST, server=secure))
    shelf.store().keep_player(replace(ANN, server=secure)).release()

    assert shelf.store().known_addresses(CODE) == [secure]
    assert shelf.store().claim_player(LAB, CODE) is None
    assert shelf.store().claim_player(secure, CODE) is not None


def test_an_address_of_an_older_version_is_one_that_does_not_encrypt(shelf: Shelf) -> None:
    assert shelf.store().hosts() == []
    old = {"server": {"host": "lab", "port": 8765}, "code": CODE, "token": HOST.token, "saved": shelf.now}
    (shelf.folder / f"{CODE}.host").write_text(json.dumps(old))

    found = shelf.store().host(CODE)

    assert found is not None
    assert found.server == LAB
    assert shelf.warnings == []


def test_a_host_can_take_a_session_up_again(shelf: Shelf) -> None:
    shelf.store().keep_host(HOST)
    found = shelf.store().host(CODE)
    assert found is not None
    assert (found.server, found.token, found.title) == (LAB, HOST.token, "Networks")
    assert shelf.store().hosts() == [found]


def test_only_servers_that_still_run_are_known(shelf: Shelf) -> None:
    mine, dead = StoredServer(Address("127.0.0.1", 8765), os.getpid()), StoredServer(LAB, 2**22 + 1)
    store = shelf.store()
    store.keep_server(mine)
    store.keep_server(dead)

    assert [server.address for server in shelf.store().servers()] == [mine.address]
    store.forget_server(mine.pid)
    assert shelf.store().servers() == []


def test_where_a_session_was_is_asked_before_the_servers_of_this_machine(shelf: Shelf) -> None:
    store = shelf.store()
    store.keep_server(StoredServer(Address("127.0.0.1", 8765), os.getpid()))
    store.keep_player(ANN).release()
    store.keep_host(replace(HOST, server=Address("desk")))

    assert store.known_addresses(CODE) == [LAB, Address("desk"), Address("127.0.0.1", 8765)]
    assert store.known_addresses("ABCDEF") == [Address("127.0.0.1", 8765)]


def test_entries_of_yesterday_are_removed(shelf: Shelf) -> None:
    shelf.store().keep_player(ANN).release()
    shelf.store().keep_host(HOST)
    shelf.now += KEPT_SECONDS + 1

    assert shelf.store().claim_player(LAB, CODE) is None
    assert shelf.store().host(CODE) is None
    assert list(shelf.folder.iterdir()) == []


def test_nobody_else_can_read_what_is_kept(shelf: Shelf) -> None:
    old = os.umask(0)
    try:
        held = shelf.store().keep_player(ANN)
        shelf.store().keep_host(HOST)
    finally:
        os.umask(old)

    assert stat.S_IMODE(shelf.folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in shelf.folder.iterdir()} == {0o600}
    held.release()


def test_a_planted_link_is_neither_read_nor_written_through(shelf: Shelf, tmp_path: Path) -> None:
    shelf.store()
    bait = tmp_path / "bait"
    bait.write_text("{}")
    (shelf.folder / f"{CODE}.host").symlink_to(bait)

    assert shelf.store().host(CODE) is None
    shelf.store().keep_host(HOST)

    assert bait.read_text() == "{}"
    assert "cannot be trusted" in shelf.warnings[0]
    assert shelf.store().host(CODE) is not None


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"[]", b'{"code": 3}', b"{" * 100_000], ids=repr)
def test_a_damaged_file_is_passed_over_with_a_warning(shelf: Shelf, content: bytes) -> None:
    shelf.store().keep_player(ANN).release()
    (shelf.folder / "bad.player").write_bytes(content)

    assert shelf.store().claim_player(LAB, CODE) is not None
    assert any("bad.player" in warning for warning in shelf.warnings)


def test_a_folder_that_cannot_be_used_is_said_once_and_memory_serves(shelf: Shelf) -> None:
    shelf.folder.write_text("in the way")
    store = shelf.store()

    store.keep_player(ANN).release()
    store.keep_host(HOST)

    assert store.folder is None
    assert store.claim_player(LAB, CODE) is not None
    assert store.claim_player(LAB, CODE) is None
    assert store.host(CODE) is not None
    assert len(shelf.warnings) == 1
    assert "QUIZTERM_STATE_DIR" in shelf.warnings[0]


def test_a_link_in_the_place_of_the_folder_is_not_followed(shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    shelf.folder.symlink_to(tmp_path / "elsewhere")

    store = shelf.store()
    store.keep_host(HOST)

    assert store.folder is None
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_folder_that_disappears_degrades_to_memory(shelf: Shelf) -> None:
    store = shelf.store()
    shelf.folder.rmdir()

    held = store.keep_player(ANN)

    assert store.folder is None
    held.release()
    assert store.claim_player(LAB, CODE) is not None


def test_the_folder_can_be_chosen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("QUIZTERM_STATE_DIR", str(tmp_path))
    assert state_folder() == tmp_path
    monkeypatch.delenv("QUIZTERM_STATE_DIR")
    assert state_folder().name == "quizterm"


def test_the_terminal_has_a_name_or_none() -> None:
    assert isinstance(terminal_name(), str)


def test_a_token_is_not_shown_by_accident() -> None:
    assert ANN.token not in repr(ANN)
    assert HOST.token not in repr(HOST)


def test_the_rights_of_a_folder_that_was_there_are_left_alone_and_nothing_in_it_is_open(shelf: Shelf) -> None:
    shelf.folder.mkdir()
    shelf.folder.chmod(0o1777)

    shelf.store().keep_player(ANN).release()

    own = shelf.folder / ".quizterm"
    assert stat.S_IMODE(shelf.folder.stat().st_mode) == 0o1777
    assert stat.S_IMODE(own.stat().st_mode) == 0o700
    assert [path.name for path in shelf.folder.iterdir()] == [own.name]
    assert shelf.store().claim_player(LAB, CODE) is not None
    assert shelf.warnings == []


def test_a_private_folder_that_others_have_opened_is_not_used(shelf: Shelf) -> None:
    (shelf.folder / ".quizterm").mkdir(parents=True)
    shelf.folder.chmod(0o755)
    (shelf.folder / ".quizterm").chmod(0o755)

    shelf.store().keep_player(ANN).release()

    assert "Nothing will be remembered" in shelf.warnings[0]


def test_a_pipe_among_the_files_is_not_waited_for(shelf: Shelf) -> None:
    store = shelf.store()
    store.keep_host(HOST)
    (shelf.folder / f"{CODE}.host").unlink()
    os.mkfifo(shelf.folder / f"{CODE}.host")

    assert shelf.store().hosts() == []
    assert "cannot be trusted" in shelf.warnings[0]
