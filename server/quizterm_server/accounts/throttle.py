"""How often passwords may be tried: nobody guesses for long, and nobody locks others out by guessing."""

import asyncio
from collections import deque
from collections.abc import Callable
from enum import Enum, auto
from math import ceil

from quizterm.errors import ErrorCode, Refusal
from quizterm_server.limits import LONGEST_WAIT, MINUTE, Known, TokenBucket, network_of
from quizterm_server.settings import ServerSettings

HOUR = 3600.0
RENAMES_PER_HOUR = 10
"""Names that one account may try to take; a name that is taken tells who else has an account."""

GUESSED = "Too many wrong passwords came from here. Try again in {wait}."
RENAMED = "Your account has asked for several names lately. Try again in {wait}."
FLOODED = "Too many accounts were made from your network. Try again in {wait}."


class Outcome(Enum):
    """What became of an attempt."""

    RIGHT = auto()
    WRONG = auto()
    VOID = auto()
    """It told nobody anything: the server could not look at the password."""


class Guard:
    """Lets some wrong passwords through at once, then makes the next wait: twice as long each time.

    Attempts that are under way count as wrong ones until it is known what becomes of them. Whoever comes
    while as many are under way as may be wrong waits for that and not for the clock: so two hundred guesses
    at the same time are as few as one after the other, and a whole school may log in at once.
    """

    __slots__ = (
        "_budget",
        "_forgiven",
        "_shut_until",
        "_strikes",
        "_time",
        "_under_way",
        "_waiting",
        "trusted",
    )

    def __init__(self, forgiven: int, time: Callable[[], float]) -> None:
        self._forgiven = forgiven
        self._time = time
        self._budget = self._fresh_budget()
        self._shut_until = time()
        self._strikes = 0
        """Wrong ones beyond those that are forgiven, since the last quiet minute."""
        self._under_way = 0
        self._waiting: deque[asyncio.Future[None]] = deque()
        self.trusted = False
        """A password was right here."""

    async def enter(self) -> float:
        """Begin an attempt, once it may; or return how many seconds must pass before the next one."""
        while (seconds := self._shut_until - self._time()) <= 0:
            if self._under_way < max(1, self._budget.left):
                self._under_way += 1
                return 0.0
            await self._turn()
        return seconds

    def leave(self, outcome: Outcome) -> None:
        """End an attempt."""
        self._under_way -= 1
        if outcome is Outcome.WRONG:
            self._note_wrong()
        self._wake()

    def forgive(self) -> None:
        """Forget the wrong ones, because one was right."""
        self.trusted = True
        self._budget = self._fresh_budget()
        self._strikes = 0

    def _note_wrong(self) -> None:
        if self._budget.full:
            self._strikes = 0
        if not self._budget.take():
            self._shut_until = self._time() + min(2.0**self._strikes, LONGEST_WAIT)
            self._budget.drain(self._shut_until)
            self._strikes += 1

    async def _turn(self) -> None:
        """Wait until an attempt has ended."""
        turn = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._wake()  # whoever is next must not wait for one that has gone
            raise
        finally:
            if turn in self._waiting:
                self._waiting.remove(turn)

    def _wake(self) -> None:
        """Let as many look again as may begin now, or all when none may."""
        shut = self._shut_until > self._time()
        free = max(1, self._budget.left) - self._under_way
        while self._waiting and (shut or free > 0):
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(None)
                free -= 1

    def _fresh_budget(self) -> TokenBucket:
        return TokenBucket(self._forgiven / MINUTE, self._forgiven, self._time)


class Attempt:
    """A password that is looked at: `async with throttle.attempt(look, address) as attempt`.

    It counts as wrong unless it was said to be right or void.
    """

    __slots__ = ("_guards", "_outcome", "_pair")

    def __init__(self, pair: Guard, source: Guard) -> None:
        self._pair = pair
        # Somebody who guesses must not keep those out who have their place in the same network.
        self._guards = (pair,) if pair.trusted else (pair, source)
        self._outcome = Outcome.WRONG

    def was_right(self) -> None:
        """The password was right: whoever mistyped it before has made up for that."""
        self._outcome = Outcome.RIGHT

    def was_void(self) -> None:
        """Nobody could look at the password."""
        self._outcome = Outcome.VOID

    async def __aenter__(self) -> "Attempt":
        entered: list[Guard] = []
        try:
            for guard in self._guards:
                if seconds := await guard.enter():
                    raise Refusal(ErrorCode.TOO_FAST, GUESSED.format(wait=_in_words(seconds)))
                entered.append(guard)
        except BaseException:
            for guard in entered:
                guard.leave(Outcome.VOID)
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._outcome is Outcome.RIGHT:
            self._pair.forgive()
        for guard in self._guards:
            guard.leave(self._outcome)


class Throttle:
    """Counts wrong passwords by account and source and by source alone, and new accounts and names.

    An account is never shut for everybody: wrong passwords from one network do not delay another.
    """

    def __init__(self, settings: ServerSettings, time: Callable[[], float]) -> None:
        per_hour = settings.registrations_per_hour
        self._pairs = Known[tuple[str, str], Guard](lambda: Guard(settings.wrong_passwords, time))
        self._sources = Known[str, Guard](lambda: Guard(settings.wrong_passwords_per_minute, time))
        self._registrations = Known[str, TokenBucket](lambda: TokenBucket(per_hour / HOUR, per_hour, time))
        renames = RENAMES_PER_HOUR
        self._renames = Known[int, TokenBucket](lambda: TokenBucket(renames / HOUR, renames, time))

    @property
    def remembered(self) -> int:
        """How much is remembered of accounts and sources."""
        known = (self._pairs, self._sources, self._registrations, self._renames)
        return sum(len(each) for each in known)

    def attempt(self, look: str, address: str) -> Attempt:
        """A password for the account that looks like this, whether there is one or not.

        Entering it raises `Refusal` when too many wrong ones came before; then nothing is to be hashed.

        Args:
            look: What the account is found by.
            address: The IP address.
        """
        network = network_of(address)
        return Attempt(self._pairs.of((look, network)), self._sources.of(network))

    def registers(self, address: str) -> None:
        """Let an account be made from this address.

        Raises:
            Refusal: Too many were made from its network.
        """
        bucket = self._registrations.of(network_of(address))
        if not bucket.take():
            raise Refusal(ErrorCode.TOO_FAST, FLOODED.format(wait=_in_words(bucket.wait)))

    def renames(self, account: int) -> None:
        """Let an account ask for another name.

        Raises:
            Refusal: It has asked for too many.
        """
        bucket = self._renames.of(account)
        if not bucket.take():
            raise Refusal(ErrorCode.TOO_FAST, RENAMED.format(wait=_in_words(bucket.wait)))


def _in_words(seconds: float) -> str:
    whole = max(1, ceil(seconds))
    if whole > 2 * MINUTE:
        return f"{ceil(whole / MINUTE)} minutes"
    return "a second" if whole == 1 else f"{whole} seconds"
