"""Brings a program's requests to the server: in order, and answers over whatever line there is."""

import asyncio
from collections.abc import Callable
from contextlib import suppress

from quizterm.errors import Refusal
from quizterm.language import _, heard
from quizterm.protocol.client import (
    AddTime,
    HostCommand,
    Pause,
    Request,
    Resume,
    SubmitAnswer,
)
from quizterm.protocol.server import Ok
from quizterm.snapshot import Stage
from quizterm_client.jsonlines.pace import Pace
from quizterm_client.peer import LinkState, Peer

NEWS = 2.0
"""Seconds for which the next command waits for news of what this one has changed."""


class Denied(Exception):
    """A request that was not accepted, or of which that is not known.

    Args:
        code: Why, for programs.
        message: The same as a sentence.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class Happenings:
    """What has been heard, for whoever waits for it."""

    def __init__(self) -> None:
        self.stage: Stage | None = None
        self.stages = 0
        """How many have been heard."""
        self.returns = 0
        """How often the line has come back."""
        self.asking = False
        """Whether the reply to a request is waited for."""
        self._changed = asyncio.Event()

    def note(self) -> None:
        """Something has changed here."""
        self._changed.set()
        self._changed = asyncio.Event()

    async def until(self, holds: Callable[[], bool]) -> None:
        """Return when this holds."""
        while not holds():
            await self._changed.wait()


class Asker:
    """Sends requests.

    Args:
        peer: The session.
        happenings: What is heard of it.
        pace: How fast requests go out.
    """

    def __init__(self, peer: Peer, happenings: Happenings, pace: Pace) -> None:
        self._peer = peer
        self._happenings = happenings
        self._pace = pace

    async def ask(self, request: Request) -> Ok:
        """Send a request; an answer goes out again whenever the line breaks below it, and counts once.

        Raises:
            Denied: The server said no, or there is no line for something that must not happen twice.
        """
        await self._pace.turn()
        try:
            if isinstance(request, SubmitAnswer):
                return await self._insist(request)
            return await self._ask_once(request)
        except Refusal as refusal:
            raise Denied(str(refusal.code), heard(refusal.message)) from None

    async def news_of(self, request: Request, stages: int) -> None:
        """Return when news has come of what a command has changed, or not for long.

        What comes next is meant for the moment after it, and the reply is quicker than the news.

        Args:
            request: It was accepted.
            stages: How many stages had been heard before it was sent.
        """
        if not isinstance(request, HostCommand):
            return
        happenings, place = self._happenings, (request.phase, request.question)

        def has_come() -> bool:
            stage = happenings.stage
            if isinstance(request, AddTime | Pause | Resume):
                return happenings.stages > stages
            return stage is not None and (stage.phase, stage.question) != place

        with suppress(TimeoutError):
            async with asyncio.timeout(NEWS):
                await happenings.until(has_come)

    async def _ask_once(self, request: Request) -> Ok:
        if self._peer.status.state is not LinkState.CONNECTED:
            raise Denied("no_line", _("There is no line to the server now; nothing was sent."))
        try:
            return await self._request(request)
        except ConnectionError:
            words = _(
                "The line broke before the server replied; it may have done what was asked for, or not."
            )
            raise Denied("line_broke", words) from None

    async def _insist(self, request: Request) -> Ok:
        while True:
            returns = self._happenings.returns
            try:
                return await self._request(request)
            except ConnectionError:
                await self._happenings.until(lambda: self._happenings.returns > returns)  # noqa: B023

    async def _request(self, request: Request) -> Ok:
        self._happenings.asking = True
        self._happenings.note()
        try:
            return await self._peer.request(request)
        finally:
            self._happenings.asking = False
            self._happenings.note()
