"""What plain HTTP gets."""

import asyncio
import json

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus
from websockets.frames import Frame, Opcode

from quizterm.protocol import client
from tests.server.quizzes import quiz
from tests.support.peers import host, peer, player
from tests.support.serving import Serving, running


async def fetch(serving: Serving, path: str, method: str = "GET") -> tuple[int, str, str]:
    """The status, the head and the body of a page."""
    reader, writer = await asyncio.open_connection("127.0.0.1", serving.port)
    writer.write(f"{method} {path} HTTP/1.1\r\nHost: test\r\n\r\n".encode())
    answer = (await reader.read()).decode()
    writer.close()
    await writer.wait_closed()
    head, _, body = answer.partition("\r\n\r\n")
    return int(head.split()[1]), head, body


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
async def test_a_running_server_is_healthy_and_ready(path: str) -> None:
    async with running() as serving:
        status, head, _ = await fetch(serving, path)

        assert status == 200
        assert "Server:" not in head


async def test_a_session_is_found_by_its_code_while_it_can_be_joined() -> None:
    async with running() as serving, host(serving.address, quiz(title="Networks")) as teacher:
        status, head, body = await fetch(serving, f"/sessions/{teacher.code}")
        await teacher.ask(client.SetLocked, locked=True)
        locked, _, _ = await fetch(serving, f"/sessions/{teacher.code}")

        assert status == 200
        assert "application/json" in head
        assert json.loads(body)["title"] == "Networks"
        assert locked == 404


async def test_an_ended_session_looks_like_one_that_never_was() -> None:
    async with running() as serving, host(serving.address, quiz()) as teacher:
        await teacher.command(client.EndSession)
        await teacher.closed()

        ended = await fetch(serving, f"/sessions/{teacher.code}")
        unknown = await fetch(serving, "/sessions/222222")

        assert ended[0] == unknown[0] == 404
        assert ended[2] == unknown[2]


async def test_what_follows_a_request_is_looked_at_after_its_answer() -> None:
    upgrade = (
        "GET /play HTTP/1.1\r\nHost: test\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    )
    ping = Frame(Opcode.PING, b"x").serialize(mask=True)
    page = b"GET /healthz HTTP/1.1\r\nHost: test\r\n\r\n"
    async with running() as serving:
        for sent, status, after in (
            (upgrade.encode() + ping, b"101", b"\x8a\x01x"),
            (page * 3, b"200", b"ok\n"),
        ):
            reader, writer = await asyncio.open_connection("127.0.0.1", serving.port)
            writer.write(sent)
            head = await reader.readuntil(b"\r\n\r\n")
            body = await reader.readexactly(len(after))
            writer.close()

            assert head.split()[1] == status
            assert body == after
        assert "fault" not in serving.log.getvalue()


async def test_a_request_without_an_end_is_cut_off() -> None:
    async with running() as serving:
        reader, writer = await asyncio.open_connection("127.0.0.1", serving.port)
        writer.write(b"GET /healthz HTTP/1.1\r\n" + b"X-Filler: 1\r\n" * 2_000)

        with pytest.raises((ConnectionError, asyncio.IncompleteReadError)):
            await reader.readexactly(1)
        writer.close()


@pytest.mark.parametrize(
    ("path", "method", "expected"),
    [
        pytest.param("/", "GET", 404, id="root"),
        pytest.param("/play", "GET", 426, id="players-path"),
        pytest.param("/host", "GET", 426, id="hosts-path"),
        pytest.param("/sessions/", "GET", 404, id="no-code"),
        pytest.param("/sessions/..%2f..%2f", "GET", 404, id="strange-code"),
        pytest.param("/", "DELETE", 405, id="strange-method"),
    ],
)
async def test_anything_else_gets_a_plain_sentence(path: str, method: str, expected: int) -> None:
    async with running() as serving:
        status, _, body = await fetch(serving, path, method)

        assert status == expected
        assert "quizterm join" in body or "message" in body


async def test_a_web_page_cannot_connect() -> None:
    async with running() as serving:
        with pytest.raises(InvalidStatus) as refused:
            await connect(f"ws://{serving.address}/play", origin="http://evil.example", proxy=None)  # type: ignore[arg-type]

        assert refused.value.response.status_code == 403


async def test_a_socket_on_another_path_is_not_let_in() -> None:
    async with running() as serving:
        with pytest.raises(InvalidStatus) as refused:
            await connect(f"ws://{serving.address}/other", proxy=None)

        assert refused.value.response.status_code == 404


async def test_a_full_server_says_so_and_takes_people_again_when_there_is_room() -> None:
    async with running(max_connections=2) as serving, host(serving.address, quiz()) as teacher:
        async with player(serving.address, teacher.code, "Ann") as ann:
            with pytest.raises(InvalidStatus) as refused:
                await connect(f"ws://{serving.address}/play", proxy=None)
            assert refused.value.response.status_code == 503
        await teacher.until(lambda stage: stage.connected == 0)

        async with peer(serving.address) as back:
            await back.ask(client.Rejoin, code=ann.code, token=ann.token)
