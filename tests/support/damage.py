"""Other people's files, damaged in every way that can be thought of, and what a reader owes nevertheless."""

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from quizterm.formats.exchange.catalogue import format_named
from quizterm.formats.exchange.harvest import Harvest, Wishes
from quizterm.formats.exchange.ledger import Level
from quizterm.formats.exchange.source import Source, Unreadable
from quizterm.quiz.checking_questions import check_question
from quizterm.quiz.problems import Findings

WRONG_VALUES: tuple[Any, ...] = (
    *(None, 0, -1, 1.5, 10**30, True, "", "x", [], {}, [[]], [{}], [None], {"a": []}, "\x1b[31m\u202e"),
    *("\ud800", "9" * 5000, "&#" + "9" * 5000 + ";", [0] * 60, "x\n" * 3000),
)
"""What may stand where something else is expected."""


def harvested(format_name: str, data: bytes, wishes: Wishes | None = None) -> Harvest:
    """Read a file, and check what every reader promises.

    Raises:
        Unreadable: Nothing can be read.
    """
    harvest = Harvest(wishes=wishes or Wishes())
    format_named(format_name).read(Source("quiz", data), harvest)
    left_out = [note for note in harvest.notes if note.level is Level.LEFT_OUT]
    assert harvest.through == len(harvest.questions)
    assert harvest.left_out == len(left_out), "every question that is left out has one reason"
    assert all(note.code and note.message.endswith((".", "!", "?")) for note in harvest.notes)
    for question in harvest.questions:
        found = Findings()
        assert check_question(found, question) == question
        assert not found.problems
    return harvest


def survives(format_name: str, data: bytes) -> None:
    """Check that a file is read or refused with a sentence."""
    try:
        harvested(format_name, data)
    except Unreadable as problem:
        sentence = problem.message
    else:
        sentence = "It was read."
    assert sentence.endswith(".")


def truncated(data: bytes, count: int = 100) -> Iterator[bytes]:
    """Give a file cut off at up to `count` places."""
    return (data[:end] for end in range(1, len(data), max(len(data) // count, 1)))


def flipped(data: bytes, count: int = 100) -> Iterator[bytes]:
    """Give a file with one byte changed, at up to `count` places."""
    for turn, place in enumerate(range(0, len(data), max(len(data) // count, 1))):
        yield data[:place] + bytes([data[place] ^ (1 << turn % 8)]) + data[place + 1 :]


def misshapen(tree: Any) -> Iterator[Any]:
    """Give a tree with each of its values replaced by each wrong one, and with each key missing."""
    for path in list(_paths(tree)):
        for wrong in WRONG_VALUES:
            yield _replaced(tree, path, wrong)
        if path and isinstance(path[-1], str):
            yield _without(tree, path)


def as_json(tree: Any) -> bytes:
    """Write a tree; what is no text is written as an escape."""
    return json.dumps(tree).encode()


def _paths(tree: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    items = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for name, value in items:
        yield from _paths(value, (*path, name))


def _replaced(tree: Any, path: tuple[Any, ...], value: Any) -> Any:
    if not path:
        return value
    copy = deepcopy(tree)
    _parent(copy, path)[path[-1]] = value
    return copy


def _without(tree: Any, path: tuple[Any, ...]) -> Any:
    copy = deepcopy(tree)
    del _parent(copy, path)[path[-1]]
    return copy


def _parent(tree: Any, path: tuple[Any, ...]) -> Any:
    for step in path[:-1]:
        tree = tree[step]
    return tree
