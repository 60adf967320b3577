"""A game as it stands. Only the rules change it; `views` are the only way out."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from itertools import islice

from quizterm.engine.effects import Dismissal
from quizterm.quiz.answers import Answer, Key
from quizterm.quiz.model import Question, Quiz
from quizterm.snapshot import Millis, Phase, PlayerId, Standing, Tally, extra_span


@dataclass(slots=True)
class Given:
    """An answer that was accepted."""

    answer: Answer
    time: Millis
    """From the opening of the question to the answer's arrival, pauses left out."""
    credit: float
    """Share of it that is right by the key as it is now; 0 where nothing is right or wrong."""


@dataclass(slots=True)
class Alike:
    """Typed answers that are counted as one."""

    text: str
    """As the first of them was typed."""
    given: dict[int, Given] = field(default_factory=dict)
    """By their places in the order of answering."""
    order: list[int] = field(default_factory=list)
    """A heap of these places; the first is always valid, others may be of answers that were changed since."""


@dataclass(slots=True)
class Counting:
    """The answers to the open question, counted as they come, so that a look at them costs little."""

    picks: list[int]
    """How often each option was picked, as shown."""
    alike: dict[str, Alike] = field(default_factory=dict)
    """Typed answers."""
    places: dict[PlayerId, int] = field(default_factory=dict)
    """The order in which players answered first; kept for typed answers."""
    next_place: int = 0
    known: dict[Hashable, tuple[Answer, float]] = field(default_factory=dict)
    """Every answer that was given, once, with its credit."""
    keys: dict[str, str] = field(default_factory=dict)
    """Which group every text belongs to."""


@dataclass(slots=True, kw_only=True)
class Round:
    """One question as this session asks it."""

    question: Question
    shown: tuple[str, ...]
    """Options or items in the order that everybody in this session sees."""
    key: Key | None
    """What is right, by index as shown; `None` where nothing is."""
    eligible: set[PlayerId] = field(default_factory=set)
    given: dict[PlayerId, Given] = field(default_factory=dict)
    right: int = 0
    """How many of the answers have full credit; 0 where nothing is right or wrong."""
    counting: Counting | None = None
    """While the question is open."""
    tally: Tally | None = field(default=None, compare=False, repr=False)
    """How the answers are spread; kept from the close on, until a host's deed changes it."""
    span: Millis = Millis(0)
    """Time to answer altogether; 0 without a deadline."""
    extra: dict[PlayerId, int] = field(default_factory=dict)
    """Who has extra time for this question, in percent of `span`; known from the opening on."""
    closed: bool = False
    """Played to its end, so that it counts."""
    voided: bool = False


@dataclass(slots=True, kw_only=True)
class Player:
    """Somebody who answers."""

    id: PlayerId
    name: str
    connected: bool = False
    expected: bool = False
    """Was there when the server was interrupted, and is waited for as if still there."""
    away_since: Millis | None = None
    extra: int = 0
    """Extra time that the host has given, in percent of each question's time."""
    gone: Dismissal | None = None
    """Set when the player left or was sent out; cleared only by an un-ban."""
    score: int = 0
    right: int = 0
    wrong: int = 0
    time: Millis = Millis(0)
    """Time spent on answered questions that count."""
    pace: Millis = Millis(0)
    """The same as speed counts it, by the share of one's own time: it puts equal scores in order."""
    answers: int = 0
    """Number of answers that `time` is made of."""
    streak: int = 0
    """Right answers in a row, up to the last question that was closed."""
    before: int = 0
    """The score that stood before the last question that counts."""
    rank: int = 0
    """0 for a late joiner until the next question is closed."""
    rose: int = 0
    set_aside: dict[int, Given | None] = field(default_factory=dict)
    """Of a player who was sent out: the questions they were asked, with their answers."""

    @property
    def awaited(self) -> bool:
        """Whether questions wait for this player's answer."""
        return self.connected or self.expected

    @property
    def ranked(self) -> bool:
        """Whether the player has a place in the standings; who was sent out has none."""
        return self.gone is None or self.gone is Dismissal.LEFT


@dataclass(slots=True, kw_only=True)
class Game:
    """One live run of a quiz."""

    code: str
    quiz: Quiz
    rounds: list[Round]
    auto: bool
    pause_without_host: bool = False
    phase: Phase = Phase.LOBBY
    question: int = -1
    """Index of the current question; -1 in the lobby."""
    players: dict[PlayerId, Player] = field(default_factory=dict)
    """Everybody who ever joined, in that order."""
    here: int = 0
    """How many players are in the session, connected or not."""
    connected: int = 0
    """How many of them are connected."""
    attending: int = 0
    """How many of those whom the current question is for are connected."""
    waiting: set[PlayerId] = field(default_factory=set)
    """Awaited eligible players who have not answered the current question."""
    ranking: list[PlayerId] = field(default_factory=list)
    """Best first; made anew whenever scores change."""
    places: dict[PlayerId, int] = field(default_factory=dict)
    """Where each player stands in `ranking`, from 0."""
    rows: dict[PlayerId, Standing] = field(default_factory=dict, compare=False, repr=False)
    """Rows of the standings that somebody has looked at since they were made."""
    locked: bool = False
    host_away: bool = False
    timer: int = 0
    """Number of the newest timer; a timer that fires with another number is stale."""
    opened_at: Millis = Millis(0)
    """When the question was opened, moved on by pauses."""
    deadline: Millis | None = None
    """When this phase ends by itself; the open question's goes for everybody without extra time."""
    span: Millis = Millis(0)
    time_up: bool = False
    """The open question's deadline has passed, and those with extra time are still waited for."""
    due: Millis | None = None
    """When the timer rings: at the deadline, or once the time is up at the last one that somebody has."""
    paused_at: Millis | None = None
    left: Millis | None = None
    """Time that was left on the deadline when the game was paused; less than none once the time was up."""

    @property
    def round(self) -> Round:
        """The current question's round; there is one in every phase from the first question to the last."""
        return self.rounds[self.question]

    def deadline_for(self, player: PlayerId) -> Millis | None:
        """The open question's deadline for this player; `None` without one, or while paused."""
        if self.deadline is None:
            return None
        return Millis(self.deadline + extra_span(self.round.span, self.round.extra.get(player, 0)))

    @property
    def present(self) -> list[Player]:
        """Players who are in the session, connected or not, in the order of joining."""
        if self.here == len(self.players):
            return list(self.players.values())
        return [player for player in self.players.values() if player.gone is None]

    @property
    def absent(self) -> list[Player]:
        """Players who are not in the session any more, in the order of joining."""
        if self.here == len(self.players):
            return []
        return [player for player in self.players.values() if player.gone is not None]

    def newest(self, most: int) -> list[Player]:
        """The players who are in the session and came last, at most so many, in the order of joining."""
        latest = (player for player in reversed(self.players.values()) if player.gone is None)
        return list(islice(latest, most))[::-1]
