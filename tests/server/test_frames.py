"""Frames on the wire."""

import pytest
from websockets.frames import Frame, Opcode

from quizterm_server.frames import only_message, still_to_come, text_frame


@pytest.mark.parametrize("length", [0, 1, 125, 126, 127, 65_535, 65_536, 70_000])
def test_a_text_frame_is_what_the_library_would_make(length: int) -> None:
    payload = b"a" * length

    assert text_frame(payload) == Frame(Opcode.TEXT, payload).serialize(mask=False)


@pytest.mark.parametrize("length", [1, 3, 4, 5, 85, 124, 125])
def test_a_short_message_is_read_as_the_library_would(length: int) -> None:
    payload = bytes(number % 251 + 1 for number in range(length))

    assert only_message(Frame(Opcode.TEXT, payload).serialize(mask=True)) == payload


HI = Frame(Opcode.TEXT, b"hi").serialize(mask=True)
PING = Frame(Opcode.PING, b"").serialize(mask=True)
PIECE = Frame(Opcode.TEXT, b"h", fin=False).serialize(mask=True)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(HI[:-1], id="cut-off"),
        pytest.param(HI + HI, id="two"),
        pytest.param(HI + b"\x81", id="more-than-one"),
        pytest.param(PING, id="a-ping"),
        pytest.param(PIECE, id="a-piece"),
        pytest.param(Frame(Opcode.TEXT, b"hi").serialize(mask=False), id="not-masked"),
        pytest.param(bytes([HI[0] | 0x40]) + HI[1:], id="compressed"),
        pytest.param(Frame(Opcode.TEXT, b"h" * 126).serialize(mask=True), id="longer"),
        pytest.param(Frame(Opcode.CLOSE, b"").serialize(mask=True), id="a-close"),
    ],
)
def test_anything_else_is_left_to_the_library(data: bytes) -> None:
    assert only_message(data) is None


LONG, LONGEST = (Frame(Opcode.TEXT, b"h" * size).serialize(mask=True) for size in (126, 0x10000))


PONG = Frame(Opcode.PONG, b"there").serialize(mask=True)


@pytest.mark.parametrize(
    "frame", [HI, PING, PONG, LONG, LONGEST], ids=["short", "ping", "pong", "long", "longest"]
)
def test_it_is_known_how_much_of_a_frame_has_to_come(frame: bytes) -> None:
    head = {LONG: 4, LONGEST: 10}.get(frame, 2)

    for came in range(head, len(frame) + 1):
        assert still_to_come(HI + frame[:came], 0) == len(frame) - came


@pytest.mark.parametrize(
    ("data", "awaited", "left"),
    [
        pytest.param(b"", 0, 0, id="nothing"),
        pytest.param(b"", 3, 3, id="nothing-of-more"),
        pytest.param(b"hh", 3, 1, id="not-all"),
        pytest.param(b"hhh", 3, 0, id="all"),
        pytest.param(b"hhh" + HI + LONG[:-5], 3, 5, id="all-and-more"),
    ],
)
def test_what_was_still_to_come_is_taken_into_account(data: bytes, awaited: int, left: int) -> None:
    assert still_to_come(data, awaited) == left


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(HI + b"\x81", id="a-byte"),
        pytest.param(HI + LONG[:3], id="half-a-length"),
        pytest.param(HI + LONGEST[:9], id="most-of-a-length"),
        pytest.param(HI + PIECE, id="a-piece"),
        pytest.param(Frame(Opcode.BINARY, b"hi").serialize(mask=True), id="not-text"),
        pytest.param(Frame(Opcode.TEXT, b"hi").serialize(mask=False), id="not-masked"),
        pytest.param(Frame(Opcode.TEXT, b"h" * 126).serialize(mask=False), id="long-and-not-masked"),
        pytest.param(Frame(Opcode.CLOSE, b"").serialize(mask=True), id="a-close"),
    ],
)
def test_of_anything_else_it_is_not_known(data: bytes) -> None:
    assert still_to_come(data, 0) is None
