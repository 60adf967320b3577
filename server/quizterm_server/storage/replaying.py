"""The game that a log tells of."""

from collections.abc import Sequence

from quizterm.engine import inputs
from quizterm.engine.rules import begin, step
from quizterm.engine.state import Game
from quizterm.errors import Refusal
from quizterm_server.storage.interface import Damaged
from quizterm_server.storage.records import Door, Record


def replay(records: Sequence[Record]) -> Game:
    """The game as it stood after the last of these records.

    Raises:
        Damaged: They tell of something that cannot have happened.
    """
    first = records[0] if records else None
    if not isinstance(first, inputs.Created):
        raise Damaged("Record 1 does not open a session.")
    game = begin(first)
    for number, record in enumerate(records[1:], start=2):
        if isinstance(record, Door):
            continue
        try:
            _apply(game, record)
        except Exception as error:
            why = error.message if isinstance(error, Refusal) else type(error).__name__
            raise Damaged(f"Record {number} does not follow from those before it: {why}") from error
    return game


def _apply(game: Game, record: inputs.Created | inputs.Input) -> None:
    if isinstance(record, inputs.Created):
        raise ValueError("a session is opened once")
    step(game, record)
