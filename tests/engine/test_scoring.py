"""Points for speed, accuracy, streaks and parts of an answer; ranks."""

import pytest

from quizterm.engine import inputs
from quizterm.engine.scoring import results, speed_points, streak_bonus
from quizterm.quiz.answers import Answer, Number, Ordered, Picked, RightOptions, Typed
from quizterm.quiz.model import UNTIMED, Choice, Question, Scoring, Select, TrueFalse
from quizterm.snapshot import Millis, Phase
from tests.support.games import ANN, ANY, BITS, BOB, CYD, DAN, DNS, LAYERS, MOOD, PORT, PRIVATE, Story


@pytest.mark.parametrize(
    ("time", "span", "points"),
    [
        pytest.param(2_000, 30_000, 967, id="the-example-kahoot-prints"),
        pytest.param(0, 20_000, 1000, id="at-once"),
        pytest.param(499, 20_000, 1000, id="within-half-a-second"),
        pytest.param(500, 20_000, 988, id="at-half-a-second"),
        pytest.param(10_000, 20_000, 750, id="half-way"),
        pytest.param(20_000, 20_000, 500, id="at-the-buzzer"),
        pytest.param(30_000, 20_000, 500, id="later-than-that"),
        pytest.param(90_000, 0, 1000, id="untimed"),
    ],
)
def test_speed_earns_what_kahoot_publishes(time: int, span: int, points: int) -> None:
    assert speed_points(1000, Millis(time), Millis(span)) == points


@pytest.mark.parametrize(("streak", "bonus"), [(1, 0), (2, 100), (3, 200), (6, 500), (9, 500)])
def test_a_streak_earns_more_up_to_six_in_a_row(streak: int, bonus: int) -> None:
    assert streak_bonus(streak) == bonus


def _earned(question: Question, answer: Answer) -> int:
    story = Story(question, scoring=Scoring.ACCURACY).join(ANN, BOB).start()
    story.answer(ANN, answer)
    story.close()
    return story.scores()["Ann"]


@pytest.mark.parametrize(
    ("question", "answer", "points"),
    [
        pytest.param(PORT, Picked((1,)), 1000, id="right"),
        pytest.param(PORT, Picked((0,)), 0, id="wrong"),
        pytest.param(ANY, Picked((0,)), 1000, id="one-accepted"),
        pytest.param(ANY, Picked((1,)), 1000, id="the-other-accepted"),
        pytest.param(ANY, Picked((2,)), 0, id="none-accepted"),
        pytest.param(PRIVATE, Picked((0, 2)), 1000, id="all-right"),
        pytest.param(PRIVATE, Picked((0,)), 500, id="half-of-the-right-ones"),
        pytest.param(PRIVATE, Picked((0, 1, 2)), 500, id="all-right-and-one-wrong"),
        pytest.param(PRIVATE, Picked((0, 1)), 0, id="one-right-one-wrong"),
        pytest.param(PRIVATE, Picked((0, 1, 2, 3)), 0, id="everything"),
        pytest.param(DNS, Typed("  domain NAME system "), 1000, id="spelling-forgiven"),
        pytest.param(DNS, Typed("Dynamic"), 0, id="another-word"),
        pytest.param(BITS, Number(128.0), 1000, id="exact"),
        pytest.param(BITS, Number(120.0), 750, id="near-below"),
        pytest.param(BITS, Number(144.0), 500, id="near-above"),
        pytest.param(BITS, Number(160.0), 0, id="too-far"),
        pytest.param(LAYERS, Ordered((2, 0, 1)), 1000, id="in-order"),
        pytest.param(LAYERS, Ordered((2, 1, 0)), 0, id="out-of-order"),
        pytest.param(MOOD, Picked((0,)), 0, id="a-poll"),
    ],
)
def test_an_answer_earns_its_share(question: Question, answer: Answer, points: int) -> None:
    assert _earned(question, answer) == points


@pytest.mark.parametrize("right", [(0,), (0, 1), (0, 1, 2), (1, 3, 4)])
def test_picking_everything_earns_nothing(right: tuple[int, ...]) -> None:
    question = Choice(text="?", options=tuple("abcde"), right=right, select=Select.ALL)

    assert _earned(question, Picked((0, 1, 2, 3, 4))) == 0


def test_faster_right_answers_earn_more() -> None:
    story = Story(PORT).join(ANN, BOB).start()

    story.wait(2).right(ANN)
    story.wait(8).right(BOB)

    assert story.scores() == {"Ann": 950, "Bob": 750}


def test_untimed_questions_pay_in_full_however_long_they_take() -> None:
    story = Story(TrueFalse(text="?", right=True, seconds=UNTIMED)).join(ANN).start()

    story.wait(3600)
    story.answer(ANN, Picked((0,)))

    assert story.phase() is Phase.REVEAL
    assert story.scores() == {"Ann": 1000}


def test_nobody_earns_points_when_nothing_is_scored_but_right_answers_are_counted() -> None:
    story = Story(PORT, scoring=Scoring.NONE).join(ANN, BOB).start().right(ANN).wrong(BOB)

    assert story.scores() == {"Ann": 0, "Bob": 0}
    assert [(player.right, player.wrong) for player in story.game.players.values()] == [(1, 0), (0, 1)]


def test_a_streak_pays_from_the_second_right_answer_and_ends_with_a_wrong_one() -> None:
    story = Story(PORT, PORT, PORT, PORT, scoring=Scoring.ACCURACY, streak_bonus=True).join(ANN, BOB)

    for answer in (story.right, story.right, story.wrong, story.right):
        story.to(Phase.OPEN)
        answer(ANN)
        story.close()

    found = results(story.game, story.game.players[ANN])
    assert [found[index].points for index in range(4)] == [1000, 1100, 0, 1000]
    assert [found[index].streak for index in range(4)] == [1, 2, 0, 1]


def test_a_question_without_points_keeps_a_streak_but_pays_no_bonus() -> None:
    warm_up = Choice(text=PORT.text, options=PORT.options, right=PORT.right, points=0)
    story = Story(PORT, warm_up, PORT, scoring=Scoring.ACCURACY, streak_bonus=True).join(ANN)

    for _ in range(3):
        story.to(Phase.OPEN).right(ANN)

    found = results(story.game, story.game.players[ANN])
    assert [found[index].points for index in range(3)] == [1000, 0, 1200]


def test_ties_share_a_rank_and_stand_in_order_of_time_then_name() -> None:
    story = Story(PORT, scoring=Scoring.ACCURACY).join(CYD, DAN, BOB, ANN).start()

    story.wait(1).right(CYD)
    story.wait(1).right(ANN, BOB)
    story.wrong(DAN)

    ranked = [
        (story.game.players[player].rank, story.game.players[player].name) for player in story.game.ranking
    ]
    assert ranked == [(1, "Cyd"), (1, "Ann"), (1, "Bob"), (4, "Dan")]


def test_places_won_and_lost_are_told() -> None:
    story = Story(PORT, PORT, scoring=Scoring.ACCURACY).join(ANN, BOB).start().right(ANN).wrong(BOB)
    assert [player.rose for player in story.game.players.values()] == [0, 0]

    story.to(Phase.STANDINGS).to(Phase.OPEN)
    story.wait(1).right(BOB).wrong(ANN)
    story.to(Phase.STANDINGS)

    assert [player.rose for player in story.game.players.values()] == [0, 1]


def test_voiding_a_question_takes_its_points_back_and_putting_it_back_returns_them() -> None:
    story = Story(PORT, scoring=Scoring.ACCURACY).join(ANN, BOB).start().right(ANN).wrong(BOB)

    story.tell(inputs.Voided(at=story.now, target=0, voided=True))
    assert story.scores() == {"Ann": 0, "Bob": 0}

    story.tell(inputs.Voided(at=story.now, target=0, voided=False))
    assert story.scores() == {"Ann": 1000, "Bob": 0}


def test_correcting_a_key_scores_everybody_anew_streaks_included() -> None:
    story = Story(PORT, PORT, scoring=Scoring.ACCURACY, streak_bonus=True).join(ANN, BOB).start()
    story.right(ANN).wrong(BOB).to(Phase.STANDINGS).to(Phase.OPEN).right(ANN, BOB)
    assert story.scores() == {"Ann": 2100, "Bob": 1000}

    story.tell(inputs.KeyCorrected(at=story.now, target=0, key=RightOptions((0,))))

    assert story.scores() == {"Ann": 1000, "Bob": 2100}
    assert [story.game.players[player].name for player in story.game.ranking] == ["Bob", "Ann"]
