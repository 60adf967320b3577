"""What stands in for the module `time` where a test moves the time by hand."""


class Clockwork:
    """The time as far as it is moved by hand."""

    now = 0.0

    def perf_counter(self) -> float:
        return self.now

    def take(self, seconds: float) -> None:
        """Let this much time go by."""
        self.now += seconds
