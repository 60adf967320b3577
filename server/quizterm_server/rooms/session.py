"""What a deed does to a live session: to its game, its people and its connections."""

from functools import partial
from typing import assert_never

from quizterm.engine import effects, inputs
from quizterm.engine.rules import begin, step
from quizterm.errors import ErrorCode, Refusal
from quizterm.snapshot import OVER, Audience, Phase, PlayerId
from quizterm_server.clock import Alarm, Clock
from quizterm_server.rooms import farewells
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
    Return,
    StopWatching,
)
from quizterm_server.rooms.member import Member
from quizterm_server.rooms.newsroom import Newsroom
from quizterm_server.rooms.people import HOST_CONNECTIONS, People
from quizterm_server.settings import ServerSettings

MadeByCrowd = inputs.Joined | inputs.Came | inputs.Went | inputs.Left | inputs.Answered
"""What many people do at the same moment, so that news of it can wait a little."""

NO_SESSION = "No session that you can enter has this code. Check it, or ask your host."
FULL = "This session is full. Ask your host to make room."


def no_session() -> Refusal:
    """The refusal for every code that opens nothing, whatever the reason."""
    return Refusal(ErrorCode.NO_SESSION, NO_SESSION)


class Session:
    """The game with everything around it that only the room's task may touch."""

    def __init__(
        self, created: inputs.Created, people: People, settings: ServerSettings, clock: Clock, timer: Alarm
    ) -> None:
        self.game = begin(created)
        self.crowd = Crowd()
        self.newsroom = Newsroom(self.game, self.crowd, settings)
        self.timer_number = 0
        self._people = people
        self._settings = settings
        self._clock = clock
        self._timer = timer
        self._hosts_seen = True

    @property
    def ended(self) -> bool:
        return self.game.phase is Phase.ENDED

    @property
    def full(self) -> bool:
        return len(self.game.present) >= self._settings.max_players

    @property
    def joinable(self) -> bool:
        """Whether a new player would be let in now."""
        return not (self.game.phase in OVER or self.game.locked or self.full)

    @property
    def deserted(self) -> bool:
        """Whether nobody is there who could go on."""
        if self.ended:
            return False
        return not len(self.crowd) or (self.game.phase is Phase.LOBBY and not self.crowd.hosts)

    def perform(self, deed: Deed, member: Member, batch: Batch) -> Granted:
        """Do what a member asks for.

        Raises:
            Refusal: It is not possible now, and nothing has changed.
        """
        match deed:
            case Act(happened):
                self.happen(happened, batch)
                return Granted()
            case Admit():
                return self._admit(deed, member, batch)
            case Return(token):
                return self._seat(self._returning(token), member, batch)
            case EnterAsHost():
                return self._enter_as_host(deed, member, batch)
            case EnterAsSpectator():
                if self.ended:
                    raise no_session()
                self._let_in(member, Audience.SPECTATORS, self._settings.max_spectators, batch)
                return Granted()
            case InviteHost():
                return Granted(token=self._people.invite())
            case StopWatching():
                self.crowd.drop(member)
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
        before = (self.game.phase, self.game.question)
        consequences = step(self.game, happened)
        moved = (self.game.phase, self.game.question) != before
        batch.urgent = batch.urgent or moved or not isinstance(happened, MadeByCrowd)
        if isinstance(happened, inputs.Renamed):
            self._people.rename(happened.player, happened.name)
        if isinstance(happened, inputs.Unbanned):
            self._people.unban(happened.player)
        for effect in consequences:
            self._carry_out(effect, batch)

    def depart(self, member: Member, batch: Batch) -> None:
        """A connection is gone."""
        player = self.crowd.drop(member)
        if player is not None and not self.ended:
            self.happen(inputs.Went(at=self._clock.now(), player=player), batch)

    def watch_hosts(self, batch: Batch) -> None:
        """Tell the game when the last host goes and when one is there again."""
        present = bool(self.crowd.hosts)
        if present is not self._hosts_seen and not self.ended:
            self._hosts_seen = present
            self.happen(inputs.HostsSeen(at=self._clock.now(), present=present), batch)

    def abandon(self, batch: Batch) -> None:
        """End the session if nobody came back."""
        while self.deserted:
            game = self.game
            ended = inputs.Ended(at=self._clock.now(), phase=game.phase, question=game.question)
            self.happen(ended, batch)

    def _carry_out(self, effect: effects.Effect, batch: Batch) -> None:
        match effect:
            case effects.SetTimer(timer, at):
                self.timer_number = timer
                self._timer.set(at)
            case effects.StopTimer():
                self._timer.stop()
            case effects.StageChanged(audiences):
                batch.stages.update(audiences)
            case effects.YouChanged(player):
                batch.yous.add(player)
            case effects.EveryYouChanged():
                batch.yous.update(self.crowd.players)
            case effects.Dismiss(player, why):
                self._people.dismiss(player, why)
                if member := self.crowd.unseat(player):
                    batch.farewells.append((member, farewells.dismissed(why)))
            case effects.Finished():
                batch.finished = True
                batch.farewells += [(member, farewells.ENDED) for member in self.crowd.everybody()]
            case _:
                assert_never(effect)

    # Coming in

    def _admit(self, admit: Admit, member: Member, batch: Batch) -> Granted:
        player = self._people.joined_before(admit.key)
        if player is None:
            player = self._new_player(admit, batch)
        self._seat(player, member, batch)
        return Granted(player=player, token=self._people.token_of(player, admit.key))

    def _new_player(self, admit: Admit, batch: Batch) -> PlayerId:
        if self.game.phase in OVER:
            raise no_session()
        if self.full:
            raise Refusal(ErrorCode.SESSION_FULL, FULL)
        player = self._people.next_player()
        self._people.check_name(admit.name, player)
        self.happen(inputs.Joined(at=self._clock.now(), player=player, name=admit.name), batch)
        self._people.add(admit.key, admit.name)
        return player

    def _returning(self, token: str) -> PlayerId:
        try:
            return self._people.returning(token)
        except Refusal as refusal:
            raise self._as_seen_from_outside(refusal) from None

    def _enter_as_host(self, entrance: EnterAsHost, member: Member, batch: Batch) -> Granted:
        try:
            self._people.check_host(entrance.token)
        except Refusal as refusal:
            raise self._as_seen_from_outside(refusal) from None
        self._let_in(member, Audience.HOSTS, HOST_CONNECTIONS, batch)
        return Granted(code=self.game.code, token=entrance.token) if entrance.opening else Granted()

    def _as_seen_from_outside(self, refusal: Refusal) -> Refusal:
        """Without a token, an ended session looks like one that never was."""
        return no_session() if self.ended else refusal

    def _seat(self, player: PlayerId, member: Member, batch: Batch) -> Granted:
        if self.ended:
            batch.farewells.append((member, farewells.ENDED))
        else:
            self.happen(inputs.Came(at=self._clock.now(), player=player), batch)
            before = self.crowd.seat(player, member)
            if before is not None:
                batch.farewells.append((before, farewells.SUPERSEDED))
        self._subscribe(member, Audience.PLAYERS, player, batch)
        return Granted(player=player)

    def _let_in(self, member: Member, audience: Audience, most: int, batch: Batch) -> None:
        """Bring in a host or a spectator, unless `most` of them are there already."""
        group = self.crowd.hosts if audience is Audience.HOSTS else self.crowd.spectators
        if self.ended:
            batch.farewells.append((member, farewells.ENDED))
        elif member not in group and len(group) >= most:
            raise Refusal(ErrorCode.SESSION_FULL, FULL)
        else:
            group.add(member)
        self._subscribe(member, audience, None, batch)

    def _subscribe(self, member: Member, audience: Audience, player: PlayerId | None, batch: Batch) -> None:
        stage = self.newsroom.stage_source(audience)
        you = self.newsroom.you_source(player) if player is not None else None
        batch.outgoing.append(partial(member.subscribe, stage, you))
