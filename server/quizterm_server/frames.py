"""Messages as they lie on the wire: a frame is made once and sent as often as needed."""

TEXT = 0x81
"""The first byte of a message in one text frame (RFC 6455, section 5.2)."""
SHORT, MIDDLING = 126, 0x10000
"""Lengths from here on take two, or eight bytes of their own."""


def text_frame(payload: bytes) -> bytes:
    """One unmasked text frame, as a server sends it."""
    length = len(payload)
    if length < SHORT:
        return bytes((TEXT, length)) + payload
    if length < MIDDLING:
        return bytes((TEXT, 126)) + length.to_bytes(2) + payload
    return bytes((TEXT, 127)) + length.to_bytes(8) + payload


PING, PONG = 0x89, 0x8A
MASKED = 0x80
"""Set in the second byte of every frame of a client, beside the length."""
MASK = 4
"""Bytes that what follows is masked with (section 5.3); they stand before it."""
HEAD = 2 + MASK
"""Bytes of a short frame before what it carries."""


def only_message(data: bytes) -> bytes | None:
    """The message, if this is exactly one short text frame of a client, as nearly all that come are.

    The library takes any frame apart, and takes ten times as long for it.
    """
    size = len(data) - HEAD
    if not 0 < size < SHORT or data[0] != TEXT or data[1] != MASKED | size:
        return None
    mask = data[2:HEAD] * (size // MASK + 1)
    return (int.from_bytes(data[HEAD:]) ^ int.from_bytes(mask[:size])).to_bytes(size)


def whole_frames(data: bytes) -> bool:
    """Whether these are short frames of a client, messages or signs of life, and all of the last one."""
    at = 0
    while len(data) - at >= HEAD and data[at] in (TEXT, PING, PONG):
        size = data[at + 1] - MASKED
        if not 0 <= size < SHORT:
            return False
        at += HEAD + size
    return at == len(data)
