"""How the answers to one question are spread."""

from heapq import heappop, heappush, nsmallest

from quizterm.engine.state import Alike, Counting, Given, Round
from quizterm.quiz.answers import TRUE_FALSE_OPTIONS, Number, Ordered, Picked, Typed
from quizterm.quiz.matching import group_key
from quizterm.quiz.model import Choice, Poll, TrueFalse
from quizterm.snapshot import GROUPS, Group, PlayerId, Tally


def tally(asked: Round) -> Tally:
    """Count the answers of one question as they are now, by the key as it is now.

    While the question is open this costs what its options and groups cost, however many have answered.
    """
    if asked.counting is not None:
        return _tally(asked, asked.counting)
    if asked.tally is not None:
        return asked.tally
    spread = _tally(asked, counted(asked))
    if asked.closed:
        asked.tally = spread
    return spread


def counted(asked: Round) -> Counting:
    """All answers that were given, counted anew."""
    counting = Counting(picks=[0] * _options(asked))
    for player, given in asked.given.items():
        count(asked, counting, player, given)
    return counting


def count(asked: Round, counting: Counting, player: PlayerId, given: Given) -> None:
    """Count an answer in."""
    if isinstance(given.answer, Picked):
        for option in given.answer.options:
            counting.picks[option] += 1
        return
    place = counting.places.setdefault(player, counting.next_place)
    counting.next_place = max(counting.next_place, place + 1)
    text = _text(given.answer, asked)
    alike = counting.alike.setdefault(_key(counting, text), Alike(text))
    alike.given[place] = given
    heappush(alike.order, place)
    if alike.order[0] == place:
        alike.text = text


def discount(asked: Round, counting: Counting, player: PlayerId, given: Given) -> None:
    """Take an answer out that was counted in; its player keeps their place in the order."""
    if isinstance(given.answer, Picked):
        for option in given.answer.options:
            counting.picks[option] -= 1
        return
    key = _key(counting, _text(given.answer, asked))
    alike = counting.alike[key]
    del alike.given[counting.places[player]]
    if not alike.given:
        del counting.alike[key]
        return
    while alike.order[0] not in alike.given:
        heappop(alike.order)
    first = alike.given[alike.order[0]].answer
    assert not isinstance(first, Picked)
    alike.text = _text(first, asked)


def _tally(asked: Round, counting: Counting) -> Tally:
    groups = counting.alike.values()
    # The most frequent first, then by their text.
    shown = nsmallest(GROUPS, groups, key=lambda alike: (-len(alike.given), alike.text))
    typed = len(asked.given) if groups else 0
    return Tally(
        answered=len(asked.given),
        eligible=len(asked.eligible),
        right=asked.right,
        counts=tuple(counting.picks),
        groups=tuple(_group(alike) for alike in shown),
        others=typed - sum(len(alike.given) for alike in shown),
    )


def _group(alike: Alike) -> Group:
    first = alike.given[alike.order[0]]
    return Group(text=alike.text, count=len(alike.given), right=first.credit == 1.0)


def _options(asked: Round) -> int:
    """How many options can be picked."""
    match asked.question:
        case Choice() | Poll():
            return len(asked.shown)
        case TrueFalse():
            return TRUE_FALSE_OPTIONS
        case _:
            return 0


def _key(counting: Counting, text: str) -> str:
    key = counting.keys.get(text)
    if key is None:
        key = counting.keys[text] = group_key(text)
    return key


def _text(answer: Typed | Number | Ordered, asked: Round) -> str:
    match answer:
        case Typed(text):
            return text
        case Number(value):
            return f"{value:.10g}"
        case Ordered(items):
            return " → ".join(asked.shown[item] for item in items)
