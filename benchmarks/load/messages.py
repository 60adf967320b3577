"""What the processes of a measurement tell each other, and the few words of the protocol that they need."""

import json
from array import array
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from benchmarks.load.line import frame
from quizterm.protocol.messages import PROTOCOL

LOBBY, READING, OPEN, REVEAL = "lobby", "reading", "open", "reveal"
STANDINGS, PODIUM = "standings", "podium"
RESULT = "result"
"""Not a phase: the moment when a player's own `you` tells what a question brought."""

Moment = tuple[str, int]
"""A phase and the index of its question."""

OPTIONS = 4
JOIN_REF = 1
FIRST_ANSWER_REF = 2


def request(**body: Any) -> bytes:
    """One message of a client as a frame."""
    return frame(json.dumps(body, separators=(",", ":")).encode())


HELLO = request(type="hello", protocol=PROTOCOL, client="load")


def quiz(questions: int, reading: int) -> dict[str, Any]:
    """A quiz of short choice questions, as a host sends it; option q % 4 of question q is right."""
    return {
        "title": "Load",
        "questions": [
            {
                "kind": "choice",
                "text": f"Which of these four short words is number {number + 1:>2}?",
                "options": ["the first one", "the second one", "the third one", "the last one"],
                "right": [number % OPTIONS],
                "seconds": 20,
            }
            for number in range(questions)
        ],
        "settings": {"reading_seconds": reading},
    }


@dataclass(frozen=True, slots=True)
class Crowd:
    """Let players come into one session."""

    session: int
    port: int
    code: str
    first: int
    """Number of the first player; the others count on from there."""
    size: int
    at_once: int
    """How many may be on their way in at the same time."""
    each_second: float
    """The most that set out in a second."""
    together: bool = False
    """Answer in one burst when the last one has seen the question, instead of each at once."""


@dataclass(frozen=True, slots=True)
class Report:
    """Tell what was noted of this session."""

    session: int


@dataclass(frozen=True, slots=True)
class Stop:
    """Let everybody go."""


@dataclass(frozen=True, slots=True)
class Everybody:
    """All players of one generator and session have seen this."""

    session: int
    moment: Moment


@dataclass(frozen=True, slots=True)
class Inside:
    """All players of one generator and session are in; the times are monotonic."""

    session: int
    began: float
    ended: float
    waits: "array[float]"
    """Seconds from setting out to being in, one for each player."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """What must not happen."""

    session: int
    what: str


def floats() -> "array[float]":
    return array("d")


def wholes() -> "array[int]":
    return array("q")


@dataclass
class Takings:
    """What the players of one session noted, one entry for each of them and each time.

    Times are monotonic seconds, the same for all processes of the machine.
    """

    seen: dict[Moment, "array[float]"] = field(default_factory=dict)
    answered: dict[int, "array[float]"] = field(default_factory=dict)
    """When the answers to a question were sent."""
    waits: dict[int, "array[float]"] = field(default_factory=dict)
    """Seconds until they were acknowledged."""
    acknowledged: dict[int, "array[int]"] = field(default_factory=dict)
    """Whose were, by the server's numbers."""
    messages: dict[int, "array[int]"] = field(default_factory=dict)
    """How many came to each player from a question's first stage to the next one's."""
    octets: dict[int, "array[int]"] = field(default_factory=dict)
    """Their bytes, with the frames' heads."""
    points: dict[int, "array[int]"] = field(default_factory=dict)
    """What a question brought those who had it right."""
    podiums: Counter[bytes] = field(default_factory=Counter)
    """Digests of the podium, and how many players hold each."""

    def add(self, other: "Takings") -> None:
        """Put in what another generator noted."""
        for name in ("seen", "answered", "waits", "acknowledged", "messages", "octets", "points"):
            mine: dict[Any, array[Any]] = getattr(self, name)
            for key, values in getattr(other, name).items():
                if key in mine:
                    mine[key].extend(values)
                else:
                    mine[key] = values
        self.podiums.update(other.podiums)


@dataclass(frozen=True, slots=True)
class Reported:
    """The answer to `Report`."""

    session: int
    takings: Takings
