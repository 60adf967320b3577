"""The one way out: what a viewer may see of a game. Before the reveal, no player's or spectator's view
depends on the answer key.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import overload

from quizterm.engine.effects import Dismissal
from quizterm.engine.scoring import counts, latest_result
from quizterm.engine.state import Game, Player, Round
from quizterm.engine.tallies import tally
from quizterm.quiz.model import Choice, Numeric, Poll, Select, Slide
from quizterm.snapshot import (
    LOBBY_NAMES,
    OVER,
    PLAYED,
    PLAYERS_TOP,
    TOP,
    Audience,
    Desk,
    Hardest,
    Millis,
    Phase,
    PlayerId,
    QuestionView,
    Reveal,
    Seat,
    Stage,
    Standing,
    You,
)

AFTER_CLOSE = (Phase.REVEAL, Phase.STANDINGS)
RANKED = (Phase.STANDINGS, *OVER)

_make = tuple.__new__
"""A row as a tuple of its class, which takes half as long as calling the class: there may be thousands."""

Viewer = Audience | PlayerId
"""Who looks: a whole audience at its stage, or one player at their own part."""


@overload
def view_for(game: Game, viewer: Audience) -> Stage: ...
@overload
def view_for(game: Game, viewer: PlayerId) -> You: ...
def view_for(game: Game, viewer: Viewer) -> Stage | You:
    """What `viewer` may see of the game now.

    Raises:
        KeyError: No such player ever joined.
    """
    if isinstance(viewer, Audience):
        return _stage(game, viewer)
    return _you(game, viewer)


def stand_still(stage: Stage, since: Millis) -> Stage:
    """What the audience of `stage` sees while nothing can be stored: a pause since that time."""
    left = Millis(max(0, stage.deadline - since)) if stage.deadline is not None else stage.left
    return replace(stage, stalled=True, paused=stage.phase in PLAYED, deadline=None, left=left)


def _stage(game: Game, audience: Audience) -> Stage:
    """What a whole audience sees now; what the players' own screens do not draw in a phase is not sent."""
    for_players = audience is Audience.PLAYERS
    asking = game.phase in PLAYED
    brief = for_players and asking
    counting = not for_players or game.phase not in (Phase.READING, Phase.OPEN, Phase.REVEAL)
    detailed = asking and not (for_players and game.phase is Phase.STANDINGS)
    return Stage(
        code="" if brief else game.code,
        title="" if brief else game.quiz.title,
        phase=game.phase,
        question=game.question,
        questions=len(game.rounds),
        scoring=game.quiz.settings.scoring,
        change_answer=game.quiz.settings.change_answer,
        item=_item(game.round) if detailed else None,
        deadline=game.deadline,
        span=game.span,
        time_up=game.time_up,
        paused=game.paused_at is not None,
        left=Millis(max(0, game.left)) if game.left is not None else None,
        auto=game.auto,
        locked=game.locked,
        players=game.here if counting else 0,
        connected=0 if for_players else game.connected,
        asked=len(game.round.eligible) if asking and not for_players else 0,
        answered=len(game.round.given) if asking and not for_players else None,
        names=tuple(p.name for p in game.newest(LOBBY_NAMES)) if game.phase is Phase.LOBBY else (),
        reveal=_reveal(game.round) if detailed and game.phase in AFTER_CLOSE else None,
        standings=_standings(game, audience) if game.phase in RANKED else (),
        hardest=_hardest(game) if game.phase in OVER else None,
        host_away=game.host_away,
        desk=_desk(game) if audience is Audience.HOSTS else None,
    )


def _you(game: Game, player: PlayerId) -> You:
    """What concerns one player alone."""
    me = game.players[player]
    asked = game.round if game.question >= 0 else None
    given = asked.given.get(player) if asked else None
    over = game.phase in OVER
    return You(
        code=game.code,
        title=game.quiz.title,
        player=player,
        name=me.name,
        score=me.score,
        rank=me.rank,
        of=len(game.ranking),
        extra_time=me.extra,
        question=game.question,
        eligible=asked is None or player in asked.eligible,
        answer=given.answer if given else None,
        result=latest_result(game, me, rose=me.rose),
        right=me.right if over else 0,
        wrong=me.wrong if over else 0,
        average=_average(me) if over else None,
        nearby=_nearby(game, me) if game.phase in AFTER_CLOSE else (),
    )


def _item(asked: Round) -> QuestionView:
    question = asked.question
    return QuestionView(
        kind=question.kind,
        text=question.text,
        code=question.code,
        options=asked.shown,
        select=question.select if isinstance(question, Choice) else Select.ONE,
        several=isinstance(question, Poll) and question.several,
        unit=question.unit if isinstance(question, Numeric) else "",
        points=question.points,
        seconds=question.seconds,
    )


def _reveal(asked: Round) -> Reveal:
    return Reveal(
        key=asked.key, explanation=asked.question.explanation, tally=tally(asked), voided=asked.voided
    )


def _standings(game: Game, audience: Audience) -> tuple[Standing, ...]:
    match audience:
        case Audience.HOSTS:
            places = game.ranking
        case Audience.PLAYERS if game.phase is Phase.STANDINGS:
            places = game.ranking[:PLAYERS_TOP]
        case _:
            places = game.ranking[:TOP]
    return _rows(game, places)


def _rows(game: Game, places: Sequence[PlayerId]) -> tuple[Standing, ...]:
    return tuple([game.rows.get(number) or _row(game, number) for number in places])


def _row(game: Game, number: PlayerId) -> Standing:
    player = game.players[number]
    row = _make(Standing, (number, player.name, player.rank, player.score, player.rose))
    game.rows[number] = row
    return row


def _nearby(game: Game, me: Player) -> tuple[Standing, ...]:
    """A player's row and its neighbours, as far as they are not among the first, whom all players see."""
    place = game.places.get(me.id, 0)
    if place < PLAYERS_TOP or not me.ranked:
        return ()
    return _rows(game, game.ranking[max(PLAYERS_TOP, place - 1) : place + 2])


def _average(me: Player) -> Millis | None:
    return Millis(me.time // me.answers) if me.answers else None


def _hardest(game: Game) -> Hardest | None:
    """The played question that the smallest share had right; the earliest of equals."""
    played = [(i, a) for i, a in enumerate(game.rounds) if counts(a) and a.eligible]
    if not played:
        return None
    index, asked = min(played, key=lambda pair: pair[1].right / len(pair[1].eligible))
    return Hardest(question=index, text=asked.question.text, right=asked.right, eligible=len(asked.eligible))


def _desk(game: Game) -> Desk:
    asked = game.round if game.phase in PLAYED else None
    following = game.question + 1
    over = game.phase in OVER
    return Desk(
        seats=_seats(game, asked, over),
        key=asked.key if asked else None,
        explanation=asked.question.explanation if asked else "",
        tally=tally(asked) if asked and not isinstance(asked.question, Slide) else None,
        next_text=game.quiz.questions[following].text if following < len(game.rounds) else "",
        banned=tuple((p.id, p.name) for p in game.absent if p.gone is Dismissal.BANNED),
    )


def _seats(game: Game, asked: Round | None, over: bool) -> tuple[Seat, ...]:
    present = game.present
    given = asked.given if asked is not None else ()
    eligible = asked.eligible if asked is not None else {player.id for player in present}
    return tuple(
        [
            _make(
                Seat,
                (
                    player.id,
                    player.name,
                    player.connected,
                    player.away_since,
                    player.id in given,
                    player.id in eligible,
                    player.score,
                    player.extra,
                    player.right if over else 0,
                    player.wrong if over else 0,
                ),
            )
            for player in present
        ]
    )
