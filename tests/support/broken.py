"""Files as they are when something went wrong with them, or when somebody wants it to."""

from collections.abc import Callable
from random import Random

_HOSTILE = (
    b"\x1b]0;pwned\x07\x1b[31m",
    "\u202e\u2066\u200b".encode(),
    b"\x00",
    b"\xff\xfe\xfd",
    b"\xed\xa0\x80",
    b"\xef\xbf\xbe",
    "\ufdfa\u0301".encode() * 20,
    b"{" * 50,
    b"[" * 50,
    b"<a>" * 50,
    b"=~%%#:::\\\\",
    b"=cmd|' /C calc'!A0",
    b"1e999999",
    b"9" * 500,
)


def broken(data: bytes, random: Random) -> bytes:
    """Give a file with one to three things wrong with it."""
    for _ in range(random.randint(1, 3)):
        data = random.choice(_WAYS)(data, random)
    return data


def _cut(data: bytes, random: Random) -> bytes:
    return data[: random.randrange(len(data) + 1)]


def _flipped(data: bytes, random: Random) -> bytes:
    if not data:
        return data
    at = random.randrange(len(data))
    return data[:at] + bytes([data[at] ^ (1 << random.randrange(8))]) + data[at + 1 :]


def _replaced(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data) + 1)
    return data[:at] + bytes([random.randrange(256)]) + data[at + 1 :]


def _with_hostile_text(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data) + 1)
    return data[:at] + random.choice(_HOSTILE) + data[at:]


def _without_a_piece(data: bytes, random: Random) -> bytes:
    start = random.randrange(len(data) + 1)
    return data[:start] + data[start + random.randrange(1, 200) :]


def _doubled(data: bytes, random: Random) -> bytes:
    start = random.randrange(len(data) + 1)
    piece = data[start : start + random.randrange(1, 200)]
    return data[:start] + piece * random.randint(2, 5) + data[start:]


def _with_other_line_ends(data: bytes, random: Random) -> bytes:
    return data.replace(b"\r\n", b"\n").replace(b"\n", random.choice((b"\r\n", b"\r", b"\n\n")))


def _in_utf16(data: bytes, random: Random) -> bytes:
    text = data.decode("utf-8", errors="replace")
    return text.encode(random.choice(("utf-16", "utf-16-le", "utf-8-sig", "cp1252")), errors="replace")


_WAYS: tuple[Callable[[bytes, Random], bytes], ...] = (
    _cut,
    _flipped,
    _flipped,
    _replaced,
    _with_hostile_text,
    _with_hostile_text,
    _without_a_piece,
    _doubled,
    _with_other_line_ends,
    _in_utf16,
)
