"""The options as tiles: which are mine, which were right, and how many picked them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from quizterm.language import _
from quizterm.quiz.answers import Answer, Picked, RightOptions
from quizterm.snapshot import QuestionView, Reveal
from quizterm_client.view.options import Mark, mark_of, option_texts


class TileState(StrEnum):
    """How a tile looks; it says so in words and marks as well."""

    PLAIN = "plain"
    PICKED = "picked"
    """Chosen here and not sent yet."""
    MINE = "mine"
    """My answer."""
    RIGHT = "right"
    WRONG = "wrong"
    """Not what was asked for; steps back."""
    SHOWN = "shown"
    """Closed, where nothing is right or wrong."""


@dataclass(frozen=True, slots=True)
class TileView:
    """One option as drawn."""

    mark: Mark
    text: str
    state: TileState = TileState.PLAIN
    note: str = ""
    """`your answer`, `not confirmed`, `picked`, or nothing."""
    count: int | None = None
    """How many picked it, at the reveal; `None` where nobody is counted."""
    share: float = 0.0
    """Of the most picked option, for the bar."""
    mine: bool = False

    @property
    def shape(self) -> str:
        """The mark's shape, or ✓ and ✗ where it is known what was right."""
        return {TileState.RIGHT: "✓", TileState.WRONG: "✗"}.get(self.state, self.mark.shape)


def open_tiles(
    item: QuestionView, answer: Answer | None, picks: Sequence[int] = (), *, sure: bool = True
) -> tuple[TileView, ...]:
    """Tiles while a question is read or open.

    Args:
        item: The question.
        answer: What this player answered.
        picks: What is chosen here and not sent.
        sure: Whether the answer counts, as far as is known.
    """
    mine = answer.options if isinstance(answer, Picked) else ()
    note = _("your answer") if sure else _("not confirmed")
    return tuple(
        _open_tile(index, text, note if index in mine and not picks else "", index in picks)
        for index, text in enumerate(option_texts(item))
    )


def closed_tiles(item: QuestionView, reveal: Reveal, answer: Answer | None) -> tuple[TileView, ...]:
    """Tiles at the reveal, in the same places."""
    right = reveal.key.options if isinstance(reveal.key, RightOptions) else None
    mine = answer.options if isinstance(answer, Picked) else ()
    counts = reveal.tally.counts
    most = max(counts, default=0)
    return tuple(
        TileView(
            mark_of(index),
            text,
            _closed_state(index, right),
            _("your answer") if index in mine else "",
            counts[index] if index < len(counts) else 0 if counts else None,
            counts[index] / most if most and index < len(counts) else 0.0,
            index in mine,
        )
        for index, text in enumerate(option_texts(item))
    )


def _open_tile(index: int, text: str, mine: str, picked: bool) -> TileView:
    state = TileState.PICKED if picked else TileState.MINE if mine else TileState.PLAIN
    return TileView(mark_of(index), text, state, _("picked") if picked else mine, mine=bool(mine))


def _closed_state(index: int, right: tuple[int, ...] | None) -> TileState:
    if right is None:
        return TileState.SHOWN
    return TileState.RIGHT if index in right else TileState.WRONG
