"""Pairs to be matched, which a quiz does not have: left out, or a choice of every left side."""

from collections.abc import Iterable
from typing import TypedDict

from quizterm.formats.exchange.ledger import Entry
from quizterm.language import N_
from quizterm.quiz.bounds import MAX_OPTIONS
from quizterm.quiz.model import Select

_MOST = 50
"""How many choices one question may become."""


class Offer(TypedDict):
    """What can be picked for one left side, and what is right."""

    options: tuple[str, ...]
    right: tuple[int, ...]
    select: Select


class Pairs:
    """Left sides with what fits each of them; a right side may have no left one.

    Args:
        sides: What stands on the left and on the right.
    """

    def __init__(self, sides: Iterable[tuple[str, str]]) -> None:
        self._fitting: dict[str, list[str]] = {}
        self._count = 0
        rights: dict[str, None] = {}
        for left, right in sides:
            self._count += bool(left)
            fitting = self._fitting.setdefault(left, []) if left else []
            if right:
                fitting.append(right)
                rights[right] = None
        self._options = tuple(rights)

    @property
    def lefts(self) -> tuple[str, ...]:
        """The left sides, each once."""
        return tuple(self._fitting)

    def leave_out(self, entry: Entry) -> None:
        """Say why the question is left out, and how it would come."""
        one = N_("It is a matching question of 1 pair; say --expand-matching to make a choice of each.")
        many = N_(
            "It is a matching question of {number} pairs; say --expand-matching to make a choice of each."
        )
        entry.leave_out("matching", one if self._count == 1 else many.format(number=self._count))

    def can_be_expanded(self, entry: Entry) -> bool:
        """Tell whether choices can be made; otherwise the question is left out with the reason."""
        count = len(self._fitting)
        if not 0 < count <= _MOST:
            entry.leave_out(
                "wrong_number",
                N_("It has {number} pairs; 1 to {most} can become choices.").format(number=count, most=_MOST),
            )
        return 0 < count <= _MOST

    def offer(self, left: str, entry: Entry) -> Offer:
        """Give what a choice for this left side has: where several fit, any of them counts."""
        fitting, options = set(self._fitting[left]), self._options
        if len(options) > MAX_OPTIONS:
            wrong = [option for option in options if option not in fitting]
            kept = fitting.union(wrong[: max(0, MAX_OPTIONS - len(fitting))])
            options = tuple(option for option in options if option in kept)
            message = N_("Of the {all} right-hand sides, {number} are options.").format(
                all=len(self._options), number=len(options)
            )
            entry.loss("options_dropped", message)
        right = tuple(place for place, option in enumerate(options) if option in fitting)
        return Offer(options=options, right=right, select=Select.ONE if len(right) == 1 else Select.ANY)
