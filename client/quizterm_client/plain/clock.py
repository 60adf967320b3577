"""The time left, said aloud now and then: at half time, and when it becomes short."""

import asyncio
from collections.abc import Callable
from math import ceil

from quizterm.language import _, ngettext
from quizterm.snapshot import Millis
from quizterm_client.view.clock import Timing

LAST = (10, 5)
"""Seconds before the end at which the time is said."""
APART = 3
"""Seconds between two of these moments at least, the beginning included."""

Later = Callable[[float, Callable[[], None]], asyncio.TimerHandle]
"""Does something after so many seconds."""


def moments(span: Millis) -> tuple[int, ...]:
    """Seconds before the end at which the time left is said, where there are so many milliseconds in all."""
    whole = span // 1000
    last = [seconds for seconds in LAST if whole - seconds >= APART]
    half = round(whole / 2)
    return (half, *last) if last and half - last[0] >= APART else tuple(last)


DOUBT = 50
"""Milliseconds by which a clock may be behind the server's: nobody has 21 of 20 seconds left."""


def left_words(left: Millis) -> str:
    """`12 seconds`, `1 minute 5 seconds`."""
    whole = max(0, ceil((left - DOUBT) / 1000))
    minutes, rest = divmod(whole, 60)
    parts = [ngettext("{n} minute", "{n} minutes", minutes).format(n=minutes)] if minutes else []
    if rest or not parts:
        parts.append(ngettext("{n} second", "{n} seconds", rest).format(n=rest))
    return " ".join(parts)


def still_left(left: Millis) -> str:
    """`12 seconds left.`"""
    return _("{time} left.").format(time=left_words(left))


def time_words(timing: Timing, now: Millis) -> str:
    """How much time is left, for somebody who asks."""
    if timing.paused:
        if not timing.left:
            return _("The clock stands still.")
        return _("The clock stands still with {time} left.").format(time=left_words(timing.left))
    if timing.deadline is None:
        return _("There is no time limit.") if timing.untimed else _("No clock is running.")
    if not timing.known:
        return _("The time left is not known without a line to the server.")
    left = Millis(timing.deadline - now)
    sentence = _purposes().get(timing.purpose, _("{time} left."))
    return sentence.format(time=left_words(left))


def _purposes() -> dict[str, str]:
    """What happens when the time is over, as a whole sentence."""
    return {_("next in"): _("Next in {time}."), _("ends in"): _("Ends in {time}.")}


class TimeCalls:
    """Says the time left at its moments.

    Args:
        server_now: The server's clock in milliseconds.
        later: Does something after so many seconds.
        say: Says a line.
    """

    def __init__(self, server_now: Callable[[], Millis], later: Later, say: Callable[[str], None]) -> None:
        self._server_now = server_now
        self._later = later
        self._say = say
        self._timing = Timing()
        self._next: asyncio.TimerHandle | None = None

    def show(self, timing: Timing) -> None:
        """Count down to another deadline; one without moments to say is silent."""
        if timing == self._timing:
            return
        self._timing = timing
        if self._next is not None:
            self._next.cancel()
            self._next = None
        self._plan()

    def _plan(self) -> None:
        """Wait for the next moment."""
        timing = self._timing
        if timing.deadline is None or timing.paused or not timing.known:
            return
        left = timing.deadline - self._server_now()
        coming = [seconds for seconds in moments(timing.span) if seconds * 1000 < left]
        if coming:
            wait = (left - coming[0] * 1000) / 1000
            self._next = self._later(wait, lambda: self._call(coming[0]))

    def _call(self, seconds: int) -> None:
        self._next = None
        half = len(moments(self._timing.span)) > 2 and seconds == moments(self._timing.span)[0]
        left = Millis(seconds * 1000)
        self._say(_("Half time: {time} left.").format(time=left_words(left)) if half else still_left(left))
        self._plan()
