"""The two snapshots that a client draws: `Stage`, what an audience sees, and `You`, one player's own part.

Each is complete and replaces the one before. All times are in milliseconds on the server's monotonic
clock; a client learns the offset to its own clock with `ping`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, NamedTuple, NewType, TypeVar, dataclass_transform

from annotated_types import Interval

from quizterm.quiz.answers import Answer, Key
from quizterm.quiz.bounds import MAX_OPTIONS, AtMost
from quizterm.quiz.model import (
    DEFAULT_POINTS,
    DEFAULT_SECONDS,
    Code,
    Kind,
    Options,
    Scoring,
    Select,
    Whole,
)
from quizterm.rows import travels_as_list

T = TypeVar("T")


@dataclass_transform()
def record(*, frozen: bool, slots: bool, kw_only: bool = False) -> Callable[[type[T]], type[T]]:
    """A dataclass that only the type checker keeps from being changed.

    To keep it so at run time as well takes three times as long, and many are made for each player.
    """
    return dataclass(unsafe_hash=frozen, slots=slots, kw_only=kw_only)


Millis = NewType("Millis", int)
"""A time on the server's monotonic clock, or a span, in milliseconds."""

Time = Annotated[Millis, Interval(ge=-(2**53 - 1), le=2**53 - 1)]
"""`Millis` that every JSON reader keeps exact."""

PlayerId = NewType("PlayerId", int)
"""Names a player inside one session; not a secret."""

TOP = 10
"""How many places `Stage.standings` holds for spectators, and for players from the podium on."""

PLAYERS_TOP = 3
"""How many places `Stage.standings` holds for players between two questions: their own is in `You`."""

LOBBY_NAMES = 60
"""How many of the newest names `Stage.names` holds in the lobby."""

MOST_PLAYERS = 100_000
"""No snapshot tells of more people than this."""

GROUPS = 24
"""How many groups of equal typed answers a snapshot holds."""


MOST_EXTRA_TIME = 400
"""The most extra time that a player can have, in percent of each question's time."""


def extra_span(span: Millis, percent: int) -> Millis:
    """How much longer than others somebody may answer who has extra time.

    Args:
        span: The time that everybody has, in milliseconds.
        percent: How much of it comes on top.
    """
    return Millis(span * percent // 100)


class Phase(StrEnum):
    """Where a session stands."""

    LOBBY = "lobby"
    READING = "reading"
    OPEN = "open"
    REVEAL = "reveal"
    STANDINGS = "standings"
    PODIUM = "podium"
    ENDED = "ended"


PLAYED = (Phase.READING, Phase.OPEN, Phase.REVEAL, Phase.STANDINGS)
"""The phases of one question."""

OVER = (Phase.PODIUM, Phase.ENDED)
"""Phases in which no question follows any more."""


class Audience(StrEnum):
    """Who looks at a stage. Everybody in one audience sees the same bytes."""

    PLAYERS = "players"
    HOSTS = "hosts"
    SPECTATORS = "spectators"


@record(frozen=True, slots=True, kw_only=True)
class QuestionView:
    """A question as it may be seen before the reveal: nothing here depends on the answer key."""

    kind: Kind = Kind.CHOICE
    text: str
    code: Code | None = None
    options: Options = ()
    """Options or items in the order shown; empty for `true_false` and the typed kinds."""
    select: Select = Select.ONE
    several: bool = False
    """A poll in which more than one option may be picked."""
    unit: str = ""
    points: Whole = DEFAULT_POINTS
    seconds: Whole = DEFAULT_SECONDS
    """Time to answer in seconds; 0 means no deadline."""


@record(frozen=True, slots=True, kw_only=True)
class Group:
    """Answers that were typed alike."""

    text: str
    count: Whole
    right: bool = False


@record(frozen=True, slots=True, kw_only=True)
class Tally:
    """How the answers to one question are spread."""

    answered: Whole
    """Players who answered."""
    eligible: Whole
    """Players who were asked."""
    right: Whole
    """Answers that earned full credit; 0 where nothing is right or wrong."""
    counts: Annotated[tuple[Whole, ...], AtMost(MAX_OPTIONS)] = ()
    """Answers for each option as shown (true, false for `true_false`); empty for typed kinds."""
    groups: Annotated[tuple[Group, ...], AtMost(GROUPS)] = ()
    """Typed answers, most frequent first, at most `GROUPS`."""
    others: Whole = 0
    """Typed answers that did not fit into `groups`."""


@record(frozen=True, slots=True, kw_only=True)
class Reveal:
    """What becomes known when a question closes."""

    key: Key | None = None
    """What was right; `None` for a poll or an open question."""
    explanation: str = ""
    tally: Tally
    voided: bool = False
    """The host took the question out; nobody has points for it."""


@travels_as_list
class Standing(NamedTuple):
    """One row of the standings. It travels as a list in this order, because there are many."""

    player: PlayerId
    name: str
    rank: Whole
    """Ties share a rank: 1, 2, 2, 4."""
    score: Whole
    rose: Whole = 0
    """Places gained since the last question, negative when lost."""


@travels_as_list
class Seat(NamedTuple):
    """A player as the host sees them. It travels as a list in this order, because there are many."""

    player: PlayerId
    name: str
    connected: bool = True
    away_since: Time | None = None
    answered: bool = False
    eligible: bool = True
    """Takes part in the current question; a late joiner does from the next one on."""
    score: Whole = 0
    extra_time: Whole = 0
    """In percent of each question's time, as `set_extra_time` gave it."""
    right: Whole = 0
    """From the podium on: questions answered rightly."""
    wrong: Whole = 0
    """From the podium on: questions with a right answer that were answered wrongly or not at all."""


@record(frozen=True, slots=True, kw_only=True)
class Desk:
    """What only hosts see."""

    seats: Annotated[tuple[Seat, ...], AtMost(MOST_PLAYERS)]
    """In the order of joining."""
    key: Key | None = None
    """The key of the current question."""
    explanation: str = ""
    tally: Tally | None = None
    """The answers so far."""
    next_text: str = ""
    """The question after this one; empty at the end."""
    banned: Annotated[tuple[tuple[PlayerId, str], ...], AtMost(MOST_PLAYERS)] = ()


@record(frozen=True, slots=True, kw_only=True)
class Hardest:
    """The question that fewest players had right."""

    question: Whole
    text: str
    right: Whole
    eligible: Whole


@record(frozen=True, slots=True, kw_only=True)
class Stage:
    """What a whole audience sees."""

    code: str = ""
    """The join code. While questions are played, players have it and the title from `You`."""
    title: str = ""
    phase: Phase
    question: Whole = -1
    """Index of the current question; -1 in the lobby."""
    questions: Whole
    """Number of questions in the quiz, slides included."""
    scoring: Scoring = Scoring.SPEED
    change_answer: bool = False
    """Answers may be changed until the question closes."""
    item: QuestionView | None = None
    """What is asked; in `standings` it is not told to players."""
    deadline: Time | None = None
    """When this phase ends by itself; `None` if it does not, or while paused."""
    span: Time = Millis(0)
    """How long this phase lasts altogether, for drawing the share that is left; 0 without a deadline."""
    time_up: bool = False
    """The open question's deadline has passed, and it closes in a moment: the last answers are awaited, of
    players who have `extra_time` in their `you`. Nobody else's is taken any more."""
    paused: bool = False
    left: Time | None = None
    """Time that was left when the session was paused."""
    auto: bool = False
    """The session runs by itself."""
    locked: bool = False
    """Nobody can join."""
    players: Whole = 0
    """Players who are in; to players not told (0) from `reading` to `reveal`."""
    connected: Whole = 0
    """How many of them are there at this moment; not told to players."""
    asked: Whole = 0
    """Players whom the current question is for: those who were there when it began; not told to players."""
    answered: Whole | None = None
    """How many of them have answered; not told to players."""
    names: Annotated[tuple[str, ...], AtMost(LOBBY_NAMES)] = ()
    """In the lobby: the newest names, oldest first, at most `LOBBY_NAMES`."""
    reveal: Reveal | None = None
    """In `reveal`; in `standings` it is not told to players."""
    standings: Annotated[tuple[Standing, ...], AtMost(MOST_PLAYERS)] = ()
    """In `standings`, `podium` and `ended`: the first ten, for hosts all, for players in `standings` the
    first three."""
    hardest: Hardest | None = None
    """From the podium on."""
    host_away: bool = False
    stalled: bool = False
    """The server cannot write to its disk for now: nothing is taken, and the clock stands still."""
    desk: Desk | None = None
    """For hosts only."""


@record(frozen=True, slots=True, kw_only=True)
class Result:
    """What one question brought a player."""

    points: Whole
    """Points, bonus included."""
    bonus: Whole = 0
    """The part of `points` that is the streak bonus."""
    credit: float | None = None
    """Share of the answer that was right, 0 to 1; `None` where nothing is right or wrong."""
    answered: bool = True
    time: Time = Millis(0)
    """Time from the opening to the answer."""
    streak: Whole = 0
    """Right answers in a row, this one included."""
    rose: Whole = 0
    """Places gained, negative when lost."""


@record(frozen=True, slots=True, kw_only=True)
class You:
    """What concerns one player alone."""

    code: str = ""
    """The join code."""
    title: str = ""
    """The quiz's."""
    player: PlayerId
    name: str
    score: Whole = 0
    rank: Whole = 0
    """0 until the first question that is scored while this player is in."""
    of: Whole = 0
    """Number of players in the standings."""
    extra_time: Whole = 0
    """Extra time for every question, in percent of its time: this player's own deadline is `stage.deadline`
    and then `stage.span` * `extra_time` / 100 milliseconds more, rounded down. Nobody but this player and the
    hosts is told."""
    question: Whole = -1
    """The question that `eligible`, `answer` and `result` are about. No `you` is sent when the next one
    begins: while the stage is already further, this player is eligible and has not answered yet."""
    eligible: bool = True
    """False for a late joiner until the next question."""
    answer: Answer | None = None
    result: Result | None = None
    """From the reveal on."""
    right: Whole = 0
    """From the podium on: questions answered rightly."""
    wrong: Whole = 0
    """From the podium on: questions with a right answer that were answered wrongly or not at all."""
    average: Time | None = None
    """From the podium on: mean time of this player's answers."""
    nearby: Annotated[tuple[Standing, ...], AtMost(TOP)] = ()
    """From the reveal to the next question, for a player below the first three: their row in the standings
    with its neighbours."""
