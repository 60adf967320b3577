"""A client's link with a witness beside it."""

import asyncio
from collections.abc import AsyncIterator
from typing import assert_never, cast

from quizterm.errors import Refusal
from quizterm.protocol import client
from quizterm.protocol.server import Goodbye, Ok, StageNews, YouNews
from quizterm.snapshot import Audience, Millis, PlayerId
from quizterm_client.link import Link
from quizterm_client.peer import LinkEvent, LinkState, LinkStatus
from quizterm_server import translate
from tests.support.witness import Ask, Fate, Witness

Settings = client.Void | client.CorrectKey | client.Rename
Said = client.SubmitAnswer | client.Command | Settings
"""What a witness can hold against the log."""


class WitnessedLink:
    """A real `Link` of which a witness hears everything.

    Attributes:
        who: The client's name.
        link: The link.
        back_at: When this client last saw the game on a new line, in the loop's time.
        returns: How often it has come back.
        over: How its last line ended, once it has no line any more.
    """

    def __init__(self, who: str, audience: Audience, link: Link, witness: Witness) -> None:
        witness.enters(who, audience, None if link.player is None else PlayerId(link.player))
        self.who = who
        self.link = link
        self.back_at = 0.0
        self.returns = -1
        self.over: LinkStatus | None = None
        self.goodbye: Goodbye | None = None
        self._witness = witness
        self._fresh = True
        self._returned = asyncio.Condition()

    async def events(self) -> AsyncIterator[LinkEvent]:
        """As `Link.events`."""
        async for event in self.link.events():
            await self._note(event)
            yield event

    async def request(self, message: Said) -> Ok:
        """As `Link.request`."""
        asked = self._witness.asks(_meaning(message, self.link.player))
        try:
            ok = await self.link.request(message)
        except Refusal as refusal:
            self._witness.refused(asked, refusal.code)
            raise
        asked.fate = Fate.ACCEPTED
        return ok

    async def until_back(self, since: float) -> None:
        """Return once the game was seen on a line that was opened later than this, in the loop's time."""
        async with self._returned:
            await self._returned.wait_for(lambda: self.back_at > since or self.over is not None)

    async def _note(self, event: LinkEvent) -> None:
        match event:
            case LinkStatus():
                await self._note_line(event)
            case StageNews():
                self._witness.sees(self.who, event)
                await self._note_game()
            case YouNews():
                self._witness.sees(self.who, event)
            case Goodbye():
                self.goodbye = event
            case _:
                assert_never(event)

    async def _note_line(self, status: LinkStatus) -> None:
        self._fresh = self._fresh or status.state is LinkState.RECONNECTING
        if status.state is LinkState.LOST:
            self.over = status
            await self._tell()

    async def _note_game(self) -> None:
        if self._fresh:
            self._fresh = False
            self.returns += 1
            self.back_at = asyncio.get_running_loop().time()
            await self._tell()

    async def _tell(self) -> None:
        async with self._returned:
            self._returned.notify_all()


def _meaning(message: Said, player: int | None) -> Ask:
    if isinstance(message, client.SubmitAnswer):
        assert player is not None
        return translate.answered(message, PlayerId(player), Millis(0))
    if isinstance(message, Settings):
        # What the server makes of a setting is of the same three kinds.
        return cast(Ask, translate.set_by_host(message, Millis(0)))
    return translate.commanded(message, Millis(0))
