"""The only place where rules live: `begin` a game, `step` it with one input."""

from collections.abc import Sequence

from quizterm.engine.effects import Effect
from quizterm.engine.inputs import Created, Input
from quizterm.engine.state import Game


def begin(created: Created) -> Game:
    """Open the lobby of a new game."""
    raise NotImplementedError


def step(game: Game, happened: Input) -> Sequence[Effect]:
    """Apply one input to `game`, in place, and say what the shell must do.

    Raises:
        Refusal: The input is not allowed now; `game` is exactly as it was.
    """
    raise NotImplementedError
