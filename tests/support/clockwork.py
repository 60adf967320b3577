"""What stands in for the module `time` where a test moves the time by hand."""


class Clockwork:
    """The time as far as it is moved by hand."""

    now = 0.0

    def perf_counter(self) -> float:
        return self.now

    def take(self, seconds: float) -> None:
        """Let this much time go by."""
        self.now += seconds


class SlowClockwork(Clockwork):
    """A clock that goes on by one step whenever somebody looks at it."""

    def __init__(self, step: float) -> None:
        self.step = step

    def perf_counter(self) -> float:
        self.take(self.step)
        return self.now
