"""What is kept of a session when it has ended: everything that somebody could dispute, and nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from quizterm.engine.effects import Dismissal
from quizterm.engine.scoring import results
from quizterm.engine.state import Game, Player, Round
from quizterm.engine.tallies import tally
from quizterm.quiz.answers import Answer, Key
from quizterm.snapshot import Millis, PlayerId, Result, Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one player did with one question they were asked."""

    question: int
    answer: Answer | None
    """As it stood in the end, by index as shown."""
    time: Millis
    """From the opening to the answer, without pauses; 0 without an answer."""
    result: Result | None
    """`None` if the question was not played to its end, or the player was sent out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayerOutcome:
    """One player, with every question they were asked."""

    player: PlayerId
    name: str
    gone: Dismissal | None
    parts: tuple[Part, ...]
    """In the order of the quiz; of a player who was sent out, what was set aside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionOutcome:
    """One question as it was asked and scored in the end."""

    text: str
    shown: tuple[str, ...]
    """What the indexes in answers and keys are about."""
    points: int
    span: Millis
    """Time to answer altogether; 0 without a deadline."""
    key: Key | None
    closed: bool
    """Played to its end, so that it counts."""
    voided: bool
    tally: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One row of the final standings."""

    player: PlayerId
    name: str
    rank: int
    """Ties share a rank: 1, 2, 2, 4."""
    score: int
    rose: int = 0
    """Places gained by the last question, negative when lost."""
    right: int = 0
    """Questions answered rightly."""
    wrong: int = 0
    """Questions with a right answer that were answered wrongly or not at all."""
    time: Millis = Millis(0)
    """Time spent on answered questions, all together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A whole session. Equal games have equal outcomes, field by field and in the same order."""

    code: str
    title: str
    standings: tuple[Place, ...]
    """All places, best first."""
    players: tuple[PlayerOutcome, ...]
    """Everybody who ever joined, by number."""
    questions: tuple[QuestionOutcome, ...]


def outcome(game: Game) -> Outcome:
    """What is kept of `game` as it stands."""
    return replace(outline(game), players=tuple(player_outcomes(game)))


def outline(game: Game) -> Outcome:
    """The outcome without its players, who take the most time to write down."""
    return Outcome(
        code=game.code,
        title=game.quiz.title,
        standings=tuple(_place(game.players[player]) for player in game.ranking),
        players=(),
        questions=tuple(_question(asked) for asked in game.rounds),
    )


def player_outcomes(game: Game) -> Iterator[PlayerOutcome]:
    """The players of the outcome, one after the other; `game` must not change meanwhile."""
    for number in sorted(game.players):
        yield _player(game, game.players[number])


def _place(player: Player) -> Place:
    return Place(
        player=player.id,
        name=player.name,
        rank=player.rank,
        score=player.score,
        rose=player.rose,
        right=player.right,
        wrong=player.wrong,
        time=player.time,
    )


def _player(game: Game, player: Player) -> PlayerOutcome:
    brought = results(game, player)
    parts = (_part(game, index, player, brought.get(index)) for index in range(len(game.rounds)))
    return PlayerOutcome(
        player=player.id,
        name=player.name,
        gone=player.gone,
        parts=tuple(part for part in parts if part is not None),
    )


def _part(game: Game, question: int, player: Player, result: Result | None) -> Part | None:
    """What the player did with this question; `None` if they were not asked."""
    asked = game.rounds[question]
    if player.id not in asked.eligible and question not in player.set_aside:
        return None
    given = player.set_aside.get(question) or asked.given.get(player.id)
    return Part(
        question=question,
        answer=given.answer if given else None,
        time=given.time if given else Millis(0),
        result=result,
    )


def _question(asked: Round) -> QuestionOutcome:
    return QuestionOutcome(
        text=asked.question.text,
        shown=asked.shown,
        points=asked.question.points,
        span=asked.span,
        key=asked.key,
        closed=asked.closed,
        voided=asked.voided,
        tally=tally(asked),
    )
