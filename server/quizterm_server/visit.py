"""What one connection is in, as what, and therefore what it may do."""

import asyncio
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from math import ceil
from typing import Any, assert_never

from quizterm.engine.inputs import Left
from quizterm.errors import ErrorCode, Refusal
from quizterm.language import N_
from quizterm.protocol import client, library
from quizterm.protocol.accounts import DeskRequest
from quizterm.protocol.incoming import ClientMessage
from quizterm.protocol.messages import HOST_PATH
from quizterm.protocol.server import Ok
from quizterm.quiz.model import Quiz
from quizterm.snapshot import Millis, PlayerId
from quizterm_server import translate
from quizterm_server.chores import Lane
from quizterm_server.desk import Desk
from quizterm_server.limits import Source
from quizterm_server.metrics import Outcome
from quizterm_server.outbox import Outbox
from quizterm_server.rooms.deeds import (
    Act,
    Admit,
    Deed,
    Departed,
    EnterAsHost,
    EnterAsSpectator,
    Entrance,
    InviteHost,
    Reply,
    Return,
    StopWatching,
)
from quizterm_server.rooms.registry import Registry
from quizterm_server.rooms.room import Room
from quizterm_server.rooms.surroundings import Surroundings
from quizterm_server.tokens import digest

GUESSES = (ErrorCode.NO_SESSION, ErrorCode.BAD_TOKEN)
"""Refusals that somebody who tries out codes and tokens gets."""

THRONG = N_("Too many people join from your network at once. Try again in a moment.")

NOBODY = PlayerId(-1)
"""The player of a seat that is not a player's."""


class Role(StrEnum):
    """What a connection may do in its session."""

    PLAYER = "player"
    HOST = "host"
    SPECTATOR = "spectator"


_NOT_FOR = {
    Role.HOST: N_("A host cannot do this."),
    Role.PLAYER: N_("A player cannot do this."),
    Role.SPECTATOR: N_("A spectator cannot do this."),
}


@dataclass(frozen=True, slots=True)
class Seat:
    """A place in a session."""

    room: Room
    role: Role
    player: PlayerId = NOBODY


class Visit:
    """Turns requests into deeds for a room, as far as the role allows; every request is answered once."""

    __slots__ = (
        "_clock",
        "_desk",
        "_entered",
        "_metrics",
        "_outbox",
        "_registry",
        "_seat",
        "_source",
        "_wish",
        "guesses",
        "may_host",
    )

    def __init__(
        self,
        registry: Registry,
        around: Surroundings,
        source: Source,
        outbox: Outbox,
        desk: Desk,
        *,
        may_host: bool,
    ) -> None:
        self._registry = registry
        self._clock = around.clock
        self._metrics = around.metrics
        self._source = source
        self._outbox = outbox
        self._desk = desk
        self.may_host = may_host
        self._seat: Seat | None = None
        self._entered: Room | None = None
        """The room that was last asked for a seat; it may give one after this connection is gone."""
        self._wish = b""
        self.guesses = 0
        """Wrong codes and tokens so far."""

    @property
    def lane(self) -> Lane | None:
        """The lane of the session that this is in; `None` before it is in one."""
        return self._seat.room.lane if self._seat is not None else None

    @property
    def settled_to_host(self) -> bool:
        """Whether this came to host, and is in a session."""
        return self.may_host and self._seat is not None

    @property
    def without_session(self) -> bool:
        """Whether this came to host, is in no session yet, and is no teacher's, who sees to quizzes here."""
        return self.may_host and self._seat is None and not self._desk.is_a_teachers

    def handle(self, message: ClientMessage, at: Millis) -> "asyncio.Future[Any] | None":
        """Answer a request that arrived at this time; what it returns must be done before the next one.

        Raises:
            Refusal: The request is not for this role or makes no sense; nobody has answered it yet. What
                is returned may raise it as well.
        """
        match message:
            case client.SubmitAnswer(ref=ref):
                seat = self._seated(Role.PLAYER)
                seat.room.post(Act(translate.answered(message, seat.player, at)), self._outbox, ref)
            case client.Hello():
                raise Refusal(ErrorCode.BAD_MESSAGE, N_("Hello was said already."))
            case client.Ping(ref=ref):
                self._outbox.reply(Ok(ref=ref, time=self._clock.now()))
            case client.CreateSession() | client.ResumeHost() | library.HostQuiz():
                return asyncio.create_task(self._host(message))
            case client.Join() | client.Watch():
                return self._come_in(message)
            case client.Rejoin():
                return asyncio.create_task(self._come_back(message))
            case client.Leave(ref=ref):
                seat = self._seated(Role.PLAYER, Role.SPECTATOR)
                seat.room.post(_leaving(seat, at), self._outbox, ref)
            case DeskRequest():
                return asyncio.create_task(self._desk.serve(message))
            case client.InviteHost(ref=ref):
                self._seated(Role.HOST).room.post(InviteHost(), self._outbox, ref)
            case client.HostCommand(ref=ref):
                room = self._seated(Role.HOST).room
                room.post(Act(translate.commanded(message, at)), self._outbox, ref)
            case client.Setting(ref=ref):
                room = self._seated(Role.HOST).room
                room.post(Act(translate.set_by_host(message, at)), self._outbox, ref)
            case _:
                assert_never(message)
        return None

    def end(self, *, farewell: bool) -> None:
        """The connection is gone, after a farewell or because it broke."""
        if self._entered is not None:
            self._entered.tell(Departed(self._outbox, farewell))
        self._desk.end()

    def _seated(self, *roles: Role) -> Seat:
        """The seat of this connection, if it is one of these roles.

        Raises:
            Refusal: It is not.
        """
        if self._seat is None:
            raise Refusal(ErrorCode.NOT_IN, N_("Enter a session first."))
        if self._seat.role not in roles:
            raise Refusal(ErrorCode.NOT_ALLOWED, _NOT_FOR[self._seat.role])
        return self._seat

    async def _host(self, message: client.CreateSession | client.ResumeHost | library.HostQuiz) -> None:
        if not self.may_host:
            raise Refusal(
                ErrorCode.NOT_ALLOWED, N_("Connect to {path} to host a session.").format(path=HOST_PATH)
            )
        match message:
            case client.CreateSession(key=key):
                self._demand_free(key)
                await self._desk.demand_host()
                # A large quiz takes the better part of a second, in which others want to play.
                await self._open(message, await asyncio.to_thread(translate.quiz, message.quiz))
            case library.HostQuiz(key=key):
                self._demand_free(key)
                await self._open(message, await self._desk.quiz_to_host(message))
            case client.ResumeHost(code=code, token=token):
                self._demand_free()
                await self._enter(await self._recall(code), Role.HOST, EnterAsHost(token), message.ref)
            case _:
                assert_never(message)

    async def _open(self, message: client.CreateSession | library.HostQuiz, quiz: Quiz) -> None:
        room, token = await self._registry.open(
            message.key, quiz, auto=message.auto, pause_without_host=message.pause_without_host
        )
        await self._enter(room, Role.HOST, EnterAsHost(token, opening=True), message.ref)
        self._wish = digest(message.key)

    def _come_in(self, message: client.Join | client.Watch) -> "asyncio.Future[Reply]":
        match message:
            case client.Join(key=key):
                wish = f"{message.code} {key}"
                self._demand_free(wish)
                admit = Admit(key, translate.name(message.name), self._desk.account)
                room = self._find(message.code)
                if self._seat is None and not self._source.joins():
                    raise Refusal(ErrorCode.TOO_FAST, THRONG)
                entering = self._enter(room, Role.PLAYER, admit, message.ref)
                self._wish = digest(wish)
                return entering
            case client.Watch():
                self._demand_free()
                return self._enter(self._find(message.code), Role.SPECTATOR, EnterAsSpectator(), message.ref)
            case _:
                assert_never(message)

    async def _come_back(self, message: client.Rejoin) -> None:
        self._demand_free()
        room = await self._recall(message.code)
        await self._enter(room, Role.PLAYER, Return(message.token, message.key), message.ref)

    def _demand_free(self, wish: str | None = None) -> None:
        """See that this connection is in no session, or that it only repeats the wish that brought it in.

        Raises:
            Refusal: It is in one.
        """
        if self._seat is not None and (wish is None or digest(wish) != self._wish):
            raise Refusal(ErrorCode.ALREADY_IN, N_("This connection is in a session already."))

    def _find(self, code: str) -> Room:
        self._demand_patience(code)
        try:
            return self._registry.find(code)
        except Refusal as refusal:
            self._learn_code(code, refusal.code)
            raise

    async def _recall(self, code: str) -> Room:
        self._demand_patience(code)
        try:
            return await self._registry.recall(code)
        except Refusal as refusal:
            self._metrics.resumes[Outcome.REFUSED] += 1
            if refusal.code is not ErrorCode.NOT_STORED:
                self._learn_code(code, refusal.code)
            raise

    def _demand_patience(self, code: str) -> None:
        """See that not too many codes were tried out where this connection comes from.

        Raises:
            Refusal: So many that this one is not looked at now.
        """
        if seconds := self._source.wait_for(code):
            raise Refusal(ErrorCode.TOO_FAST, _guessed(ceil(seconds)))

    def _learn_code(self, code: str, refused: str | None) -> None:
        """Remember for all who come from here whether a code was right, and what else was refused."""
        self.guesses += refused in GUESSES
        if refused == ErrorCode.NO_SESSION:
            self._source.was_wrong(code)
        else:
            self._source.was_right(code)

    def _enter(self, room: Room, role: Role, entrance: Entrance, ref: int) -> "asyncio.Future[Reply]":
        self._entered = room
        entering = room.ask(entrance, self._outbox, ref)
        entering.add_done_callback(partial(self._take_seat, room, role, entrance))
        return entering

    def _take_seat(
        self, room: Room, role: Role, entrance: Entrance, entering: "asyncio.Future[Reply]"
    ) -> None:
        if entering.cancelled():
            return
        reply = entering.result()
        if isinstance(reply, Ok):
            self._seat = Seat(room, role, PlayerId(reply.player) if reply.player is not None else NOBODY)
            self._learn_code(room.code, None)
            outcome = Outcome.SUCCEEDED
        else:
            self._learn_code(room.code, reply.code)
            outcome = Outcome.REFUSED
        if isinstance(entrance, Return) or (isinstance(entrance, EnterAsHost) and not entrance.opening):
            self._metrics.resumes[outcome] += 1


def _guessed(seconds: int) -> str:
    if seconds == 1:
        return N_("Too many wrong codes came from your network. Try again in a second.")
    return N_("Too many wrong codes came from your network. Try again in {seconds} seconds.").format(
        seconds=seconds
    )


def _leaving(seat: Seat, at: Millis) -> Deed:
    return Act(Left(at=at, player=seat.player)) if seat.role is Role.PLAYER else StopWatching()
