"""How often passwords may be tried: nobody guesses for long, and nobody locks others out by guessing."""

import asyncio
from collections import deque
from collections.abc import Callable
from enum import Enum, auto
from math import ceil

from quizterm.errors import ErrorCode, Refusal
from quizterm.language import N_
from quizterm_server.limits import LONGEST_WAIT, MINUTE, Known, TokenBucket, network_of
from quizterm_server.settings import ServerSettings

HOUR = 3600.0
RENAMES_PER_HOUR = 10
"""Names that one account may try to take; a name that is taken tells who else has an account."""

PER_WORKER = 4
"""Attempts from one network that may be under way for each thread that hashes: enough to keep all of them at
work, and few enough that it takes many networks to fill the queue, which then turns others away."""

GUESSED = N_("Too many wrong passwords came from here. Try again in {wait}.")
RENAMED = N_("Your account has asked for several names lately. Try again in {wait}.")
FLOODED = N_("Too many accounts were made from your network. Try again in {wait}.")


Place = tuple[str, str]
"""An account by what it is found by, whether there is one or not, and a network."""


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

    Args:
        forgiven: Wrong ones that may come at once.
        time: A clock that only goes forward.
        at_once: Attempts that may be under way, however many are forgiven.
    """

    __slots__ = (
        "_at_once",
        "_budget",
        "_forgiven",
        "_shut_until",
        "_strikes",
        "_time",
        "_under_way",
        "_waiting",
    )

    def __init__(self, forgiven: int, time: Callable[[], float], at_once: int) -> None:
        self._forgiven = forgiven
        self._time = time
        self._at_once = at_once
        self._budget = self._fresh_budget()
        self._shut_until = time()
        self._strikes = 0
        """Wrong ones beyond those that are forgiven, since the last quiet minute."""
        self._under_way = 0
        self._waiting: deque[asyncio.Future[None]] = deque()

    @property
    def wait(self) -> float:
        """How many seconds must pass before the next attempt may begin."""
        return max(0.0, self._shut_until - self._time())

    async def enter(self) -> float:
        """Begin an attempt, once it may; or return how many seconds must pass before the next one."""
        while (seconds := self._shut_until - self._time()) <= 0:
            if self._room > 0:
                self._under_way += 1
                return 0.0
            await self._turn()
        return seconds

    def leave(self, outcome: Outcome) -> None:
        """End an attempt."""
        self._under_way -= 1
        if outcome is Outcome.WRONG:
            self.note_wrong()
        self._wake()

    def forgive(self) -> None:
        """Forget the wrong ones, because one was right."""
        self._budget = self._fresh_budget()
        self._strikes = 0

    def note_wrong(self) -> None:
        """Count a wrong one."""
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
        free = self._room
        while self._waiting and (shut or free > 0):
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(None)
                free -= 1

    @property
    def _room(self) -> int:
        """How many attempts may begin now, while it is not shut."""
        return min(max(1, self._budget.left), self._at_once) - self._under_way

    def _fresh_budget(self) -> TokenBucket:
        return TokenBucket(self._forgiven / MINUTE, self._forgiven, self._time)


class Attempt:
    """A password that is looked at: `async with throttle.attempt(look, address) as attempt`.

    It counts as wrong unless it was said to be right or void.

    Whoever was right in a network before may try again there, however many others guess in it. Nobody must
    learn from that who has an account: while a network is shut, a wrong password is answered in the same
    words for every name, after the same time, and makes the next one for that name wait as long.
    """

    __slots__ = ("_began_at", "_network", "_outcome", "_pair", "_shut", "_source", "_throttle", "_who")

    def __init__(self, throttle: "Throttle", who: Place, pair: Guard, source: Guard) -> None:
        self._throttle = throttle
        self._who = who
        self._pair = pair
        self._source = None if throttle.trusts(who) else source
        """`None` for who does not have to wait for others in the network."""
        self._network = source
        self._shut = 0.0
        """Seconds that others in the network have to wait, when this began."""
        self._outcome = Outcome.WRONG
        self._began_at = 0.0

    def was_right(self) -> None:
        """The password was right: whoever mistyped it before has made up for that."""
        self._outcome = Outcome.RIGHT

    def was_void(self) -> None:
        """Nobody could look at the password."""
        self._outcome = Outcome.VOID

    async def __aenter__(self) -> "Attempt":
        if seconds := await self._pair.enter():
            raise _guessed(seconds)
        try:
            self._shut = self._network.wait if self._source is None else await self._source.enter()
        except BaseException:
            self._pair.leave(Outcome.VOID)
            raise
        if self._shut and self._source is not None:
            self._pair.leave(Outcome.WRONG)
            await asyncio.sleep(self._throttle.usual_seconds)
            raise _guessed(self._shut)
        self._began_at = self._throttle.time()
        return self

    async def __aexit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        wrong = self._outcome is Outcome.WRONG
        if self._outcome is not Outcome.VOID:
            self._throttle.usual_seconds = self._throttle.time() - self._began_at
        if self._outcome is Outcome.RIGHT:
            self._throttle.trust(self._who)
            self._pair.forgive()
        self._pair.leave(self._outcome)
        if self._source is not None:
            self._source.leave(self._outcome)
        elif wrong and not self._shut:
            self._network.note_wrong()
        elif wrong and isinstance(error, Refusal):
            raise _guessed(self._shut) from None


class Throttle:
    """Counts wrong passwords by account and source and by source alone, and new accounts and names.

    An account is never shut for everybody: wrong passwords from one network do not delay another.
    """

    def __init__(self, settings: ServerSettings, time: Callable[[], float]) -> None:
        per_hour = settings.registrations_per_hour
        self.time = time
        self.usual_seconds = 0.0
        """How long it took lately to look at a password."""
        self._trusted = Known[Place, bool](lambda: True)
        """Who was right, and where; nobody who only guesses makes another be forgotten here."""
        at_once = PER_WORKER * settings.password_workers
        self._pairs = Known[Place, Guard](lambda: Guard(settings.wrong_passwords, time, at_once))
        self._sources = Known[str, Guard](lambda: Guard(settings.wrong_passwords_per_minute, time, at_once))
        self._registrations = Known[str, TokenBucket](lambda: TokenBucket(per_hour / HOUR, per_hour, time))
        renames = RENAMES_PER_HOUR
        self._renames = Known[int, TokenBucket](lambda: TokenBucket(renames / HOUR, renames, time))

    @property
    def remembered(self) -> int:
        """How much is remembered of accounts and sources."""
        known = (self._trusted, self._pairs, self._sources, self._registrations, self._renames)
        return sum(len(each) for each in known)

    def attempt(self, look: str, address: str) -> Attempt:
        """A password for the account that looks like this, whether there is one or not.

        Entering it raises `Refusal` when too many wrong ones came before; then nothing is to be hashed.

        Args:
            look: What the account is found by.
            address: The IP address.
        """
        network = network_of(address)
        who = look, network
        return Attempt(self, who, self._pairs.of(who), self._sources.of(network))

    def trusts(self, who: Place) -> bool:
        """Whether a password of this account was right in this network lately."""
        return who in self._trusted

    def trust(self, who: Place) -> None:
        """Remember that a password of this account was right in this network."""
        self._trusted.of(who)

    def registers(self, address: str) -> None:
        """Let an account be made from this address.

        Raises:
            Refusal: Too many were made from its network.
        """
        bucket = self._registrations.of(network_of(address))
        if not bucket.take():
            raise Refusal(ErrorCode.TOO_FAST, FLOODED.format(wait=_in_words(bucket.wait)))

    def registered_nobody(self, address: str) -> None:
        """The account could not be made, which was no fault of who asked for it."""
        self._registrations.of(network_of(address)).give_back()

    def renames(self, account: int) -> None:
        """Let an account ask for another name.

        Raises:
            Refusal: It has asked for too many.
        """
        bucket = self._renames.of(account)
        if not bucket.take():
            raise Refusal(ErrorCode.TOO_FAST, RENAMED.format(wait=_in_words(bucket.wait)))


def _guessed(seconds: float) -> Refusal:
    return Refusal(ErrorCode.TOO_FAST, GUESSED.format(wait=_in_words(seconds)))


def _in_words(seconds: float) -> str:
    whole = max(1, ceil(seconds))
    if whole > 2 * MINUTE:
        return N_("{number} minutes").format(number=ceil(whole / MINUTE))
    return N_("a second") if whole == 1 else N_("{number} seconds").format(number=whole)
