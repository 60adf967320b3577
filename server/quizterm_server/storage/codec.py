"""Records to rows and back: a word for the kind, and JSON for the rest.

A row holds one record, or several answers. Logs are kept for good: a field that is added to a record or to
what it holds needs a default, and a word in the table is never given another meaning.
"""

import asyncio
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import islice
from typing import Any, Literal, assert_never, get_args

from pydantic import ConfigDict, TypeAdapter, ValidationError

from quizterm.engine import inputs
from quizterm.engine.outcome import Outcome, PlayerOutcome
from quizterm.language import N_
from quizterm_server.storage.interface import Damaged
from quizterm_server.storage.records import HostAdmitted, PlayerAdmitted, Record, TokenChanged

Kind = Literal[
    "created", "joined", "came", "went", "left", "hosts_seen", "answered",
    "started", "went_on", "closed", "extended", "paused", "resumed", "skipped", "ended",
    "auto_set", "lock_set", "voided", "key_corrected", "renamed", "extra_time_set", "removed", "unbanned",
    "timer_fired", "interrupted", "stood_still",
    "host_admitted", "player_admitted", "token_changed",
]  # fmt: skip

ANSWERS = "answers"
"""The word for a row of several answers: each in a row of its own would cost twice as much to store."""

_PLAYERS = 10
"""Players whose outcome is written down in one go: some 4 ms after an evening of twenty questions."""
_NO_PLAYERS = '"players":[]'

_STRICT = ConfigDict(
    strict=True,
    extra="forbid",
    ser_json_bytes="hex",
    val_json_bytes="hex",
    ser_json_inf_nan="constants",
)


def get_ready() -> None:
    """Work out now how an answer is written down: the first ones would wait for it."""
    _adapter(inputs.Answered)
    _answers()


def kind_of(record: Record) -> Kind:
    """The word that a record is stored under."""
    match record:
        case inputs.Created():
            return "created"
        case inputs.Joined():
            return "joined"
        case inputs.Came():
            return "came"
        case inputs.Went():
            return "went"
        case inputs.Left():
            return "left"
        case inputs.HostsSeen():
            return "hosts_seen"
        case inputs.Answered():
            return "answered"
        case inputs.AutoSet():
            return "auto_set"
        case inputs.LockSet():
            return "lock_set"
        case inputs.Voided():
            return "voided"
        case inputs.KeyCorrected():
            return "key_corrected"
        case inputs.Renamed():
            return "renamed"
        case inputs.ExtraTimeSet():
            return "extra_time_set"
        case inputs.Removed():
            return "removed"
        case inputs.Unbanned():
            return "unbanned"
        case inputs.TimerFired():
            return "timer_fired"
        case inputs.Interrupted():
            return "interrupted"
        case inputs.StoodStill():
            return "stood_still"
        case HostAdmitted():
            return "host_admitted"
        case PlayerAdmitted():
            return "player_admitted"
        case TokenChanged():
            return "token_changed"
        case _:
            return _kind_of_command(record)


def _kind_of_command(command: inputs.Command) -> Kind:
    match command:
        case inputs.Started():
            return "started"
        case inputs.WentOn():
            return "went_on"
        case inputs.Closed():
            return "closed"
        case inputs.Extended():
            return "extended"
        case inputs.Paused():
            return "paused"
        case inputs.Resumed():
            return "resumed"
        case inputs.Skipped():
            return "skipped"
        case inputs.Ended():
            return "ended"
        case _:
            assert_never(command)


def encode(together: Sequence[Record]) -> tuple[str, str]:
    """Kind and data of a row.

    Args:
        together: One record, or several answers.

    Raises:
        ValueError: It holds what cannot be written as JSON, such as a lone surrogate.
    """
    if len(together) > 1:
        return ANSWERS, _answers().serializer.to_json(tuple(together)).decode()
    (record,) = together
    shape = type(record)
    kind, adapter = _adapters.get(shape) or _adapter(shape)
    return kind, adapter.serializer.to_json(record).decode()


def decode(kind: str, data: str) -> Sequence[Record]:
    """The records that were stored in a row; there is at least one.

    Raises:
        Damaged: The kind is not known, or the data does not fit it.
    """
    adapter = _readers().get(kind)
    if adapter is None:
        raise Damaged(N_("it is of a kind that is not known here, {kind}").format(kind=f"{kind!a:.40}"))
    try:
        found: Record | Sequence[Record] | None = adapter.validator.validate_json(data)
    except ValidationError as error:
        raise Damaged(N_("what it holds does not fit {kind}").format(kind=repr(kind))) from error
    if not found:
        raise Damaged(N_("it is empty"))
    return found if isinstance(found, tuple) else (found,)


def encode_outcome(outcome: Outcome) -> str:
    """The stored result of a session: equal outcomes are equal texts."""
    return _outcomes().dump_json(outcome).decode()


async def encode_outcome_in_turns(outline: Outcome, players: Iterable[PlayerOutcome]) -> str:
    """The same text as `encode_outcome` gives, made a few milliseconds at a time, with turns for others.

    Args:
        outline: The outcome without its players.
        players: All of them; they may be made only when they are asked for.
    """
    # Nothing that somebody typed looks like this: inside a text, quotation marks are escaped.
    before, _, after = encode_outcome(outline).partition(_NO_PLAYERS)
    remaining, pages = iter(players), []
    while page := tuple(islice(remaining, _PLAYERS)):
        await asyncio.sleep(0)
        pages.append(_player_outcomes().dump_json(page).decode()[1:-1])
    await asyncio.sleep(0)
    return f"{before}{_NO_PLAYERS[:-1]}{','.join(pages)}]{after}"


_Adapter = TypeAdapter[Record | None]
_adapters: dict[type[Record], tuple[Kind, _Adapter]] = {}


def _adapter(shape: type[Record]) -> tuple[Kind, _Adapter]:
    if shape not in _adapters:
        # The table asks only for the class, so an empty shell of it will do.
        kind = kind_of(object.__new__(shape))
        # A bare dataclass takes no configuration from its adapter; a union with one does.
        union: Any = shape | None
        _adapters[shape] = kind, TypeAdapter(union, config=_STRICT)
    return _adapters[shape]


@cache
def _answers() -> TypeAdapter[tuple[inputs.Answered, ...]]:
    return TypeAdapter(tuple[inputs.Answered, ...], config=_STRICT)


@cache
def _readers() -> dict[str, TypeAdapter[Any]]:
    return {ANSWERS: _answers(), **dict(_adapter(shape) for shape in get_args(Record))}


@cache
def _outcomes() -> TypeAdapter[Outcome]:
    return TypeAdapter(Outcome)


@cache
def _player_outcomes() -> TypeAdapter[tuple[PlayerOutcome, ...]]:
    return TypeAdapter(tuple[PlayerOutcome, ...])
