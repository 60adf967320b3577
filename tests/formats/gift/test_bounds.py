"""However odd a file is, reading it costs in proportion to its size."""

from time import process_time

import pytest

from quizterm.formats.exchange.harvest import Harvest, Wishes
from quizterm.formats.exchange.source import Source, Unreadable
from quizterm.formats.gift.reading import read

SIZE = 300_000
PATIENCE = 5.0
"""Seconds of processor; what grows with the square of the size takes minutes."""


@pytest.mark.parametrize("before", ["", "a{", "a{#", "a{>", "[markdown]"])
@pytest.mark.parametrize(
    "piece", ["{", "}", "=", "~", "::", "\\", "#", "%", " ", "1", "=a->b ", "~%50%", "```\n", "\n/"]
)
def test_much_of_one_thing_is_read_quickly(before: str, piece: str) -> None:
    text = before + piece * (SIZE // len(piece))

    assert _seconds(text.encode()) < PATIENCE
    assert _seconds(f"{text}}}".encode()) < PATIENCE


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
def test_many_lines_are_read_quickly(line: str) -> None:
    assert _seconds((line * 20_000).encode()) < PATIENCE


def _seconds(data: bytes) -> float:
    harvest = Harvest(wishes=Wishes(polls=True, accept_partial=True, expand_matching=True))
    begun = process_time()
    try:
        read(Source("quiz", data), harvest)
    except Unreadable:
        assert harvest.read == 0
    assert harvest.through == len(harvest.questions)
    return process_time() - begun


def test_a_question_takes_little_time() -> None:
    block = "::Name %d::What is the capital of this country?{\n=Paris\n~Rome\n~Oslo\n~Bern\n}\n\n"
    data = "".join(block % number for number in range(2000)).encode()

    assert _seconds(data) < 1.0
