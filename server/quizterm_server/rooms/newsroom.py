"""Snapshots for a whole room: built late, once for each audience and version, and not too often."""

import asyncio
from collections.abc import Iterable
from functools import partial

from quizterm.engine.state import Game
from quizterm.engine.views import view_for
from quizterm.protocol.codec import encode
from quizterm.protocol.server import StageNews, YouNews
from quizterm.snapshot import Audience, PlayerId
from quizterm_server.rooms.crowd import Crowd
from quizterm_server.rooms.member import News, Source
from quizterm_server.settings import ServerSettings


class Newsroom:
    """Remembers what is stale, tells members that there is news, and builds it when it is fetched."""

    def __init__(self, game: Game, crowd: Crowd, settings: ServerSettings) -> None:
        self._game = game
        self._crowd = crowd
        self._stages: dict[Audience, News] = {}
        self._stale: set[Audience] = set(Audience)
        self._yous: dict[PlayerId, News] = {}
        self._stale_yous: set[PlayerId] = set()
        windows = {
            Audience.PLAYERS: settings.player_news_seconds,
            Audience.HOSTS: settings.staff_news_seconds,
            Audience.SPECTATORS: settings.staff_news_seconds,
        }
        self._pulses = {who: _Pulse(crowd, who, window) for who, window in windows.items()}

    def stage_source(self, audience: Audience) -> Source:
        return partial(self._stage, audience)

    def you_source(self, player: PlayerId) -> Source:
        self._stale_yous.add(player)
        return partial(self._you, player)

    def stages_changed(self, audiences: Iterable[Audience], *, urgent: bool) -> None:
        """Let these audiences know; unless it is urgent, at most once in each audience's window."""
        for audience in audiences:
            self._stale.add(audience)
            self._pulses[audience].beat(urgent=urgent)

    def yous_changed(self, players: Iterable[PlayerId]) -> None:
        """Let these players know."""
        for player in players:
            self._stale_yous.add(player)
            if member := self._crowd.players.get(player):
                member.you_changed()

    def stop(self) -> None:
        """Tell nobody anything more."""
        for pulse in self._pulses.values():
            pulse.stop()

    def _stage(self, audience: Audience) -> News:
        if audience in self._stale:
            self._stale.discard(audience)
            before = self._stages.get(audience)
            version = before.version + 1 if before else 1
            news = StageNews(version=version, stage=view_for(self._game, audience))
            self._stages[audience] = News(version, encode(news))
        return self._stages[audience]

    def _you(self, player: PlayerId) -> News:
        if player in self._stale_yous:
            self._stale_yous.discard(player)
            before = self._yous.get(player)
            version = before.version + 1 if before else 1
            news = YouNews(version=version, you=view_for(self._game, player))
            self._yous[player] = News(version, encode(news))
        return self._yous[player]


class _Pulse:
    """Tells one audience of a new stage at most once in a window, the first time at once."""

    # This is about how busy the sockets are and not about the game, so it goes by the loop's time: with a
    # clock that stands still, the last news must arrive all the same.

    def __init__(self, crowd: Crowd, audience: Audience, window: float) -> None:
        self._crowd = crowd
        self._audience = audience
        self._window = window
        self._loop = asyncio.get_running_loop()
        self._quiet_until = 0.0
        self._pending: asyncio.TimerHandle | None = None

    def beat(self, *, urgent: bool) -> None:
        if urgent or self._loop.time() >= self._quiet_until:
            self._tell()
        elif self._pending is None:
            self._pending = self._loop.call_at(self._quiet_until, self._tell)

    def stop(self) -> None:
        if self._pending is not None:
            self._pending.cancel()
            self._pending = None

    def _tell(self) -> None:
        self.stop()
        self._quiet_until = self._loop.time() + self._window
        for member in self._crowd.audience(self._audience):
            member.stage_changed()
