"""Messages as they lie on the wire: a frame is made once and sent as often as needed."""

from websockets.frames import Frame, Opcode


def text_frame(payload: bytes) -> bytes:
    """One unmasked text frame, as a server sends it."""
    return Frame(Opcode.TEXT, payload).serialize(mask=False)
