"""The room of a live session: one task, one inbox, one writer."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import assert_never

from structlog.typing import FilteringBoundLogger

from quizterm.engine import inputs
from quizterm.errors import ErrorCode, Refusal
from quizterm.protocol.server import Ok, Refused
from quizterm.snapshot import Millis, Phase
from quizterm_server.clock import Alarm, Clock
from quizterm_server.logs import where
from quizterm_server.rooms.batch import Batch
from quizterm_server.rooms.deeds import Deed, Departed, Forsaken, Notice, Reply, Request, TimeIsUp
from quizterm_server.rooms.member import Member
from quizterm_server.rooms.people import People
from quizterm_server.rooms.session import Session, no_session
from quizterm_server.settings import ServerSettings

STUMBLED = "The server could not do this. Try again, or ask whoever runs it to look at its log."


class Room:
    """Applies deeds one at a time, in the order in which they arrive, and tells of them after the batch."""

    def __init__(
        self,
        created: inputs.Created,
        people: People,
        settings: ServerSettings,
        clock: Clock,
        log: FilteringBoundLogger,
        when_ended: Callable[["Room"], None],
    ) -> None:
        self.code = created.code
        self.title = created.quiz.title
        self._people = people
        self._clock = clock
        self._log = log.bind(session=created.code)
        self._when_ended = when_ended
        self._inbox: asyncio.Queue[Request | Notice] = asyncio.Queue()
        self._timer = Alarm(clock, self._time_is_up)
        self._session = Session(created, people, settings, clock, self._timer)
        self._grace = Millis(settings.host_grace_seconds * 1000)
        self._vigil = Alarm(clock, partial(self.tell, Forsaken()))
        self._deserted = False
        self._closed = False

    @property
    def phase(self) -> Phase:
        return self._session.game.phase

    @property
    def ended(self) -> bool:
        return self._session.ended

    @property
    def joinable(self) -> bool:
        """Whether a new player would be let in now."""
        return self._session.joinable

    @property
    def players(self) -> int:
        """How many players are in the session, connected or not."""
        return len(self._session.game.present)

    def opening_token(self, key: str) -> str:
        """The token of the host who opened this session with the wish `key`."""
        return self._people.opening_token(key)

    def ask(self, deed: Deed, member: Member, ref: int) -> asyncio.Future[Reply]:
        """Put a request into the inbox; when the future is done, the member has the reply."""
        request = Request(deed, member, ref, asyncio.get_running_loop().create_future())
        if self._closed:
            self._answer(request, _refused(ref, no_session()))
        else:
            self._inbox.put_nowait(request)
        return request.answered

    def tell(self, notice: Notice) -> None:
        """Put something into the inbox that nobody waits for."""
        self._inbox.put_nowait(notice)

    async def run(self) -> None:
        """Do what the inbox says until cancelled; requests that are still in it are refused then."""
        try:
            self._keep_vigil()
            while True:
                waiting = [await self._inbox.get()]
                while not self._inbox.empty():
                    waiting.append(self._inbox.get_nowait())
                batch = Batch()
                for item in waiting:
                    self._take(item, batch)
                # Nothing of the batch has left the room yet. Whatever must be durable before anybody
                # hears of it belongs between these two steps.
                self._tell_everybody(batch)
        finally:
            self._close()

    def _take(self, item: Request | Notice, batch: Batch) -> None:
        if isinstance(item, Request):
            batch.outgoing.append(partial(self._answer, item, self._outcome(item, batch)))
        else:
            self._attempt(partial(self._notice, item, batch))
        self._attempt(partial(self._session.watch_hosts, batch))
        self._keep_vigil()

    def _outcome(self, request: Request, batch: Batch) -> Reply:
        try:
            granted = self._session.perform(request.deed, request.member, batch)
        except Refusal as refusal:
            return _refused(request.ref, refusal)
        except Exception as error:
            # A fault in the rules must cost one request and not the session.
            self._log.error("fault", deed=type(request.deed).__name__, where=where(error))
            return Refused(ref=request.ref, code=ErrorCode.INTERNAL, message=STUMBLED)
        return Ok(ref=request.ref, code=granted.code, player=granted.player, token=granted.token)

    def _notice(self, notice: Notice, batch: Batch) -> None:
        match notice:
            case Departed(member):
                self._session.depart(member, batch)
            case TimeIsUp(timer):
                self._session.happen(inputs.TimerFired(at=self._clock.now(), timer=timer), batch)
            case Forsaken():
                self._session.abandon(batch)
            case _:
                assert_never(notice)

    def _attempt(self, deed: Callable[[], None]) -> None:
        """Do something that nobody waits for, and that may come too late to mean anything."""
        try:
            deed()
        except Refusal as refusal:
            self._log.debug("too_late", code=refusal.code)
        except Exception as error:
            self._log.error("fault", where=where(error))

    def _tell_everybody(self, batch: Batch) -> None:
        for send in batch.outgoing:
            send()
        self._session.newsroom.yous_changed(batch.yous)
        self._session.newsroom.stages_changed(batch.stages, urgent=batch.urgent)
        for member, goodbye in batch.farewells:
            member.finish(goodbye)
        if batch.finished:
            self._log.info("session_ended", players=self.players)
            self._when_ended(self)

    def _answer(self, request: Request, reply: Reply) -> None:
        request.member.reply(reply)
        if not request.answered.done():
            request.answered.set_result(reply)

    def _time_is_up(self) -> None:
        self.tell(TimeIsUp(self._session.timer_number))

    def _keep_vigil(self) -> None:
        """Start to count when nobody is there any more, and stop when somebody is."""
        if self._session.deserted == self._deserted:
            return
        self._deserted = not self._deserted
        if self._deserted:
            self._vigil.set(Millis(self._clock.now() + self._grace))
        else:
            self._vigil.stop()

    def _close(self) -> None:
        self._closed = True
        self._timer.stop()
        self._vigil.stop()
        self._session.newsroom.stop()
        while not self._inbox.empty():
            item = self._inbox.get_nowait()
            if isinstance(item, Request):
                self._answer(item, _refused(item.ref, no_session()))


def _refused(ref: int, refusal: Refusal) -> Refused:
    return Refused(ref=ref, code=refusal.code, message=refusal.message)
