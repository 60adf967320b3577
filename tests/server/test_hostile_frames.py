"""Frames that are too large, too many or in pieces."""

from contextlib import suppress

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.frames import Frame, Opcode
from websockets.server import ServerProtocol

from quizterm.errors import ErrorCode
from quizterm.protocol import client
from quizterm.protocol.codec import encode
from quizterm.protocol.messages import HOST_FRAME, HOST_PATH, PLAY_FRAME, PLAY_PATH
from tests.server.quizzes import quiz
from tests.support.games import PORT
from tests.support.peers import connection, host, peer, player
from tests.support.serving import running

QUIZ = quiz(PORT)


@pytest.mark.parametrize(
    ("path", "size", "code"),
    [
        pytest.param(PLAY_PATH, 9 * 1024, 1009, id="9-KiB"),
        pytest.param(PLAY_PATH, 1024 * 1024, 1009, id="1-MiB"),
        pytest.param(PLAY_PATH, PLAY_FRAME, None, id="just-small-enough-to-play"),
        pytest.param(HOST_PATH, HOST_FRAME, None, id="just-small-enough-to-host"),
        pytest.param(HOST_PATH, HOST_FRAME + 1, 1009, id="too-large-to-host"),
    ],
)
async def test_large_frames_close_with_their_code(path: str, size: int, code: int | None) -> None:
    """R14: oversized input."""
    async with running() as serving, peer(serving.address, path) as found:
        with suppress(ConnectionClosed):
            await found.send("x" * size)
        if code is None:
            await found.ask(client.Ping)
        else:
            assert await found.closed() == code


async def test_nothing_large_is_taken_from_a_host_before_hello() -> None:
    """What is unfinished stays in memory, so nobody unknown may leave a megabyte."""
    async with running() as serving, connection(serving.address, HOST_PATH) as found:
        with suppress(ConnectionClosed):
            await found.send("x" * (PLAY_FRAME + 1))

        assert await found.closed() == 1009


async def test_a_host_whose_quiz_has_arrived_sends_nothing_large_any_more() -> None:
    async with running() as serving, host(serving.address, QUIZ) as teacher:
        with suppress(ConnectionClosed):
            await teacher.send("x" * (HOST_FRAME // 2))

        assert await teacher.closed() == 1009


async def test_a_hundred_fragments_are_measured_together() -> None:
    """R14: fragments do not get around the limit."""
    async with running() as serving, peer(serving.address) as found:
        with suppress(ConnectionClosed):
            await found.socket.send(["x" * 100] * 100)

        assert await found.closed() == 1009


async def test_a_message_in_the_middle_of_another_one_is_no_message() -> None:
    async with running() as serving, peer(serving.address) as found, peer(serving.address) as other:
        found.socket.transport.write(Frame(Opcode.TEXT, b"{", fin=False).serialize(mask=True))
        await other.ask(client.Ping)  # until then that was read, by itself
        await found.say(client.Ping(ref=9))

        assert await found.closed() == 1002


@pytest.mark.parametrize("cut", [1, 2, 5, 6, 9])
async def test_a_message_may_come_in_pieces(cut: int) -> None:
    async with running() as serving, peer(serving.address) as found, peer(serving.address) as other:
        frame = Frame(Opcode.TEXT, encode(client.Ping(ref=1_000))).serialize(mask=True)
        found.socket.transport.write(frame[:cut])
        await other.ask(client.Ping)  # until then that was read, by itself
        found.socket.transport.write(frame[cut:])

        await found.ask(client.Ping)
        assert any('"ref":1000' in told for told in found.frames)


@pytest.mark.parametrize("size", [1, 2, 7, 60, 1_000, 5_000])
async def test_messages_of_any_length_are_told_apart_wherever_they_are_cut(size: int) -> None:
    lengths = (0, 90, 120, 300, 0, 5_000, 0, 120, 0)
    pings = [encode(client.Ping(ref=1_000 + at)) + b" " * length for at, length in enumerate(lengths)]
    came = b"".join(Frame(Opcode.TEXT, ping).serialize(mask=True) for ping in pings)
    async with running() as serving, peer(serving.address) as found, peer(serving.address) as other:
        for start in range(0, len(came), size):
            found.socket.transport.write(came[start : start + size])
            if start < 20 * size:
                await other.ask(client.Ping)  # until then that was read, by itself
        await found.ask(client.Ping)

    told = [line for line in found.frames if '"ref":10' in line]
    assert [f'"ref":{1_000 + at},' in line for at, line in enumerate(told)] == [True] * len(lengths)


@pytest.mark.parametrize("times", [1, 2])
async def test_what_looks_like_a_message_within_another_one_is_none(times: int) -> None:
    inner = _as_it_is(encode(client.Ping(ref=1_000)))
    start, end = _as_it_is(b"x" * 150 + inner * times + b"y" * 50).split(inner * times)
    async with running() as serving, peer(serving.address) as found, peer(serving.address) as other:
        for piece in (start, *[inner] * times, end):
            found.socket.transport.write(piece)
            await other.ask(client.Ping)  # until then that was read, by itself

        assert await found.closed() == 1007  # as a whole, it is no text

    assert not any('"ref":1000' in told for told in found.frames)


def _as_it_is(payload: bytes) -> bytes:
    """A frame of a client whose mask changes nothing."""
    size = bytes([0x80 | len(payload)]) if len(payload) < 126 else b"\xfe" + len(payload).to_bytes(2)
    return b"\x81" + size + bytes(4) + payload


async def test_short_messages_are_read_the_short_way_also_after_a_long_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The library takes any message apart, and a question's worth of time for a few."""
    taken = []
    take_apart = ServerProtocol.receive_data

    def counting(protocol: ServerProtocol, data: bytes) -> None:
        taken.append(data)
        take_apart(protocol, data)

    monkeypatch.setattr(ServerProtocol, "receive_data", counting)
    async with running() as serving, peer(serving.address) as found:
        long = Frame(Opcode.TEXT, encode(client.Ping(ref=1_000)) + b" " * 7_000).serialize(mask=True)
        found.socket.transport.write(long)
        await found.ask(client.Ping)
        before = len(taken)
        for _ in range(5):
            await found.ask(client.Ping)

    assert taken[:before]
    assert not any(data.startswith(b"\x81") for data in taken[before:])


async def test_a_frame_that_only_claims_to_be_huge_is_refused_at_once() -> None:
    """R14: a declared length of 2^40."""
    async with running() as serving, peer(serving.address) as found:
        found.socket.transport.write(b"\x81\xff" + (2**40).to_bytes(8, "big") + b"mask" + b"x")

        assert await found.closed() == 1009


async def test_a_flood_gets_one_warning_and_then_a_close() -> None:
    """R14: too many messages."""
    async with (
        running() as serving,
        host(serving.address, QUIZ) as teacher,
        player(serving.address, teacher.code, "Ann") as canary,
        peer(serving.address) as flood,
    ):
        with suppress(ConnectionClosed):
            for ref in range(500):
                await flood.say(client.Ping(ref=1_000 + ref))

        assert await flood.closed() == 1008
        assert [stray.code for stray in flood.strays] == [ErrorCode.TOO_FAST]
        await canary.ask(client.Ping)


async def test_frames_without_a_message_in_them_are_counted_as_well() -> None:
    """R14: pings, and messages that never end, cost the server nearly as much as messages."""
    async with running() as serving, host(serving.address, quiz()) as teacher:
        for opcode in (Opcode.PING, Opcode.CONT):
            async with peer(serving.address) as flooding:
                first = Frame(Opcode.TEXT, b"", fin=False).serialize(mask=True)
                many = Frame(opcode, b"", fin=opcode is Opcode.PING).serialize(mask=True) * 2_000
                flooding.socket.transport.write(first + many)

                assert await flooding.closed() == 1008
        await teacher.ask(client.Ping)


async def test_what_comes_together_with_a_close_still_counts() -> None:
    async with (
        running() as serving,
        host(serving.address, quiz()) as teacher,
        player(serving.address, teacher.code, "Ann") as ann,
    ):
        speaking = ann.socket.protocol
        speaking.send_text(encode(client.Leave(ref=99)))
        speaking.send_close(1000)
        ann.socket.transport.write(b"".join(speaking.data_to_send()))

        await teacher.until(lambda stage: stage.players == 0)
