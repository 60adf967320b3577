"""However odd a file is, reading it costs in proportion to its size.

What grows with the square of the size does not end before the time-out of a test.
"""

import pytest

from quizterm.formats.exchange.harvest import Harvest, Wishes
from quizterm.formats.exchange.source import Source, Unreadable
from quizterm.formats.gift.reading import read

SIZE = 300_000


@pytest.mark.parametrize("before", ["", "a{", "a{#", "a{>", "[markdown]"])
@pytest.mark.parametrize(
    "piece", ["{", "}", "=", "~", "::", "\\", "#", "%", " ", "1", "=a->b ", "~%50%", "```\n", "\n/"]
)
def test_much_of_one_thing_comes_to_an_end(before: str, piece: str) -> None:
    text = before + piece * (SIZE // len(piece))

    _is_read_or_refused(text.encode())
    _is_read_or_refused(f"{text}}}".encode())


@pytest.mark.parametrize(
    "line",
    [
        "{\n\n=a\n\n",
        "// [tag:",
        "// [tag:x\\]",
        "$CATEGORY: a/",
        "top/",
        "$CATEGORY: x\n",
        "a{T}\n::",
        "{=a\n\n",
    ],
)
def test_many_lines_come_to_an_end(line: str) -> None:
    _is_read_or_refused((line * 20_000).encode())


def _is_read_or_refused(data: bytes) -> None:
    harvest = Harvest(wishes=Wishes(polls=True, accept_partial=True, expand_matching=True))
    try:
        read(Source("quiz", data), harvest)
    except Unreadable:
        assert harvest.read == 0
    assert harvest.through == len(harvest.questions)
