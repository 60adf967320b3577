"""The room of a live session: one task, one inbox, one writer."""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import assert_never

from quizterm.engine import inputs
from quizterm.engine.outcome import outline, player_outcomes
from quizterm.errors import ErrorCode, Refusal
from quizterm.protocol.server import Goodbye, Ok, Refused
from quizterm.snapshot import Audience, Millis, Phase
from quizterm_server.clock import Alarm
from quizterm_server.logs import where
from quizterm_server.rooms import farewells
from quizterm_server.rooms.batch import Batch
from quizterm_server.rooms.crowd import Crowd
from quizterm_server.rooms.deeds import (
    Act,
    Deed,
    Departed,
    EnterAsHost,
    EnterAsSpectator,
    Forsaken,
    Missed,
    Notice,
    Reply,
    Request,
    Revived,
    StopWatching,
    StorageWorks,
    TimeIsUp,
)
from quizterm_server.rooms.gathering import Gathering
from quizterm_server.rooms.member import Member
from quizterm_server.rooms.people import opening_token
from quizterm_server.rooms.replies import not_stored, refused, stumbled
from quizterm_server.rooms.session import NOTHING_MORE, Session, no_session
from quizterm_server.rooms.standstill import Standstill
from quizterm_server.rooms.state import SessionState
from quizterm_server.rooms.surroundings import Surroundings
from quizterm_server.rooms.vigil import Vigil
from quizterm_server.storage.codec import encode_outcome_in_turns
from quizterm_server.storage.interface import Damaged, NotStored, SessionLog

REREADING_SECONDS = 1.0
"""Between two attempts to read what is stored: it may be that it can be written all the while."""

SLICE_SECONDS = 0.005
"""How long deeds are taken in one go."""

STILL_POSSIBLE = (EnterAsHost, EnterAsSpectator, StopWatching)
"""What changes nothing that would have to be stored."""


class Room:
    """Applies deeds one at a time, in the order in which they arrive; stores the batch, then tells of it."""

    def __init__(
        self,
        state: SessionState,
        secret: bytes,
        stored: SessionLog,
        around: Surroundings,
        when_ended: Callable[["Room"], None],
    ) -> None:
        self.code = state.game.code
        self._secret = secret
        self._stored = stored
        self._clock = around.clock
        self._storage = around.storage
        self._log = around.log.bind(session=self.code)
        self._metrics = around.metrics
        self._chores = around.chores
        self.lane = around.chores.lane()
        """For everybody who is in here."""
        self._gathering = Gathering(self.lane)
        self._when_ended = when_ended
        self._inbox: deque[Request | Notice] = deque()
        self._filled = asyncio.Event()
        self._unanswered: set[Request] = set()
        self._timer = Alarm(around.clock, self._time_is_up)
        self._session = Session(state, secret, around, self.lane, self._timer, self.tell)
        grace = Millis(around.settings.host_grace_seconds * 1000)
        self._vigil = Vigil(around.clock, grace, partial(self.tell, Forsaken()))
        self._closed = self._suspended = False
        self._standstill = Standstill(around.storage, self.tell)
        self.facts = self._session.facts
        self._session.newsroom.release(state.game, stored.position, None)

    @property
    def ended(self) -> bool:
        return self.facts.phase is Phase.ENDED

    @property
    def stands_still(self) -> bool:
        """Whether the session waits until something can be stored again."""
        return self._standstill.on

    @property
    def crowd(self) -> Crowd:
        """Who is connected, which is nobody once the room has stopped; only to be looked at."""
        return Crowd() if self._closed else self._session.crowd

    def opening_token(self, key: str) -> str:
        """The token of the host who opened this session with the wish `key`."""
        return opening_token(self._secret, key)

    def ask(self, deed: Deed, member: Member, ref: int) -> asyncio.Future[Reply]:
        """Put a request into the inbox; when the future is done, the member has the reply."""
        answered: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        self._request(Request(deed, member, ref, answered))
        return answered

    def post(self, deed: Deed, member: Member, ref: int) -> None:
        """Put a request into the inbox; only the member hears of the reply."""
        self._request(Request(deed, member, ref, None))

    def tell(self, notice: Notice) -> None:
        """Put something into the inbox that nobody waits for."""
        if not (self._suspended and isinstance(notice, Departed | Missed)):
            self._put(notice)

    def suspend(self) -> None:
        """From now on it means nothing that a connection ends: the server ends them all."""
        self._suspended = True
        self._gathering.hurry()

    async def run(self) -> None:
        """Do what the inbox says until cancelled, or until the session cannot go on.

        Requests that are not answered then are refused.
        """
        try:
            self._keep_vigil()
            while True:
                await self._filled.wait()
                await self._do_some()
        except Damaged as damage:
            self._log.error("session_damaged", reason=str(damage))
            self._send_everybody_away(farewells.DAMAGED)
        except Exception as error:
            self._log.error("session_stopped", where=where(error))
            self._send_everybody_away(farewells.STUMBLED)
        finally:
            self._close()

    def _request(self, request: Request) -> None:
        if self._closed:
            self._answer(request, refused(request.ref, no_session()))
        else:
            self._unanswered.add(request)
            self._put(request)

    def _put(self, item: Request | Notice) -> None:
        self._inbox.append(item)
        if len(self._inbox) == 1:
            self._filled.set()

    async def _do_some(self) -> None:
        """Do what waits in one batch; less than all of it if that takes long, or if the rules stumble."""
        batch, begun = Batch(), self._clock.now()
        await self._gather(batch)
        if not self._inbox:
            self._filled.clear()
        try:
            await self._store(batch)
        except NotStored as trouble:
            self._log.error("not_stored", reason=str(trouble))
            self._metrics.commits_failed += 1
            await self._stall(batch, begun)
        else:
            if batch.faulty:
                await self._restore()
            # At once where nothing has happened: nobody is kept from news by what did not happen.
            await self._chores.work(partial(self._tell_players, batch), put_off=bool(batch.records))
            put_off = bool(batch.records) and self._session.newsroom.staff_takes_long
            await self._chores.work(partial(self._tell_staff, batch), put_off=put_off)
        self._keep_vigil()

    async def _gather(self, batch: Batch) -> None:
        """Take what waits, and while a question is open what is on its way. Joins are let in as they come."""
        answering = self.facts.phase is Phase.OPEN
        self._gathering.begin()
        await self._chores.work(partial(self._take_some, batch))
        while answering and not (batch.urgent or batch.faulty):
            if not await self._gathering.more(len(batch.records)) or not self._inbox:
                break  # nobody has followed, or it is the turn of others
            await self._chores.work(partial(self._take_some, batch))

    def _take_some(self, batch: Batch) -> None:
        self._session.newsroom.hold()
        until = time.perf_counter() + SLICE_SECONDS
        while self._inbox and not batch.faulty and time.perf_counter() < until:
            self._take(self._inbox.popleft(), batch)

    def _take(self, item: Request | Notice, batch: Batch) -> None:
        if isinstance(item, Request):
            batch.requests.append(item)
            reply = self._outcome(item, batch)
            batch.outgoing.append(partial(self._answer, item, reply))
            if isinstance(item.deed, Act):
                return  # no host comes or goes by that, and answers come by the thousand
        elif self._standstill.on and not isinstance(item, StorageWorks):
            self._standstill.put_off(item, self._session.crowd)
        else:
            batch.notices.append(item)
            self._attempt(partial(self._notice, item, batch), batch)
        if self._session.hosts_moved and not (self._standstill.on or batch.faulty):
            self._attempt(partial(self._session.watch_hosts, batch), batch)

    def _outcome(self, request: Request, batch: Batch) -> Reply | None:
        """What becomes of a request; nothing where it is accepted and there is nothing to tell besides."""
        if self._standstill.on and not isinstance(request.deed, STILL_POSSIBLE):
            return not_stored(request.ref)
        try:
            granted = self._session.perform(request.deed, request.member, batch)
        except Refusal as refusal:
            return refused(request.ref, refusal)
        except Exception as error:
            # A fault in the rules must cost one request and not the session.
            self._log.error("fault", deed=type(request.deed).__name__, where=where(error))
            batch.faulty = True
            return stumbled(request.ref)
        if granted is NOTHING_MORE:
            return None
        return Ok(ref=request.ref, code=granted.code, player=granted.player, token=granted.token)

    def _notice(self, notice: Notice, batch: Batch) -> None:
        match notice:
            case Departed(member, farewell):
                self._session.depart(member, batch, farewell=farewell)
            case Missed(player):
                self._session.miss(player, batch)
            case TimeIsUp(timer):
                self._session.happen(inputs.TimerFired(at=self._clock.now(), timer=timer), batch)
            case Forsaken():
                self._session.abandon(batch)
            case Revived():
                self._session.revive(batch)
            case StorageWorks():
                self._go_on(batch)
            case _:
                assert_never(notice)

    def _attempt(self, deed: Callable[[], None], batch: Batch) -> None:
        """Do something that nobody waits for, and that may come too late to mean anything."""
        try:
            deed()
        except Refusal as refusal:
            self._log.debug("too_late", code=refusal.code)
        except Exception as error:
            self._log.error("fault", where=where(error))
            batch.faulty = True

    # Storing, and what happens when that is not possible

    async def _store(self, batch: Batch) -> None:
        if batch.records:
            result = await self._result() if batch.finished else None
            begun = time.perf_counter()
            await self._stored.commit(batch.records, self._clock.now(), result)
            self._metrics.commit_seconds.note(time.perf_counter() - begun)
            self._metrics.commit_records.note(len(batch.records))
        if not self._standstill.on:
            self._standstill.since = None

    async def _result(self) -> str:
        """What is kept of the session besides its log, now that it ends."""
        game = self._session.game
        return await encode_outcome_in_turns(outline(game), player_outcomes(game))

    async def _stall(self, batch: Batch, begun: Millis) -> None:
        """Take the batch back, and do nothing more until it can be stored."""
        for undo in reversed(batch.undoing):
            undo()
        for notice in batch.notices:
            self._standstill.put_off(notice, self._session.crowd)
        self._standstill.begin(begun)
        for request in batch.requests:
            # What was refused may have been so for a reason that never was.
            self._answer(request, not_stored(request.ref))
        await self._restore()
        self._timer.stop()
        self.facts = self._session.facts
        self._release_news()
        self._session.newsroom.stages_changed(Audience, urgent=True)

    async def _restore(self) -> None:
        """Go back to what is stored.

        Raises:
            Damaged: It is not what was written.
        """
        while True:
            try:
                await self._session.restore(await self._stored.read())
                self._session.wind_up()
                return
            except NotStored:
                await asyncio.sleep(REREADING_SECONDS)
                await self._storage.works()

    def _go_on(self, batch: Batch) -> None:
        """Something can be stored again: the time until now counts for nobody."""
        if self._standstill.since is None:
            return
        waiting = self._standstill.end()
        batch.undoing.append(partial(self._standstill.put_back, waiting))
        now = self._clock.now()
        self._session.happen(inputs.StoodStill(at=now, since=self._standstill.since), batch)
        self._session.wind_up()
        self._session.wait_again()
        self._vigil.end()
        for notice in waiting:
            self._attempt(partial(self._notice, notice, batch), batch)
        self._log.info("stored_again")

    # Telling

    def _tell_players(self, batch: Batch) -> None:
        """Tell players of what is new, and everybody of what has become of their requests."""
        answers = [type(record) for record in batch.records].count(inputs.Answered)
        self._metrics.answers_accepted += answers
        if batch.urgent or answers < len(batch.records):
            self._see_what_has_changed(batch)
        self._release_news()
        newsroom, players = self._session.newsroom, batch.stages & {Audience.PLAYERS}
        newsroom.stages_changed(players, urgent=batch.urgent)
        for send in batch.outgoing:
            send()
        newsroom.yous_changed(batch.yous, with_stages=batch.urgent and bool(players))
        self.lane.send_each(batch.requests, self._deliver)

    def _tell_staff(self, batch: Batch) -> None:
        """Tell hosts and spectators what is new, and goodbye to those who go.

        A host's list of players may be long: a question is on its way to all of them before it is made.
        """
        newsroom = self._session.newsroom
        newsroom.stages_changed(batch.stages - {Audience.PLAYERS}, urgent=batch.urgent)
        newsroom.catch_up()
        for member, goodbye in batch.farewells:
            member.finish(goodbye)
        if batch.finished:
            self._log.info("session_ended", players=self.facts.players)
            self._when_ended(self)

    def _see_what_has_changed(self, batch: Batch) -> None:
        before, self.facts = self.facts, self._session.facts
        self._metrics.players_joined += sum(isinstance(record, inputs.Joined) for record in batch.records)
        self._metrics.questions_opened += before.phase is not Phase.OPEN and self.facts.phase is Phase.OPEN

    def _release_news(self) -> None:
        self._session.newsroom.release(self._session.game, self._stored.position, self._standstill.since)

    def _send_everybody_away(self, goodbye: Goodbye) -> None:
        for request in list(self._unanswered):
            self._answer(request, stumbled(request.ref))
        for member in self._session.crowd.everybody():
            member.finish(goodbye)

    def _answer(self, request: Request, reply: Reply | None) -> None:
        self._unanswered.discard(request)
        if reply is None:
            request.member.accept(request.ref)
        else:
            if isinstance(reply, Refused):
                self._metrics.requests_refused[ErrorCode(reply.code)] += 1
            request.member.reply(reply)
        if request.answered is not None and not request.answered.done():
            request.answered.set_result(reply or Ok(ref=request.ref))

    def _deliver(self, request: Request) -> None:
        request.member.deliver()
        if isinstance(request.deed, Act) and isinstance(request.deed.happened, inputs.Answered):
            self._metrics.answer_seconds.note((self._clock.now() - request.deed.happened.at) / 1000)

    # Time

    def _time_is_up(self) -> None:
        # What has arrived until now came in time, although its turn has not come.
        self.lane.receive(partial(self.tell, TimeIsUp(self._session.timer_number)))

    def _keep_vigil(self) -> None:
        self._vigil.keep(deserted=self._session.deserted)

    def _close(self) -> None:
        self._closed = True
        self._timer.stop()
        self._vigil.end()
        self._session.absences.stop()
        self._session.newsroom.stop()
        self._standstill.stop()
        for request in list(self._unanswered):
            self._answer(request, refused(request.ref, no_session()))
        # It refers to this room as well, and is not to wait for the garbage collector.
        del self._session
