"""Matching questions: left out, or a choice for every pair."""

from dataclasses import dataclass

from quizterm.formats.exchange.harvest import Harvest
from quizterm.formats.exchange.ledger import Spot
from quizterm.formats.exchange.matching import Pairs
from quizterm.formats.gift.drafts import Draft
from quizterm.formats.gift.tree import Matching, Node
from quizterm.language import N_
from quizterm.quiz.model import Choice


@dataclass(frozen=True, slots=True)
class Place:
    """Where a question stands, how it is called, and what it is about."""

    spot: Spot
    name: str
    tags: tuple[str, ...]


def leave_out_pairs(harvest: Harvest, place: Place, matching: Matching) -> None:
    """Say that a matching question has no place in a quiz."""
    pairs = Pairs((pair.left.text, pair.right) for pair in matching.pairs)
    pairs.leave_out(harvest.begin(place.spot, place.name))


def expand_pairs(harvest: Harvest, place: Place, node: Node, matching: Matching) -> None:
    """Ask for the right side of every left side."""
    draft = Draft(harvest.begin(place.spot, place.name), place.tags)
    pairs = Pairs((draft.line(pair.left), pair.right) for pair in matching.pairs)
    if not pairs.can_be_expanded(draft.seedling):
        return
    for number, left in enumerate(pairs.lefts):
        if number:
            draft = Draft(harvest.begin(place.spot, place.name), place.tags)
        draft.start(node)
        if matching.odd:
            draft.lost("not_paired", N_("What stands beside the pairs, as feedback does, is dropped."))
        draft.text = f"{draft.text}\n{left}" if draft.text.strip() else left
        draft.seedling.take(Choice(**draft.shared(), **pairs.offer(left, draft.seedling)))
