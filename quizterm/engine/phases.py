"""How a game moves from phase to phase, by hand and by the clock."""

from quizterm.engine import collecting
from quizterm.engine.effects import (
    EVERYBODY,
    Effect,
    Effects,
    EveryYouChanged,
    Finished,
    SetTimer,
    StopTimer,
)
from quizterm.engine.scoring import can_score, rank, score
from quizterm.engine.state import Game
from quizterm.quiz.model import Slide
from quizterm.snapshot import Millis, Phase

AUTO_REVEAL = Millis(5_000)
AUTO_STANDINGS = Millis(5_000)
AUTO_SLIDE = Millis(10_000)
AUTO_PODIUM = Millis(60_000)
READING_SPEED = 20
"""Characters a second at which an explanation is read, for sessions that run by themselves."""
LONGEST_READING = Millis(20_000)


def next_question(game: Game, now: Millis) -> Effects:
    """Show the next question, or the podium after the last one."""
    if game.question + 1 >= len(game.rounds):
        return podium(game, now)
    _stop_asking(game)
    game.question += 1
    present = game.present
    game.round.eligible = {player.id for player in present}
    game.waiting = {player.id for player in present if player.awaited}
    game.attending = game.connected
    reading = Millis(game.quiz.settings.reading_seconds * 1000)
    if isinstance(game.round.question, Slide):
        game.waiting = set()
        return _enter(game, Phase.READING, now, AUTO_SLIDE if game.auto else None)
    if reading == 0:
        return open_question(game, now)
    return _enter(game, Phase.READING, now, reading)


def open_question(game: Game, now: Millis) -> Effects:
    """Let the answers come."""
    game.opened_at = now
    span = Millis(game.round.question.seconds * 1000)
    game.round.span = span
    collecting.start(game.round)
    return _enter(game, Phase.OPEN, now, span or None)


def close_question(game: Game, now: Millis) -> Effects:
    """Take no more answers, score, and show what was right."""
    _stop_asking(game)
    game.round.closed = True
    score(game)
    reading = len(game.round.question.explanation) * 1000 // READING_SPEED
    pause = Millis(AUTO_REVEAL + min(reading, LONGEST_READING))
    return [*_enter(game, Phase.REVEAL, now, pause if game.auto else None), EveryYouChanged()]


def after_reveal(game: Game, now: Millis) -> Effects:
    """Show the standings, unless nothing in them can have changed."""
    if not can_score(game, game.round):
        return next_question(game, now)
    return _enter(game, Phase.STANDINGS, now, AUTO_STANDINGS if game.auto else None)


def podium(game: Game, now: Millis) -> Effects:
    """Honour the best; a question that was not closed does not count."""
    _stop_asking(game)
    rank(game)
    return [*_enter(game, Phase.PODIUM, now, AUTO_PODIUM if game.auto else None), EveryYouChanged()]


def finish(game: Game, now: Millis) -> Effects:
    """End the session."""
    _stop_asking(game)
    return [*_enter(game, Phase.ENDED, now, None), Finished()]


def by_itself(game: Game, now: Millis) -> Effects:
    """What happens when the time of a phase is over."""
    match game.phase:
        case Phase.READING if isinstance(game.round.question, Slide):
            return next_question(game, now)
        case Phase.READING:
            return open_question(game, now)
        case Phase.OPEN:
            return close_question(game, now)
        case Phase.REVEAL:
            return after_reveal(game, now)
        case Phase.STANDINGS:
            return next_question(game, now)
        case Phase.PODIUM:
            return finish(game, now)
        case Phase.LOBBY | Phase.ENDED:
            return []


def settle(game: Game, now: Millis) -> Effects:
    """Close the open question once everybody who is there has answered."""
    if game.phase is not Phase.OPEN or game.waiting or not game.round.given or game.paused_at is not None:
        return []
    return close_question(game, now) if game.attending else []


def set_auto(game: Game, auto: bool, now: Millis) -> Effects:
    """Switch between hand and clock, in the middle of a phase as well; asked for twice, it is done once."""
    if game.auto is auto:
        return []
    game.auto = auto
    wait = _auto_wait(game)
    if wait is None:
        return [EVERYBODY]
    lasts = wait if auto else None
    if game.paused_at is not None:
        game.left, game.span = lasts, lasts or Millis(0)
        return [EVERYBODY]
    return [_set_deadline(game, now, lasts), EVERYBODY]


def pause(game: Game, now: Millis) -> Effects:
    """Stop the clock."""
    game.paused_at = now
    game.left = Millis(max(0, game.deadline - now)) if game.deadline is not None else None
    game.deadline = None
    game.timer += 1
    return [StopTimer(), EVERYBODY]


def resume(game: Game, now: Millis) -> Effects:
    """Let the clock run on with the time that was left."""
    assert game.paused_at is not None
    game.opened_at = Millis(game.opened_at + now - game.paused_at)
    game.paused_at = None
    effects: list[Effect] = [EVERYBODY]
    if game.left is not None:
        game.deadline = Millis(now + game.left)
        game.left = None
        effects = [_timer(game), EVERYBODY]
    return [*effects, *settle(game, now)]


def stand_still(game: Game, now: Millis, since: Millis) -> Effects:
    """Take out the time in which nothing could be taken, as a pause would."""
    if game.paused_at is not None:
        return [EVERYBODY]
    span = Millis(now - since)
    game.opened_at = Millis(game.opened_at + span)
    if game.deadline is None:
        return [EVERYBODY]
    game.deadline = Millis(game.deadline + span)
    return [_timer(game), EVERYBODY]


def extend(game: Game, more: Millis) -> Effects:
    """Give the open question more time."""
    game.span = game.round.span = Millis(game.span + more)
    if game.left is not None:
        game.left = Millis(game.left + more)
        return [EVERYBODY]
    assert game.deadline is not None
    game.deadline = Millis(game.deadline + more)
    return [_timer(game), EVERYBODY]


def _stop_asking(game: Game) -> None:
    """Nobody is waited for any more."""
    game.waiting = set()
    if game.question >= 0:
        collecting.stop(game.round)


def _auto_wait(game: Game) -> Millis | None:
    """How long the current phase lasts when only `auto` gives it an end."""
    match game.phase:
        case Phase.READING if isinstance(game.round.question, Slide):
            return AUTO_SLIDE
        case Phase.REVEAL:
            return AUTO_REVEAL
        case Phase.STANDINGS:
            return AUTO_STANDINGS
        case Phase.PODIUM:
            return AUTO_PODIUM
        case _:
            return None


def _enter(game: Game, phase: Phase, now: Millis, lasts: Millis | None) -> list[Effect]:
    game.phase = phase
    game.paused_at = game.left = None
    return [_set_deadline(game, now, lasts), EVERYBODY]


def _set_deadline(game: Game, now: Millis, lasts: Millis | None) -> Effect:
    game.span = lasts or Millis(0)
    game.deadline = Millis(now + lasts) if lasts is not None else None
    return _timer(game)


def _timer(game: Game) -> Effect:
    """Every change of the deadline gets a timer of its own, so that an older one is known as stale."""
    game.timer += 1
    return SetTimer(game.timer, game.deadline) if game.deadline is not None else StopTimer()
