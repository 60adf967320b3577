"""A session in line mode without a server or a terminal: told, typed at, and read as a transcript."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, Generic, TypeVar

import pytest

from quizterm.protocol.server import Goodbye
from quizterm.snapshot import Millis, Stage, You
from quizterm_client.peer import LinkStatus
from quizterm_client.plain.session import PlainSession
from quizterm_client.plain.typing import Typed
from quizterm_client.plain.voice import Voice
from tests.support.stages import FakePeer

T = TypeVar("T")

Make = Callable[[FakePeer, Voice, Typed], PlainSession[T]]

_ROUNDS = 30
"""How often everybody else is let run before nothing more is expected."""


class Conversation(Generic[T]):
    """One session, with a clock that the test moves.

    Args:
        make: Makes the session.
        news: What it is told first.
    """

    def __init__(self, make: Make[T], *news: Stage | You | LinkStatus) -> None:
        self.peer = FakePeer(*news)
        self.transcript: list[str] = []
        """What was said, and after `> ` what was typed."""
        self._typing: asyncio.Queue[str | None] = asyncio.Queue()
        self._timers: list[_Timer] = []
        self._read = 0
        self.session = make(self.peer, Voice(self.transcript.append), self._typed())
        self.running: asyncio.Task[T] = asyncio.ensure_future(self.session.run())

    async def heard(self) -> list[str]:
        """What was said since this was asked last."""
        await self._settled()
        new, self._read = self.transcript[self._read :], len(self.transcript)
        return new

    async def tells(self, *news: Stage | You | LinkStatus | Goodbye) -> list[str]:
        """Let news arrive; returns what is said about them."""
        for one in news:
            self.peer.tell(one)
            await self._settled()
        return await self.heard()

    async def types(self, *lines: str) -> list[str]:
        """Type lines, one after the other; returns what is said, without them."""
        for line in lines:
            self.transcript.append(f"> {line}".rstrip())
            self._typing.put_nowait(line)
            await self._settled()
        return [line for line in await self.heard() if not line.startswith(">")]

    async def types_at_once(self, *lines: str) -> None:
        """Type lines as fast as a pipe does."""
        for line in lines:
            self._typing.put_nowait(line)
        await self._settled()

    async def waits(self, seconds: float) -> list[str]:
        """Let time pass, for the server's clock too; returns what is said meanwhile."""
        end = Millis(self.peer.now + round(seconds * 1000))
        while due := [timer for timer in self._timers if timer.when <= end]:
            first = min(due, key=lambda timer: timer.when)
            self._timers.remove(first)
            self.peer.now = max(self.peer.now, first.when)
            first.ring()
            await self._settled()
        self.peer.now = end
        return await self.heard()

    async def stops_typing(self) -> None:
        """Let nothing more be typed."""
        self._typing.put_nowait(None)
        await self._settled()

    def later(self, seconds: float, do: Callable[[], None]) -> "_Timer":
        """Instead of the session's own `later`."""
        timer = _Timer(Millis(self.peer.now + round(seconds * 1000)), do)
        self._timers.append(timer)
        return timer

    async def _typed(self) -> AsyncIterator[str]:
        while (line := await self._typing.get()) is not None:
            yield line

    async def _settled(self) -> None:
        for _ in range(_ROUNDS):
            await asyncio.sleep(0)
            for timer in [timer for timer in self._timers if timer.when <= self.peer.now]:
                self._timers.remove(timer)
                timer.ring()


class _Timer:
    """Rings when the test moves the clock."""

    def __init__(self, when: Millis, do: Callable[[], None]) -> None:
        self.when = when
        self._do = do
        self._cancelled = False

    def cancel(self) -> None:
        self._cancelled = True

    def cancelled(self) -> bool:
        return self._cancelled

    def ring(self) -> None:
        if not self._cancelled:
            self._do()


@asynccontextmanager
async def conversation(make: Make[T], *news: Stage | You | LinkStatus) -> AsyncIterator[Conversation[T]]:
    """A session that runs, on the test's clock, until it is left or the test is over."""
    here: list[Conversation[T]] = []

    def later(_session: PlainSession[Any], seconds: float, do: Callable[[], None]) -> _Timer:
        return here[0].later(seconds, do)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PlainSession, "later", later)
        talk = Conversation(make, *news)
        here.append(talk)
        try:
            yield talk
        finally:
            talk.running.cancel()
            await asyncio.gather(talk.running, return_exceptions=True)
