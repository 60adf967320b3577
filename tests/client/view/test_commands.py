"""What the obvious key does in every phase."""

import pytest

from quizterm.protocol.client import AddTime, Close, EndSession, Next, Pause, Resume, Start
from quizterm.quiz.model import Scoring
from quizterm.snapshot import Millis, Phase, Stage
from quizterm_client.view import commands
from tests.support import stages


@pytest.mark.parametrize(
    ("stage", "label", "command"),
    [
        pytest.param(stages.lobby(), "start", Start, id="lobby"),
        pytest.param(stages.reading(), "open now", Next, id="reading"),
        pytest.param(stages.reading(stages.SLIDE), "next question", Next, id="slide"),
        pytest.param(stages.opened(), "close", Close, id="open"),
        pytest.param(stages.opened(paused=True), "resume", Resume, id="paused"),
        pytest.param(stages.revealed(), "standings", Next, id="reveal"),
        pytest.param(stages.revealed(stages.POLL, key=None), "next question", Next, id="poll"),
        pytest.param(stages.revealed(voided=True), "next question", Next, id="voided"),
        pytest.param(stages.revealed(scoring=Scoring.NONE), "next question", Next, id="unscored"),
        pytest.param(stages.standings(), "next question", Next, id="standings"),
        pytest.param(stages.standings(question=9), "podium", Next, id="last-standings"),
        pytest.param(stages.podium(), "end", EndSession, id="podium"),
    ],
)
def test_the_obvious_next_thing(stage: Stage, label: str, command: type) -> None:
    step = commands.next_step(stage)

    assert step is not None
    assert step.label == label
    assert isinstance(step.command, command)
    assert (step.command.phase, step.command.question) == (stage.phase, stage.question)


def test_nothing_comes_after_the_end() -> None:
    assert commands.next_step(stages.ended()) is None


def test_only_the_end_of_the_session_wants_a_confirmation() -> None:
    final = [phase for phase in Phase if (step := commands.next_step(stages.stage(phase))) and step.final]

    assert final == [Phase.PODIUM]


def test_time_is_added_only_where_there_is_a_deadline() -> None:
    assert isinstance(commands.more_time(stages.opened()), AddTime)
    assert isinstance(
        commands.more_time(stages.opened(paused=True, deadline=None, left=Millis(5_000))), AddTime
    )
    assert commands.more_time(stages.opened(deadline=None)) is None
    assert commands.more_time(stages.reading()) is None


def test_one_key_pauses_and_resumes() -> None:
    assert isinstance(commands.pause_or_resume(stages.opened()), Pause)
    assert isinstance(commands.pause_or_resume(stages.opened(paused=True)), Resume)
    assert commands.pause_or_resume(stages.lobby()) is None
