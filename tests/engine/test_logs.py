"""What a log has to keep so that it makes the same game again."""

import os
import pickle
import subprocess
import sys
from pathlib import Path

from hypothesis import Phase as Stages
from hypothesis import given, settings

from quizterm.engine import inputs
from quizterm.engine.rules import step
from quizterm.engine.views import view_for
from quizterm.quiz.answers import Answer, Number, Ordered, Typed
from quizterm.quiz.model import Numeric, Open, Order, Text
from quizterm.snapshot import Audience, Phase, PlayerId
from tests.engine.histories import History, happen, histories
from tests.support.games import EVERY_KIND, RIGHT, WRONG, Story, replay

ROOT = Path(__file__).parents[2]


@given(histories)
def test_an_input_without_effects_changes_nothing(history: History) -> None:
    """R56. So a log may leave it out."""
    story = history.started()
    for move in history.moves:
        before = repr(story.game)
        if not happen(story, move):
            assert repr(story.game) == before


@given(histories)
@settings(max_examples=1000)
def test_a_log_makes_the_same_game_at_every_point(history: History) -> None:
    """R56."""
    story = history.started()
    again = replay(story.created, story.logged)
    for move in history.moves:
        kept = len(story.logged)
        happen(story, move)
        for happened in story.logged[kept:]:
            step(again, happened)
        assert again == story.game
    assert repr(again) == repr(story.game), "sets and dictionaries are in another order"


@given(histories)
def test_whoever_comes_now_sees_what_those_see_who_were_there_all_the_time(history: History) -> None:
    """R30. Views depend on nothing but what the log tells."""
    story = history.story()

    again = replay(story.created, story.logged)

    for viewer in Audience:
        assert repr(view_for(again, viewer)) == repr(view_for(story.game, viewer))
    for player in story.game.players:
        assert repr(view_for(again, player)) == repr(view_for(story.game, player))


def test_processes_with_other_hash_seeds_come_to_the_same_result() -> None:
    """R56. A log that is verified years later, by another process, gives the same bytes."""
    logs = pickle.dumps([(story.created, story.logged) for story in (_long_evening(), *_some_histories())])

    results = {_replayed_with_hash_seed(seed, logs) for seed in ("0", "1", "4711")}

    assert len(results) == 1
    assert len(results.pop().splitlines()) > 20


def _some_histories() -> list[Story]:
    found: list[Story] = []

    @given(histories)
    @settings(max_examples=40, derandomize=True, database=None, phases=[Stages.generate])
    def collect(history: History) -> None:
        found.append(history.story())

    collect()
    return found


def _long_evening() -> Story:
    """Thirty players, whose words and numbers differ, play a question of every kind."""
    players = [PlayerId(number) for number in range(30)]
    story = Story(*EVERY_KIND, streak_bonus=True).join(*players)
    while story.to(Phase.OPEN).game.question < len(EVERY_KIND) - 2:
        for player in players:
            story.wait(0.1).answer(player, _some_answer(story, player))
        story.interrupt_briefly()
    story.tell(inputs.Removed(at=story.now, player=players[3], ban=True))
    story.tell(inputs.Voided(at=story.now, target=1, voided=True))
    return story.to(Phase.ENDED)


def _some_answer(story: Story, player: PlayerId) -> Answer:
    match story.game.round.question:
        case Text() | Open():
            return Typed(f"Ward {player % 13}")
        case Numeric():
            return Number(player * 5.5)
        case Order() as question:
            size = len(question.items)
            return Ordered(tuple((player + place) % size for place in range(size)))
        case question:
            return (RIGHT if player % 3 else WRONG)[question.text]


def _replayed_with_hash_seed(seed: str, logs: bytes) -> bytes:
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.replaying"],
        input=logs,
        capture_output=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed},
        timeout=60,
    )
    return done.stdout
