"""How long a session is kept for people who could go on with it and are not there."""

from collections.abc import Callable

from quizterm.snapshot import Millis
from quizterm_server.clock import Alarm, Clock


class Vigil:
    """Reports when a session has been deserted for too long."""

    def __init__(self, clock: Clock, patience: Millis, report: Callable[[], None]) -> None:
        self._clock = clock
        self._patience = patience
        self._report = report
        self._on = False
        self._alarm = Alarm(clock, self._ring)

    def keep(self, *, deserted: bool) -> None:
        """Start to count when nobody is there any more, and stop when somebody is."""
        if not deserted:
            self.end()
        elif not self._on:
            self._on = True
            self._alarm.set(Millis(self._clock.now() + self._patience))

    def end(self) -> None:
        """Forget what has been counted."""
        self._on = False
        self._alarm.stop()

    def _ring(self) -> None:
        # Should the session stand after this report too, it is counted once more.
        self._on = False
        self._report()
