"""What holds for any history of a game."""

from copy import deepcopy
from dataclasses import replace

from hypothesis import given, settings

from quizterm.engine.effects import (
    Dismiss,
    Effect,
    EveryYouChanged,
    SetTimer,
    StageChanged,
    StopTimer,
    YouChanged,
)
from quizterm.engine.inputs import Answered
from quizterm.engine.rules import begin, step
from quizterm.engine.scoring import counts, results
from quizterm.engine.state import Game
from quizterm.engine.views import view_for
from quizterm.quiz.model import Choice, Numeric, Order, Question, Quiz, Text, TrueFalse
from quizterm.snapshot import Audience, Phase, PlayerId, Stage, You
from tests.engine.histories import History, happen, histories, is_before_reveal
from tests.support.games import Story, replay

AUDIENCES = (Audience.PLAYERS, Audience.SPECTATORS)


@given(histories)
def test_a_refused_input_changes_nothing(history: History) -> None:
    story = history.started()
    for move in history.moves:
        before = deepcopy(story.game)
        if happen(story, move) is None:
            assert story.game == before


@given(histories)
def test_replaying_the_inputs_gives_the_same_game(history: History) -> None:
    story = history.story()

    again = replay(story.created, story.told)

    assert again == story.game
    for audience in Audience:
        assert view_for(again, audience) == view_for(story.game, audience)


@given(histories)
def test_everybody_is_either_present_or_absent(history: History) -> None:
    story = history.started()
    for move in history.moves:
        happen(story, move)
        players = list(story.game.players.values())
        assert story.game.present == [player for player in players if player.gone is None]
        assert story.game.absent == [player for player in players if player.gone is not None]


def _other_key(question: Question) -> Question:
    """The same question to the eye, with another answer key and explanation."""
    match question:
        case Choice():
            size = len(question.options)
            right = tuple(sorted((index + 1) % size for index in question.right))
            return replace(question, right=right, explanation="Other")
        case TrueFalse():
            return replace(question, right=not question.right, explanation="Other")
        case Text():
            return replace(question, accepted=("a", "b"), slips=True)
        case Numeric():
            return replace(question, low=1, high=2, nearness=3)
        case Order():
            return replace(question, items=question.items[1:] + question.items[:1])
        case _:
            return question


def _with_other_keys(story: Story, start: int) -> Game:
    """The same inputs on a quiz whose keys differ from question `start` on."""
    quiz: Quiz = story.created.quiz
    questions = quiz.questions[:start] + tuple(_other_key(q) for q in quiz.questions[start:])
    return begin(replace(story.created, quiz=replace(quiz, questions=questions)))


@given(histories)
def test_nothing_a_player_gets_before_the_reveal_depends_on_the_key(history: History) -> None:
    """R01. Corrections name a key themselves, so they are left out of these histories."""
    moves = [move for move in history.moves if move.what not in ("key", "void")]
    story = replace(history, moves=moves).story()
    current = max(story.game.question, 0)
    if not is_before_reveal(story.game):
        return

    other = _with_other_keys(story, current)
    for happened in story.told:
        step(other, happened)

    for audience in AUDIENCES:
        assert view_for(other, audience) == view_for(story.game, audience)
    for player in story.game.players:
        assert view_for(other, player) == view_for(story.game, player)


@given(histories)
def test_the_host_sees_the_key_and_nobody_else_does_before_the_reveal(history: History) -> None:
    game = history.story().game
    for audience in AUDIENCES:
        stage = view_for(game, audience)
        assert stage.desk is None
        assert (stage.reveal is None) or game.phase in (Phase.REVEAL, Phase.STANDINGS)


@given(histories)
def test_the_sums_add_up(history: History) -> None:
    game = history.story().game

    for asked in game.rounds:
        assert asked.given.keys() <= asked.eligible
    for player in game.players.values():
        assert player.score == sum(result.points for result in results(game, player).values())
        assert player.right + player.wrong == sum(
            counts(asked) and player.id in asked.eligible for asked in game.rounds
        )
    if game.ranking:
        ranks = [game.players[player].rank for player in game.ranking]
        scores = [game.players[player].score for player in game.ranking]
        assert ranks == [1 + sum(other > score for other in scores) for score in scores]


@given(histories)
def test_the_count_of_who_is_waited_for_is_never_stale(history: History) -> None:
    game = history.story().game
    if game.phase not in (Phase.READING, Phase.OPEN):
        assert game.waiting == set()
        return
    asked = game.round
    wanted = {
        p.id for p in game.players.values() if p.awaited and p.id in asked.eligible
    } - asked.given.keys()
    slide = game.round.key is None and game.round.question.kind == "slide"
    assert game.waiting == (set() if slide else wanted)


@given(histories)
@settings(max_examples=50)
def test_there_is_a_timer_exactly_when_there_is_a_deadline(history: History) -> None:
    story = history.started()
    timer = _timer(story)
    for move in history.moves:
        for effect in happen(story, move) or []:
            if isinstance(effect, SetTimer | StopTimer):
                timer = effect if isinstance(effect, SetTimer) else None
        assert timer == _timer(story)


@given(histories)
def test_whoever_sees_something_new_is_told_of_it(history: History) -> None:
    """No view changes without an effect that says so, but for two that need no `you`: the start of a
    question, and an accepted answer, of which its player hears by the reply.
    """
    story = history.started()
    for move in history.moves:
        seen = {viewer: _seen(story.game, viewer) for viewer in (*Audience, *story.game.players)}
        effects = happen(story, move)
        if effects is None:
            continue
        if isinstance(story.told[-1], Answered) and story.phase() is Phase.OPEN:
            del seen[story.told[-1].player]
        for viewer, before in seen.items():
            after = _seen(story.game, viewer)
            if isinstance(before, You) and isinstance(after, You) and after.question != before.question:
                continue
            assert after == before or _is_told(effects, viewer), (move.what, viewer)


def _seen(game: Game, viewer: Audience | PlayerId) -> Stage | You:
    """What a viewer sees; outside the lobby, players learn how many are there with the next news."""
    seen = view_for(game, viewer)
    if viewer is Audience.PLAYERS and isinstance(seen, Stage) and seen.phase is not Phase.LOBBY:
        return replace(seen, players=0, connected=0)
    return seen


def _is_told(effects: list[Effect], viewer: Audience | PlayerId) -> bool:
    """Whether one of these effects says that this viewer's snapshot is stale."""
    for effect in effects:
        match effect:
            case StageChanged(audiences) if viewer in audiences:
                return True
            case YouChanged(player) | Dismiss(player) if player == viewer:
                return True
            case EveryYouChanged() if not isinstance(viewer, Audience):
                return True
            case _:
                pass
    return False


def _timer(story: Story) -> SetTimer | None:
    """The timer that the shell should have set."""
    due = story.game.due
    return SetTimer(story.game.timer, due) if due is not None else None
