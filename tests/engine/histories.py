"""Any history of a game, for property tests: moves that mostly fit and often do not."""

from dataclasses import dataclass
from random import Random
from typing import Any, assert_never

from hypothesis import strategies as st

from quizterm.engine import inputs
from quizterm.engine.effects import Dismissal, Effect
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
from tests.support.games import (
    ANN,
    ANY,
    BITS,
    BOB,
    CYD,
    DNS,
    EVERY_KIND,
    FALSEHOOD,
    LAYERS,
    PORT,
    PRIVATE,
    RIGHT,
    WRONG,
    Story,
)

STRANGER = 6
"""Stands for this very number, whoever that is."""

COMMANDS: tuple[type[inputs.Commanded], ...] = (
    *(inputs.WentOn,) * 8,
    *(inputs.Closed,) * 4,
    *(inputs.Resumed,) * 3,
    *(inputs.Paused,) * 2,
    inputs.Started,
    inputs.Skipped,
    inputs.Ended,
)

EXTRA = (0, 0, 0, *(25,) * 4, *(50,) * 4, *(100,) * 6, *(400,) * 4)
"""Extra time in percent, one for each of the commands."""

OTHER_KEYS: dict[str, Key] = {
    PORT.text: RightOptions((0,)),
    PRIVATE.text: RightOptions((0, 1)),
    ANY.text: RightOptions((2,)),
    FALSEHOOD.text: RightOptions((0,)),
    DNS.text: RightTexts(("Dynamic Naming", "a")),
    BITS.text: RightRange(1, 2),
    LAYERS.text: RightOrder((0, 1, 2)),
}
"""What the questions' keys could be corrected to."""

ODD_ANSWERS: tuple[Answer, ...] = (
    *(Picked(options) for options in ((), (0,), (1,), (0, 1), (0, 2), (-1,), (4,), (0, 0))),
    *(Typed(text) for text in ("", "a", "Domain Name System", "É")),
    *(Number(value) for value in (-10.0, 0.1, 127.5, 200.0)),
    *(Ordered(items) for items in ((0, 1, 2), (2, 1, 0), (0, 0, 1))),
)
ODD_KEYS: tuple[Key, ...] = (
    *(RightOptions(options) for options in ((), (1,), (0, 1, 2), (4,))),
    RightTexts(("a",)),
    RightRange(1, 200),
    RightOrder((1, 0, 2)),
)


answers: st.SearchStrategy[Answer] = st.one_of(
    st.builds(Picked, st.lists(st.integers(-1, 4), max_size=4).map(tuple)),
    st.builds(Typed, st.sampled_from(("", "a", "Domain Name System", "É"))),
    st.builds(Number, st.floats(-10, 200)),
    st.builds(Ordered, st.permutations((0, 1, 2)).map(tuple)),
)
"""Any answer, for tests of what carries them."""


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
            case "next":
                return self._next(game, now)
            case "answer":
                return inputs.Answered(
                    at=now, player=self._player(game), question=game.question, answer=self._answer(game)
                )
            case "join":
                number = PlayerId(len(game.players))
                return inputs.Joined(at=now, player=number, name=f"P{number}")
            case "come":
                return inputs.Came(at=now, player=self._player(game))
            case "go":
                return inputs.Went(at=now, player=self._player(game))
            case "leave":
                return inputs.Left(at=now, player=self._player(game))
            case "extra":
                return inputs.ExtraTimeSet(at=now, player=self._player(game), percent=EXTRA[self.command])
            case "remove":
                return inputs.Removed(at=now, player=self._player(game), ban=self.flag)
            case "unban":
                return inputs.Unbanned(at=now, player=self._player(game))
            case "rename":
                return inputs.Renamed(at=now, player=self._player(game), name=f"Q{self.player}")
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
                return inputs.Voided(at=now, target=self._target(game), voided=self.flag)
            case "key":
                return inputs.KeyCorrected(at=now, target=self._target(game), key=self._key(game))
            case _:
                return self._command(game, now)

    def _next(self, game: Game, now: Millis) -> inputs.Input:
        """What would happen now if nothing got in the way."""
        phase, question = game.phase, game.question
        if game.paused_at is not None:
            return inputs.Resumed(at=now, phase=phase, question=question)
        if game.due is not None and now > game.due:
            return inputs.TimerFired(at=now, timer=game.timer)
        if phase is not Phase.OPEN:
            return inputs.WentOn(at=now, phase=phase, question=question)
        thinking = sorted(player for player in game.waiting if game.players[player].connected)
        if not thinking:
            return inputs.Closed(at=now, phase=phase, question=question)
        player = thinking[self.player % len(thinking)]
        return inputs.Answered(at=now, player=player, question=question, answer=self._answer(game))

    def _player(self, game: Game) -> PlayerId:
        """Somebody whom it can happen to; now and then anybody, or nobody at all."""
        if self.what == "unban":
            fitting = [player.id for player in game.players.values() if player.gone is Dismissal.BANNED]
        else:
            fitting = [player.id for player in game.present]
        if self.player == STRANGER or not fitting:
            return self.player
        return fitting[self.player % len(fitting)]

    def _target(self, game: Game) -> int:
        """One of the latest questions."""
        return game.question - self.player % 3

    def _key(self, game: Game) -> Key:
        text = game.rounds[self._target(game)].question.text
        return OTHER_KEYS.get(text, self.key) if self.flag else self.key

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
    *("next",) * 14,
    *("answer",) * 8,
    *("command",) * 4,
    *("join", "come", "go") * 2,
    *("extra",) * 2,
    *("leave", "remove", "unban", "rename", "auto", "lock", "void", "key"),
    *("timer", "timer", "hosts", "extend", "interrupt", "stall"),
)


def _some_move(chance: Random) -> Move:
    return Move(
        what=chance.choice(WHAT),
        player=PlayerId(chance.randint(0, STRANGER)),
        after=Millis(chance.choice((0, 0, 0, 0, 1, 300, 700, 3_000, 21_000))),
        flag=chance.random() < 0.5,
        answer=chance.choice(ODD_ANSWERS) if chance.random() < 0.1 else None,
        key=chance.choice(ODD_KEYS),
        command=chance.randrange(len(COMMANDS)),
    )


DECK = tuple(map(_some_move, [Random(4711)] * 5_000))
"""Moves to draw from: one draw for each is much faster than one for each of its parts."""

moves = st.sampled_from(DECK)


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

    def started(self, **settings: Any) -> Story:
        """The game of this history before its first move, with three players."""
        story = Story(
            *self.questions,
            auto=self.auto,
            pause_without_host=self.pause_without_host,
            change_answer=self.change_answer,
            reading_seconds=self.reading_seconds,
            streak_bonus=True,
            **settings,
        )
        return story.join(ANN, BOB, CYD).start()

    def story(self) -> Story:
        """The game to which all of it happened; refused moves are left out."""
        story = self.started()
        for move in self.moves:
            happen(story, move)
        return story


def happen(story: Story, move: Move) -> list[Effect] | None:
    """Make a move; `None` if it was refused. A timer rings when its time has come."""
    story.now = Millis(story.now + move.after)
    if move.what == "timer" and story.game.due is not None:
        story.now = max(story.now, story.game.due)
    try:
        return story.tell(move.at(story.game, story.now))
    except Refusal:
        return None


histories = st.builds(
    History,
    first=st.integers(0, len(EVERY_KIND) - 1),
    moves=st.lists(moves, min_size=20, max_size=80),
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
