"""Bars, grouped answers and the cloud."""

import pytest

from quizterm.quiz.answers import Key, RightOptions, RightOrder, RightRange, RightTexts
from quizterm.snapshot import Group, QuestionView, Tally
from quizterm_client.widgets.distribution import Distribution, bar
from tests.support import stages


def drawn(
    item: QuestionView, tally: Tally | None = None, key: Key | None = None, width: int = 60
) -> list[str]:
    widget = Distribution()
    widget.set_reactive(Distribution.item, item)
    widget.set_reactive(Distribution.tally, tally)
    widget.set_reactive(Distribution.key, key)
    lines = widget._lines(width)
    assert all(line.cell_length <= width for line in lines)
    return [line.plain for line in lines]


def test_bars_grow_from_a_common_line_and_carry_their_counts() -> None:
    rows = [row for row in drawn(stages.SSH, stages.tally()) if row.strip()]

    assert {row.index("█") for row in rows} == {rows[0].index("█")}
    assert [row.split()[-1] for row in rows] == ["4", "23", "3", "1"]
    assert [row.split()[1] for row in rows] == ["A", "B", "C", "D"]


def test_the_right_option_says_so_in_a_word() -> None:
    rows = drawn(stages.SSH, stages.tally(), RightOptions((1,)))

    assert [("✓ right" in row) for row in rows if row.strip()] == [False, True, False, False]


def test_without_a_key_nothing_is_right() -> None:
    assert "✓" not in "".join(drawn(stages.SSH, stages.tally()))


def test_without_a_tally_there_are_no_bars() -> None:
    assert "█" not in "".join(drawn(stages.SSH))


def test_long_options_have_their_bar_below() -> None:
    tally = Tally(answered=31, eligible=31, right=4, counts=(4, 23, 3, 1, 0, 0, 0, 0))

    text = "\n".join(drawn(stages.LONG, tally))

    assert "loses contact for 1 s" in " ".join(text.split())
    assert "██" in text


@pytest.mark.parametrize("width", [1, 5, 12, 20, 30, 45])
def test_any_width_will_do(width: int) -> None:
    for item in (stages.SSH, stages.LONG, stages.ORDER, stages.TRUE_FALSE):
        drawn(item, stages.tally(), RightOptions((0,)), width)


def test_one_early_answer_does_not_fill_the_bar() -> None:
    early = Tally(answered=1, eligible=30, right=1, counts=(1, 0, 0, 0))

    rows = [row for row in drawn(stages.SSH, early) if row.strip()]

    assert rows[0].count("█") < 10


@pytest.mark.parametrize(
    ("count", "scale", "cells"), [(0, 10, 0), (10, 10, 8), (5, 10, 4), (1, 1000, 1), (3, 0, 1)]
)
def test_a_bar_is_as_long_as_its_share_and_never_hides_anybody(count: int, scale: int, cells: int) -> None:
    assert len(bar(count, scale, 8)) == cells


@pytest.mark.parametrize(
    ("item", "key", "line"),
    [
        pytest.param(stages.TEXT, RightTexts(("DNS", "resolver")), "✓ right: DNS", id="text"),
        pytest.param(stages.NUMERIC, RightRange(128, 128), "✓ right: 128 bits", id="number"),
    ],
)
def test_typed_kinds_show_what_was_right(item: QuestionView, key: Key, line: str) -> None:
    assert drawn(item, None, key)[0] == line


def test_equal_answers_are_one_row() -> None:
    groups = (Group(text="DNS", count=6, right=True), Group(text="line\nbreak", count=1))
    tally = Tally(answered=12, eligible=31, right=6, groups=groups, others=5)

    rows = drawn(stages.TEXT, tally, RightTexts(("DNS",)))

    assert any(row.startswith("DNS") and "✓ right" in row and row.endswith("6") for row in rows)
    assert any(row.startswith("line break") for row in rows)
    assert rows[-1] == "and 5 other answers"


def test_open_answers_flow_and_tell_how_often_they_were_given() -> None:
    groups = (Group(text="subnets", count=6), Group(text="IPv6", count=1))
    tally = Tally(answered=7, eligible=31, right=0, groups=groups)

    assert drawn(stages.OPEN, tally)[0].strip() == "subnets ×6    IPv6"


def test_an_order_is_numbered_once_it_may_be_known() -> None:
    hidden = drawn(stages.ORDER)
    told = drawn(stages.ORDER, None, RightOrder((1, 3, 2, 0)))

    assert "HTTP/2" in hidden[0]
    assert told[1:] == ["1  Telnet", "2  TCP", "3  SSH", "4  HTTP/2"]
