"""The one way out: what a viewer may see of a game. Before the reveal, no player's or spectator's view
depends on the answer key.
"""

from dataclasses import replace
from typing import overload

from quizterm.engine.effects import Dismissal
from quizterm.engine.scoring import counts, latest_result
from quizterm.engine.state import Game, Player, Round
from quizterm.engine.tallies import right_answers, tally
from quizterm.quiz.model import Choice, Numeric, Poll, Select, Slide
from quizterm.snapshot import (
    LOBBY_NAMES,
    OVER,
    PLAYED,
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
    """What a whole audience sees now."""
    asking = game.phase in PLAYED
    players = game.present
    return Stage(
        code=game.code,
        title=game.quiz.title,
        phase=game.phase,
        question=game.question,
        questions=len(game.rounds),
        scoring=game.quiz.settings.scoring,
        change_answer=game.quiz.settings.change_answer,
        item=_item(game.round) if asking else None,
        deadline=game.deadline,
        span=game.span,
        paused=game.paused_at is not None,
        left=game.left,
        auto=game.auto,
        locked=game.locked,
        players=len(players),
        connected=sum(player.connected for player in players),
        asked=len(game.round.eligible) if asking else 0,
        answered=len(game.round.given) if asking and audience is not Audience.PLAYERS else None,
        names=tuple(p.name for p in players[-LOBBY_NAMES:]) if game.phase is Phase.LOBBY else (),
        reveal=_reveal(game.round) if game.phase in AFTER_CLOSE else None,
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
    result = latest_result(game, me)
    return You(
        player=player,
        name=me.name,
        score=me.score,
        rank=me.rank,
        of=len(game.ranking),
        question=game.question,
        eligible=asked is None or player in asked.eligible,
        answer=given.answer if given else None,
        result=replace(result, rose=me.rose) if result else None,
        right=me.right,
        wrong=me.wrong,
        average=_average(me),
        nearby=_nearby(game, me) if game.phase in (*AFTER_CLOSE, *OVER) else (),
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
    places = game.ranking if audience is Audience.HOSTS else game.ranking[:TOP]
    return tuple(standing(game.players[player]) for player in places)


def standing(player: Player) -> Standing:
    return Standing(
        player=player.id,
        name=player.name,
        rank=player.rank,
        score=player.score,
        rose=player.rose,
        right=player.right,
        wrong=player.wrong,
        time=player.time,
    )


def _nearby(game: Game, me: Player) -> tuple[Standing, ...]:
    if not me.ranked or me.id not in game.places:
        return ()
    place = game.places[me.id]
    return tuple(standing(game.players[player]) for player in game.ranking[max(0, place - 1) : place + 2])


def _average(me: Player) -> Millis | None:
    return Millis(me.time // me.answers) if me.answers else None


def _hardest(game: Game) -> Hardest | None:
    """The played question that the smallest share had right; the earliest of equals."""
    played = [(i, a) for i, a in enumerate(game.rounds) if counts(a) and a.eligible]
    if not played:
        return None
    index, asked = min(played, key=lambda pair: right_answers(pair[1]) / len(pair[1].eligible))
    return Hardest(
        question=index, text=asked.question.text, right=right_answers(asked), eligible=len(asked.eligible)
    )


def _desk(game: Game) -> Desk:
    asked = game.round if game.phase in PLAYED else None
    following = game.question + 1
    return Desk(
        seats=tuple(_seat(player, asked) for player in game.present),
        key=asked.key if asked else None,
        explanation=asked.question.explanation if asked else "",
        tally=tally(asked) if asked and not isinstance(asked.question, Slide) else None,
        next_text=game.quiz.questions[following].text if following < len(game.rounds) else "",
        banned=tuple((p.id, p.name) for p in game.players.values() if p.gone is Dismissal.BANNED),
    )


def _seat(player: Player, asked: Round | None) -> Seat:
    return Seat(
        player=player.id,
        name=player.name,
        connected=player.connected,
        away_since=player.away_since,
        answered=asked is not None and player.id in asked.given,
        eligible=asked is None or player.id in asked.eligible,
        score=player.score,
    )
