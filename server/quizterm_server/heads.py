"""The head of an HTTP request, which is answered before anything that follows it is looked at."""

END = b"\r\n\r\n"
LONGEST = 16 * 1024
"""Bytes; ours has three hundred."""
TLS_HELLO = b"\x16\x03"
"""What a client begins with that wants to encrypt."""


class TooLong(Exception):
    """This is longer than the head of any request that is meant for us."""


class Encrypted(Exception):
    """This is no request but the beginning of an encrypted connection."""


class Head:
    """Collects what comes until the head is whole."""

    __slots__ = ("_bytes",)

    def __init__(self) -> None:
        self._bytes = bytearray()

    def add(self, data: bytes) -> tuple[bytes, bytes] | None:
        """The whole head and what has come after it; `None` as long as it is not whole.

        Raises:
            TooLong: It is not to be expected any more.
            Encrypted: It will never come.
        """
        self._bytes += data
        if self._bytes.startswith(TLS_HELLO):
            raise Encrypted
        end = self._bytes.find(END) + len(END)
        if end < len(END):
            if len(self._bytes) > LONGEST:
                raise TooLong
            return None
        return bytes(self._bytes[:end]), bytes(self._bytes[end:])
