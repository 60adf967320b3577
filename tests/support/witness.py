"""Whoever was there from the beginning: every request of every client, what came back, and what they saw."""

import asyncio
from dataclasses import dataclass, field
from enum import Enum
from hashlib import blake2b
from typing import TypeVar

from quizterm.engine import inputs
from quizterm.errors import ErrorCode
from quizterm.protocol.codec import encode
from quizterm.protocol.server import StageNews, YouNews
from quizterm.snapshot import Audience, PlayerId

Setting = inputs.Voided | inputs.KeyCorrected | inputs.Renamed
Ask = inputs.Answered | inputs.Command | Setting
"""What was asked for, at time 0 whenever it was."""

OURS = {ErrorCode.INTERNAL, ErrorCode.BAD_MESSAGE, ErrorCode.NO_PLAYER, ErrorCode.NOT_ALLOWED}
"""Refusals that mean a fault in QuizTerm when the client keeps to the rules."""


class Fate(Enum):
    """What a client knows of its request."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    UNHEARD = "unheard"
    """Nothing came back: it may count or not."""


@dataclass(slots=True)
class Asked:
    """One request."""

    what: Ask
    fate: Fate = Fate.UNHEARD


@dataclass(slots=True)
class Seen:
    """The latest that one client was shown."""

    audience: Audience
    player: PlayerId | None = None
    stage: StageNews | None = None
    you: YouNews | None = None


Sight = tuple[Audience | PlayerId, int]
"""What can be seen: an audience's stage or a player's you, in one version."""


@dataclass
class Witness:
    """Keeps what must be proved later, and complains at once where no proof is needed.

    Attributes:
        asked: Every request whose fate matters, in the order of sending.
        knocked: Names of all who asked to be let in.
        joined: Names of the players whom the server said yes to.
        seen: The latest that each client was shown, by the client's name.
        sights: A digest of everything that anybody was shown.
        complaints: Promises that were broken in plain sight.
    """

    asked: list[Asked] = field(default_factory=list)
    knocked: set[str] = field(default_factory=set)
    joined: dict[PlayerId, str] = field(default_factory=dict)
    seen: dict[str, Seen] = field(default_factory=dict)
    sights: dict[Sight, bytes] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)
    _request: asyncio.Future[None] | None = None
    _sight: asyncio.Future[None] | None = None

    def knocks(self, who: str) -> None:
        """Somebody is about to ask to be let in under this name."""
        self.knocked.add(who)

    def joins(self, who: str, player: PlayerId) -> None:
        """The server let a new player in."""
        if player in self.joined:
            self.complain(f"{who} and {self.joined[player]} are both player {player}")
        self.joined[player] = who

    def enters(self, who: str, audience: Audience, player: PlayerId | None = None) -> None:
        """A client has come in."""
        self.seen[who] = Seen(audience, player)

    def leaves(self, who: str) -> None:
        """A client goes, and need not see the end."""
        del self.seen[who]

    def next_request(self) -> asyncio.Future[None]:
        """Done when the next request has just been sent."""
        if self._request is None or self._request.done():
            self._request = asyncio.get_running_loop().create_future()
        return self._request

    def next_sight(self) -> asyncio.Future[None]:
        """Done when somebody was shown something new."""
        if self._sight is None or self._sight.done():
            self._sight = asyncio.get_running_loop().create_future()
        return self._sight

    def asks(self, what: Ask) -> Asked:
        """A request is about to be sent."""
        asked = Asked(what)
        self.asked.append(asked)
        _ring(self._request)
        return asked

    def refused(self, asked: Asked, code: ErrorCode) -> None:
        """The server said no."""
        asked.fate = Fate.REFUSED
        if code in OURS:
            self.complain(f"{asked.what} was refused with {code}")

    def sees(self, who: str, news: StageNews | YouNews) -> None:
        """A client was shown something."""
        seen = self.seen[who]
        before: StageNews | YouNews | None
        if isinstance(news, StageNews):
            before, seen.stage = seen.stage, news
            self._note((seen.audience, news.version), news, who)
        else:
            assert seen.player is not None
            before, seen.you = seen.you, news
            self._note((seen.player, news.version), news, who)
        if before is not None and news.version < before.version:
            self.complain(f"{who} was shown {news.type} {news.version} after {before.version}")
        _ring(self._sight)

    def disagreements(self) -> list[str]:
        """Who does not see what the newest snapshot of their audience, or of their player, shows."""
        stages = _newest([(seen.audience, seen.stage) for seen in self.seen.values()])
        yous = _newest([(seen.player, seen.you) for seen in self.seen.values() if seen.player is not None])
        odd = []
        for who, seen in self.seen.items():
            if seen.stage is None or seen.stage.stage != stages[seen.audience].stage:
                odd.append(f"{who} still sees another stage than a fresh client")
            if seen.player is not None and (seen.you is None or seen.you.you != yous[seen.player].you):
                odd.append(f"{who} still sees another you than a fresh client")
        return odd

    def stalled(self) -> list[str]:
        """Who sees a session that stands still because nothing can be stored."""
        return [who for who, seen in self.seen.items() if seen.stage and seen.stage.stage.stalled]

    def complain(self, complaint: str) -> None:
        """Something is not as it was promised."""
        self.complaints.append(complaint)

    def _note(self, sight: Sight, news: StageNews | YouNews, who: str) -> None:
        shown = digest(news)
        if self.sights.setdefault(sight, shown) != shown:
            self.complain(f"{who} was shown another {news.type} {sight} than somebody before")


_Viewer = TypeVar("_Viewer", Audience, PlayerId)
_News = TypeVar("_News", StageNews, YouNews)


def _newest(shown: list[tuple[_Viewer, _News | None]]) -> dict[_Viewer, _News]:
    newest: dict[_Viewer, _News] = {}
    for viewer, news in shown:
        if news is not None and (viewer not in newest or news.version > newest[viewer].version):
            newest[viewer] = news
    return newest


def _ring(waited_for: asyncio.Future[None] | None) -> None:
    if waited_for is not None and not waited_for.done():
        waited_for.set_result(None)


def digest(news: StageNews | YouNews) -> bytes:
    """What tells two snapshots apart."""
    return blake2b(encode(news), digest_size=16).digest()
