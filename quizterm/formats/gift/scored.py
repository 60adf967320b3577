"""Options, spellings and numbers, of which each earns a share of the points."""

import re
from collections.abc import Iterable

from quizterm.formats.exchange import marks
from quizterm.formats.gift.answers import FULL
from quizterm.formats.gift.drafts import Draft
from quizterm.formats.gift.tree import Choices, Item, Measure, Numerical, Short
from quizterm.language import N_
from quizterm.quiz.model import Choice, Numeric, Select, Text

_SAME = 1.0
"""How far shares may be apart and still be meant as equal: 33.33333, 33 and 34 are found."""
_WILDCARD = re.compile(r"(?<!\\)\*")


def choice_of(draft: Draft, choices: Choices) -> Choice:
    """Make a choice; what earns all points is right, or else whatever earns some."""
    items = choices.items
    full = [place for place, item in enumerate(items) if item.weight >= FULL]
    right = full or [place for place, item in enumerate(items) if item.weight > 0]
    _note_weights(draft, items, right)
    draft.explain(items[place].feedback for place in right)
    draft.drop(item.feedback for item in items if item.weight <= 0 or (full and item.weight < FULL))
    return Choice(
        **draft.shared(),
        options=tuple(draft.line(item.text) for item in items),
        right=tuple(right),
        select=_select(right, radio=choices.radio, full=bool(full)),
    )


def _select(right: list[int], *, radio: bool, full: bool) -> Select:
    if not radio:
        return Select.ALL
    if len(right) == 1:
        return Select.ONE
    return Select.ANY if full else Select.ALL


def _note_weights(draft: Draft, items: list[Item], right: list[int]) -> None:
    weights = [items[place].weight for place in right]
    partial = sum(0 < item.weight < FULL for item in items) if weights and weights[0] >= FULL else 0
    if partial:
        draft.lost(*marks.partial_options(partial))
    elif weights and (max(weights) - min(weights) > _SAME or (len(weights) == 1 and weights[0] < FULL)):
        draft.lost(*marks.UNEQUAL_SHARES)
    if any(item.weight < 0 for item in items):
        draft.seedling.info(*marks.PENALTIES)


def text_of_short(draft: Draft, short: Short) -> Text | None:
    """Make a question with typed answers of every spelling that earns all points; `None` if none does."""
    partly = draft.seedling.ledger.wishes.accept_partial
    right: list[Item] = []
    others: list[Item] = []
    for item in short.items:
        (right if item.weight >= FULL or (partly and item.weight > 0) else others).append(item)
    right, catching = _without_catch_all(right)
    _note_spellings(draft, others, bool(catching))
    draft.explain(item.feedback for item in right)
    draft.drop(item.feedback for item in (*others, *catching))
    if not right:
        draft.seedling.leave_out(*marks.NO_SPELLING)
        return None
    return Text(**draft.shared(), accepted=tuple(_spelling(draft, item) for item in right))


def _without_catch_all(items: list[Item]) -> tuple[list[Item], list[Item]]:
    catching = [item for item in items if item.text.text == "*"]
    return [item for item in items if item.text.text != "*"], catching


def _note_spellings(draft: Draft, others: Iterable[Item], catching: bool) -> None:
    partial = [draft.line(item.text) for item in others if item.weight > 0]
    if partial:
        draft.lost(*marks.partial_spellings(partial))
    if catching or any(item.weight <= 0 for item in others):
        draft.seedling.info("catch_all_dropped", N_("Answers that earn nothing have no place in a quiz."))


def _spelling(draft: Draft, item: Item) -> str:
    text = draft.line(item.text)
    if "*" not in text:
        return text
    if _WILDCARD.search(text):
        message = N_(
            "The “*” in an accepted answer stands for any text in Moodle; here it is a plain asterisk."
        )
        draft.lost("wildcard", message)
    return text.replace("\\*", "*")


def numeric_of(draft: Draft, numerical: Numerical) -> Numeric | Text | None:
    """Make a question with a number; with typed answers where several exact numbers are right."""
    full = [measure for measure in numerical.measures if measure.weight >= FULL]
    others = [measure for measure in numerical.measures if measure.weight < FULL]
    if any(measure.weight > 0 for measure in others):
        draft.lost(*marks.PARTIAL_NUMBERS)
    draft.drop([numerical.when_wrong, *(measure.feedback for measure in others)])
    if not full:
        draft.seedling.leave_out(*marks.NO_NUMBER)
        return None
    ranges = list(dict.fromkeys((measure.low, measure.high) for measure in full))
    if len(ranges) > 1 and all(low == high for low, high in ranges):
        return _exact_numbers(draft, full)
    if len(ranges) > 1:
        draft.lost(*marks.several_ranges(full[0].written))
    draft.explain([full[0].feedback])
    return Numeric(**draft.shared(), low=full[0].low, high=full[0].high)


def _exact_numbers(draft: Draft, full: list[Measure]) -> Text:
    draft.lost(*marks.SEVERAL_NUMBERS)
    draft.explain(measure.feedback for measure in full)
    values = tuple(measure.written.partition(":")[0].strip() for measure in full)
    return Text(**draft.shared(), accepted=values)
