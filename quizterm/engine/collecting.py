"""The answers to a question: taken, graded and counted as they come, set aside and brought back."""

from collections.abc import Hashable
from math import copysign

from quizterm.engine.grading import check_answer, credit
from quizterm.engine.state import Counting, Given, Round
from quizterm.engine.tallies import count, counted, discount, tally
from quizterm.quiz.answers import Answer, Number, Ordered, Picked, Typed
from quizterm.snapshot import Millis, PlayerId


def start(asked: Round) -> None:
    """Answers may come."""
    asked.counting = counted(asked)


def stop(asked: Round) -> None:
    """No answer comes any more: keep what was counted, and not what was needed to count."""
    if asked.counting is not None:
        spread = tally(asked)
        asked.counting, asked.tally = None, spread


def take(asked: Round, player: PlayerId, answer: Answer, time: Millis) -> None:
    """Take an answer to the open question, in the place of the one before it if there was one.

    Raises:
        Refusal: It does not fit the question.
    """
    assert asked.counting is not None
    answer, share = _known(asked, asked.counting, answer)
    before = asked.given.get(player)
    if before is not None:
        discount(asked, asked.counting, player, before)
        asked.right -= _is_right(asked, before)
    asked.given[player] = given = Given(answer, time, share)
    _count_in(asked, player, given)


def set_aside(asked: Round, player: PlayerId) -> Given | None:
    """Take a player out of the question; gives the answer that they had."""
    asked.eligible.discard(player)
    given = asked.given.pop(player, None)
    asked.tally = None
    if given is None:
        return None
    asked.right -= _is_right(asked, given)
    if asked.counting is not None:
        discount(asked, asked.counting, player, given)
        # Brought back, the answer comes after all others.
        asked.counting.places.pop(player, None)
    return given


def bring_back(asked: Round, player: PlayerId, given: Given | None) -> None:
    """Let a player take part in the question again, with what they had answered."""
    asked.eligible.add(player)
    asked.tally = None
    if given is not None:
        asked.given[player] = given
        # The key may have been corrected meanwhile.
        given.credit = credit(asked, given.answer)
        _count_in(asked, player, given)


def regrade(asked: Round) -> None:
    """Fill in anew which share of each answer is right, by the key as it is now."""
    counting = asked.counting or Counting(picks=[])
    counting.known = {}
    asked.right, asked.tally = 0, None
    for given in asked.given.values():
        given.answer, given.credit = _known(asked, counting, given.answer)
        asked.right += _is_right(asked, given)


def _count_in(asked: Round, player: PlayerId, given: Given) -> None:
    asked.right += _is_right(asked, given)
    if asked.counting is not None:
        count(asked, asked.counting, player, given)


def _is_right(asked: Round, given: Given) -> bool:
    return asked.key is not None and given.credit == 1.0


def _known(asked: Round, counting: Counting, answer: Answer) -> tuple[Answer, float]:
    """The answer and its credit; equal answers are checked, graded and kept once for all players.

    Raises:
        Refusal: It does not fit the question.
    """
    spelling = _spelling(answer)
    known = counting.known.get(spelling)
    # What is picked may be spelled like what is put in order, and a number like two picks.
    if known is None or type(known[0]) is not type(answer):
        check_answer(asked, answer)
        known = counting.known[spelling] = answer, credit(asked, answer)
    return known


def _spelling(answer: Answer) -> Hashable:
    """What tells the answers to one question apart; -0.0 equals 0.0, but does not read the same."""
    match answer:
        case Picked():
            return answer.options
        case Typed():
            return answer.text
        case Number():
            return answer.value, copysign(1.0, answer.value)
        case Ordered():
            return answer.items
