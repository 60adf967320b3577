"""What a trial showed, in numbers."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Figures:
    """Counts, and times in seconds unless said otherwise."""

    kills: int = 0
    stops: int = 0
    """Times the server was asked to go."""
    cuts: int = 0
    disk_faults: int = 0
    """Times in which nothing could be stored."""
    standstills: int = 0
    """Different snapshots that said so."""
    asked: int = 0
    """Answers and commands that were sent."""
    accepted: int = 0
    """Those of them that were acknowledged; each was looked for in the log."""
    stored: int = 0
    """Records in the log."""
    snapshots: int = 0
    """Different snapshots that anybody was shown; each was held against the log."""
    returns: list[float] = field(default_factory=list)
    """From the moment a server listened again until a client saw the game again."""
    outages: list[float] = field(default_factory=list)
    """From a kill until the last client saw the game again."""
    given_back: list[int] = field(default_factory=list)
    """Milliseconds that an open question certainly had more when its server was back than when it was killed;
    less than nothing where starting took longer than the clock was behind."""

    def add(self, other: "Figures") -> None:
        """Take in what another trial showed."""
        self.kills += other.kills
        self.stops += other.stops
        self.cuts += other.cuts
        self.disk_faults += other.disk_faults
        self.standstills += other.standstills
        self.asked += other.asked
        self.accepted += other.accepted
        self.stored += other.stored
        self.snapshots += other.snapshots
        self.returns += other.returns
        self.outages += other.outages
        self.given_back += other.given_back

    def __str__(self) -> str:
        return ", ".join(
            (
                f"{self.kills} kills and {self.stops} stops survived",
                f"{self.cuts} lines cut",
                f"{self.disk_faults} disk faults ({self.standstills} snapshots told of them)",
                f"{self.accepted} of {self.asked} requests acknowledged and found in the log",
                f"{self.stored} records",
                f"{self.snapshots} snapshots as replayed",
                f"slowest return {max(self.returns, default=0):.2f} s after the server was back",
                f"longest outage {max(self.outages, default=0):.2f} s",
                "open questions had "
                f"{min(self.given_back, default=0):+} to {max(self.given_back, default=0):+} ms more time",
            )
        )
