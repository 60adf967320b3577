"""A program that replays the logs it is given, pickled, and writes what became of each game, a line each."""

import pickle
import sys

from pydantic import TypeAdapter

from quizterm.engine.outcome import Outcome, outcome
from quizterm.engine.state import Game
from quizterm.engine.views import view_for
from quizterm.snapshot import Audience
from tests.support.games import replay


def seen(game: Game) -> str:
    """Everything that anybody sees of a game."""
    viewers = (*Audience, *game.players)
    return repr([view_for(game, viewer) for viewer in viewers])


def main() -> None:
    outcomes = TypeAdapter(Outcome)
    for created, told in pickle.load(sys.stdin.buffer):
        game = replay(created, told)
        sys.stdout.write(f"{outcomes.dump_json(outcome(game)).decode()} {game!r} {seen(game)}\n")


if __name__ == "__main__":
    main()
