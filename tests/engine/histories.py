"""Any history of a game, for property tests: moves that mostly fit and often do not."""

from dataclasses import dataclass
from typing import assert_never

from hypothesis import strategies as st

from quizterm.engine import inputs
from quizterm.engine.effects import Effect
from quizterm.engine.state import Game
from quizterm.errors import Refusal
from quizterm.quiz.answers import (
    Answer,
    Key,
    Number,
    Ordered,
    Picked,
    RightOptions,
    RightOrder,
    RightRange,
    RightTexts,
    Typed,
)
from quizterm.quiz.model import Question
from quizterm.snapshot import Millis, Phase, PlayerId
from tests.support.games import ANN, BOB, CYD, EVERY_KIND, RIGHT, WRONG, Story

COMMANDS: tuple[type[inputs.Commanded], ...] = (
    inputs.Started,
    inputs.WentOn,
    inputs.WentOn,
    inputs.Closed,
    inputs.Paused,
    inputs.Resumed,
    inputs.Skipped,
    inputs.Ended,
)

answers: st.SearchStrategy[Answer] = st.one_of(
    st.builds(Picked, st.lists(st.integers(-1, 4), max_size=4).map(tuple)),
    st.builds(Typed, st.sampled_from(("", "a", "Domain Name System", "É"))),
    st.builds(Number, st.floats(-10, 200)),
    st.builds(Ordered, st.permutations((0, 1, 2)).map(tuple)),
)
keys: st.SearchStrategy[Key] = st.one_of(
    st.builds(RightOptions, st.lists(st.integers(0, 4), max_size=3).map(tuple)),
    st.just(RightTexts(("a",))),
    st.just(RightRange(1, 200)),
    st.just(RightOrder((1, 0, 2))),
)


@dataclass(frozen=True)
class Move:
    """What somebody does, before it is known where the game stands then."""

    what: str
    player: PlayerId
    after: Millis
    flag: bool
    answer: Answer | None
    key: Key
    command: int

    def at(self, game: Game, now: Millis) -> inputs.Input:
        """The input that this move is when the game stands like this."""
        match self.what:
            case "answer":
                return inputs.Answered(
                    at=now, player=self.player, question=game.question, answer=self._answer(game)
                )
            case "join":
                number = PlayerId(len(game.players))
                return inputs.Joined(at=now, player=number, name=f"P{number}")
            case "come":
                return inputs.Came(at=now, player=self.player)
            case "go":
                return inputs.Went(at=now, player=self.player)
            case "leave":
                return inputs.Left(at=now, player=self.player)
            case "remove":
                return inputs.Removed(at=now, player=self.player, ban=self.flag)
            case "unban":
                return inputs.Unbanned(at=now, player=self.player)
            case "rename":
                return inputs.Renamed(at=now, player=self.player, name=f"Q{self.player}")
            case "timer":
                return inputs.TimerFired(at=now, timer=game.timer - (not self.flag))
            case "auto":
                return inputs.AutoSet(at=now, auto=self.flag)
            case "lock":
                return inputs.LockSet(at=now, locked=self.flag)
            case "extend":
                return inputs.Extended(at=now, phase=game.phase, question=game.question, seconds=10)
            case "interrupt":
                return inputs.Interrupted(at=now)
            case "stall":
                return inputs.StoodStill(at=now, since=Millis(now - self.after))
            case "hosts":
                return inputs.HostsSeen(at=now, present=self.flag)
            case "void":
                return inputs.Voided(at=now, target=game.question, voided=self.flag)
            case "key":
                return inputs.KeyCorrected(at=now, target=game.question, key=self.key)
            case _:
                return self._command(game, now)

    def _answer(self, game: Game) -> Answer:
        if self.answer is not None or game.question < 0:
            return self.answer or Picked((0,))
        given = RIGHT if self.flag else WRONG
        return given.get(game.round.question.text, Picked((0,)))

    def _command(self, game: Game, now: Millis) -> inputs.Input:
        kind = COMMANDS[self.command]
        made = kind(at=now, phase=game.phase, question=game.question)
        match made:
            case (
                inputs.Started()
                | inputs.WentOn()
                | inputs.Closed()
                | inputs.Paused()
                | inputs.Resumed()
                | inputs.Skipped()
                | inputs.Ended()
            ):
                return made
            case _:
                raise AssertionError(kind)


WHAT = (
    *("answer",) * 6,
    *("command",) * 6,
    *("join", "come", "go") * 2,
    *("leave", "remove", "unban", "rename", "auto", "lock", "void", "key"),
    *("timer", "hosts", "extend", "interrupt", "stall"),
)

moves = st.builds(
    Move,
    what=st.sampled_from(WHAT),
    player=st.integers(0, 5).map(PlayerId),
    after=st.sampled_from((0, 0, 1, 700, 21_000)).map(Millis),
    flag=st.booleans(),
    answer=st.none() | answers,
    key=keys,
    command=st.integers(0, len(COMMANDS) - 1),
)


@dataclass(frozen=True)
class History:
    """What happens to a game whose quiz begins with any of the kinds."""

    first: int
    moves: list[Move]
    auto: bool
    pause_without_host: bool
    change_answer: bool
    reading_seconds: int

    @property
    def questions(self) -> tuple[Question, ...]:
        return EVERY_KIND[self.first :] + EVERY_KIND[: self.first]

    def started(self) -> Story:
        """The game of this history before its first move, with three players."""
        story = Story(
            *self.questions,
            auto=self.auto,
            pause_without_host=self.pause_without_host,
            change_answer=self.change_answer,
            reading_seconds=self.reading_seconds,
            streak_bonus=True,
        )
        return story.join(ANN, BOB, CYD).start()

    def story(self) -> Story:
        """The game to which all of it happened; refused moves are left out."""
        story = self.started()
        for move in self.moves:
            happen(story, move)
        return story


def happen(story: Story, move: Move) -> list[Effect] | None:
    """Make a move; `None` if it was refused."""
    story.now = Millis(story.now + move.after)
    try:
        return story.tell(move.at(story.game, story.now))
    except Refusal:
        return None


histories = st.builds(
    History,
    first=st.integers(0, len(EVERY_KIND) - 1),
    moves=st.lists(moves, min_size=8, max_size=60),
    auto=st.booleans(),
    pause_without_host=st.booleans(),
    change_answer=st.booleans(),
    reading_seconds=st.sampled_from((0, 0, 3)),
)


def is_before_reveal(game: Game) -> bool:
    """Whether nothing about the current question's key may be known yet."""
    match game.phase:
        case Phase.LOBBY | Phase.READING | Phase.OPEN:
            return True
        case Phase.REVEAL | Phase.STANDINGS | Phase.PODIUM | Phase.ENDED:
            return False
        case _:
            assert_never(game.phase)
