"""Whom a client believes when a line is encrypted, and what it says when nothing comes of it."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from quizterm.protocol.messages import PLAY_PATH
from quizterm.quiz.model import Quiz, TrueFalse
from quizterm_client.addresses import (
    Address,
    NoServer,
    NoSession,
    NotQuizTerm,
    UnreachableSession,
    parse_target,
)
from quizterm_client.connection import Line
from quizterm_client.finding import Found, find_session, probe
from tests.support.certificates import Authority, Certificate
from tests.support.peers import host
from tests.support.serving import running

CODE = "K7Q4MF"
QUIZ = Quiz(title="Secrets", questions=(TrueFalse(text="Encrypted?", right=True),))


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path / "authority")


@pytest.fixture
def trusted(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> Authority:
    """An authority that this machine trusts."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.cert))
    return authority


@asynccontextmanager
async def encrypted(certificate: Certificate) -> AsyncIterator[Address]:
    """A server that encrypts."""
    async with running(**certificate.settings) as serving:
        yield Address("localhost", serving.port, secure=True)


async def refusal(address: Address) -> UnreachableSession:
    """Why no line can be opened there."""
    with pytest.raises(UnreachableSession) as caught:
        await Line.open(address, PLAY_PATH)
    return caught.value


async def test_a_server_with_a_certificate_for_its_name_is_believed(trusted: Authority) -> None:
    async with encrypted(trusted.issue("DNS:localhost")) as address:
        line = await Line.open(address, PLAY_PATH)
        assert (await line.ping()).time is not None
        await line.close()


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
async def test_a_number_is_believed_where_the_certificate_names_it(trusted: Authority, host: str) -> None:
    async with running(bind=host, **trusted.issue(f"IP:{host}").settings) as serving:
        line = await Line.open(Address(host, serving.port, secure=True), PLAY_PATH)
        await line.close()


async def test_an_authority_is_believed_whatever_python_asks_of_it_besides(
    trusted: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From 3.13 on Python wants its certificate to say what it may do; `openssl req` writes nothing of it."""
    usual = ssl.create_default_context

    def strict(**named: Any) -> ssl.SSLContext:
        context = usual(**named)
        context.verify_flags |= ssl.VERIFY_X509_STRICT
        return context

    monkeypatch.setattr(ssl, "create_default_context", strict)
    async with encrypted(trusted.issue("DNS:localhost")) as address:
        line = await Line.open(address, PLAY_PATH)
        await line.close()


async def test_an_authority_that_nobody_here_knows_is_not_believed(authority: Authority) -> None:
    async with encrypted(authority.issue("DNS:localhost")) as address:
        problem = await refusal(address)
    assert isinstance(problem, NotQuizTerm)
    assert f"Nobody whom this machine trusts vouches for {address}." in str(problem)
    assert "SSL_CERT_FILE" in str(problem)


@pytest.mark.parametrize("names", [["DNS:quiz.school.example"], ["IP:127.0.0.1"]])
async def test_a_certificate_for_another_name_is_not_believed(trusted: Authority, names: list[str]) -> None:
    async with encrypted(trusted.issue(*names)) as address:
        problem = await refusal(address)
    assert f"The certificate of {address} is for another name." in str(problem)


async def test_a_number_that_the_certificate_does_not_name_is_not_believed(trusted: Authority) -> None:
    async with encrypted(trusted.issue("DNS:localhost")) as address:
        problem = await refusal(Address("127.0.0.1", address.port, secure=True))
    assert "is for another name. Write the server as whoever runs it calls it" in str(problem)


async def test_a_certificate_that_has_expired_is_not_believed(trusted: Authority) -> None:
    async with encrypted(trusted.issue("DNS:localhost", days=-1)) as address:
        problem = await refusal(address)
    assert f"The certificate of {address} has expired." in str(problem)


async def test_nothing_is_said_to_whom_nobody_vouches_for(authority: Authority) -> None:
    """Not even the path of the request: an impostor learns that somebody came, and no more."""
    heard: list[bytes] = []

    async def listen(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.append(await reader.read())
        writer.close()

    certificate = authority.issue("DNS:localhost")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate.cert, certificate.key)
    async with await asyncio.start_server(listen, "127.0.0.1", 0, ssl=context) as server:
        address = Address("localhost", server.sockets[0].getsockname()[1], secure=True)
        await refusal(address)
        assert await probe(address, CODE) is Found.NOT_LIKE_THIS
    assert not any(heard)


async def test_a_server_that_does_not_encrypt_is_told_from_one_that_is_not_there(trusted: Authority) -> None:
    async with running() as serving:
        address = Address("localhost", serving.port, secure=True)
        problem = await refusal(address)
    assert isinstance(problem, NotQuizTerm)
    assert str(problem).startswith(f"What listens at {address} does not encrypt.")
    assert f"written {address.authority}." in str(problem)
    assert isinstance(await refusal(address), NoServer)


async def test_whoever_does_not_encrypt_where_it_is_asked_for_is_told_what_to_write(
    trusted: Authority,
) -> None:
    async with encrypted(trusted.issue("DNS:localhost")) as address:
        problem = await refusal(Address("localhost", address.port))
    assert isinstance(problem, NotQuizTerm)
    assert str(problem).endswith(f"takes encrypted connections only. Write it as {address}.")


async def test_a_server_that_is_cut_in_the_middle_of_the_handshake_may_be_back_soon() -> None:
    def cut(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.transport.abort()

    async with await asyncio.start_server(cut, "127.0.0.1", 0) as server:
        address = Address("127.0.0.1", server.sockets[0].getsockname()[1], secure=True)
        assert isinstance(await refusal(address), NoServer)


# Whom the machine's folder of authorities names


@pytest.fixture
def named(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> Authority:
    """An authority that OpenSSL finds in the machine's folder by its name."""
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.setenv("SSL_CERT_DIR", str(authority.hashed()))
    return authority


@pytest.fixture
def other(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Authority:
    """An authority that the machine knows, but not by name."""
    made = Authority(tmp_path / "other")
    monkeypatch.setattr(
        ssl.SSLContext, "load_default_certs", lambda context: context.load_verify_locations(made.cert)
    )
    return made


async def test_who_is_found_by_name_is_believed_and_no_other_is_read(
    named: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ssl.SSLContext, "load_default_certs", lambda *_: pytest.fail("all are read"))
    async with encrypted(named.issue("DNS:localhost")) as address:
        line = await Line.open(address, PLAY_PATH)
        await line.close()


async def test_who_is_not_found_by_name_is_believed_if_the_machine_knows_them_otherwise(
    named: Authority, other: Authority
) -> None:
    for authority in (other, named):
        async with encrypted(authority.issue("DNS:localhost")) as address:
            line = await Line.open(address, PLAY_PATH)
            await line.close()


async def test_many_who_knock_at_once_all_get_in_though_nobody_is_found_by_name(
    named: Authority,
    other: Authority,
) -> None:
    async with encrypted(other.issue("DNS:localhost")) as address:
        lines = await asyncio.gather(*(Line.open(address, PLAY_PATH) for _ in range(4)))
        for line in lines:
            await line.close()


@pytest.mark.parametrize("name", ["0a1b2c3d.0", "README"], ids=["a name", "no names"])
async def test_who_is_in_no_folder_and_no_file_is_not_believed(
    authority: Authority, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))
    (tmp_path / name).write_bytes(authority.cert.read_bytes())
    async with encrypted(authority.issue("DNS:localhost")) as address:
        problems = [await refusal(address) for _ in range(2)]
        assert await probe(address, CODE) is Found.NOT_LIKE_THIS
    for problem in problems:
        assert str(problem).startswith(f"Nobody whom this machine trusts vouches for {address}.")


async def test_a_wrong_name_is_no_better_for_who_is_found_by_name(named: Authority) -> None:
    async with encrypted(named.issue("DNS:lab")) as address:
        problem = await refusal(address)
    assert f"The certificate of {address} is for another name." in str(problem)


# Finding a session


async def test_a_session_is_found_on_a_server_that_encrypts(trusted: Authority) -> None:
    async with running(**trusted.issue("DNS:localhost").settings) as serving:
        async with host(f"wss://localhost:{serving.port}", QUIZ) as teacher:
            target = parse_target(f"{teacher.code}@wss://localhost")
            found = await find_session(target, ports=[serving.port])
        assert found == Address("localhost", serving.port, secure=True)
        with pytest.raises(NoSession, match="on localhost has the code"):
            await find_session(parse_target(f"{CODE}@wss://localhost"), ports=[serving.port])


async def test_a_search_says_why_an_encrypted_line_does_not_come_about(authority: Authority) -> None:
    """Whoever is found in the end says what is wrong when it is gone to, so that it is said in one place."""
    async with encrypted(authority.issue("DNS:localhost")) as address:
        for typed in (f"{CODE}@localhost", f"{CODE}@wss://localhost"):
            found = await find_session(parse_target(typed), ports=[address.port])
            assert found.port == address.port
            assert await probe(found, CODE) is Found.NOT_LIKE_THIS


async def test_a_stranger_who_encrypts_does_not_hide_a_server_that_knows_the_answer(
    trusted: Authority,
) -> None:
    async with encrypted(trusted.issue("DNS:localhost")) as address, running() as serving:
        with pytest.raises(NoSession):
            await find_session(parse_target(f"{CODE}@localhost"), ports=[address.port, serving.port])
