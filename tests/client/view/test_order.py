"""Putting items in order, also what a server that is no friend sends."""

from quizterm.quiz.answers import Ordered, RightOrder
from quizterm.snapshot import Reveal
from quizterm_client.view.order import fits, moved, ordered_items, revealed_items
from tests.support import stages


def test_an_item_moves_and_stays_inside() -> None:
    assert moved((0, 1, 2, 3), 0, 2) == (1, 2, 0, 3)
    assert moved((0, 1, 2, 3), 1, 9) == (0, 2, 3, 1)


def test_an_order_fits_if_it_holds_every_item_once() -> None:
    assert fits(stages.ORDER, (3, 1, 0, 2))
    assert not fits(stages.ORDER, (0, 1, 2))
    assert not fits(stages.ORDER, (0, 1, 2, 2))
    assert not fits(stages.ORDER, (0, 1, 2, 7))


def test_items_that_are_not_shown_are_passed_over() -> None:
    reveal = Reveal(key=RightOrder((7, 1)), tally=stages.tally())

    assert [view.text for view in ordered_items(stages.ORDER, (7, 3, 0))] == ["TCP", "HTTP/2"]
    assert [view.text for view in revealed_items(stages.ORDER, reveal, Ordered((5, 1)))] == ["Telnet"]
