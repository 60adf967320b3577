"""Points: from credit and time to scores, streaks and ranks."""

from math import floor

from quizterm.engine.state import Game, Player, Round
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
    return floor((1 - min(time / span, 1.0) / 2) * points + 0.5)


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


def rescore(game: Game) -> None:
    """Work out every score, streak and rank anew from the answers and the keys.

    One pass over players and played questions; done once when a question closes and once for each
    correction, never for an answer.
    """
    played = [(index, asked) for index, asked in enumerate(game.rounds) if asked.closed]
    scored = [index for index, asked in played if counts(asked)]
    last = scored[-1] if scored else -1
    before = {player.id: _score_player(game, player, played, last) for player in game.players.values()}
    _rank(game, before, first=len(scored) <= 1)


def _score_player(game: Game, player: Player, played: list[tuple[int, Round]], last: int) -> int:
    """Fill in one player; give the score that stood before question `last`."""
    player.score = player.right = player.wrong = player.answers = 0
    player.time = Millis(0)
    player.results = {}
    streak = before = 0
    for index, asked in played:
        if index == last:
            before = player.score
        if player.id in asked.eligible:
            result = _result(game, asked, player.id, streak)
            streak = result.streak
            player.results[index] = result
            _add(player, asked, result)
    return before


def _add(player: Player, asked: Round, result: Result) -> None:
    if not counts(asked):
        return
    player.score += result.points
    if result.credit == 1.0:
        player.right += 1
    else:
        player.wrong += 1
    if result.answered:
        player.answers += 1
        player.time = Millis(player.time + result.time)


def _result(game: Game, asked: Round, player: PlayerId, streak: int) -> Result:
    given = asked.given.get(player)
    time = given.time if given else Millis(0)
    if not counts(asked):
        return Result(points=0, credit=None, answered=given is not None, time=time, streak=streak)
    share = asked.credits.get(player, 0.0)
    streak = streak + 1 if share == 1.0 else 0
    points, bonus = _points(game, asked, share, time, streak)
    return Result(
        points=points + bonus, bonus=bonus, credit=share, answered=given is not None, time=time, streak=streak
    )


def _points(game: Game, asked: Round, share: float, time: Millis, streak: int) -> tuple[int, int]:
    worth, settings = asked.question.points, game.quiz.settings
    if share == 0.0 or worth == 0 or settings.scoring is Scoring.NONE:
        return 0, 0
    full = speed_points(worth, time, asked.span) if settings.scoring is Scoring.SPEED else worth
    bonus = streak_bonus(streak) if settings.streak_bonus else 0
    return floor(full * share + 0.5), bonus


def _rank(game: Game, before: dict[PlayerId, int], *, first: bool) -> None:
    ranked = [player for player in game.players.values() if player.ranked]
    ranked.sort(key=lambda player: (-player.score, player.time, player.name, player.id))
    game.ranking = [player.id for player in ranked]
    game.places = {player: place for place, player in enumerate(game.ranking)}
    now = _shared_ranks([player.score for player in ranked])
    was = sorted(game.ranking, key=lambda player: -before[player])
    old = dict(zip(was, _shared_ranks([before[player] for player in was]), strict=True))
    for player, rank in zip(ranked, now, strict=True):
        player.rank = rank
        player.rose = 0 if first else old[player.id] - rank


def _shared_ranks(scores: list[int]) -> list[int]:
    """Ranks for scores in falling order: equal scores share one, 1, 2, 2, 4."""
    ranks: list[int] = []
    for place, score in enumerate(scores, start=1):
        ranks.append(ranks[-1] if place > 1 and score == scores[place - 2] else place)
    return ranks
