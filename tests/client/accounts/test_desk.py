"""Asking at a desk: what comes back, and what a person is told when nothing or nonsense does."""

from collections.abc import AsyncIterator

import pytest

from quizterm.errors import ErrorCode, Refusal
from quizterm.protocol.accounts import Authenticate, ListDevices, WhoAmI
from quizterm.protocol.client import Request
from quizterm.protocol.closing import CloseReason
from quizterm.protocol.data import Account, Devices
from quizterm.protocol.messages import ServerBase
from quizterm.protocol.server import Ok, Refused
from quizterm_client.accounts.desk import open_desk
from quizterm_client.addresses import NoServer
from quizterm_client.patience import Patience
from tests.support.desks import ADA
from tests.support.fakeserver import FakeServer, fake_server, refuse


@pytest.fixture
async def server() -> AsyncIterator[FakeServer]:
    async with fake_server() as fake:
        fake.reply = lambda request: Ok(ref=request.ref, data=ADA)
        yield fake


class Tokens:
    """Credentials that give one token after the other."""

    def __init__(self) -> None:
        self.refused: list[str] = []

    async def __call__(self, refused: str = "") -> str:
        self.refused.append(refused)
        return f"token.{len(self.refused)}"


async def test_nobody_is_asked_who_they_are_without_need(server: FakeServer) -> None:
    async with open_desk(server.address, None) as desk:
        assert await desk.ask(WhoAmI(ref=0)) == ADA

    assert server.heard_of(Authenticate) == []


@pytest.mark.parametrize("code", ["token_expired", "token_foreign", "bad_token", "token_revoked"])
async def test_a_token_that_is_not_good_any_more_is_replaced_once(server: FakeServer, code: str) -> None:
    server.reply = refuse(code, "No.")
    tokens = Tokens()

    with pytest.raises(Refusal, match=r"No\."):
        async with open_desk(server.address, tokens):
            pytest.fail("nobody is in")

    assert tokens.refused == ["", "token.1"]
    assert [message.token for message in server.heard_of(Authenticate)] == ["token.1", "token.2"]


async def test_an_account_that_is_closed_needs_no_other_token(server: FakeServer) -> None:
    server.reply = refuse("account_disabled", "This account is closed.")
    tokens = Tokens()

    with pytest.raises(Refusal, match="closed"):
        async with open_desk(server.address, tokens):
            pytest.fail("nobody is in")

    assert tokens.refused == [""]


@pytest.mark.parametrize("token", ["a b", "\x1b[2J", "x" * 5000])
async def test_what_is_no_token_is_not_sent(server: FakeServer, token: str) -> None:
    async def credentials(refused: str = "") -> str:
        return token

    with pytest.raises(Refusal, match="makes no sense"):
        async with open_desk(server.address, credentials):
            pytest.fail("nobody is in")

    assert server.heard_of(Authenticate) == []


async def test_what_a_server_says_when_it_ends_the_login_is_told(server: FakeServer) -> None:
    async with open_desk(server.address, None) as desk:
        server.reply = lambda _request: None
        await server.say_goodbye(CloseReason.LOGGED_OUT, "This device was logged out.")

        with pytest.raises(Refusal) as caught:
            await desk.ask(WhoAmI(ref=0))

    assert caught.value.code is ErrorCode.TOKEN_REVOKED
    assert caught.value.message == "This device was logged out."


async def test_a_line_that_breaks_is_a_broken_line(server: FakeServer) -> None:
    async with open_desk(server.address, None) as desk:
        server.cut()

        with pytest.raises(ConnectionError):
            await desk.ask(WhoAmI(ref=0))


async def test_a_server_that_says_nothing_is_given_up(server: FakeServer) -> None:
    server.reply = lambda _request: None
    async with open_desk(server.address, None, patience=Patience(reply=0.05)) as desk:
        with pytest.raises(NoServer, match="does not answer"):
            await desk.ask(WhoAmI(ref=0))


def nothing(request: Request) -> ServerBase:
    return Ok(ref=request.ref)


def another(request: Request) -> ServerBase:
    return Ok(ref=request.ref, data=Devices(devices=()))


@pytest.mark.parametrize("reply", [nothing, another])
async def test_an_answer_to_something_else_makes_no_sense(
    server: FakeServer, reply: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "reply", reply)
    async with open_desk(server.address, None) as desk:
        with pytest.raises(Refusal, match="makes no sense"):
            await desk.ask_for(Account, WhoAmI(ref=0))


async def test_a_refusal_is_told_as_it_is(server: FakeServer) -> None:
    server.reply = lambda request: Refused(ref=request.ref, code="no_device", message="No such device.")
    async with open_desk(server.address, None) as desk:
        with pytest.raises(Refusal, match="No such device") as caught:
            await desk.ask_for(Devices, ListDevices(ref=0))

    assert caught.value.code is ErrorCode.NO_DEVICE
