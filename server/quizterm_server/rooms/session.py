"""What a deed does to a live session: to its game, its people and its connections."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import assert_never

from quizterm.engine import effects, inputs
from quizterm.engine.state import Game
from quizterm.errors import ErrorCode, Refusal
from quizterm.language import N_
from quizterm.snapshot import OVER, Audience, Millis, Phase, PlayerId
from quizterm_server.chores import Lane
from quizterm_server.clock import Alarm
from quizterm_server.rooms import farewells
from quizterm_server.rooms.absences import Absences
from quizterm_server.rooms.batch import Batch
from quizterm_server.rooms.crowd import Crowd
from quizterm_server.rooms.deeds import (
    Act,
    Admit,
    Deed,
    EnterAsHost,
    EnterAsSpectator,
    Granted,
    InviteHost,
    Missed,
    Return,
    StopWatching,
)
from quizterm_server.rooms.member import Member
from quizterm_server.rooms.newsroom import Newsroom
from quizterm_server.rooms.people import HOST_CONNECTIONS, People, Readmission
from quizterm_server.rooms.state import SessionState
from quizterm_server.rooms.surroundings import Facts, Surroundings
from quizterm_server.storage.records import Door, HostAdmitted, Record
from quizterm_server.tokens import digest, fresh_token

MadeByCrowd = inputs.Answered | inputs.Joined | inputs.Came | inputs.Went | inputs.Left
"""What many people do at the same moment, so that news of it can wait a little."""

NOTHING_MORE = Granted()
NO_SESSION = N_("No session that you can enter has this code. Check it, or ask your host.")
FULL = N_("This session is full. Ask your host to make room.")


def no_session() -> Refusal:
    """The refusal for every code that opens nothing, whatever the reason."""
    return Refusal(ErrorCode.NO_SESSION, NO_SESSION)


class Session:
    """The game with everything around it that only the room's task may touch."""

    def __init__(
        self,
        state: SessionState,
        secret: bytes,
        around: Surroundings,
        lane: Lane,
        timer: Alarm,
        miss: Callable[[Missed], None],
    ) -> None:
        self.crowd = Crowd()
        self.newsroom = Newsroom(state.game, self.crowd, around.settings, lane)
        self.absences = Absences(around.clock, Millis(around.settings.blink_seconds * 1000), miss)
        self.timer_number = 0
        self._state = state
        self._secret = secret
        self._settings = around.settings
        self._clock = around.clock
        self._randomness = around.randomness
        self._timer = timer

    @property
    def game(self) -> Game:
        return self._state.game

    @property
    def ended(self) -> bool:
        return self.game.phase is Phase.ENDED

    @property
    def full(self) -> bool:
        return self.game.here >= self._settings.max_players

    @property
    def joinable(self) -> bool:
        """Whether a new player would be let in now."""
        return not (self.game.phase in OVER or self.game.locked or self.full)

    @property
    def facts(self) -> Facts:
        """What may be known of the session from outside."""
        game = self.game
        return Facts(
            title=game.quiz.title,
            phase=game.phase,
            players=game.here,
            joinable=self.joinable,
            timed=game.deadline is not None or (game.phase is Phase.OPEN and game.paused_at is None),
        )

    @property
    def deserted(self) -> bool:
        """Whether nobody is there who could go on."""
        if self.ended:
            return False
        by_hand = self.game.phase is Phase.LOBBY or not self.game.auto
        return not len(self.crowd) or (by_hand and not self.crowd.hosts)

    def perform(self, deed: Deed, member: Member, batch: Batch) -> Granted:
        """Do what a member asks for.

        Raises:
            Refusal: It is not possible now, and nothing has changed.
        """
        match deed:
            case Act():
                self.happen(deed.happened, batch)
                return NOTHING_MORE
            case Admit():
                return self._admit(deed, member, batch)
            case Return():
                return self._return(deed, member, batch)
            case EnterAsHost():
                return self._enter_as_host(deed, member, batch)
            case EnterAsSpectator():
                if self.ended:
                    raise no_session()
                self._let_in(member, Audience.SPECTATORS, self._settings.max_spectators, batch)
                return Granted()
            case InviteHost():
                return self._invite(batch)
            case StopWatching():
                self._drop(member, batch)
                batch.farewells.append((member, farewells.LEFT))
                return Granted()
            case _:
                assert_never(deed)

    def happen(self, happened: inputs.Input, batch: Batch) -> None:
        """Let the rules decide, and carry out what follows.

        Raises:
            Refusal: The rules, or the names of others, forbid it, and nothing has changed.
        """
        if isinstance(happened, inputs.Renamed):
            self._people.check_name(happened.name, happened.player)
        game = self._state.game
        phase, question = game.phase, game.question
        consequences = self._state.apply(happened)
        if not consequences:
            return  # nothing has changed, so there is nothing to keep either
        batch.records.append(happened)
        if not batch.urgent:
            moved = game.phase is not phase or game.question != question
            batch.urgent = moved or not isinstance(happened, MadeByCrowd)
        for effect in consequences:
            self._carry_out(effect, batch)

    async def restore(self, records: Sequence[Record]) -> None:
        """Become what these records say, whatever has been done since.

        Raises:
            Damaged: They cannot be followed.
        """
        self._state = await SessionState.replayed_in_turns(records, self._secret)
        self._wait_for_missing()

    def revive(self, batch: Batch) -> None:
        """The server is there again: whoever was here when it went has a while to come back."""
        self.happen(inputs.Interrupted(at=self._clock.now()), batch)
        self._wait_for_missing()
        self.wind_up()

    def wait_again(self) -> None:
        """Give everybody who is missing the full time to come back, from now on."""
        self.absences.stop()
        self._wait_for_missing()

    def _wait_for_missing(self) -> None:
        """Whoever counts as there without a connection has a while to come back."""
        if self.ended:
            return
        for player in self.game.present:
            if player.awaited and player.id not in self.crowd.players:
                self.absences.lost(player.id)
        if not (self.crowd.hosts or self.game.host_away):
            self.absences.lost(None)

    def wind_up(self) -> None:
        """Set the timer to what the game waits for."""
        self.timer_number = self.game.timer
        if self.game.due is None:
            self._timer.stop()
        else:
            self._timer.set(self.game.due)

    # Coming and going of connections

    def depart(self, member: Member, batch: Batch, *, farewell: bool) -> None:
        """A connection is gone, after a farewell or because it broke."""
        host = member in self.crowd.hosts
        player = self.crowd.drop(member)
        if host:
            batch.undoing.append(partial(self.crowd.hosts.add, member))
        if player is not None:
            batch.undoing.append(partial(self.crowd.seat, player, member))
        if self.ended:
            return
        if not farewell:
            if player is not None:
                self.absences.lost(player)
        elif player is not None:
            self.happen(inputs.Went(at=self._clock.now(), player=player), batch)
        elif host and not self.crowd.hosts:
            self._see_hosts(False, batch)

    def miss(self, player: PlayerId | None, batch: Batch) -> None:
        """A player, or the last host, has not come back for a while."""
        if self.ended:
            return
        if player is None:
            self._see_hosts(bool(self.crowd.hosts), batch)
        elif player not in self.crowd.players:
            self.happen(inputs.Went(at=self._clock.now(), player=player), batch)

    @property
    def hosts_moved(self) -> bool:
        """Whether `watch_hosts` has something to do."""
        if self.crowd.hosts:
            return self.game.host_away or self.absences.waits_for(None)
        return not (self.game.host_away or self.absences.waits_for(None))

    def watch_hosts(self, batch: Batch) -> None:
        """Tell the game when a host is there again, and start to count when none is."""
        if self.crowd.hosts:
            self.absences.found(None)
            if self.game.host_away and not self.ended:
                self._see_hosts(True, batch)
        elif not self.game.host_away and not self.ended:
            self.absences.lost(None)

    def abandon(self, batch: Batch) -> None:
        """End the session if nobody came back."""
        while self.deserted:
            game = self.game
            ended = inputs.Ended(at=self._clock.now(), phase=game.phase, question=game.question)
            self.happen(ended, batch)

    def _see_hosts(self, present: bool, batch: Batch) -> None:
        self.happen(inputs.HostsSeen(at=self._clock.now(), present=present), batch)

    def _drop(self, member: Member, batch: Batch) -> None:
        self.crowd.spectators.discard(member)
        batch.undoing.append(partial(self.crowd.spectators.add, member))

    def _carry_out(self, effect: effects.Effect, batch: Batch) -> None:
        match effect:
            case effects.StageChanged():
                batch.stages.update(effect.audiences)
            case effects.YouChanged(player):
                batch.yous.add(player)
            case effects.SetTimer(timer, at):
                self.timer_number = timer
                self._timer.set(at)
            case effects.StopTimer():
                self._timer.stop()
            case effects.EveryYouChanged():
                batch.yous.update(self.crowd.players)
            case effects.Dismiss(player, why):
                self.absences.found(player)
                if member := self.crowd.unseat(player):
                    batch.undoing.append(partial(self.crowd.seat, player, member))
                    batch.farewells.append((member, farewells.dismissed(why)))
            case effects.Finished():
                batch.finished = True
                batch.farewells += [(member, farewells.ENDED) for member in self.crowd.everybody()]
            case _:
                assert_never(effect)

    # Coming in

    @property
    def _people(self) -> People:
        return self._state.people

    def _admit(self, admit: Admit, member: Member, batch: Batch) -> Granted:
        player = self._people.joined_before(admit.key)
        if player is None:
            player = self._new_player(admit, batch)
        return self._bring_back(self._people.joining_again(player, admit.key), member, batch)

    def _new_player(self, admit: Admit, batch: Batch) -> PlayerId:
        if self.game.phase in OVER:
            raise no_session()
        if self.full:
            raise Refusal(ErrorCode.SESSION_FULL, FULL)
        player = self._people.next_player()
        self._people.check_name(admit.name, player)
        self.happen(inputs.Joined(at=self._clock.now(), player=player, name=admit.name), batch)
        self._let_through(self._people.admission(player, admit.key, admit.account), batch)
        return player

    def _return(self, deed: Return, member: Member, batch: Batch) -> Granted:
        try:
            granted = self._people.returning(deed.token, deed.key)
        except Refusal as refusal:
            if refusal.code is ErrorCode.BAD_TOKEN and self._people.has_been_used(deed.token):
                batch.farewells.append((member, farewells.SUPERSEDED))
            raise self._as_seen_from_outside(refusal) from None
        return self._bring_back(granted, member, batch)

    def _bring_back(self, granted: Readmission, member: Member, batch: Batch) -> Granted:
        self._seat(granted.player, member, batch)
        if granted.change is not None:
            if self.ended:
                # What has ended stays as it is, and its token opens it as often as anybody likes.
                return Granted(player=granted.player)
            self._let_through(granted.change, batch)
        return Granted(player=granted.player, token=granted.token)

    def _enter_as_host(self, entrance: EnterAsHost, member: Member, batch: Batch) -> Granted:
        try:
            self._people.check_host(entrance.token)
        except Refusal as refusal:
            raise self._as_seen_from_outside(refusal) from None
        self._let_in(member, Audience.HOSTS, HOST_CONNECTIONS, batch)
        return Granted(code=self.game.code, token=entrance.token) if entrance.opening else Granted()

    def _invite(self, batch: Batch) -> Granted:
        self._people.check_invitation()
        token = fresh_token(self._randomness)
        self._let_through(HostAdmitted(token=digest(token)), batch)
        return Granted(token=token)

    def _let_through(self, record: Door, batch: Batch) -> None:
        self._state.apply(record)
        batch.records.append(record)

    def _as_seen_from_outside(self, refusal: Refusal) -> Refusal:
        """Without a token, an ended session looks like one that never was."""
        return no_session() if self.ended else refusal

    def _seat(self, player: PlayerId, member: Member, batch: Batch) -> None:
        if self.ended:
            batch.farewells.append((member, farewells.ENDED))
        else:
            self.happen(inputs.Came(at=self._clock.now(), player=player), batch)
            self.absences.found(player)
            self._connect(player, member, batch)
        self._subscribe(member, Audience.PLAYERS, player, batch)

    def _connect(self, player: PlayerId, member: Member, batch: Batch) -> None:
        if self.crowd.players.get(player) is member:
            return
        before = self.crowd.seat(player, member)
        if before is not None:
            batch.farewells.append((before, farewells.SUPERSEDED))
        batch.undoing.append(partial(self.crowd.give_back, player, member, before))

    def _let_in(self, member: Member, audience: Audience, most: int, batch: Batch) -> None:
        """Bring in a host or a spectator, unless `most` of them are there already."""
        group = self.crowd.hosts if audience is Audience.HOSTS else self.crowd.spectators
        if self.ended:
            batch.farewells.append((member, farewells.ENDED))
        elif member not in group and len(group) >= most:
            raise Refusal(ErrorCode.SESSION_FULL, FULL)
        elif member not in group:
            group.add(member)
            batch.undoing.append(partial(group.discard, member))
        self._subscribe(member, audience, None, batch)

    def _subscribe(self, member: Member, audience: Audience, player: PlayerId | None, batch: Batch) -> None:
        batch.outgoing.append(partial(self.newsroom.subscribe, member, audience, player))
