"""How long a client waits, and for what."""

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Pause:
    """How long a server asked to be left alone. In seconds."""

    least: float
    spread: float = 0.0
    """Up to this much more, drawn at random, so that not all come at once."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How a link waits. All in seconds.

    A line with two seconds from here to there and back, on which now and then something is held up for some
    seconds more, is slow and not dead: nobody is thrown out by what follows here.
    """

    entering: float = 15.0
    """The longest silence at each step into a session: being let in through the door, greeted, entered."""
    reaching: float = 4.0
    """How long a machine is knocked at when coming back; one that is there again is found by the next try."""
    reply: float = 20.0
    """A request without a reply for so long means that the line is dead."""
    keepalive: float = 20.0
    """Between the WebSocket's own pings, and until one without a pong ends the connection."""
    first_delay: float = 0.5
    """Upper limit of the first wait before connecting again; it doubles each time. Half of it would bring a
    thousand players who lost their server together back in a first wave five times as high as the rest."""
    longest_delay: float = 2.0
    """The limit does not grow beyond this, so that a line that is back is used two seconds later at most."""
    longest_pause: float = 60.0
    """A server that asks to be left alone for longer is asked after this time all the same."""
    silent_about: float = 10.0
    """How long a broken line is tried before a person is told that it takes longer."""
    restarting: float = 30.0
    """The same where the server has said that it restarts."""
    give_up: float = 900.0
    """How long a broken line is tried before it counts as lost."""
    between_pings: float = 10.0
    between_looks: float = 2.0
    """Between two looks at whether the machine has slept."""
    probe: float = 5.0
    """How long a line may be silent after the machine has slept."""

    def delay(self, attempt: int, jitter: Random) -> float:
        """How long to wait before an attempt, counted from 0: anything up to a limit that doubles.

        Drawing from the whole span keeps a classroom from coming back in one wave.
        """
        return jitter.uniform(0.0, min(self.longest_delay, self.first_delay * 2.0 ** min(attempt, 30)))

    def pause(self, asked: Pause, jitter: Random) -> float:
        """How long to wait when a server asks for it."""
        least, spread = min(asked.least, self.longest_pause), min(asked.spread, self.longest_pause)
        return min(self.longest_pause, least + jitter.uniform(0.0, spread))
