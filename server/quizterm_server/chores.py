"""Work that is cut into small pieces, so that no amount of it holds up the event loop."""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from math import inf
from typing import TypeVar

from structlog.typing import FilteringBoundLogger

from quizterm_server.logs import where

SENDING_SECONDS, RECEIVING_SECONDS = 0.005, 0.0025
"""How long one turn of the event loop may be used up by each of the two."""
LONGEST_RECEIVING = 0.008
"""How long by receiving where everything else takes long, as it does when many rooms answer at once."""
RUSH_SECONDS = 0.25
"""How long sending may go first at a stretch; after that there is too much of everything."""
RUSHING_SECONDS, LITTLE_SECONDS = 0.015, 0.0005
"""How long by sending and by receiving while sending goes first, as it does when a question is on its way."""
WORKING_SECONDS = 0.005
"""How long by what rooms do, all together. What one of them does at a stretch may take longer."""
TURN_SECONDS = 0.02
"""What a turn is to take altogether: where rooms took long, less is sent and received, but never less than
`SENDING_SECONDS` and `RECEIVING_SECONDS`."""

FEW = 16
"""Receivers of the same thing who have it before it is seen what time it is."""
RECEIVERS, MESSAGES = 64, 32
"""How many of one lane are sent something, and how much of it is received, before the next has its turn."""

Piece = Callable[[], None]
"""A short piece of work."""
Receiver = TypeVar("Receiver")
Result = TypeVar("Result")


class Chores:
    """What rooms have put off, sending, and receiving: some milliseconds of each in a turn, in this order.

    Sending goes first for a moment: a question is to reach everybody at the same time, and an answer loses
    nothing by waiting, because it is stamped when it arrives. What is sent and received has a `Lane`.
    """

    def __init__(self, log: FilteringBoundLogger) -> None:
        self._log = log
        self._loop = asyncio.get_running_loop()
        self._sending, self._receiving = _Ring(RECEIVERS), _Ring(MESSAGES)
        # All rooms in one strand: what they have put off is done in the order in which they asked.
        self._working, self._put_off = _Ring(1), _Strand()
        self._worked = self._at_once = 0.0
        """Seconds that rooms have used since the last turn came to them, and of these without waiting."""
        self._called = False
        self._rush_over = 0.0
        """When sending has gone first for long enough, in the loop's time; 0 while nothing waits."""
        self._received_at = inf
        """When receiving was over in the last turn that has left something for the next one."""
        self.hall = self.lane()
        """The lane of all who are in no room."""

    def lane(self) -> "Lane":
        """A lane of its own, for a room."""
        return Lane(self._sending, self._receiving, self._call, self.work_at_once, self._fault)

    async def work(self, do: Callable[[], Result], *, put_off: bool = True) -> Result:
        """Do this for a room.

        Args:
            do: What to do.
            put_off: Do it in a later turn where rooms have used up this one.

        Raises:
            Exception: Whatever `do` raises.
        """
        if put_off and (self._working or self._worked >= WORKING_SECONDS):
            return await self._work_later(do)
        return self.work_at_once(do)

    def work_at_once(self, do: Callable[[], Result]) -> Result:
        """Do this for a room, whatever rooms have used up.

        Raises:
            Exception: Whatever `do` raises.
        """
        begun = time.perf_counter()
        try:
            return do()
        finally:
            took = time.perf_counter() - begun
            self._at_once += took
            self._worked += took
            if self._worked >= WORKING_SECONDS:
                self._call()  # so that it is no reason any more to put off others

    def _call(self) -> None:
        if not self._called:
            self._called = True
            self._loop.call_soon(self._turn)

    def _turn(self) -> None:
        try:
            self._do_some_of_each()
        finally:
            if self._sending or self._receiving or self._working:
                self._loop.call_soon(self._turn)
            else:
                self._received_at, self._rush_over = inf, 0.0
                self._called = False

    def _do_some_of_each(self) -> None:
        now = time.perf_counter()
        over = now - self._at_once + TURN_SECONDS
        if self._working:
            # One piece in any case, or those who need not wait could keep the others waiting for ever.
            self._work_off(self._working, WORKING_SECONDS - self._at_once)
        self._worked, self._at_once = time.perf_counter() - now, 0.0
        rushing = self._in_a_rush()
        if self._sending:
            most = RUSHING_SECONDS if rushing else SENDING_SECONDS
            self._work_off(self._sending, max(min(most, over - time.perf_counter()), SENDING_SECONDS))
        all_sent = not self._sending
        if self._receiving:
            self._work_off(self._receiving, self._receiving_seconds(over, rushing and not all_sent))
        self._received_at = time.perf_counter()
        if all_sent and self._sending and not self._receiving:
            self._work_off(self._sending, SENDING_SECONDS)  # replies, which need no other turn

    def _receiving_seconds(self, over: float, rushing: bool) -> float:
        """How long may be received now: as long as everything else has taken since, within bounds."""
        if rushing:
            return LITTLE_SECONDS
        now = time.perf_counter()
        return max(min(now - self._received_at, LONGEST_RECEIVING, over - now), RECEIVING_SECONDS)

    def _in_a_rush(self) -> bool:
        if not self._sending:
            self._rush_over = 0.0
            return False
        now = self._loop.time()
        self._rush_over = self._rush_over or now + RUSH_SECONDS
        return now < self._rush_over

    def _work_later(self, do: Callable[[], Result]) -> "asyncio.Future[Result]":
        done: asyncio.Future[Result] = self._loop.create_future()

        def piece() -> None:
            if done.cancelled():
                return
            try:
                done.set_result(do())
            except Exception as error:
                done.set_exception(error)

        self._put_off.append(piece)
        if not self._put_off.waits:
            self._working.add(self._put_off)
        self._call()
        return done

    def _work_off(self, ring: "_Ring", seconds: float) -> None:
        until = time.perf_counter() + seconds
        while ring:
            try:
                ring.do_next()
            except Exception as error:
                self._fault(error)
            if ring.long_is_next or time.perf_counter() >= until:
                break

    def _fault(self, error: Exception) -> None:
        """A fault that one client meets with must not end the service for all."""
        self._log.error("fault", where=where(error))


class Lane:
    """The place of those who belong together: first come, first served. Lanes take turns.

    So a room of thousands keeps a class elsewhere waiting for a few of its messages, and not for all; and a
    class is told in one go. All who are on their way in are one lane.
    """

    __slots__ = ("_arrived", "_call", "_fault", "_leaving", "_receiving", "_sending", "work_at_once")

    def __init__(
        self,
        sending: "_Ring",
        receiving: "_Ring",
        call: Callable[[], None],
        work_at_once: Callable[[Piece], None],
        fault: Callable[[Exception], None],
    ) -> None:
        self._sending, self._receiving = sending, receiving
        self._leaving, self._arrived = _Strand(), _Strand()
        self._call = call
        self.work_at_once = work_at_once
        """Do something for whoever belongs here without waiting, so that it counts as what rooms do."""
        self._fault = fault

    @property
    def more_to_come(self) -> bool:
        """Whether something has arrived that was not looked at yet."""
        return bool(self._arrived)

    def send(self, piece: Piece) -> None:
        """Do this after everything else that waits here to be sent."""
        self._leaving.append(piece)
        if not self._leaving.waits:
            self._sending.add(self._leaving)
            self._call()

    def send_each(
        self, receivers: Iterable[Receiver], send: Callable[[Receiver], object], *, long: bool = False
    ) -> None:
        """Do `send` with one receiver after the other, after everything else that waits here to be sent.

        Args:
            receivers: They are asked for a few at a time, when their turn comes.
            send: What to do.
            long: It takes milliseconds to ask for the first ones: it is done at the beginning of a turn.
        """
        begin = _Long if long else partial
        self.send(begin(self._go_round, iter(receivers), send))

    def receive(self, piece: Piece) -> None:
        """Do this after everything else that has arrived here."""
        self._arrived.append(piece)
        if not self._arrived.waits:
            self._receiving.add(self._arrived)
            self._call()

    def _go_round(self, receivers: Iterator[Receiver], send: Callable[[Receiver], object]) -> None:
        some = list(islice(receivers, FEW))
        for receiver in some:
            try:
                send(receiver)
            except Exception as error:
                self._fault(error)
        self._sending.use_up(len(some) - 1)
        if len(some) == FEW:
            self._leaving.appendleft(partial(self._go_round, receivers, send))


class _Long(partial[None]):
    """A piece that may take much of a turn."""


class _Strand(deque[Piece]):
    """What waits in a lane, in one of the two directions."""

    waits = False
    """It has its place in the ring."""


class _Ring(deque[_Strand]):
    """The strands in which something waits, in the order in which their turns come."""

    def __init__(self, several: int) -> None:
        """Make an empty one.

        Args:
            several: How many pieces of a strand are done before it is the next one's turn, or less if some
                of them count for more.
        """
        super().__init__()
        self._several = self._left = several
        self.long_is_next = False
        """What comes after the piece that was just done is better left for the next turn."""

    def add(self, strand: _Strand) -> None:
        """Something waits in this strand now."""
        strand.waits = True
        self.append(strand)

    def use_up(self, more: int) -> None:
        """Count the piece that is being done for so many more."""
        self._left -= more

    def do_next(self) -> None:
        """Do the next piece.

        Raises:
            Exception: Whatever it raises.
        """
        strand = self[0]
        try:
            strand.popleft()()
        finally:
            self._left -= 1
            if not strand:
                strand.waits = False
                self.popleft()
                self._left = self._several
            elif self._left <= 0:
                self.rotate(-1)
                self._left = self._several
            self.long_is_next = bool(self) and type(self[0][0]) is _Long
