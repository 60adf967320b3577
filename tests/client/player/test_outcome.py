"""What a closed question brought one player."""

from dataclasses import replace

from quizterm.quiz.answers import Ordered, Picked, RightOptions, RightOrder
from quizterm.snapshot import QuestionView, Result, Reveal, You
from quizterm_client.player.outcome import Outcome, Verdict, outcome, spread_words
from tests.support import stages


def told(you: You | None, item: QuestionView = stages.SSH, reveal: Reveal | None = None) -> Outcome:
    return outcome(item, reveal or stages.revealed().reveal or Reveal(tally=stages.tally()), you)


def test_a_right_answer_shows_points_time_place_and_streak() -> None:
    assert told(stages.right()) == Outcome(
        Verdict.RIGHT, "+867", "", "Right, in 4.1 s", "3rd of 31, up 2 · 3 in a row", ""
    )


def test_a_wrong_answer_shows_the_right_letter_and_what_it_was() -> None:
    wrong = told(stages.wrong())

    assert (wrong.verdict, wrong.big, wrong.kind) == (Verdict.WRONG, "B", "It was B 22")
    assert wrong.place == "7th of 31, down 2"


def test_without_points_there_is_no_place() -> None:
    assert told(stages.wrong(score=0, rank=1)).place == ""
    assert told(stages.wrong(score=1, rank=1)).place == "1st of 31, down 2"


def test_no_answer_is_not_called_wrong() -> None:
    assert told(stages.wrong(None)).headline == "No answer from you"


def test_part_of_an_answer_brings_points_and_the_whole_answer() -> None:
    part = Result(points=400, credit=0.5, answered=True)

    both = told(
        stages.you(answer=Picked((0,)), result=part),
        reveal=Reveal(key=RightOptions((0, 1)), tally=stages.tally()),
    )

    assert (both.verdict, both.big, both.kind) == (Verdict.PARTLY, "+400", "It was A 21 and B 22")


def test_the_streak_bonus_is_named() -> None:
    assert (
        "3 in a row, +200"
        in told(
            replace(
                stages.right(), result=Result(points=1067, bonus=200, credit=1.0, answered=True, streak=3)
            )
        ).place
    )


def test_somebody_who_came_late_is_told_when_they_are_in() -> None:
    late = told(stages.you(eligible=False))

    assert late.headline == "You are in from the next question."
    assert late.kind == "It was B 22"


def test_a_voided_question_does_not_count() -> None:
    reveal = Reveal(key=RightOptions((1,)), tally=stages.tally(), voided=True)

    assert told(stages.right(), reveal=reveal).headline == "This question does not count."


def test_a_poll_thanks_and_repeats_the_answer() -> None:
    result = Result(points=0, answered=True)

    poll = told(stages.you(answer=Picked((1,)), result=result), stages.POLL, Reveal(tally=stages.tally()))

    assert poll.place == "You said: B right"
    assert told(stages.you(result=result), stages.POLL, Reveal(tally=stages.tally())).verdict is Verdict.SEEN


def test_a_wrong_order_is_told_in_full() -> None:
    order = told(
        stages.wrong(Ordered((0, 1, 2, 3))),
        stages.ORDER,
        Reveal(key=RightOrder((1, 2)), tally=stages.tally()),
    )

    assert order.kind == "The order was: Telnet, SSH"
    assert order.big == ""


def test_the_spread_says_how_the_others_fared() -> None:
    assert spread_words(Reveal(key=RightOptions((1,)), tally=stages.tally())) == "23 of 31 had it right."
    assert spread_words(Reveal(tally=stages.tally())) == "31 answers."
