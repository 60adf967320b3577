"""Staying logged in: when tokens are renewed, by whom, and what is on the disk when something breaks."""

import asyncio
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from quizterm.errors import ErrorCode, Refusal
from quizterm.protocol.accounts import Authenticate, Refresh
from quizterm_client.accounts.desk import open_desk
from quizterm_client.accounts.logins import CannotKeepLogin, LoginFiles, StoredLogin
from quizterm_client.accounts.renewal import NotLoggedIn, PassingCredentials, StoredCredentials
from quizterm_client.addresses import Address, NoServer, UnreachableSession
from quizterm_client.statefiles import StateFolder
from quizterm_client.wakefulness import time_of_day
from tests.support.desks import MORNING, Registrar, access, refresh
from tests.support.fakeserver import FakeServer, fake_server
from tests.support.links import at_once
from tests.support.schools import PASSWORD, TimeOfDay, school


class Person:
    """Somebody who is logged in on a fake server from here, with a clock to turn."""

    def __init__(self, server: FakeServer, folder: Path) -> None:
        self.server = server
        self.registrar = Registrar(server)
        self.folder = folder
        self.files = LoginFiles(folder)
        self.now = MORNING
        self.files.keep(self.login(0))

    def login(self, number: int, until: float = 900.0) -> StoredLogin:
        ends = MORNING.timestamp() + until
        return StoredLogin(self.server.address, "ada", "here", refresh(number), access(number), ends)

    def credentials(self) -> StoredCredentials:
        return StoredCredentials(self.server.address, self.files, wall=self.clock, sleep=at_once)

    def clock(self) -> datetime:
        return self.now

    @property
    def stored(self) -> StoredLogin:
        return self.files.read(self.server.address) or pytest.fail("nothing is stored")

    @property
    def asked(self) -> list[str]:
        return [message.token for message in self.server.heard_of(Refresh)]


@pytest.fixture
async def ada(tmp_path: Path) -> AsyncIterator[Person]:
    async with fake_server() as server:
        yield Person(server, tmp_path / "state")


async def test_a_token_that_is_good_is_used_without_asking(ada: Person) -> None:
    assert await ada.credentials()() == access(0)
    assert ada.server.heard == []


async def test_a_token_that_runs_out_is_renewed_and_stored(ada: Person) -> None:
    ada.now += timedelta(seconds=900)

    assert await ada.credentials()() == access(1)

    assert (ada.stored.refresh, ada.stored.access) == (refresh(1), access(1))
    assert ada.stored.access_until > ada.now.timestamp()
    assert ada.stored.device == "here"


async def test_a_token_that_the_server_refuses_is_renewed_once_and_used_again(ada: Person) -> None:
    ada.files.keep(replace(ada.login(0), access="access.of.another.key"))

    async with open_desk(ada.server.address, ada.credentials()):
        pass

    tokens = [message.token for message in ada.server.heard_of(Authenticate)]
    assert tokens == ["access.of.another.key", access(1)]
    assert ada.asked == [refresh(0)]


async def test_a_reply_that_is_lost_is_asked_for_once_more(ada: Person) -> None:
    ada.registrar.lost = 1

    assert await ada.credentials()(refused=access(0)) == access(1)

    assert ada.asked == [refresh(0), refresh(0)]
    assert ada.stored.refresh == refresh(1)


async def test_a_reply_that_is_lost_for_good_leaves_the_old_token_for_the_next_command(ada: Person) -> None:
    ada.registrar.lost = 2
    with pytest.raises(ConnectionError):
        await ada.credentials()(refused=access(0))
    assert ada.stored.refresh == refresh(0)

    assert await ada.credentials()(refused=access(0)) == access(1)


async def test_nobody_has_the_next_tokens_before_the_disk_has(
    ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep = LoginFiles.keep

    def fail_later(self: LoginFiles, login: StoredLogin) -> None:
        if login.refresh != refresh(0):
            raise CannotKeepLogin("the power is gone")
        keep(self, login)

    with monkeypatch.context() as patch:
        patch.setattr(LoginFiles, "keep", fail_later)
        with pytest.raises(CannotKeepLogin):
            await ada.credentials()(refused=access(0))
    assert ada.stored.refresh == refresh(0)

    assert await ada.credentials()(refused=access(0)) == access(1)


async def test_no_token_is_spent_when_the_disk_is_full(ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: StateFolder, name: str, content: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(StateFolder, "write", refuse)

    with pytest.raises(CannotKeepLogin, match="No space left"):
        await ada.credentials()(refused=access(0))

    assert ada.asked == []


@pytest.mark.parametrize("code", ["token_revoked", "token_expired"])
async def test_a_login_that_is_over_is_forgotten(ada: Person, code: str) -> None:
    ada.registrar.refused = (code, "It is over. Log in again: quizterm login")

    with pytest.raises(NotLoggedIn) as caught:
        await ada.credentials()(refused=access(0))

    server = ada.server.address
    assert caught.value.message == f"It is over. Log in again: quizterm login --server {server}"
    assert ada.files.read(server) is None


@pytest.mark.parametrize("code", ["busy", "not_stored", "account_disabled", "no_accounts", "internal"])
async def test_a_server_that_cannot_say_now_costs_no_login(ada: Person, code: str) -> None:
    ada.registrar.refused = (code, "Not now.")

    with pytest.raises(Refusal, match=r"Not now\."):
        await ada.credentials()(refused=access(0))

    assert ada.stored == ada.login(0)


async def test_a_server_that_is_away_costs_no_login(ada: Person) -> None:
    nowhere = replace(ada.server.address, port=1)
    ada.files.keep(replace(ada.login(0), server=nowhere))

    with pytest.raises(NoServer):
        await StoredCredentials(nowhere, ada.files, wall=ada.clock)(refused=access(0))

    assert ada.files.read(nowhere) is not None


async def test_who_never_logged_in_is_told_how(ada: Person) -> None:
    elsewhere = Address("lab")

    with pytest.raises(NotLoggedIn) as caught:
        await StoredCredentials(elsewhere, ada.files)()

    assert caught.value.code is ErrorCode.LOGIN_NEEDED
    assert caught.value.message.endswith("Log in: quizterm login --server lab:8765")


async def test_whoever_wants_an_encrypted_line_renews_over_none_that_is_open(ada: Person) -> None:
    """The login was once made over an open line, by somebody who insisted."""
    encrypted = replace(ada.server.address, secure=True)

    with pytest.raises(UnreachableSession):
        await StoredCredentials(encrypted, ada.files, wall=ada.clock)(refused=access(0))

    assert ada.asked == []
    assert ada.stored.refresh == refresh(0)


async def test_many_at_once_renew_once(ada: Person) -> None:
    credentials = ada.credentials()

    tokens = await asyncio.gather(*(credentials(refused=access(0)) for _ in range(5)))

    assert set(tokens) == {access(1)}
    assert ada.asked == [refresh(0)]


async def test_a_login_that_is_not_kept_is_renewed_in_memory(ada: Person) -> None:
    ada.files.forget(ada.server.address)
    credentials = PassingCredentials(ada.login(0), wall=ada.clock)

    tokens = await asyncio.gather(*(credentials(refused=access(0)) for _ in range(5)))

    assert set(tokens) == {access(1)}
    assert await credentials(refused=access(1)) == access(2)
    assert ada.asked == [refresh(0), refresh(1)]
    assert not list(ada.files.all())


PROGRAM = """
import asyncio, sys
from pathlib import Path
from quizterm_client.accounts.logins import LoginFiles
from quizterm_client.accounts.renewal import StoredCredentials
from quizterm_client.addresses import Address

async def wait(seconds):
    print("waits", flush=True)
    await asyncio.sleep(seconds)

async def main():
    files = LoginFiles(Path(sys.argv[1]))
    credentials = StoredCredentials(Address("127.0.0.1", int(sys.argv[2])), files, sleep=wait)
    print("has", await credentials(), flush=True)

asyncio.run(main())
"""


@asynccontextmanager
async def another_process(ada: Person) -> AsyncIterator[asyncio.StreamReader]:
    """A process that wants an access token; gives what it says."""
    port = str(ada.server.address.port)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", PROGRAM, str(ada.folder), port, stdout=PIPE
    )
    assert process.stdout is not None
    try:
        yield process.stdout
    finally:
        await process.stdout.read()
        await process.wait()


async def test_two_processes_renew_once(ada: Person) -> None:
    ada.files.keep(replace(ada.login(0), access_until=0.0))
    first_says = ada.registrar(Refresh(ref=1, token=refresh(0)))
    assert first_says is not None
    ada.server.reply = lambda _request: None
    async with another_process(ada) as first, asyncio.timeout(20):
        await ada.server.until_heard(Refresh, 1)
        async with another_process(ada) as second:
            assert await second.readline() == b"waits\n"

            await ada.server.say(first_says)

            assert await first.readline() == f"has {access(1)}\n".encode()
            while (line := await second.readline()) == b"waits\n":
                pass
            assert line == f"has {access(1)}\n".encode()

    assert ada.asked == [refresh(0)]


async def test_a_real_server_tells_a_lost_reply_again_for_ten_seconds_and_then_ends_the_login(
    database: str, tmp_path: Path
) -> None:
    time = TimeOfDay()
    async with school(database, time=time) as server, server.visitor() as visitor:
        await server.person("ada")
        told = await server.login(visitor, "ada", PASSWORD)
        address = Address("127.0.0.1", server.serving.port)
        lost = StoredLogin(address, "ada", "here", told.refresh)
        files = LoginFiles(tmp_path / "state")
        credentials = StoredCredentials(address, files, wall=time_of_day)
        files.keep(lost)
        await credentials()
        newest = files.read(address)

        files.keep(lost)
        time.passes(seconds=9)
        await credentials()

        again = files.read(address)
        assert newest is not None
        assert again is not None
        assert again.refresh == newest.refresh

        files.keep(lost)
        time.passes(seconds=2)
        with pytest.raises(NotLoggedIn):
            await credentials()
        assert files.read(address) is None
