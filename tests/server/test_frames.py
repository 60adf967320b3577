"""Frames on the wire."""

import pytest
from websockets.frames import Frame, Opcode

from quizterm_server.frames import only_message, text_frame, whole_frames


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


@pytest.mark.parametrize(
    ("data", "whole"),
    [
        pytest.param(b"", True, id="nothing"),
        pytest.param(HI, True, id="one"),
        pytest.param(HI + PING + HI, True, id="three"),
        pytest.param(HI + HI[:-1], False, id="two-and-one-cut-off"),
        pytest.param(HI + b"\x81", False, id="one-and-a-byte"),
        pytest.param(PIECE, False, id="a-piece"),
        pytest.param(HI + PIECE, False, id="one-and-a-piece"),
        pytest.param(Frame(Opcode.BINARY, b"hi").serialize(mask=True), False, id="not-text"),
        pytest.param(Frame(Opcode.CLOSE, b"").serialize(mask=True), False, id="a-close"),
        pytest.param(Frame(Opcode.TEXT, b"h" * 126).serialize(mask=True), False, id="longer"),
    ],
)
def test_it_is_known_whether_more_of_a_frame_has_to_come(data: bytes, whole: bool) -> None:
    assert whole_frames(data) is whole
