"""A server that encrypts, in a process of its own on either loop, and a class that plays there."""

import asyncio
import json
import signal
import ssl
import urllib.request
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest

from quizterm.quiz.answers import Picked
from quizterm.quiz.model import Choice, Quiz, Settings
from quizterm.snapshot import Phase
from quizterm_client.addresses import Address
from quizterm_client.entries import CreateEntry, JoinEntry
from quizterm_server import front
from tests.support.certificates import Authority, Certificate
from tests.support.peers import PATIENCE
from tests.support.processes import Home, Running
from tests.support.seats import seat_at
from tests.support.serving import running

QUIZ = Quiz(
    title="Secrets",
    questions=(Choice(text="Which one?", options=("a", "b"), right=(1,)),),
    settings=Settings(reading_seconds=0),
)
PLAIN_WORDS = (b"GET /healthz HTTP/1.1\r\nHost: lab\r\n\r\n", b"SSH-2.0-scanner\r\n", b"\0" * 600, b"")


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Authority:
    """An authority that is trusted here."""
    found = Authority(tmp_path / "authority")
    monkeypatch.setenv("SSL_CERT_FILE", str(found.cert))
    return found


@pytest.fixture
def certificate(authority: Authority) -> Certificate:
    """For this machine."""
    return authority.issue("DNS:localhost")


@pytest.fixture(params=["asyncio", "uvloop"])
def loop(request: pytest.FixtureRequest) -> str:
    """The loop that the server runs on."""
    name: str = request.param
    if name == "uvloop":
        pytest.importorskip("uvloop")
    return name


@asynccontextmanager
async def encrypted_server(
    folder: Path, certificate: Certificate, loop: str, port: int = 0
) -> AsyncIterator[tuple[Running, Address]]:
    """A `quizterm serve` that encrypts, and where it is."""
    home = Home(folder / "home", {"QUIZTERM_SERVE_LOOP": loop, "QUIZTERM_SERVE_PORT": str(port)})
    async with home.started("serve", "--json", *certificate.options) as serve:
        told = json.loads(await serve.out_line())
        assert told["encrypted"] is True
        yield serve, Address("localhost", told["port"], secure=True)


async def speak_plainly(port: int, words: bytes) -> bytes:
    """What comes back from somebody who is spoken to without encryption, until they hang up."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(words)
    if not words:
        writer.write_eof()
    try:
        async with asyncio.timeout(PATIENCE):
            return await reader.read()
    except ConnectionError:
        return b""
    finally:
        writer.transport.abort()


async def ended_quietly(serve: Running) -> None:
    """End a server and see that nothing went wrong in it."""
    serve.send(signal.SIGTERM)
    finished = await serve.ended()
    assert finished.status == 0
    assert "Traceback" not in finished.err
    assert not [line for line in finished.err.splitlines() if "error" in line or "ssl" in line.lower()]


async def test_a_class_plays_over_encrypted_lines(
    tmp_path: Path, certificate: Certificate, loop: str
) -> None:
    async with encrypted_server(tmp_path, certificate, loop) as (serve, address):
        async with (
            seat_at(address, CreateEntry(QUIZ)) as teacher,
            seat_at(address, JoinEntry(teacher.link.code, "Ann")) as ann,
        ):
            await teacher.go_on(Phase.LOBBY, -1)
            await ann.answer(0, Picked((1,)))
            await ann.wait(lambda: ann.you is not None and ann.you.score > 0)
        await ended_quietly(serve)


async def test_whoever_plays_is_back_when_the_server_starts_again_with_a_renewed_certificate(
    tmp_path: Path, authority: Authority, loop: str
) -> None:
    async with AsyncExitStack() as people:
        async with encrypted_server(tmp_path, authority.issue(name="old"), loop) as (serve, address):
            teacher = await people.enter_async_context(seat_at(address, CreateEntry(QUIZ)))
            ann = await people.enter_async_context(seat_at(address, JoinEntry(teacher.link.code, "Ann")))
            await teacher.wait(lambda: teacher.stage is not None and teacher.stage.connected == 1)
            await ended_quietly(serve)
        teacher.stage = ann.stage = None
        async with encrypted_server(tmp_path, authority.issue(name="new"), loop, address.port):
            await teacher.wait(lambda: teacher.stage is not None and teacher.stage.connected == 1)
            await ann.reaches(Phase.LOBBY, -1)
            await teacher.go_on(Phase.LOBBY, -1)
            await ann.answer(0, Picked((1,)))
            await people.aclose()


async def test_its_pages_are_encrypted_and_whole(tmp_path: Path, certificate: Certificate, loop: str) -> None:
    async with encrypted_server(tmp_path, certificate, loop) as (serve, address):
        page = await asyncio.to_thread(_get, f"https://{address.authority}/healthz")
        assert page == b"ok\n"
        await ended_quietly(serve)


async def test_plain_words_and_broken_lines_leave_no_trace(
    tmp_path: Path, certificate: Certificate, loop: str
) -> None:
    """Nothing in the log, nothing answered, and the next client is served as if nothing had been."""
    async with encrypted_server(tmp_path, certificate, loop) as (serve, address):
        for words in PLAIN_WORDS:
            assert b"HTTP" not in await speak_plainly(address.port, words)
        context = ssl.create_default_context()
        for cut in ("abort", "close"):
            _, writer = await asyncio.open_connection("localhost", address.port, ssl=context)
            getattr(writer.transport, cut)()
        async with seat_at(address, CreateEntry(QUIZ)) as teacher:
            await teacher.reaches(Phase.LOBBY, -1)
        await ended_quietly(serve)


async def test_whoever_does_not_finish_the_handshake_is_given_up(
    certificate: Certificate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(front, "OPENING_SECONDS", 0.05)
    async with running(**certificate.settings) as serving:
        reader, writer = await asyncio.open_connection("127.0.0.1", serving.port)
        async with asyncio.timeout(PATIENCE):
            assert await reader.read() == b""
        writer.close()


async def test_who_encrypts_where_nothing_is_encrypted_is_told_at_once() -> None:
    async with running() as serving:
        with pytest.raises(ssl.SSLError, match="WRONG_VERSION_NUMBER"):
            await asyncio.open_connection("127.0.0.1", serving.port, ssl=ssl.create_default_context())


def _get(url: str) -> bytes:
    with urllib.request.urlopen(url, context=ssl.create_default_context(), timeout=PATIENCE) as answer:
        body: bytes = answer.read()
    return body
