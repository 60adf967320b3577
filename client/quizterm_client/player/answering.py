"""Brings a player's answer to the server over whatever line there is: never lost, never two."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any

from quizterm.errors import Refusal
from quizterm.protocol.messages import Request
from quizterm.protocol.playing import SubmitAnswer
from quizterm.quiz.answers import Answer
from quizterm.snapshot import Stage, You
from quizterm_client.peer import LinkState, Peer
from quizterm_client.player.sending import TAKEN_LATER, counted, goes_out, settled
from quizterm_client.player.state import KEPT, Seen, Sending, Sent

Start = Callable[[Coroutine[Any, Any, None]], object]
"""Runs something at the same time."""


class Answering:
    """Sends answers, and looks after those that are not confirmed.

    Args:
        peer: The entered session.
        seen: Gives what is known.
        see: Takes what is known now.
        start: Runs something at the same time.
        once_more: Does something a moment later, for an answer that the server could not take.
    """

    def __init__(
        self,
        peer: Peer,
        *,
        seen: Callable[[], Seen],
        see: Callable[[Seen], None],
        start: Start,
        once_more: Callable[[Callable[[], None]], object],
    ) -> None:
        self._peer = peer
        self._seen = seen
        self._see = see
        self._start = start
        self._once_more = once_more
        self._lines = 0
        self._stale: set[type[Stage] | type[You]] = set()
        self._under_way: asyncio.Task[None] | None = None

    def serve(
        self,
        *,
        seen: Callable[[], Seen],
        see: Callable[[Seen], None],
        start: Start,
        once_more: Callable[[Callable[[], None]], object],
    ) -> None:
        """Go on for another face, which knows already what the one before had seen."""
        self._seen, self._see, self._start, self._once_more = seen, see, start, once_more

    def resume(self) -> None:
        """Follow what the face before had set going, once the other one runs."""
        if self._under_way is not None:
            self._start(_heed(self._under_way))
        elif self._seen().sent.state is Sending.HELD:
            self._once_more(self.look_after)

    def hear(self, news: type[Stage] | type[You]) -> None:
        """Fresh news of this kind are in what is seen now."""
        self._stale.discard(news)
        self.look_after()

    def hear_return(self) -> None:
        """The line is back; what is known is from before."""
        self._lines += 1
        self._stale = {Stage, You}

    def give(self, question: int, answer: Answer) -> None:
        """Answer a question that can be answered now."""
        seen = self._seen()
        if seen.sent.question == question and seen.sent.state in KEPT:
            self._set(replace(seen.sent, answer=answer))
            self.look_after()
        elif self._peer.status.state is not LinkState.CONNECTED:
            self._set(Sent(question, answer, Sending.BROKEN, lines=self._lines))
        elif seen.stage is not None and seen.stage.stalled:
            self._set(Sent(question, answer, Sending.HELD, lines=self._lines))
        else:
            self._submit(question, answer)

    def look_after(self) -> None:
        """An answer that is not confirmed is either in the server's snapshots, or goes out again.

        Only snapshots of a line that was entered after it was sent can tell.
        """
        seen = self._seen()
        lost = seen.sent.state is Sending.BROKEN and seen.sent.lines == self._lines
        if seen.stage is None or self._stale or lost:
            return
        sent = settled(seen.stage, seen.you, seen.sent)
        if sent != seen.sent:
            self._set(sent)
        elif sent.answer is not None and goes_out(seen.stage, seen.you, sent):
            self._submit(sent.question, sent.answer)

    def _submit(self, question: int, answer: Answer) -> None:
        sent = Sent(question, answer, Sending.SENT, lines=self._lines)
        self._set(sent)
        message = SubmitAnswer(ref=0, question=question, answer=answer)
        # The reply is waited for even when the face that sends it goes away.
        self._under_way = asyncio.ensure_future(self._follow(sent, message))
        self._start(_heed(self._under_way))

    async def _follow(self, sent: Sent, message: SubmitAnswer) -> None:
        state, words = await outcome_of(self._peer, message)
        self._under_way = None
        seen = self._seen()
        if seen.sent != sent:
            return
        you = counted(seen.you, sent) if state is Sending.COUNTED else seen.you
        self._see(replace(seen, you=you, sent=replace(sent, state=state, words=words)))
        if state is Sending.BROKEN:
            self.look_after()
        elif state is Sending.HELD:
            self._once_more(self.look_after)

    def _set(self, sent: Sent) -> None:
        self._see(replace(self._seen(), sent=sent))


async def _heed(work: "asyncio.Task[None]") -> None:
    """Let what goes wrong in something end the face as well."""
    await asyncio.shield(work)


async def outcome_of(peer: Peer, message: Request) -> tuple[Sending, str]:
    """Send a request and say what became of it."""
    try:
        await peer.request(message)
    except Refusal as refusal:
        return Sending.HELD if refusal.code in TAKEN_LATER else Sending.REFUSED, refusal.message
    except ConnectionError:
        return Sending.BROKEN, ""
    return Sending.COUNTED, ""
