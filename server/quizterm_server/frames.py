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
LONGER = {126: 2, 127: 8}
"""Bytes of their own that the length of a longer frame has, by what stands in place of it."""


def only_message(data: bytes) -> bytes | None:
    """The message, if this is exactly one short text frame of a client, as nearly all that come are.

    The library takes any frame apart, and takes ten times as long for it.
    """
    size = len(data) - HEAD
    if not 0 < size < SHORT or data[0] != TEXT or data[1] != MASKED | size:
        return None
    mask = data[2:HEAD] * (size // MASK + 1)
    return (int.from_bytes(data[HEAD:]) ^ int.from_bytes(mask[:size])).to_bytes(size)


def still_to_come(data: bytes, awaited: int) -> int | None:
    """How many bytes of a client's last frame are missing after these.

    Args:
        data: What has come.
        awaited: How many of them belong to the frame before, or more if it is not all there even now.

    Returns:
        The number of bytes; `None` where it cannot be known, because the length of a frame is cut in two, or
        because something else has come than whole messages of text and signs of life.
    """
    at = awaited
    while at < len(data):
        if data[at] not in (TEXT, PING, PONG) or len(data) - at < 2:
            return None
        size = data[at + 1] - MASKED
        longer = LONGER.get(size, 0)
        if size < 0 or len(data) - at < 2 + longer:
            return None
        if longer:
            size = int.from_bytes(data[at + 2 : at + 2 + longer])
        at += HEAD + longer + size
    return at - len(data)
