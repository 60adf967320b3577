"""Matching questions: left out, or a choice for every pair."""

from dataclasses import dataclass

from quizterm.formats.exchange.harvest import Harvest
from quizterm.formats.exchange.ledger import Spot
from quizterm.formats.gift.drafts import Draft
from quizterm.formats.gift.tree import Matching, Node
from quizterm.quiz.bounds import MAX_OPTIONS
from quizterm.quiz.model import Choice, Select

_MOST = 50
"""How many choices one question may become."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a question stands, how it is called, and what it is about."""

    spot: Spot
    name: str
    tags: tuple[str, ...]


def leave_out_pairs(harvest: Harvest, place: Place, matching: Matching) -> None:
    """Say that a matching question has no place in a quiz."""
    count = sum(bool(pair.left.text) for pair in matching.pairs)
    pairs = "1 pair" if count == 1 else f"{count} pairs"
    message = f"It is a matching question of {pairs}; --expand-matching makes a choice of each pair."
    harvest.begin(place.spot, place.name).leave_out("matching", message)


def expand_pairs(harvest: Harvest, place: Place, node: Node, matching: Matching) -> None:
    """Ask for the right side of every left side; where several fit, any of them counts."""
    draft = Draft(harvest.begin(place.spot, place.name), place.tags)
    fitting: dict[str, list[str]] = {}
    for pair in matching.pairs:
        fitting.setdefault(draft.line(pair.left), []).append(pair.right)
    rights = tuple(dict.fromkeys(pair.right for pair in matching.pairs if pair.right))
    lefts = [left for left in fitting if left]
    if not 0 < len(lefts) <= _MOST:
        message = f"It has {len(lefts)} pairs; 1 to {_MOST} can become choices. Write each as =left -> right."
        draft.seedling.leave_out("wrong_number", message)
        return
    for number, left in enumerate(lefts):
        if number:
            draft = Draft(harvest.begin(place.spot, place.name), place.tags)
        draft.start(node)
        if matching.odd:
            draft.lost("not_paired", "What stands beside the pairs, as feedback does, is dropped.")
        draft.text = f"{draft.text}\n{left}" if draft.text.strip() else left
        draft.seedling.take(_choice(draft, rights, fitting[left]))


def _choice(draft: Draft, rights: tuple[str, ...], fitting: list[str]) -> Choice:
    options = rights
    if len(rights) > MAX_OPTIONS:
        wrong = [right for right in rights if right not in fitting]
        kept = {*fitting, *wrong[: max(0, MAX_OPTIONS - len(fitting))]}
        options = tuple(right for right in rights if right in kept)
        draft.lost("options_dropped", f"Of the {len(rights)} right-hand sides, {len(options)} are options.")
    right = tuple(index for index, option in enumerate(options) if option in fitting)
    select = Select.ONE if len(right) == 1 else Select.ANY
    return Choice(**draft.shared(), options=options, right=right, select=select)
