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
