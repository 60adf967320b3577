"""The standings as rows, and the podium."""

from dataclasses import replace

from quizterm.snapshot import PlayerId
from quizterm_client.view.podium import hardest_words, own_words, shared, steps
from quizterm_client.view.table import table
from tests.support import stages
from tests.support.stages import FINAL, TOP_TEN, standing

AROUND = (standing(13, "Goran", 1800), standing(14, "Ada", 1790, rose=-2), standing(15, "Lena", 1750))


def test_my_row_is_in_the_top_and_needs_no_other() -> None:
    rows = table(TOP_TEN, AROUND, PlayerId(3), 10)

    assert [row.name for row in rows.top if row.mine] == ["Ada"]
    assert rows.nearby == ()


def test_below_the_top_my_neighbourhood_stands_below_a_gap() -> None:
    rows = table(TOP_TEN, AROUND, PlayerId(14), 10)

    assert len(rows.top) + 1 + len(rows.nearby) == 10
    assert [row.name for row in rows.nearby] == ["Goran", "Ada", "Lena"]
    assert rows.nearby[1].change == "▼ 2"


def test_a_neighbour_who_is_in_the_top_is_not_shown_twice() -> None:
    around = (TOP_TEN[9], standing(11, "Ada", 2200), standing(12, "Lena", 2100))

    rows = table(TOP_TEN, around, PlayerId(11), 14)

    assert [row.rank for row in (*rows.top, *rows.nearby)] == list(range(1, 13))
    assert not rows.gap


def test_a_gap_is_shown_where_somebody_is_left_out_or_may_be() -> None:
    tied = (standing(11, "Ada", 2300, rank=10), standing(12, "Lena", 2100))

    assert table(TOP_TEN, AROUND, PlayerId(14), 14).gap
    assert table(TOP_TEN, tied, PlayerId(11), 14).gap


def test_no_gap_is_shown_between_equals_of_whom_nobody_is_left_out() -> None:
    equals = tuple(standing(number, name, 0, rank=1) for number, name in enumerate("ABCD", 1))

    rows = table(equals[:3], equals[2:], PlayerId(4), 10)

    assert [row.name for row in (*rows.top, *rows.nearby)] == ["A", "B", "C", "D"]
    assert not rows.gap


def test_bars_are_shares_of_the_best_score_and_never_negative() -> None:
    rows = table((standing(1, "A", 0), standing(1, "B", -5))).top

    assert [row.share for row in rows] == [0, 0]


def test_the_winner_stands_in_the_middle() -> None:
    assert [(step.name, step.height) for step in steps(FINAL)] == [("Priya", 2), ("Chen", 3), ("Ada", 1)]


def test_those_who_share_a_place_stand_equally_high() -> None:
    tied = (FINAL[0], FINAL[1]._replace(rank=1), FINAL[2]._replace(rank=3))

    assert [step.height for step in steps(tied)] == [3, 3, 1]


def test_a_podium_for_one_or_two_or_nobody() -> None:
    assert [step.name for step in steps(FINAL[:1])] == ["Chen"]
    assert [step.name for step in steps(FINAL[:2])] == ["Priya", "Chen"]
    assert steps(()) == ()


def test_nobody_without_points_stands_on_the_podium() -> None:
    nothing = tuple(row._replace(rank=2, score=0) for row in FINAL[1:])

    assert [step.name for step in steps((FINAL[0], *nothing))] == ["Chen"]
    assert steps(nothing) == ()
    assert shared((FINAL[0], *nothing)) == ""


def test_who_shares_third_place_is_not_forgotten() -> None:
    assert shared((*FINAL[:3], FINAL[3]._replace(rank=3))) == "and 1 more shares 3rd place"
    assert shared(FINAL) == ""


def test_the_player_hears_how_the_whole_quiz_went() -> None:
    assert own_words(stages.placed()) == "You came 3rd of 31: 8 of 10 right, 2.8 s on average."
    assert own_words(stages.placed(score=0, right=0, wrong=4, average=None)) == "You had 0 of 4 right."
    assert own_words(stages.you(rank=0)) == "Thank you for playing."


def test_the_hardest_question_is_named_on_one_line() -> None:
    question = "Which of all these\nlayers does the protocol that finds addresses belong to?"
    long = replace(stages.HARDEST, text=question)

    assert hardest_words(stages.HARDEST).endswith(
        "question 7, 4 of 31 right. Which layer does ARP belong to?"
    )
    assert hardest_words(long).endswith("right. Which of all these layers does the pro…")
    assert len(hardest_words(long)) < 80
    assert hardest_words(None) == ""
