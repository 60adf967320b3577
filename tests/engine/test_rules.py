"""A session's life: phases, rights of the moment, who is asked, who is waited for."""

import pytest

from quizterm.engine import inputs
from quizterm.engine.effects import Finished, SetTimer, StopTimer
from quizterm.errors import ErrorCode, Refusal
from quizterm.quiz.answers import Picked, RightOptions
from quizterm.quiz.model import UNTIMED, Choice
from quizterm.snapshot import Millis, Phase
from tests.support.games import ANN, BOB, BREAK, EVERY_KIND, MOOD, PORT, Story, refused

NOW = Millis(0)
"""A story puts its own time in place of it."""


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


def test_auto_that_is_asked_for_twice_is_switched_on_once() -> None:
    """Whoever lost the reply may ask again; the phase gets no longer by it, and no shorter."""
    story = Story(PORT, PORT).join(ANN).start().right(ANN)
    story.tell(inputs.AutoSet(at=story.now, auto=True))
    story.wait(4)

    assert story.tell(inputs.AutoSet(at=story.now, auto=True)) == []

    assert story.wait(1).phase() is Phase.STANDINGS


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


def test_an_untimed_question_has_no_time_to_add_to() -> None:
    untimed = Choice(text=PORT.text, options=PORT.options, right=PORT.right, seconds=UNTIMED)
    story = Story(untimed).join(ANN).start()

    with pytest.raises(Refusal) as refusal:
        story.command(inputs.Extended, seconds=10)

    assert refusal.value.code is ErrorCode.WRONG_PHASE


@pytest.mark.parametrize(
    "late",
    [
        inputs.Left(at=NOW, player=ANN),
        inputs.Removed(at=NOW, player=ANN, ban=True),
        inputs.Renamed(at=NOW, player=ANN, name="Eve"),
        inputs.Voided(at=NOW, target=0, voided=True),
        inputs.KeyCorrected(at=NOW, target=0, key=RightOptions((0,))),
        inputs.AutoSet(at=NOW, auto=True),
        inputs.LockSet(at=NOW, locked=True),
        inputs.Ended(at=NOW, phase=Phase.ENDED, question=0),
    ],
    ids=lambda late: type(late).__name__,
)
def test_what_has_ended_stays_as_it_is(late: inputs.Input) -> None:
    """R56. Its result is stored with its end."""
    story = Story(PORT).join(ANN).start().right(ANN).to(Phase.ENDED)
    before = repr(story.game)

    refused(ErrorCode.WRONG_PHASE, story, late)

    assert repr(story.game) == before


@pytest.mark.parametrize(
    "late",
    [
        inputs.Came(at=NOW, player=BOB),
        inputs.Went(at=NOW, player=ANN),
        inputs.HostsSeen(at=NOW, present=False),
        inputs.Interrupted(at=NOW),
        inputs.StoodStill(at=NOW, since=NOW),
        inputs.Answered(at=NOW, player=ANN, question=0, answer=Picked((1,))),
    ],
    ids=lambda late: type(late).__name__,
)
def test_what_goes_on_around_an_ended_session_means_nothing(late: inputs.Input) -> None:
    """R56."""
    story = Story(PORT).join(ANN, BOB).start().right(ANN).go(BOB).to(Phase.ENDED)
    before = repr(story.game)

    assert story.tell(late) == []

    assert repr(story.game) == before
