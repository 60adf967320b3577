"""How much one connection may do."""

from collections.abc import Callable


class TokenBucket:
    """Lets `burst` things through at once and `rate` a second in the long run."""

    def __init__(self, rate: float, burst: int, time: Callable[[], float]) -> None:
        self._rate = rate
        self._burst = float(burst)
        self._time = time
        self._level = float(burst)
        self._filled_at = time()

    @property
    def full(self) -> bool:
        """Nothing has gone through for a while."""
        self._fill()
        return self._level >= self._burst

    def take(self) -> bool:
        """Let one thing through, or say that it is too many."""
        self._fill()
        if self._level < 1:
            return False
        self._level -= 1
        return True

    def _fill(self) -> None:
        now = self._time()
        self._level = min(self._burst, self._level + (now - self._filled_at) * self._rate)
        self._filled_at = now
