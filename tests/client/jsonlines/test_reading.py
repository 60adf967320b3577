"""Lines on their way in, in pieces of any size."""

import threading
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from quizterm_client.jsonlines.reading import LONGEST, TOO_LONG, Splitter, given_lines


def split(pieces: list[bytes]) -> list[bytes | None]:
    lines = Splitter()
    found = [line for piece in pieces for line in lines.feed(piece)]
    return found + lines.end()


@given(st.lists(st.binary(max_size=20)))
def test_pieces_make_the_lines_that_they_are_of(pieces: list[bytes]) -> None:
    whole = b"".join(pieces)
    expected = whole.split(b"\n")

    assert split(pieces) == (expected[:-1] if expected[-1] == b"" else expected)


def test_a_line_of_the_longest_length_is_taken_and_a_longer_one_is_passed_over() -> None:
    longest = b"x" * LONGEST

    assert split([longest + b"\n", longest, b"y", b"z\n", b"next\n"]) == [longest, TOO_LONG, b"next"]
    assert split([longest, b"y"]) == [TOO_LONG]


def test_of_an_endless_line_nothing_is_kept() -> None:
    lines = Splitter()
    for _ in range(100):
        lines.feed(b"x" * LONGEST)

    assert len(lines._rest) <= LONGEST
    assert lines.feed(b"\n{}\n") == [TOO_LONG, b"{}"]


async def test_nothing_is_read_before_the_last_was_taken() -> None:
    reads: list[int] = []
    asked = threading.Semaphore(0)

    def numbers() -> Iterator[bytes]:
        for number in range(3):
            yield b"%d\n" % number

    source = numbers()

    def read() -> bytes:
        reads.append(len(reads))
        asked.release()
        return next(source, b"")

    lines = given_lines(read)
    assert await anext(lines) == b"0"
    asked.acquire()
    assert not asked.acquire(blocking=False)
    assert [line async for line in lines] == [b"1", b"2"]
    assert len(reads) == 4
