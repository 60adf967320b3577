"""From a syntax tree of GIFT to a question of ours."""

from typing import assert_never

from quizterm.formats.exchange import marks
from quizterm.formats.exchange.harvest import Harvest
from quizterm.formats.gift.drafts import Draft
from quizterm.formats.gift.pairs import Place, expand_pairs, leave_out_pairs
from quizterm.formats.gift.scored import choice_of, numeric_of, text_of_short
from quizterm.formats.gift.tree import (
    Choices,
    Essay,
    Matching,
    Node,
    Numerical,
    Ordering,
    Short,
    Truth,
)
from quizterm.language import N_
from quizterm.quiz.model import Open, Order, Question, Slide, TrueFalse

_Simple = Essay | Ordering | Numerical | Choices | Truth | Short


def plant(harvest: Harvest, place: Place, node: Node) -> None:
    """Count a question, make it, and offer it to the harvest."""
    answers = node.answers
    if isinstance(answers, Matching):
        if harvest.wishes.expand_matching:
            expand_pairs(harvest, place, node, answers)
        else:
            leave_out_pairs(harvest, place, answers)
        return
    draft = Draft(harvest.begin(place.spot, place.name), place.tags)
    draft.start(node)
    question = _made(draft, answers)
    if question is not None:
        draft.seedling.take(question)


def _made(draft: Draft, answers: _Simple | None) -> Question | None:
    match answers:
        case Choices():
            return choice_of(draft, answers)
        case Truth():
            return _true_false(draft, answers)
        case Short():
            return text_of_short(draft, answers)
        case Numerical():
            return numeric_of(draft, answers)
        case Ordering():
            return _order(draft, answers)
        case Essay():
            return Open(**draft.shared())
        case None:
            return Slide(**draft.shared())
        case _:
            assert_never(answers)


def _true_false(draft: Draft, truth: Truth) -> TrueFalse:
    if truth.written != truth.written.upper():
        message = N_("“{written}” was read as {upper}, as which Moodle wants it written.").format(
            written=truth.written, upper=truth.written.upper()
        )
        draft.seedling.info("lower_case_truth", message)
    draft.explain([truth.when_right])
    draft.drop([truth.when_wrong])
    return TrueFalse(**draft.shared(), right=truth.right)


def _order(draft: Draft, ordering: Ordering) -> Order:
    items = tuple(draft.line(item) for item in ordering.items)
    if ordering.shown:
        draft.seedling.info(*marks.all_items(ordering.shown, len(items)))
    return Order(**draft.shared(), items=items)
