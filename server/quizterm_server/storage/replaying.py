"""What a log tells of, made again from its records."""

import asyncio
from collections.abc import Callable, Sequence
from typing import TypeVar

from quizterm.engine import inputs
from quizterm.engine.rules import begin, step
from quizterm.engine.state import Game
from quizterm.errors import Refusal
from quizterm.language import N_
from quizterm_server.storage.interface import Damaged
from quizterm_server.storage.records import Door, Record

_State = TypeVar("_State")

_PAGE = 300
"""Records that are followed in one go."""


def follow(
    records: Sequence[Record],
    open_session: Callable[[inputs.Created], _State],
    apply: Callable[[_State, inputs.Input | Door], object],
) -> _State:
    """What these records make, one after the other.

    Args:
        records: A log from its beginning.
        open_session: Makes the state of a session that has just been opened.
        apply: Changes it by one record; whatever it raises means that the log cannot be true.

    Raises:
        Damaged: They tell of something that cannot have happened.
    """
    state = _open(records, open_session)
    _apply(state, records[1:], 2, apply)
    return state


async def follow_in_turns(
    records: Sequence[Record],
    open_session: Callable[[inputs.Created], _State],
    apply: Callable[[_State, inputs.Input | Door], object],
) -> _State:
    """The same as `follow`, a few milliseconds at a time, with turns for others.

    In a thread it would hold them up more: the loop lets the interpreter go whenever it sends something, and
    would get it back only when the thread's turn is over.

    Raises:
        Damaged: They tell of something that cannot have happened.
    """
    state = _open(records, open_session)
    for begun in range(1, len(records), _PAGE):
        _apply(state, records[begun : begun + _PAGE], begun + 1, apply)
        await asyncio.sleep(0)
    return state


def _open(records: Sequence[Record], open_session: Callable[[inputs.Created], _State]) -> _State:
    first = records[0] if records else None
    if not isinstance(first, inputs.Created):
        raise Damaged(N_("Record 1 does not open a session."))
    return open_session(first)


def _apply(
    state: _State,
    records: Sequence[Record],
    start: int,
    apply: Callable[[_State, inputs.Input | Door], object],
) -> None:
    for number, record in enumerate(records, start):
        if isinstance(record, inputs.Created):
            raise Damaged(N_("Record {number} opens the session a second time.").format(number=number))
        try:
            apply(state, record)
        except Exception as error:
            why = error.message if isinstance(error, Refusal) else type(error).__name__
            raise Damaged(
                N_("Record {number} does not follow from those before it: {reason}").format(
                    number=number, reason=why
                )
            ) from error


def replay(records: Sequence[Record]) -> Game:
    """The game as it stood after the last of these records.

    Raises:
        Damaged: They tell of something that cannot have happened.
    """
    return follow(records, begin, _play)


def _play(game: Game, record: inputs.Input | Door) -> None:
    if not isinstance(record, Door):
        step(game, record)
