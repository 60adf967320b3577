"""The client's end of a WebSocket, as lean as it can be made: prebuilt frames out, frames cut by length in.

It is for the load only. It speaks to our own servers over loopback, so that it need not check what they say.
"""

import asyncio
from time import monotonic
from typing import cast

TEXT, CLOSE, PING, PONG = 0x1, 0x8, 0x9, 0xA
_FINAL = 0x80
_MASKED = 0x80
_NO_MASK = bytes(4)
"""Frames of clients must be masked; masking with zeros leaves them as they are."""
_SHORT, _MEDIUM = 126, 127
"""Lengths that say that the real one follows, in two bytes or in eight."""

HANDSHAKE = (
    "GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)
_HEAD_ENDS = b"\r\n\r\n"
_SWITCHING = b"HTTP/1.1 101"


def frame(payload: bytes, opcode: int = TEXT) -> bytes:
    """A whole frame of a client."""
    size = len(payload)
    if size < _SHORT:
        head = bytes((_FINAL | opcode, _MASKED | size))
    elif size < 1 << 16:
        head = bytes((_FINAL | opcode, _MASKED | _SHORT)) + size.to_bytes(2)
    else:
        head = bytes((_FINAL | opcode, _MASKED | _MEDIUM)) + size.to_bytes(8)
    return head + _NO_MASK + payload


GOING = frame((1000).to_bytes(2), CLOSE)


class Line(asyncio.Protocol):
    """One connection; what it means is up to the classes below it."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._rest = b""
        self._upgraded = False
        self._transport: asyncio.Transport | None = None
        self.leaving = False
        """Set when this end goes, so that the end of the line is no loss."""

    # What happens; to be filled in.

    def upgraded(self) -> None:
        """The line speaks WebSocket from now on."""

    def take(self, payload: bytes, size: int, now: float) -> None:
        """A text frame came: `size` bytes with its head, at `now`."""

    def ended(self, why: str) -> None:
        """The line is gone; `why` is empty when this end wanted it."""

    # What can be done.

    def write(self, frames: bytes) -> None:
        """Send whole frames."""
        assert self._transport is not None
        self._transport.write(frames)

    def leave(self) -> None:
        """Close as somebody who goes on purpose."""
        self.leaving = True
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(GOING)
            self._transport.close()

    def drop(self) -> None:
        """Be gone without a word, as when a cable is pulled."""
        self.leaving = True
        if self._transport is not None:
            self._transport.abort()

    # The protocol's own.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are none of asyncio's by their class.
        self._transport = cast(asyncio.Transport, transport)
        self._transport.write(HANDSHAKE.format(path=self._path).encode())

    def data_received(self, data: bytes) -> None:
        now = monotonic()
        if self._rest:
            data = self._rest + data
        at, end = 0 if self._upgraded else self._greeted(data), len(data)
        while self._upgraded and end - at >= 2:
            size, start = data[at + 1], at + 2
            if size >= _SHORT:
                long = 2 if size == _SHORT else 8
                if end - start < long:
                    break
                size, start = int.from_bytes(data[start : start + long]), start + long
            after = start + size
            if after > end:
                break
            opcode = data[at] & 0xF
            if opcode == TEXT:
                self.take(data[start:after], after - at, now)
            elif opcode == PING:
                self.write(frame(data[start:after], PONG))
            elif opcode == CLOSE:
                self._close_came(data[start:after])
            at = after
        self._rest = data[at:]

    def connection_lost(self, error: Exception | None) -> None:
        self.ended("" if self.leaving else repr(error) if error else "the server hung up")

    def _greeted(self, data: bytes) -> int:
        """How long the answer to the handshake is; 0 while it is not complete."""
        end = data.find(_HEAD_ENDS)
        if end < 0:
            return 0
        if data.startswith(_SWITCHING):
            self._upgraded = True
            self.upgraded()
        else:
            self.ended(f"the server said {data[:60]!r}")
            self.drop()
        return end + len(_HEAD_ENDS)

    def _close_came(self, payload: bytes) -> None:
        if not self.leaving:
            self.leaving = True
            self.ended(f"closed with {int.from_bytes(payload[:2])}: {payload[2:].decode(errors='replace')}")
            if self._transport is not None:
                self._transport.close()
