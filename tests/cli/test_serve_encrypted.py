"""`quizterm serve` with certificates, good and bad, and commands that go there."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from quizterm.cli.app import app
from quizterm.cli.exits import Exit
from quizterm.cli.inviting import invitation
from quizterm.quiz.model import Choice, Quiz
from quizterm_client.addresses import Address
from tests.support.certificates import Authority, Certificate
from tests.support.lobbies import hosting
from tests.support.peers import host
from tests.support.processes import Home
from tests.support.serving import running

QUIZ = Quiz(title="Secrets", questions=(Choice(text="Which one?", options=("a", "b"), right=(1,)),))


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path / "authority")


async def test_says_how_it_is_reached(home: Home, authority: Authority) -> None:
    async with home.started("serve", *authority.issue().options) as serve:
        assert "QuizTerm listens on wss://127.0.0.1:" in await serve.says("listens on")


def _no_key(_: Authority, good: Certificate) -> list[str]:
    return good.options[:2]


def _missing(_: Authority, good: Certificate) -> list[str]:
    return [*good.options[:3], str(good.key.with_name("lost.key"))]


def _folder(_: Authority, good: Certificate) -> list[str]:
    return ["--tls-cert", str(good.cert.parent), *good.options[2:]]


def _no_certificate(_: Authority, good: Certificate) -> list[str]:
    return ["--tls-cert", str(good.key), *good.options[2:]]


def _swapped(_: Authority, good: Certificate) -> list[str]:
    return ["--tls-cert", str(good.cert), "--tls-key", str(good.cert)]


def _of_another(authority: Authority, good: Certificate) -> list[str]:
    return [*good.options[:3], str(authority.issue(name="other").key)]


def _locked(authority: Authority, good: Certificate) -> list[str]:
    return [*good.options[:3], str(authority.lock(good.key))]


def _torn(_: Authority, good: Certificate) -> list[str]:
    good.cert.write_text(good.cert.read_text()[:200])
    return good.options


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (_no_key, "needs both --tls-cert and --tls-key"),
        (_missing, "lost.key cannot be read: No such file or directory."),
        (_folder, "cannot be read: "),
        (_no_certificate, "There is no certificate in"),
        (_swapped, "There is no key in"),
        (_of_another, "does not belong to the certificate"),
        (_locked, "is locked with a password"),
        (_torn, "cannot be used"),
    ],
)
def test_a_certificate_that_cannot_be_used_is_told_before_a_database_is_made(
    authority: Authority,
    tmp_path: Path,
    options: Callable[[Authority, Certificate], list[str]],
    told: str,
) -> None:
    given = options(authority, authority.issue())
    database = tmp_path / "new.db"

    result = CliRunner().invoke(app, ["serve", "--port", "0", "--database", str(database), *given])

    assert result.exit_code == Exit.BAD_CONFIG
    assert told in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert not database.exists()


async def test_a_key_that_everybody_can_read_is_used_with_a_warning(home: Home, authority: Authority) -> None:
    certificate = authority.issue()
    certificate.key.chmod(0o644)
    async with home.started("serve", *certificate.options) as serve:
        warning = await serve.err_line()
        await serve.says("QuizTerm listens on")

    assert "Everybody on this machine can read the key" in warning
    assert warning.endswith(f": chmod o= {certificate.key}\n")


@pytest.mark.parametrize("command", [("bots", "-n", "1"), ("join", "--name", "Ann", "--plain")])
async def test_whoever_trusts_the_authority_plays_and_nobody_else(
    home: Home, authority: Authority, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    """Those who play have no OpenSSL in memory before they need it."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.cert))
    strangers = Home(home.folder / "strangers", {"SSL_CERT_FILE": ""})
    async with running(**authority.issue().settings) as serving:
        server = f"wss://localhost:{serving.port}"
        async with host(server, QUIZ) as teacher:
            refused = await strangers.run(*command, f"{teacher.code}@{server}")
            plain = await home.run(*command, f"{teacher.code}@localhost:{serving.port}")
            async with home.started(*command, teacher.code, "--server", server, typed=True):
                await teacher.until(lambda stage: stage.players == 1)

    assert refused.status == Exit.NOT_QUIZTERM
    assert "Nobody whom this machine trusts vouches for" in refused.err
    assert plain.status == Exit.NOT_QUIZTERM
    assert f"Write it as {server}." in plain.err


async def test_a_server_for_one_session_does_not_take_the_certificate_of_the_other(home: Home) -> None:
    """Whoever has set one for `quizterm serve` can still host a file on their own machine."""
    home.variables |= {"QUIZTERM_SERVE_TLS_CERT": "/nowhere.pem", "QUIZTERM_SERVE_TLS_KEY": "/nowhere.key"}
    async with hosting(home, "--local") as (_, stored):
        assert not stored.server.secure


@pytest.mark.parametrize(
    ("address", "command"),
    [
        (Address("quiz.example", 8765, secure=True), "quizterm join K7Q4MF@wss://quiz.example:8765"),
        (Address("quiz.example", 443, secure=True), "quizterm join K7Q4MF@wss://quiz.example:443"),
        (Address("quiz.example"), "quizterm join K7Q4MF@quiz.example"),
    ],
)
def test_a_class_is_told_to_type_how_the_line_is_encrypted(address: Address, command: str) -> None:
    assert invitation(address, "K7Q4MF").join_command == command


def test_an_encrypted_session_of_this_machine_alone_is_not_searched_for() -> None:
    here = Address("localhost", 8765, secure=True)
    assert invitation(here, "K7Q4MF", local=True).join_command == f"quizterm join K7Q4MF@{here}"
