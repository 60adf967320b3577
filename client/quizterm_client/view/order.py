"""Putting items in order: moves, and how an order compares with the right one."""

from collections.abc import Sequence
from dataclasses import dataclass

from quizterm.language import _
from quizterm.quiz.answers import Ordered, RightOrder
from quizterm.snapshot import QuestionView, Reveal
from quizterm_client.view.options import Mark, mark_of
from quizterm_client.view.words import ordinal


@dataclass(frozen=True, slots=True)
class ItemView:
    """One item in its place."""

    place: int
    """From 1."""
    mark: Mark
    text: str
    right: bool | None = None
    """Whether the player had it in this place; `None` before the reveal."""
    note: str = ""


def moved(order: Sequence[int], start: int, end: int) -> tuple[int, ...]:
    """The order with the item at place `start` moved to place `end`; both are kept inside."""
    items = list(order)
    items.insert(max(0, min(end, len(items) - 1)), items.pop(start))
    return tuple(items)


def fits(item: QuestionView, order: Sequence[int]) -> bool:
    """Whether an order holds every item once."""
    return sorted(order) == list(range(len(item.options)))


def ordered_items(item: QuestionView, order: Sequence[int]) -> tuple[ItemView, ...]:
    """The items in the order they stand in now."""
    known = [index for index in order if index < len(item.options)]
    return tuple(ItemView(place, mark_of(index), item.options[index]) for place, index in enumerate(known, 1))


def revealed_items(item: QuestionView, reveal: Reveal, answer: Ordered | None) -> tuple[ItemView, ...]:
    """The items in the right order, with where the player had them."""
    key = reveal.key.items if isinstance(reveal.key, RightOrder) else ()
    right = tuple(index for index in key if index < len(item.options)) or tuple(range(len(item.options)))
    mine = answer.items if answer else ()
    return tuple(
        _revealed(item, place, index, mine.index(index) if index in mine else None)
        for place, index in enumerate(right)
    )


def _revealed(item: QuestionView, place: int, index: int, mine: int | None) -> ItemView:
    note = "" if mine is None else _("yours too") if mine == place else _had_it(ordinal(mine + 1))
    return ItemView(
        place + 1, mark_of(index), item.options[index], None if mine is None else mine == place, note
    )


def _had_it(place: str) -> str:
    return _("you had it {place}").format(place=place)
