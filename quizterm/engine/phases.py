"""How a game moves from phase to phase, by hand and by the clock."""

from quizterm.engine import collecting
from quizterm.engine.effects import (
    EVERYBODY,
    HOSTS,
    Effect,
    Effects,
    EveryYouChanged,
    Finished,
    SetTimer,
    StopTimer,
    YouChanged,
)
from quizterm.engine.scoring import can_score, rank, score
from quizterm.engine.state import Game, Player
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
    game.round.extra = {player.id: player.extra for player in game.present if player.extra}
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
            return _last_answers(game, now)
        case Phase.REVEAL:
            return after_reveal(game, now)
        case Phase.STANDINGS:
            return next_question(game, now)
        case Phase.PODIUM:
            return finish(game, now)
        case Phase.LOBBY | Phase.ENDED:
            return []


def settle(game: Game, now: Millis) -> Effects:
    """Close the open question once everybody who is there, and still may, has answered."""
    if game.phase is not Phase.OPEN or game.paused_at is not None:
        return []
    if game.time_up:
        return _last_answers(game, now)
    if game.waiting or not game.round.given:
        return []
    return close_question(game, now) if game.attending else []


def _last_answers(game: Game, now: Millis) -> Effects:
    """The time of the open question is up: close it, unless somebody with extra time is waited for."""
    last = max(_last_deadlines(game, now), default=None)
    if last is None:
        return close_question(game, now)
    if game.time_up and game.due == last:
        return []
    told = [] if game.time_up else [EVERYBODY]
    game.time_up, game.due = True, last
    return [_timer(game), *told]


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
    if game.deadline is not None:
        left = game.deadline - now
        game.left = Millis(left if game.time_up else max(0, left))
    game.deadline = game.due = None
    game.timer += 1
    return [StopTimer(), EVERYBODY]


def resume(game: Game, now: Millis) -> Effects:
    """Let the clock run on with the time that was left."""
    assert game.paused_at is not None
    game.opened_at = Millis(game.opened_at + now - game.paused_at)
    game.paused_at = None
    effects: list[Effect] = [EVERYBODY]
    if game.left is not None:
        game.deadline = game.due = Millis(now + game.left)
        game.left = None
        # Once the time was up, the next timer is for those who are waited for.
        effects = [EVERYBODY] if game.time_up else [_timer(game), EVERYBODY]
    return [*effects, *settle(game, now)]


def stand_still(game: Game, now: Millis, since: Millis) -> Effects:
    """Take out the time in which nothing could be taken, as a pause would."""
    if game.paused_at is not None:
        return [EVERYBODY]
    span = Millis(now - since)
    game.opened_at = Millis(game.opened_at + span)
    if game.deadline is None:
        return [EVERYBODY]
    assert game.due is not None
    game.deadline, game.due = Millis(game.deadline + span), Millis(game.due + span)
    return [_timer(game), EVERYBODY]


def extend(game: Game, more: Millis, now: Millis) -> Effects:
    """Give the open question more time; once the time was up, everybody has so much from now on."""
    if game.time_up:
        more = Millis(more + _overtime(game, now))
        game.time_up = False
    game.span = game.round.span = Millis(game.span + more)
    if game.left is not None:
        game.left = Millis(game.left + more)
        return [EVERYBODY]
    assert game.deadline is not None
    game.deadline = game.due = Millis(game.deadline + more)
    return [_timer(game), EVERYBODY]


def set_extra_time(game: Game, player: Player, percent: int, now: Millis) -> Effects:
    """Give a player another share of extra time, for the open question as well unless their answer stands."""
    if player.extra == percent:
        return []
    player.extra = percent
    told: list[Effect] = [HOSTS, YouChanged(player.id)]
    if game.phase is not Phase.OPEN or not _may_answer(game, player):
        return told
    game.round.extra[player.id] = percent
    return [*told, *(settle(game, now) if game.time_up else ())]


def _overtime(game: Game, now: Millis) -> int:
    """How long the time of the open question has been up."""
    if game.left is not None:
        return -game.left
    assert game.deadline is not None
    return now - game.deadline


def _last_deadlines(game: Game, now: Millis) -> list[Millis]:
    """When the time of those is over who still have some; where nobody is there at all, of all who would."""
    found = []
    for number in game.round.extra:
        until = game.deadline_for(number)
        wanted = number in game.waiting if game.attending else _is_missing(game, game.players[number])
        if wanted and until is not None and until > now:
            found.append(until)
    return found


def _is_missing(game: Game, player: Player) -> bool:
    """Whether this player's answer to the open question is still to come."""
    asked = game.round
    return player.gone is None and player.id in asked.eligible and player.id not in asked.given


def _may_answer(game: Game, player: Player) -> bool:
    """Whether this player's answer to the open question can still become another one."""
    return player.id in game.round.eligible and (
        game.quiz.settings.change_answer or player.id not in game.round.given
    )


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
    game.time_up = False
    return [_set_deadline(game, now, lasts), EVERYBODY]


def _set_deadline(game: Game, now: Millis, lasts: Millis | None) -> Effect:
    game.span = lasts or Millis(0)
    game.deadline = game.due = Millis(now + lasts) if lasts is not None else None
    return _timer(game)


def _timer(game: Game) -> Effect:
    """Every change of the deadline gets a timer of its own, so that an older one is known as stale."""
    game.timer += 1
    return SetTimer(game.timer, game.due) if game.due is not None else StopTimer()
