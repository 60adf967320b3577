"""Lines as they are typed, from pieces of any size."""

import os

import pytest

from quizterm_client.plain.typing import LONGEST, LineSplitter, typed_lines


def split(*pieces: bytes, encoding: str = "utf-8") -> list[str]:
    """The lines of what is read in these pieces."""
    lines = LineSplitter(encoding)
    return [line for piece in pieces for line in lines.feed(piece)] + lines.end()


@pytest.mark.parametrize(
    ("pieces", "lines"),
    [
        ((b"1\n2\n",), ["1", "2"]),
        ((b"a", b"b\r", b"\nc"), ["ab", "c"]),
        ((b"Zo\xc3", b"\xab\n"), ["Zoë"]),
        ((b"\n\n",), ["", ""]),
        ((b"\xff\n",), ["\N{REPLACEMENT CHARACTER}"]),
        ((), []),
    ],
)
def test_lines_are_put_together(pieces: tuple[bytes, ...], lines: list[str]) -> None:
    assert split(*pieces) == lines


def test_an_endless_line_takes_no_room() -> None:
    assert split(*([b"x" * 1000] * 100), b"\n1\n") == ["x" * LONGEST, "1"]


async def test_what_comes_through_a_pipe_is_read_to_its_end() -> None:
    reading, writing = os.pipe()
    os.write(writing, b"one\ntwo")
    os.close(writing)

    assert [line async for line in typed_lines(lambda: os.read(reading, 2))] == ["one", "two"]
    os.close(reading)


async def test_a_terminal_that_is_gone_is_the_end() -> None:
    def gone() -> bytes:
        raise OSError

    assert [line async for line in typed_lines(gone)] == []
