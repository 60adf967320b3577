"""Frames on the wire."""

import pytest
from websockets.frames import Frame, Opcode

from quizterm_server.frames import text_frame


@pytest.mark.parametrize("length", [0, 1, 125, 126, 127, 65_535, 65_536, 70_000])
def test_a_text_frame_is_what_the_library_would_make(length: int) -> None:
    payload = b"a" * length

    assert text_frame(payload) == Frame(Opcode.TEXT, payload).serialize(mask=False)
