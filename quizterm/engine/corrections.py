"""Putting right what the quiz got wrong: voiding a question, correcting its key."""

from quizterm.engine import inputs
from quizterm.engine.asking import check_key, with_key
from quizterm.engine.collecting import regrade
from quizterm.engine.effects import EVERYBODY, HOSTS, Effects, EveryYouChanged
from quizterm.engine.scoring import rescore
from quizterm.engine.state import Game, Round
from quizterm.errors import ErrorCode, Refusal
from quizterm.language import N_


def void(game: Game, voided: inputs.Voided) -> Effects:
    """Take a question out of everybody's score, or put it back."""
    asked = _reached(game, voided.target)
    asked.voided = voided.voided
    return _corrected(game, voided.target)


def correct_key(game: Game, corrected: inputs.KeyCorrected) -> Effects:
    """Replace what counts as right; score everybody again if the question is closed."""
    asked = _reached(game, corrected.target)
    check_key(asked, corrected.key)
    asked.key = corrected.key
    asked.question = with_key(asked.question, corrected.key)
    regrade(asked)
    return _corrected(game, corrected.target)


def _reached(game: Game, target: int) -> Round:
    if not 0 <= target <= game.question:
        raise Refusal(ErrorCode.WRONG_PHASE, N_("This question has not been asked yet."))
    return game.rounds[target]


def _corrected(game: Game, target: int) -> Effects:
    if not game.rounds[target].closed:
        return [HOSTS]
    rescore(game)
    return [EVERYBODY, EveryYouChanged()]
