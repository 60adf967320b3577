"""Snapshots for a whole room: built once for each audience and version, and not too often."""

import asyncio
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from operator import methodcaller

from quizterm.engine.state import Game
from quizterm.engine.views import stand_still, view_for
from quizterm.protocol.codec import encode_stage, encode_you
from quizterm.snapshot import Audience, Millis, PlayerId, Stage
from quizterm_server.chores import Lane
from quizterm_server.frames import text_frame
from quizterm_server.rooms.crowd import Crowd
from quizterm_server.rooms.member import Member, News
from quizterm_server.settings import ServerSettings


class Newsroom:
    """Remembers what is stale, builds it when it is told of, and lets members fetch it when they can.

    What members are given is always made of what is stored. The stage of an audience is built at once when
    it is told of; the `you` of a player only when it is fetched, and while something is being stored it
    cannot be: whoever came for it is told when it can.

    A version is twice the number of records that a snapshot is made of, and one more while the session
    stands still: so versions grow, and equal ones are equal bytes, after a restart as well.
    """

    def __init__(self, game: Game, crowd: Crowd, settings: ServerSettings, lane: Lane) -> None:
        self._game = game
        self._crowd = crowd
        self._lane = lane
        self._version = 0
        self._still_since: Millis | None = None
        self._stages: dict[Audience, News] = {}
        self._stale: set[Audience] = set(Audience)
        self._drafts: dict[Audience, tuple[int, Stage]] = {}
        """Versions and stages that are not written down yet: a host's takes as long for it as to be built."""
        self._long: set[Audience] = set()
        """Audiences whose stage took long to build the last time."""
        self._yous: dict[PlayerId, News] = {}
        self._stale_yous: set[PlayerId] = set()
        self._held = True
        self._waiting: set[Member] = set()
        """Members who came for their `you` while it was held back."""
        self._late: set[Audience] = set()
        """Audiences that were to be told meanwhile."""
        self._due: set[Audience] = set()
        """Audiences that are to be told from the first member on: a round has its place in the queue."""
        self._under_way: set[Audience] = set()
        """Audiences of which some members have been told and others not."""
        windows = {
            Audience.PLAYERS: settings.player_news_seconds,
            Audience.HOSTS: settings.staff_news_seconds,
            Audience.SPECTATORS: settings.staff_news_seconds,
        }
        self._pulses = {
            who: _Pulse(partial(self._tell, who), window, lane.work_at_once)
            for who, window in windows.items()
        }

    def hold(self) -> None:
        """Build nothing: what has happened is not stored yet."""
        self._held = True

    @property
    def staff_takes_long(self) -> bool:
        """Whether what hosts or spectators are told took milliseconds to build the last time."""
        return not self._long.isdisjoint(STAFF)

    def release(self, game: Game, position: int, still_since: Millis | None) -> None:
        """Build from the game as it is stored; `catch_up`, or news to all audiences, is to follow.

        Args:
            game: The game.
            position: How many records it is made of.
            still_since: Since when nothing can be stored; `None` if it can.
        """
        if game is not self._game or still_since != self._still_since:
            self._stale.update(Audience)
            self._stale_yous.update(self._yous)
        self._game, self._still_since = game, still_since
        self._version = 2 * position + (still_since is not None)
        self._held = False
        waiting, self._waiting = self._waiting, set()
        for member in waiting:
            member.look_again()

    def catch_up(self) -> None:
        """Tell the audiences that were to be told while nothing could be built."""
        for audience in list(self._late):
            self._tell(audience)

    def subscribe(self, member: Member, audience: Audience, player: PlayerId | None) -> None:
        """Give somebody who has come in the newest snapshots, and the following ones; not while held."""
        self._draft_stage(audience)
        you = None
        if player is not None:
            self._stale_yous.add(player)
            self._you(player, member)
            you = partial(self._you, player, member)
        member.subscribe(partial(self._stage, audience), you)

    def stages_changed(self, audiences: Iterable[Audience], *, urgent: bool) -> None:
        """Let these audiences know; unless it is urgent, at most once in each audience's window."""
        for audience in audiences:
            self._stale.add(audience)
            self._pulses[audience].beat(urgent=urgent)

    def yous_changed(self, players: Iterable[PlayerId], *, with_stages: bool) -> None:
        """Let these players know.

        Args:
            players: Whom.
            with_stages: Their stage is on its way to all of them, and takes what waits with it; where it
                cannot be written down, they wait for the next one.
        """
        members: list[Member] = []
        for player in players:
            self._stale_yous.add(player)
            if member := self._crowd.players.get(player):
                member.you_changed()
                members.append(member)
        if members and not with_stages:
            self._lane.send_each(members, methodcaller("deliver"))

    def stop(self) -> None:
        """Tell nobody anything more, for good."""
        for pulse in self._pulses.values():
            pulse.stop()
        self._pulses.clear()  # they refer to this newsroom, and so to the game

    def _tell(self, audience: Audience) -> None:
        if self._held:
            self._late.add(audience)
            return
        self._late.discard(audience)
        if self._crowd.audience(audience):
            self._draft_stage(audience)
            if audience not in self._due:
                self._due.add(audience)
                if audience not in self._under_way:
                    self._go_round(audience)

    def _go_round(self, audience: Audience) -> None:
        everybody, long = self._everybody_in(audience), audience in self._long
        self._lane.send_each(everybody, partial(self._pass_on, audience), long=long)

    def _everybody_in(self, audience: Audience) -> Iterator[Member]:
        self._due.discard(audience)
        self._under_way.add(audience)
        try:
            self._write_down(audience)
            yield from self._crowd.audience(audience)
        finally:
            self._under_way.discard(audience)
        if audience in self._due:
            # There is newer news; others, who have waited meanwhile, go first.
            self._go_round(audience)

    def _pass_on(self, audience: Audience, member: Member) -> None:
        if audience in self._drafts:
            self._write_down(audience)
        member.stage_changed(self._stages[audience])

    def _stage(self, audience: Audience) -> News:
        """The newest stage that this audience is to be told."""
        self._write_down(audience)
        return self._stages[audience]

    def _draft_stage(self, audience: Audience) -> None:
        if audience not in self._stale:
            return
        begun = time.perf_counter()
        stage = view_for(self._game, audience)
        if self._still_since is not None:
            stage = stand_still(stage, self._still_since)
        self._drafts[audience] = self._version, stage
        self._stale.discard(audience)
        took = time.perf_counter() - begun
        self._pulses[audience].rest(2 * took)
        if took >= LONG_SECONDS:
            self._long.add(audience)
        else:
            self._long.discard(audience)

    def _write_down(self, audience: Audience) -> None:
        if (draft := self._drafts.pop(audience, None)) is None:
            return
        try:
            frame = text_frame(encode_stage(*draft))
        except Exception:
            self._stale.add(audience)
            raise
        self._stages[audience] = News(draft[0], frame)

    def _you(self, player: PlayerId, member: Member) -> News | None:
        if player in self._stale_yous:
            if self._held:
                self._waiting.add(member)
                return None
            you = encode_you(self._version, view_for(self._game, player))
            self._yous[player] = News(self._version, text_frame(you))
            self._stale_yous.discard(player)
        return self._yous[player]


STAFF = {Audience.HOSTS, Audience.SPECTATORS}
LONG_SECONDS = 0.002
"""A stage that takes longer to build is written down at the beginning of a turn; that of hosts or spectators
is built in a later one where rooms have used theirs up."""
SHARE = 0.05
"""Of its time, the most that a room spends on the stages of one audience while many come, go and answer."""


class _Pulse:
    """Tells one audience of a new stage at most once in a window, the first time at once."""

    # This is about how busy the sockets are and not about the game, so it goes by the loop's time: with a
    # clock that stands still, the last news must arrive all the same.

    def __init__(
        self, tell: Callable[[], None], window: float, at_once: Callable[[Callable[[], None]], None]
    ) -> None:
        self._tell = tell
        self._window = window
        self._at_once = at_once
        self._loop = asyncio.get_running_loop()
        self._quiet_until = 0.0
        self._pending: asyncio.TimerHandle | None = None

    def beat(self, *, urgent: bool) -> None:
        if urgent or self._loop.time() >= self._quiet_until:
            self._ring()
        elif self._pending is None:
            self._pending = self._loop.call_at(self._quiet_until, self._at_once, self._ring)

    def rest(self, seconds: float) -> None:
        """A stage took so long to build: leave the next one a while if it was long."""
        if self._window:
            self._quiet_until = max(self._quiet_until, self._loop.time() + seconds / SHARE)

    def stop(self) -> None:
        if self._pending is not None:
            self._pending.cancel()
            self._pending = None

    def _ring(self) -> None:
        self.stop()
        self._quiet_until = self._loop.time() + self._window
        self._tell()
