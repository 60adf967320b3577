"""How much one connection may do, and how much all that come from one address."""

from collections.abc import Callable, Hashable
from ipaddress import IPv6Address
from typing import Generic, TypeVar

from quizterm_server.settings import ServerSettings

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

MOST_SOURCES = 4096
"""Addresses that are remembered; the one that has been quiet for longest is forgotten for a new one."""
CODES_REMEMBERED = 16
"""Codes, right ones and wrong ones each, that are known to have been tried from an address."""
MINUTE = 60.0
LONGEST_WAIT = 64.0
"""Seconds that an address which keeps guessing waits in the end."""
NETWORK = 8
"""Bytes of an IPv6 address that tell one site from another; whoever has one address has all of the rest."""


class TokenBucket:
    """Lets `burst` things through at once and `rate` a second in the long run."""

    __slots__ = ("_burst", "_filled_at", "_level", "_rate", "_time")

    def __init__(self, rate: float, burst: int, time: Callable[[], float]) -> None:
        self._rate = rate
        self._burst = float(burst)
        self._time = time
        self._level = float(burst)
        self._filled_at = time()

    @property
    def full(self) -> bool:
        """Nothing has gone through for a while."""
        self._fill(self._time())
        return self._level >= self._burst

    @property
    def left(self) -> int:
        """How many would go through now."""
        self._fill(self._time())
        return int(self._level)

    @property
    def wait(self) -> float:
        """How many seconds must pass before the next one goes through."""
        self._fill(self._time())
        return max(0.0, self._filled_at - self._time()) + max(0.0, 1 - self._level) / self._rate

    def take(self) -> bool:
        """Let one thing through, or say that it is too many."""
        if (now := self._time()) > self._filled_at:
            self._fill(now)
        if self._level < 1:
            return False
        self._level -= 1
        return True

    def give_back(self) -> None:
        """What was let through did not happen."""
        self._level = min(self._burst, self._level + 1)

    def drain(self, until: float) -> None:
        """Let nothing through until then, and not more than `rate` a second afterwards."""
        self._level = 0.0
        self._filled_at = until

    def _fill(self, now: float) -> None:
        if now <= self._filled_at:
            return
        self._level = min(self._burst, self._level + (now - self._filled_at) * self._rate)
        self._filled_at = now


class Source:
    """What comes from one address: a person at home, or a whole school behind its router."""

    __slots__ = (
        "_connections",
        "_joins",
        "_right",
        "_shut_until",
        "_strikes",
        "_time",
        "_wrong",
        "_wrong_codes",
    )

    def __init__(self, settings: ServerSettings, time: Callable[[], float]) -> None:
        self._connections = TokenBucket(settings.connection_rate, settings.connection_burst, time)
        self._joins = TokenBucket(settings.join_rate, settings.join_burst, time)
        guesses = settings.wrong_codes_per_minute
        self._wrong_codes = TokenBucket(guesses / MINUTE, guesses, time)
        self._time = time
        self._shut_until = time()
        self._strikes = 0
        """Wrong codes beyond those that are forgiven, since the last quiet minute."""
        self._right: tuple[str, ...] = ()
        self._wrong: tuple[str, ...] = ()
        """Codes that were tried, the newest last."""

    def connects(self) -> bool:
        """Let a connection be opened, or say that it is too many."""
        return self._connections.take()

    def joins(self) -> bool:
        """Let a new player in, or say that it is too many."""
        return self._joins.take()

    def wait_for(self, code: str) -> float:
        """How many seconds must pass before this code is looked at.

        A code that was tried before tells nothing new. So nobody who guesses keeps others at the same
        address out of the session that they play in.
        """
        if code in self._right or code in self._wrong:
            return 0.0
        return max(0.0, self._shut_until - self._time())

    def was_right(self, code: str) -> None:
        """A session with this code was found."""
        if self._right[-1:] != (code,):
            others = [other for other in self._right if other != code]
            self._right = (*others, code)[-CODES_REMEMBERED:]

    def was_wrong(self, code: str) -> None:
        """No session with this code was found."""
        if self.wait_for(code) or code in self._wrong or code in self._right:
            return
        self._wrong = (*self._wrong, code)[-CODES_REMEMBERED:]
        if self._wrong_codes.full:
            self._strikes = 0
        if not self._wrong_codes.take():
            self._shut_until = self._time() + min(2.0**self._strikes, LONGEST_WAIT)
            self._wrong_codes.drain(self._shut_until)
            self._strikes += 1


class Known(Generic[K, V]):
    """Remembers something of each key, and no more of them than fit: the quietest goes for a new one.

    Args:
        make: Makes what is remembered of a key that is new.
    """

    def __init__(self, make: Callable[[], V]) -> None:
        self._make = make
        self._known: dict[K, V] = {}

    def __len__(self) -> int:
        return len(self._known)

    def __contains__(self, key: K) -> bool:
        return key in self._known

    def of(self, key: K) -> V:
        """What is remembered of this key."""
        value = self._known.pop(key, None) or self._make()
        self._known[key] = value
        if len(self._known) > MOST_SOURCES:
            del self._known[next(iter(self._known))]
        return value


class Sources:
    """Knows every address by what came from it lately."""

    def __init__(self, settings: ServerSettings, time: Callable[[], float]) -> None:
        self._known = Known[str, Source](lambda: Source(settings, time))

    def __len__(self) -> int:
        return len(self._known)

    def of(self, address: str) -> Source:
        """The source that an IP address belongs to."""
        return self._known.of(network_of(address))


def network_of(address: str) -> str:
    """What all of one site have in common: the IPv4 address, or the first half of the IPv6 address."""
    if ":" not in address:
        return address
    ip = IPv6Address(address.partition("%")[0])
    return ip.packed[:NETWORK].hex() if ip.ipv4_mapped is None else str(ip.ipv4_mapped)
