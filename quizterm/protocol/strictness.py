"""No object in what a client says names a field twice: two readers could take it for two messages.

A parser that keeps the last value of a name does not tell. But every name that is written has a colon after
it, so a frame of as many colons as its message has names has each of them once. That is nearly every frame,
and costs next to nothing to see. The others, which may only have colons in their texts, are read once more.
"""

import json
from typing import Any

from quizterm.protocol.messages import ClientBase
from quizterm.protocol.playing import SubmitAnswer

SUBMIT_NAMES = len(SubmitAnswer.model_fields) + 2
"""Names in a `submit_answer`: all of its fields are always written, and two of the answer, of any type."""


class NamedTwice(ValueError):
    """An object names a field more than once."""


def demand_single_names(frame: bytes, message: ClientBase) -> None:
    """See that no object in a frame names a field twice: some 3 ms for the largest quiz.

    Args:
        frame: What came.
        message: What it was accepted as.

    Raises:
        NamedTwice: One does.
    """
    if frame.count(b":") != len(message.model_fields_set):
        _READER.decode(frame.decode())


def _once(pairs: list[tuple[str, Any]]) -> None:
    if len({name for name, _ in pairs}) != len(pairs):
        raise NamedTwice


def _nothing(number: str) -> None:
    """Numbers do not matter here, however long they are."""


_READER = json.JSONDecoder(
    object_pairs_hook=_once, parse_int=_nothing, parse_float=_nothing, parse_constant=_nothing, strict=False
)
