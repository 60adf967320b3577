"""Where a secret must not go: over an open line, into somebody else's file, or with a liar's words."""

import os
import stat
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from quizterm.cli.accounts.signing_in import signed_in_if_possible
from quizterm.cli.exits import Exit
from quizterm.protocol.accounts import AccountRole, ChangeName, ListDevices, LogIn, Register
from quizterm.protocol.client import Request
from quizterm.protocol.data import Account, Device, Devices, Login
from quizterm.protocol.messages import ServerBase
from quizterm.protocol.server import Ok, Refused
from quizterm_client.addresses import Address
from quizterm_server.storage.tables import devices
from tests.support.fakeserver import FakeServer, fake_server
from tests.support.schools import PASSWORD, School
from tests.support.teachers import Teacher

SOMEWHERE = "192.0.2.7:8765"
"""An address that nobody has (RFC 5737)."""

COMMANDS = [
    ("login", "ada", "--password-stdin"),
    ("register", "ada", "--password-stdin"),
    ("whoami",),
    ("whoami", "--ephemeral"),
    ("logout",),
    ("account", "password", "--password-stdin"),
    ("admin", "list"),
]


@pytest.fixture
def pupil(tmp_path: Path) -> Teacher:
    """Somebody who is logged in on a server that is reached over an open line."""
    found = Teacher(tmp_path / "pupil", Address("192.0.2.7"))
    found.logged_in("ada", "acc.ess.token", "r" * 32)
    return found


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
async def test_no_secret_goes_over_an_open_line(pupil: Teacher, command: tuple[str, ...]) -> None:
    said = await pupil.types(*command, typed=f"ada\n{PASSWORD}\n")

    assert said.status == Exit.UNENCRYPTED
    assert said.err.count(".\n") == 1
    assert f"wss://{SOMEWHERE}" in said.err
    assert "--insecure" in said.err
    assert list(pupil.state.glob("*.login"))


async def test_a_login_that_was_made_over_an_open_line_is_not_used_over_one_by_itself(pupil: Teacher) -> None:
    pupil.variables["QUIZTERM_SERVER"] = ""

    said = await pupil.types("whoami")

    assert said.status == Exit.UNENCRYPTED


async def test_who_joins_over_an_open_line_is_a_guest_who_is_told_so(
    pupil: Teacher, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("QUIZTERM_STATE_DIR", str(pupil.state))

    assert await signed_in_if_possible(pupil.server) is None
    said = capsys.readouterr()
    insisting = await signed_in_if_possible(pupil.server, insecure=True)

    assert said.out == ""
    assert "as a guest" in said.err
    assert said.err.count("\n") == 1
    assert insisting is not None
    assert insisting.name == "ada"


async def test_who_joins_without_a_login_hears_nothing_of_it(
    pupil: Teacher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder in (tmp_path / "empty", Path("/dev/null/state")):
        monkeypatch.setenv("QUIZTERM_STATE_DIR", str(folder))
        assert await signed_in_if_possible(pupil.server) is None

    assert capsys.readouterr() == ("", "")


async def test_who_insists_may(lab: School, newcomer: Teacher) -> None:
    """`127.1` is this machine for the network, and a name like any other for who reads it."""
    await lab.person("ada")
    newcomer.variables["QUIZTERM_SERVER"] = f"127.1:{lab.serving.port}"
    login = ("login", "ada", "--password-stdin")

    without = await newcomer.types(*login, typed=f"{PASSWORD}\n")
    came = await newcomer.types(*login, "--insecure", typed=f"{PASSWORD}\n")
    again = await newcomer.types("whoami")
    insisted = await newcomer.types("whoami", "--insecure")

    assert (without.status, came.status) == (Exit.UNENCRYPTED, 0)
    assert (again.status, insisted.status) == (Exit.UNENCRYPTED, 0)


async def test_nobody_else_can_read_the_login(lab: School, newcomer: Teacher) -> None:
    await lab.person("ada")
    before = os.umask(0)
    try:
        said = await newcomer.types("login", "ada", "--password-stdin", typed=f"{PASSWORD}\n")
    finally:
        os.umask(before)

    assert said.status == 0
    (file,) = newcomer.state.glob("*.login")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(newcomer.state.stat().st_mode) == 0o700


async def test_a_planted_folder_takes_no_login(lab: School, newcomer: Teacher, tmp_path: Path) -> None:
    await lab.person("ada")
    planted = tmp_path / "planted"
    planted.mkdir(mode=0o777)
    newcomer.state.symlink_to(planted)

    said = await newcomer.types("login", "ada", "--password-stdin", typed=f"{PASSWORD}\n")
    passing = await newcomer.types("whoami", "--ephemeral", typed=f"ada\n{PASSWORD}\n")

    assert said.status == Exit.CANNOT_STORE
    assert "--ephemeral" in said.err
    assert list(planted.iterdir()) == []
    assert passing.status == 0, passing.err
    assert len(await lab.rows(select(devices.c.id))) == 1


async def test_a_planted_lock_keeps_no_login_here(lab: School, newcomer: Teacher, tmp_path: Path) -> None:
    await lab.person("ada")
    await newcomer.types("login", "ada", "--password-stdin", typed=f"{PASSWORD}\n")
    (lock,) = newcomer.state.glob("*.login-lock")
    lock.unlink()
    lock.symlink_to(tmp_path / "planted")

    said = await newcomer.types("logout")

    assert said.status == 0, said.err
    assert "logged out here" in said.err
    assert not list(newcomer.state.glob("*.login"))
    assert not (tmp_path / "planted").exists()


async def test_a_login_that_stays_here_is_told_of(lab: School, newcomer: Teacher) -> None:
    await lab.person("ada")
    await newcomer.types("login", "ada", "--password-stdin", typed=f"{PASSWORD}\n")
    (file,) = newcomer.state.glob("*.login")
    file.unlink()
    file.mkdir()

    said = await newcomer.types("logout")

    assert said.status == Exit.CANNOT_STORE
    assert "cannot be removed" in said.err


async def test_a_login_that_cannot_be_kept_ends_at_once(
    lab: School, newcomer: Teacher, monkeypatch: pytest.MonkeyPatch
) -> None:
    await lab.person("ada")

    def refuse(self: object, name: str, content: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("quizterm_client.statefiles.StateFolder.write", refuse)

    said = await newcomer.types("login", "ada", "--password-stdin", typed=f"{PASSWORD}\n")

    assert said.status == Exit.CANNOT_STORE
    assert "No space left" in said.err
    (row,) = await lab.rows(select(devices.c.revoked_at))
    assert row.revoked_at is not None


EVIL = "ada\x1b]0;pwned\x07\x1b[2J\u202e\nroot"
NOON = datetime(2026, 9, 1, 12, 0, tzinfo=UTC)
ACCOUNT = Account(name=EVIL, email=EVIL, role=AccountRole.PLAYER, created_at=NOON, device=EVIL)


def lie(request: Request) -> ServerBase:
    """Say names that steer a terminal."""
    match request:
        case LogIn() | Register():
            login = Login(account=ACCOUNT, access="a.b.c", access_seconds=900, refresh="r" * 32)
            return Ok(ref=request.ref, data=login)
        case ListDevices():
            device = Device(mark=EVIL, label=EVIL, address=EVIL, created_at=NOON, seen_at=NOON)
            return Ok(ref=request.ref, data=Devices(devices=(device,)))
        case ChangeName():
            return Refused(ref=request.ref, code="account_taken", message=EVIL)
        case _:
            return Ok(ref=request.ref, data=ACCOUNT)


@pytest.fixture
async def liar() -> AsyncIterator[FakeServer]:
    async with fake_server() as server:
        server.reply = lie
        yield server


async def test_what_a_liar_says_steers_no_terminal(liar: FakeServer, tmp_path: Path) -> None:
    victim = Teacher(tmp_path / "victim", liar.address)
    said = [
        await victim.types("login", "ada", "--password-stdin", typed=f"{PASSWORD}\n"),
        await victim.types("whoami"),
        await victim.types("whoami", "--json"),
        await victim.types("account", "devices"),
        await victim.types("account", "devices", "--json"),
        await victim.types("account", "name", "eve", "--password-stdin", typed=f"{PASSWORD}\n"),
        await victim.types("logout"),
    ]

    assert [one.status for one in said] == [0, 0, 0, 0, 0, Exit.TAKEN, 0]
    shown = "".join(one.out + one.err for one in said)
    assert "ada" in shown
    assert not any(char in shown for char in "\x1b\x07\u202e")
    assert said[1].out.count("\n") == 1
    assert said[3].out.count("\n") == 2
