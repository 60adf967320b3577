"""People whose line broke: they count as there until they have been away for a while."""

from collections.abc import Callable
from itertools import takewhile

from quizterm.snapshot import Millis, PlayerId
from quizterm_server.clock import Alarm, Clock
from quizterm_server.rooms.deeds import Missed

Person = PlayerId | None
"""A player, or `None` for the hosts together."""


class Absences:
    """Reports whoever was lost and has not been found again in time."""

    def __init__(self, clock: Clock, patience: Millis, report: Callable[[Missed], None]) -> None:
        self._clock = clock
        self._patience = patience
        self._report = report
        self._until: dict[Person, Millis] = {}
        """Oldest first, because everybody has the same patience."""
        self._alarm = Alarm(clock, self._ring)

    def lost(self, person: Person) -> None:
        """Start to wait for somebody, unless that is done already."""
        if person in self._until:
            return
        self._until[person] = Millis(self._clock.now() + self._patience)
        if len(self._until) == 1:
            self._alarm.set(self._until[person])

    def found(self, person: Person) -> None:
        """Somebody is there again, or is not expected any more."""
        self._until.pop(person, None)

    def waits_for(self, person: Person) -> bool:
        """Whether somebody is waited for."""
        return person in self._until

    def stop(self) -> None:
        """Wait for nobody."""
        self._until.clear()
        self._alarm.stop()

    def _ring(self) -> None:
        now = self._clock.now()
        due = list(takewhile(lambda entry: entry[1] <= now, self._until.items()))
        for person, _ in due:
            del self._until[person]
            self._report(Missed(person))
        if self._until:
            self._alarm.set(next(iter(self._until.values())))
