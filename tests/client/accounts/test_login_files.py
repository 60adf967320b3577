"""Logins on the disk: who may read them, what was planted there, and for how long they are kept."""

import json
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from quizterm.errors import ErrorCode
from quizterm_client.accounts.logins import CannotKeepLogin, LoginFiles, StoredLogin
from quizterm_client.addresses import Address
from quizterm_client.store import KEPT_SECONDS, Store

LAB = Address("lab")
ADA = StoredLogin(LAB, "ada", "ada@lab-7", "r" * 32, "acc.ess.token", 1_000.0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "state"


@pytest.fixture
def no_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def the_file(folder: Path) -> Path:
    (found,) = folder.glob("*.login")
    return found


def test_a_login_is_found_again_by_its_server(folder: Path) -> None:
    LoginFiles(folder).keep(ADA)

    assert LoginFiles(folder).read(LAB) == ADA
    assert list(LoginFiles(folder).all()) == [ADA]
    assert LoginFiles(folder).read(Address("lab", 9000)) is None


def test_a_login_is_forgotten(folder: Path) -> None:
    files = LoginFiles(folder)
    files.keep(ADA)

    files.forget(LAB)

    assert files.read(LAB) is None
    assert not list(folder.glob("*.login"))


def test_this_machine_is_one_server_whatever_it_is_called(folder: Path) -> None:
    LoginFiles(folder).keep(StoredLogin(Address("localhost"), "ada", "here", "r" * 32))

    assert LoginFiles(folder).read(Address("127.0.0.1")) is not None


def test_others_cannot_read_it_whatever_the_umask(folder: Path, no_umask: None) -> None:
    LoginFiles(folder).keep(ADA)

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(the_file(folder).stat().st_mode) == 0o600


def test_what_somebody_can_read_in_a_shared_folder_is_none_of_it(folder: Path) -> None:
    folder.mkdir(mode=0o755)
    folder.chmod(0o755)

    LoginFiles(folder).keep(ADA)

    assert not list(folder.glob("*.login"))
    assert stat.S_IMODE((folder / ".quizterm").stat().st_mode) == 0o700


def test_nothing_is_read_or_written_through_a_link(folder: Path, tmp_path: Path) -> None:
    files = LoginFiles(folder)
    files.keep(ADA)
    planted = tmp_path / "planted"
    planted.write_bytes(the_file(folder).read_bytes())
    name = the_file(folder)
    name.unlink()
    name.symlink_to(planted)
    before = planted.read_bytes()

    assert files.read(LAB) is None

    files.keep(StoredLogin(LAB, "eve", "x", "e" * 32))

    assert planted.read_bytes() == before
    assert not name.is_symlink()


def test_a_lock_that_is_a_link_is_not_followed(folder: Path, tmp_path: Path) -> None:
    files = LoginFiles(folder)
    (grip := files.grip(LAB) or pytest.fail("no grip")).release()
    (lock,) = folder.glob("*.login-lock")
    lock.unlink()
    lock.symlink_to(tmp_path / "made")

    with pytest.raises(CannotKeepLogin):
        files.grip(LAB)

    assert grip is not None
    assert not (tmp_path / "made").exists()


def test_a_folder_that_is_a_link_is_not_used(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    folder.symlink_to(tmp_path / "elsewhere")

    with pytest.raises(CannotKeepLogin) as caught:
        LoginFiles(folder)

    assert caught.value.code is ErrorCode.NOT_STORED
    assert "--ephemeral" in caught.value.message
    assert "QUIZTERM_STATE_DIR" in caught.value.message


def test_somebody_elses_folder_is_not_used(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.mkdir(mode=0o700)
    monkeypatch.setattr(os, "getuid", lambda: folder.stat().st_uid + 1)

    with pytest.raises(CannotKeepLogin, match="belongs to somebody else"):
        LoginFiles(folder)


def test_somebody_elses_file_is_not_believed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = LoginFiles(folder)
    files.keep(ADA)
    monkeypatch.setattr(os, "getuid", lambda: folder.stat().st_uid + 1)

    assert files.read(LAB) is None
    assert list(files.all()) == []


@pytest.mark.parametrize("content", [b"", b"{", b"{}", b'{"server": 5}', b"\xff" * 10, b"x" * 100_000])
def test_a_damaged_file_is_nobodys_login(folder: Path, content: bytes) -> None:
    files = LoginFiles(folder)
    files.keep(ADA)
    the_file(folder).write_bytes(content)

    assert files.read(LAB) is None


@pytest.mark.parametrize("field", ["refresh", "access"])
def test_a_token_that_cannot_be_one_is_nobodys_login(folder: Path, field: str) -> None:
    files = LoginFiles(folder)
    files.keep(ADA)
    values = json.loads(the_file(folder).read_text())
    the_file(folder).write_text(json.dumps(values | {field: "a b\x1b"}))

    assert files.read(LAB) is None


def test_a_file_under_another_servers_name_sends_nothing_there(folder: Path) -> None:
    files = LoginFiles(folder)
    files.keep(ADA)
    the_file(folder).rename(folder / "evil_8765.login")

    assert list(files.all()) == []
    assert files.read(Address("evil")) is None


@pytest.mark.parametrize(
    "host", ["..", "../../etc/passwd", "a/b", "CON", "fe80::1%eth0", "l" * 300, "schüle", "a\0b", "%2e%2e"]
)
def test_no_name_of_a_host_leads_out_of_the_folder(folder: Path, host: str) -> None:
    files = LoginFiles(folder)
    login = StoredLogin(Address(host), "ada", "x", "r" * 32)

    files.keep(login)

    assert files.read(login.server) == login
    assert [path.parent for path in folder.rglob("*.login")] == [folder]


def test_a_login_outlives_the_seats_of_a_day(folder: Path) -> None:
    LoginFiles(folder).keep(ADA)

    Store(folder, now=lambda: 1e12).known_addresses("K7Q4MF")

    assert LoginFiles(folder).read(LAB) == ADA
    assert KEPT_SECONDS < 1e12


def test_who_prints_a_login_prints_no_token() -> None:
    assert ADA.refresh not in repr(ADA)
    assert ADA.access not in repr(ADA)
