"""A session's life: phases, rights of the moment, who is asked, who is waited for."""

import pytest

from quizterm.engine import inputs
from quizterm.engine.effects import Dismiss, Dismissal, Finished, SetTimer, StopTimer
from quizterm.errors import ErrorCode, Refusal
from quizterm.quiz.answers import Answer, Number, Ordered, Picked, RightOptions, RightTexts, Typed
from quizterm.quiz.model import UNTIMED, Choice, Question, Scoring
from quizterm.snapshot import Phase
from tests.support.games import (
    ANN,
    ANY,
    BITS,
    BOB,
    BREAK,
    CYD,
    DNS,
    EVERY_KIND,
    LAYERS,
    MOOD,
    PORT,
    PRIVATE,
    UNCLEAR,
    Story,
)


def refused(code: ErrorCode, story: Story, happened: inputs.Input) -> None:
    with pytest.raises(Refusal) as refusal:
        story.tell(happened)
    assert refusal.value.code is code


def test_a_quiz_goes_from_the_lobby_to_the_end() -> None:
    story = Story(PORT, BREAK, MOOD, reading_seconds=3).join(ANN)
    seen = [story.phase()]
    for _ in range(9):
        before = story.phase()
        match before:
            case Phase.LOBBY:
                story.start()
            case Phase.OPEN:
                story.close()
            case Phase.PODIUM:
                story.command(inputs.Ended)
            case _:
                story.go_on()
        seen.append(story.phase())

    question = [Phase.READING, Phase.OPEN, Phase.REVEAL]
    slide_and_poll = [Phase.READING, Phase.READING, Phase.OPEN, Phase.REVEAL]
    assert seen == [
        Phase.LOBBY, *question, Phase.STANDINGS, *slide_and_poll, Phase.PODIUM,
    ]  # fmt: skip


def test_the_end_finishes_the_session() -> None:
    story = Story(PORT).join(ANN).to(Phase.PODIUM)

    effects = story.command(inputs.Ended)

    assert story.phase() is Phase.ENDED
    assert Finished() in effects


def test_reading_gives_way_to_the_open_question_by_itself() -> None:
    story = Story(PORT, reading_seconds=3).join(ANN).start()

    story.wait(2.9)
    assert story.phase() is Phase.READING

    story.wait(0.1)
    assert story.phase() is Phase.OPEN


def test_the_deadline_closes_the_question() -> None:
    story = Story(PORT).join(ANN, BOB).start().right(ANN)

    story.wait(20)

    assert story.phase() is Phase.REVEAL


def test_the_last_answer_closes_the_question() -> None:
    """Nobody waits for a clock when everyone has answered."""
    story = Story(PORT).join(ANN, BOB).start().right(ANN)
    assert story.phase() is Phase.OPEN

    effects = story.answer(BOB, Picked((0,)))

    assert story.phase() is Phase.REVEAL
    assert StopTimer() in effects


def test_who_dropped_out_does_not_hold_up_a_question() -> None:
    story = Story(PORT).join(ANN, BOB).start().right(ANN)

    story.go(BOB)

    assert story.phase() is Phase.REVEAL


def test_a_question_stays_open_when_the_whole_room_loses_its_line() -> None:
    story = Story(PORT).join(ANN, BOB).start()

    story.right(ANN).go(ANN).go(BOB)
    assert story.phase() is Phase.OPEN

    story.come(BOB).right(BOB)
    assert story.phase() is Phase.REVEAL


def test_who_comes_back_can_still_answer() -> None:
    story = Story(PORT).join(ANN, BOB).start().go(BOB).come(BOB).right(ANN)
    assert story.phase() is Phase.OPEN

    story.right(BOB)

    assert story.scores()["Bob"] == 1000


def test_late_joiners_come_in_at_the_next_question() -> None:
    story = Story(PORT, PORT).join(ANN).start().join(BOB)
    refused(
        ErrorCode.NOT_ELIGIBLE,
        story,
        inputs.Answered(at=story.now, player=BOB, question=0, answer=Picked((1,))),
    )

    story.right(ANN)
    assert story.phase() is Phase.REVEAL

    story.to(Phase.STANDINGS).to(Phase.OPEN).right(BOB, ANN)
    assert story.scores()["Bob"] == 1000


def test_the_same_answer_sent_again_changes_nothing_even_after_the_close() -> None:
    story = Story(PORT).join(ANN, BOB).start().right(ANN)
    given = story.game.round.given[ANN]

    story.wait(1)
    assert story.answer(ANN, Picked((1,))) == []
    story.close()
    assert story.answer(ANN, Picked((1,))) == []

    assert story.game.round.given[ANN] == given


def test_the_first_answer_counts() -> None:
    story = Story(PORT).join(ANN, BOB).start().right(ANN)

    refused(
        ErrorCode.ALREADY_ANSWERED,
        story,
        inputs.Answered(at=story.now, player=ANN, question=0, answer=Picked((0,))),
    )


def test_an_answer_may_be_changed_where_the_quiz_allows_it_and_the_last_one_and_its_time_count() -> None:
    story = Story(PORT, change_answer=True).join(ANN, BOB).start().wrong(ANN)

    story.wait(10).right(ANN).close()

    assert story.scores()["Ann"] == 750


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        pytest.param(PORT, Picked(()), id="nothing"),
        pytest.param(PORT, Picked((4,)), id="off-the-end"),
        pytest.param(PORT, Picked((-1,)), id="negative"),
        pytest.param(PORT, Picked((0, 1)), id="two-of-one"),
        pytest.param(ANY, Picked((0, 1)), id="two-of-any"),
        pytest.param(PRIVATE, Picked((0, 0)), id="one-twice"),
        pytest.param(PORT, Typed("22"), id="words-for-a-choice"),
        pytest.param(DNS, Typed("   "), id="blank"),
        pytest.param(DNS, Number(1), id="a-number-for-words"),
        pytest.param(BITS, Typed("128"), id="words-for-a-number"),
        pytest.param(LAYERS, Ordered((0, 1)), id="an-item-missing"),
        pytest.param(LAYERS, Ordered((0, 1, 1)), id="an-item-twice"),
        pytest.param(MOOD, Picked((0, 1)), id="two-of-a-poll"),
        pytest.param(UNCLEAR, Picked((0,)), id="a-pick-for-words"),
    ],
)
def test_an_answer_of_the_wrong_shape_is_refused(question: Question, answer: Answer) -> None:
    story = Story(question).join(ANN).start()

    refused(ErrorCode.BAD_ANSWER, story, inputs.Answered(at=story.now, player=ANN, question=0, answer=answer))


def test_one_millisecond_late_is_too_late_and_on_the_dot_is_not() -> None:
    story = Story(PORT).join(ANN, BOB).start()
    deadline = story.game.deadline
    assert deadline is not None

    story.now = deadline
    story.right(ANN)
    story.now = type(deadline)(deadline + 1)

    refused(
        ErrorCode.TOO_LATE, story, inputs.Answered(at=story.now, player=BOB, question=0, answer=Picked((1,)))
    )


@pytest.mark.parametrize("kind", [inputs.Started, inputs.WentOn, inputs.Closed, inputs.Skipped, inputs.Ended])
def test_a_command_for_another_moment_is_refused(kind: type[inputs.Commanded]) -> None:
    story = Story(PORT, PORT).join(ANN).start()

    refused(ErrorCode.WRONG_PHASE, story, kind(at=story.now, phase=Phase.OPEN, question=1))  # type: ignore[arg-type]
    refused(ErrorCode.WRONG_PHASE, story, kind(at=story.now, phase=Phase.LOBBY, question=-1))  # type: ignore[arg-type]


def test_time_can_be_added_to_an_open_question() -> None:
    story = Story(PORT).join(ANN, BOB).start()

    effects = story.command(inputs.Extended, seconds=10)

    assert any(isinstance(effect, SetTimer) and effect.at == 30_000 for effect in effects)
    story.wait(29)
    assert story.phase() is Phase.OPEN
    story.wait(1)
    assert story.phase() is Phase.REVEAL


def test_a_pause_stops_the_clock_and_takes_no_answers() -> None:
    story = Story(PORT).join(ANN, BOB).start().wait(5)
    story.command(inputs.Paused)

    story.wait(600)
    refused(
        ErrorCode.PAUSED, story, inputs.Answered(at=story.now, player=ANN, question=0, answer=Picked((1,)))
    )
    story.command(inputs.Resumed)
    story.wait(5).right(ANN)

    assert story.phase() is Phase.OPEN
    story.wait(10)
    assert story.phase() is Phase.REVEAL
    assert story.scores()["Ann"] == 750


def test_time_added_in_a_pause_is_there_after_it() -> None:
    story = Story(PORT).join(ANN).start().wait(15)
    story.command(inputs.Paused)
    story.command(inputs.Extended, seconds=10)

    story.command(inputs.Resumed)

    assert story.wait(14).phase() is Phase.OPEN
    assert story.wait(1).phase() is Phase.REVEAL


def test_a_skipped_question_counts_for_nobody() -> None:
    story = Story(PORT, PORT).join(ANN, BOB).start().right(ANN)

    story.command(inputs.Skipped)
    assert (story.phase(), story.game.question) == (Phase.OPEN, 1)
    story.to(Phase.PODIUM)

    assert story.scores() == {"Ann": 0, "Bob": 0}


def test_ending_early_leads_to_the_podium() -> None:
    story = Story(PORT, PORT).join(ANN, BOB).start().right(ANN, BOB)

    story.command(inputs.Ended)

    assert story.phase() is Phase.PODIUM
    assert story.scores()["Ann"] == 1000


def test_a_session_runs_by_itself() -> None:
    story = Story(*EVERY_KIND, auto=True, reading_seconds=2).join(ANN).start()

    story.wait(1000)

    assert story.phase() is Phase.ENDED


def test_auto_can_be_switched_on_in_the_middle_and_off_again() -> None:
    story = Story(PORT, PORT).join(ANN).start().right(ANN)
    story.tell(inputs.AutoSet(at=story.now, auto=True))
    story.wait(5)
    assert story.phase() is Phase.STANDINGS

    story.tell(inputs.AutoSet(at=story.now, auto=False))

    assert story.wait(500).phase() is Phase.STANDINGS


def test_auto_switched_on_in_a_pause_runs_after_it() -> None:
    story = Story(PORT, PORT).join(ANN).start().right(ANN)
    story.command(inputs.Paused)
    story.tell(inputs.AutoSet(at=story.now, auto=True))

    story.command(inputs.Resumed)

    assert story.wait(5).phase() is Phase.STANDINGS


def test_auto_switched_off_in_a_pause_stays_off_after_it() -> None:
    story = Story(PORT, PORT, auto=True).join(ANN).start().right(ANN)
    story.command(inputs.Paused)
    story.tell(inputs.AutoSet(at=story.now, auto=False))

    story.command(inputs.Resumed)

    assert story.wait(500).phase() is Phase.REVEAL


def test_nobody_is_waited_for_on_a_slide() -> None:
    story = Story(BREAK, PORT).join(ANN).start()

    story.go(ANN).come(ANN)

    assert story.game.waiting == set()


def test_an_old_timer_means_nothing() -> None:
    story = Story(PORT, PORT).join(ANN, BOB).start()
    old = story.game.timer
    story.command(inputs.Extended, seconds=10)

    assert story.tell(inputs.TimerFired(at=story.now, timer=old)) == []
    assert story.phase() is Phase.OPEN


def test_a_locked_door_keeps_new_players_out() -> None:
    story = Story(PORT).join(ANN)
    story.tell(inputs.LockSet(at=story.now, locked=True))

    refused(ErrorCode.LOBBY_LOCKED, story, inputs.Joined(at=story.now, player=BOB, name="Bob"))
    story.tell(inputs.LockSet(at=story.now, locked=False))
    story.join(BOB)


def test_nobody_joins_a_finished_game() -> None:
    story = Story(PORT).join(ANN).to(Phase.PODIUM)

    refused(ErrorCode.NO_SESSION, story, inputs.Joined(at=story.now, player=BOB, name="Bob"))


def test_a_removed_player_is_dismissed_and_counts_nowhere() -> None:
    story = Story(PORT).join(ANN, BOB, CYD).start().right(ANN, BOB)

    effects = story.tell(inputs.Removed(at=story.now, player=BOB, ban=False))
    story.right(CYD)

    assert Dismiss(BOB, Dismissal.REMOVED) in effects
    assert BOB not in story.game.round.given
    assert [story.game.players[player].name for player in story.game.ranking] == ["Ann", "Cyd"]


def test_removing_the_last_one_who_thinks_closes_the_question() -> None:
    story = Story(PORT).join(ANN, BOB).start().right(ANN)

    story.tell(inputs.Removed(at=story.now, player=BOB, ban=True))

    assert story.phase() is Phase.REVEAL


def test_a_ban_that_is_taken_back_gives_everything_back() -> None:
    story = Story(PORT, PORT, scoring=Scoring.ACCURACY).join(ANN, BOB).start().right(ANN, BOB)
    story.tell(inputs.Removed(at=story.now, player=BOB, ban=True))
    assert BOB not in story.game.ranking

    story.tell(inputs.Unbanned(at=story.now, player=BOB))
    story.come(BOB)

    assert story.scores() == {"Ann": 1000, "Bob": 1000}
    assert set(story.game.ranking) == {ANN, BOB}


def test_who_leaves_for_good_keeps_a_place_in_the_standings() -> None:
    story = Story(PORT).join(ANN, BOB).start().right(ANN, BOB)

    story.tell(inputs.Left(at=story.now, player=BOB))

    assert BOB in story.game.ranking
    refused(ErrorCode.NO_PLAYER, story, inputs.Came(at=story.now, player=BOB))


def test_only_a_banned_player_can_be_unbanned() -> None:
    story = Story(PORT).join(ANN, BOB)
    refused(ErrorCode.NO_PLAYER, story, inputs.Unbanned(at=story.now, player=ANN))
    story.tell(inputs.Removed(at=story.now, player=ANN, ban=True))

    story.tell(inputs.Unbanned(at=story.now, player=ANN))

    assert story.game.players[ANN].gone is None


@pytest.mark.parametrize(
    ("question", "key"),
    [
        pytest.param(PORT, RightOptions(()), id="nothing-right"),
        pytest.param(PORT, RightOptions((0, 1)), id="two-right-of-one"),
        pytest.param(PORT, RightOptions((4,)), id="off-the-end"),
        pytest.param(PRIVATE, RightOptions((0, 1, 2, 3)), id="nothing-left-wrong"),
        pytest.param(DNS, RightTexts(()), id="no-spelling"),
        pytest.param(DNS, RightOptions((0,)), id="another-kind"),
        pytest.param(MOOD, RightOptions((0,)), id="a-poll"),
    ],
)
def test_a_key_that_does_not_fit_is_refused(question: Question, key: RightOptions | RightTexts) -> None:
    story = Story(question).join(ANN).start()

    refused(ErrorCode.BAD_KEY, story, inputs.KeyCorrected(at=story.now, target=0, key=key))


def test_a_key_corrected_while_the_question_is_open_counts_at_the_close() -> None:
    story = Story(PORT, scoring=Scoring.ACCURACY).join(ANN, BOB).start().wrong(ANN)

    story.tell(inputs.KeyCorrected(at=story.now, target=0, key=RightOptions((0,))))
    story.close()

    assert story.scores()["Ann"] == 1000


def test_questions_not_asked_yet_can_be_neither_voided_nor_corrected() -> None:
    story = Story(PORT, PORT).join(ANN).start()

    refused(ErrorCode.WRONG_PHASE, story, inputs.Voided(at=story.now, target=1, voided=True))
    refused(ErrorCode.WRONG_PHASE, story, inputs.KeyCorrected(at=story.now, target=1, key=RightOptions((0,))))


def test_an_untimed_question_has_no_time_to_add_to() -> None:
    untimed = Choice(text=PORT.text, options=PORT.options, right=PORT.right, seconds=UNTIMED)
    story = Story(untimed).join(ANN).start()

    with pytest.raises(Refusal) as refusal:
        story.command(inputs.Extended, seconds=10)

    assert refusal.value.code is ErrorCode.WRONG_PHASE
