"""Everything that can happen to a game. Time arrives as data."""

from quizterm.quiz.answers import Answer, Key
from quizterm.quiz.model import Quiz
from quizterm.snapshot import Millis, Phase, PlayerId, record


@record(frozen=True, slots=True, kw_only=True)
class Created:
    """A session was opened; the first input of every game.

    `orders` holds one permutation for each question: the order in which shuffled options or items
    are shown, drawn at random outside. It is empty for a question that is not shuffled.
    """

    at: Millis
    code: str
    quiz: Quiz
    orders: tuple[tuple[int, ...], ...]
    auto: bool = False
    pause_without_host: bool = False
    """Stop the clock whenever no host is there."""


@record(frozen=True, slots=True, kw_only=True)
class Joined:
    """A new player came in; the name is already clean."""

    at: Millis
    player: PlayerId
    name: str


@record(frozen=True, slots=True, kw_only=True)
class Came:
    """A player's connection is up (again)."""

    at: Millis
    player: PlayerId


@record(frozen=True, slots=True, kw_only=True)
class Went:
    """A player's connection is gone."""

    at: Millis
    player: PlayerId


@record(frozen=True, slots=True, kw_only=True)
class Left:
    """A player left for good."""

    at: Millis
    player: PlayerId


@record(frozen=True, slots=True, kw_only=True)
class HostsSeen:
    """At least one host is connected, or none is any more."""

    at: Millis
    present: bool


@record(frozen=True, slots=True, kw_only=True)
class Answered:
    """A player answered; `at` is when it reached the server."""

    at: Millis
    player: PlayerId
    question: int
    answer: Answer


@record(frozen=True, slots=True, kw_only=True)
class Commanded:
    """What every host command for a moment has: the phase and question it was meant for."""

    at: Millis
    phase: Phase
    question: int


@record(frozen=True, slots=True, kw_only=True)
class Started(Commanded):
    """Begin with the first question."""


@record(frozen=True, slots=True, kw_only=True)
class WentOn(Commanded):
    """Go to the next phase."""


@record(frozen=True, slots=True, kw_only=True)
class Closed(Commanded):
    """Close the open question now."""


@record(frozen=True, slots=True, kw_only=True)
class Extended(Commanded):
    """Give the open question more time."""

    seconds: int


@record(frozen=True, slots=True, kw_only=True)
class Paused(Commanded):
    """Stop the clock."""


@record(frozen=True, slots=True, kw_only=True)
class Resumed(Commanded):
    """Let the clock run again."""


@record(frozen=True, slots=True, kw_only=True)
class Skipped(Commanded):
    """Leave the question unscored and go to the next."""


@record(frozen=True, slots=True, kw_only=True)
class Ended(Commanded):
    """End: to the podium while questions are played, out of it from the podium or the lobby."""


@record(frozen=True, slots=True, kw_only=True)
class AutoSet:
    """Run by itself, or by hand."""

    at: Millis
    auto: bool


@record(frozen=True, slots=True, kw_only=True)
class LockSet:
    """Lock or unlock the door."""

    at: Millis
    locked: bool


@record(frozen=True, slots=True, kw_only=True)
class Voided:
    """Take a question out of the scores, or put it back."""

    at: Millis
    target: int
    voided: bool


@record(frozen=True, slots=True, kw_only=True)
class KeyCorrected:
    """Replace what counts as right, and score everybody again."""

    at: Millis
    target: int
    key: Key


@record(frozen=True, slots=True, kw_only=True)
class Renamed:
    """Give a player another name; it is already clean."""

    at: Millis
    player: PlayerId
    name: str


@record(frozen=True, slots=True, kw_only=True)
class ExtraTimeSet:
    """Give a player more time for every question than others have, or take it back."""

    at: Millis
    player: PlayerId
    percent: int
    """Of each question's own time; 0 for none."""


@record(frozen=True, slots=True, kw_only=True)
class Removed:
    """Send a player out; with `ban`, for good."""

    at: Millis
    player: PlayerId
    ban: bool


@record(frozen=True, slots=True, kw_only=True)
class Unbanned:
    """Take a ban back."""

    at: Millis
    player: PlayerId


@record(frozen=True, slots=True, kw_only=True)
class TimerFired:
    """The timer with this number went off; an old number means nothing any more."""

    at: Millis
    timer: int


@record(frozen=True, slots=True, kw_only=True)
class Interrupted:
    """The server was gone for a while, and with it every connection."""

    at: Millis


@record(frozen=True, slots=True, kw_only=True)
class StoodStill:
    """From `since` until now nothing could be taken; that time counts for nobody."""

    at: Millis
    since: Millis


Command = Started | WentOn | Closed | Extended | Paused | Resumed | Skipped | Ended
"""What a host says to the moment they saw."""

Input = (
    Joined
    | Came
    | Went
    | Left
    | HostsSeen
    | Answered
    | Command
    | AutoSet
    | LockSet
    | Voided
    | KeyCorrected
    | Renamed
    | ExtraTimeSet
    | Removed
    | Unbanned
    | TimerFired
    | Interrupted
    | StoodStill
)
"""What `step` takes; `Created` makes the game that the others happen to."""
