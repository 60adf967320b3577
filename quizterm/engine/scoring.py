"""Points: from credit and time to scores, streaks and ranks."""

from collections.abc import Callable, Collection, Iterable
from math import floor
from operator import attrgetter

from quizterm.engine.state import Game, Given, Player, Round
from quizterm.quiz.model import Scoring
from quizterm.snapshot import Millis, PlayerId, Result

FULL_POINTS_WITHIN = Millis(500)
"""A right answer within half a second earns full points."""

STREAK_BONUS = (0, 0, 100, 200, 300, 400, 500)
"""Bonus by number of right answers in a row; the last one holds for longer streaks."""


def speed_points(points: int, time: Millis, span: Millis) -> int:
    """What a right answer earns by its speed, in points.

    round((1 - time / span / 2) * points), and all of them within half a second: the formula that Kahoot
    publishes under "How points work". Without a deadline (`span` 0) speed does not count.
    """
    if span == 0 or time < FULL_POINTS_WITHIN:
        return points
    share = time / span if time < span else 1.0
    return floor((1 - share / 2) * points + 0.5)


def fair_time(asked: Round, player: PlayerId, time: Millis) -> Millis:
    """A player's time as speed counts it: time * 100 / (100 + extra time in percent), rounded down.

    So the same share of one's own time brings the same points, whatever it is.
    """
    return Millis(time * 100 // (100 + asked.extra[player])) if player in asked.extra else time


def streak_bonus(streak: int) -> int:
    """The bonus for this many right answers in a row, in points."""
    return STREAK_BONUS[min(streak, len(STREAK_BONUS) - 1)]


def graded(asked: Round) -> bool:
    """Whether something in this question is right or wrong."""
    return asked.key is not None


def counts(asked: Round) -> bool:
    """Whether this question was played to its end and is still in the scores."""
    return asked.closed and graded(asked) and not asked.voided


def can_score(game: Game, asked: Round) -> bool:
    """Whether the standings may look different after this question."""
    return counts(asked) and asked.question.points > 0 and game.quiz.settings.scoring is not Scoring.NONE


def score(game: Game) -> None:
    """Add the current question, which has just been closed, to what everybody has, and rank anew."""
    if counts(game.round):
        _add(game, game.round, game.players.values())
    rank(game)


def rescore(game: Game) -> None:
    """Work out every score and rank anew from the answers and the keys, as a correction wants it."""
    _add_up(game, game.players.values())
    rank(game)


def rescore_player(game: Game, player: Player) -> None:
    """Work out one player's score anew, who was sent out or may return, and rank everybody anew."""
    _add_up(game, [player])
    rank(game)


def rank(game: Game) -> None:
    """Bring the standings up to date with the scores, and with who is in them."""
    ranked = [player for player in game.players.values() if player.ranked]
    # Sorting keeps the order of equals, so what matters least comes first; by number they are in order.
    # Three sorts by one thing each are faster than one by a tuple.
    ranked.sort(key=attrgetter("name"))
    ranked.sort(key=attrgetter("pace"))
    ranked.sort(key=attrgetter("score"), reverse=True)
    game.ranking = [player.id for player in ranked]
    game.places = dict(zip(game.ranking, range(len(ranked)), strict=True))
    game.rows.clear()
    ranks = _ranks([player.score for player in ranked])
    first = sum(map(counts, game.rounds)) <= 1
    old = ranks if first else _ranks([player.before for player in ranked])
    for player in ranked:
        player.rank = now = ranks[player.score]
        player.rose = 0 if first else old[player.before] - now


def latest_result(game: Game, player: Player, *, rose: int = 0) -> Result | None:
    """What the current question brought a player; `None` if they were not asked, or before it is closed.

    Args:
        game: The game.
        player: Whose result.
        rose: The places gained that the result tells of.
    """
    if game.question < 0:
        return None
    asked = game.round
    if not asked.closed or player.id not in asked.eligible:
        return None
    # A question that counts is the last one that was added to the score.
    earned = (player.score - player.before, _bonus(game, asked, player.streak)) if counts(asked) else None
    return _result(asked, asked.given.get(player.id), earned, player.streak, rose)


def results(game: Game, player: Player) -> dict[int, Result]:
    """What each question that was played to its end brought a player, by index."""
    found = {}
    streak = 0
    for index, asked in enumerate(game.rounds):
        if asked.closed and player.id in asked.eligible:
            given = asked.given.get(player.id)
            streak = _streak(asked, given, streak)
            earned = _earned(game, asked, player, given, streak) if counts(asked) else None
            found[index] = _result(asked, given, earned, streak)
    return found


def _add_up(game: Game, players: Collection[Player]) -> None:
    """Work out what these players have from all questions that count."""
    for player in players:
        player.score = player.right = player.wrong = player.answers = player.streak = player.before = 0
        player.time = player.pace = Millis(0)
    for asked in game.rounds:
        if counts(asked):
            _add(game, asked, players)


def _add(game: Game, asked: Round, players: Iterable[Player]) -> None:
    """Add what a question that counts brought these players."""
    eligible, all_given, pay = asked.eligible, asked.given, _pay_for(game, asked)
    for player in players:
        player.before = player.score
        if player.id not in eligible:
            continue
        given = all_given.get(player.id)
        if given is not None and given.credit == 1.0:
            player.streak += 1
            player.right += 1
        else:
            player.streak = 0
            player.wrong += 1
        if given is None:
            continue
        time = given.time
        pace = fair_time(asked, player.id, time) if asked.extra else time
        player.answers += 1
        player.time = Millis(player.time + time)
        player.pace = Millis(player.pace + pace)
        player.score += pay(given.credit, pace, player.streak)[0]


def _streak(asked: Round, given: Given | None, before: int) -> int:
    """Right answers in a row, with this question; what does not count breaks none."""
    if not counts(asked):
        return before
    return before + 1 if given is not None and given.credit == 1.0 else 0


def _result(
    asked: Round, given: Given | None, earned: tuple[int, int] | None, streak: int, rose: int = 0
) -> Result:
    """What a question brought: `earned`, and how; `None` where it counts for nothing."""
    credit = None
    if earned is not None:
        credit = given.credit if given is not None else 0.0
    points, bonus = earned or (0, 0)
    return Result(
        points=points,
        bonus=bonus,
        credit=credit,
        answered=given is not None,
        time=given.time if given is not None else Millis(0),
        streak=streak,
        rose=rose,
    )


def _earned(game: Game, asked: Round, player: Player, given: Given | None, streak: int) -> tuple[int, int]:
    """What a question brought a player, and the part of it that is the bonus."""
    if given is None:
        return 0, 0
    return _pay_for(game, asked)(given.credit, fair_time(asked, player.id, given.time), streak)


def _pay_for(game: Game, asked: Round) -> Callable[[float, Millis, int], tuple[int, int]]:
    """What says how much an answer earns, and the bonus in it, by credit, time as speed counts it and streak.

    What is the same for all answers to a question is looked up once.
    """
    settings, span = game.quiz.settings, asked.span
    worth = asked.question.points if settings.scoring is not Scoring.NONE else 0
    by_speed = settings.scoring is Scoring.SPEED

    def pay(credit: float, pace: Millis, streak: int) -> tuple[int, int]:
        if credit == 0.0 or worth == 0:
            return 0, 0
        full = speed_points(worth, pace, span) if by_speed else worth
        bonus = _bonus(game, asked, streak)
        return floor(full * credit + 0.5) + bonus, bonus

    return pay


def _bonus(game: Game, asked: Round, streak: int) -> int:
    """What a streak adds to a question; there is none after an answer that is not wholly right."""
    settings = game.quiz.settings
    if not settings.streak_bonus or settings.scoring is Scoring.NONE or asked.question.points == 0:
        return 0
    return streak_bonus(streak)


def _ranks(scores: list[int]) -> dict[int, int]:
    """The rank of each score; equal scores share one: 1, 2, 2, 4."""
    return dict(zip(sorted(scores), range(len(scores), 0, -1), strict=True))
