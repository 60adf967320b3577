"""Who is told of what, when, and how often: members without sockets, who take everything at once."""

import asyncio
import re
from collections.abc import Callable

import pytest

from quizterm.protocol.server import Goodbye, Ok, Refused
from quizterm.snapshot import Audience, PlayerId
from quizterm_server.chores import FEW, Chores, Lane
from quizterm_server.logs import make_log
from quizterm_server.outbox import Outbox
from quizterm_server.rooms import newsroom as module
from quizterm_server.rooms.crowd import Crowd
from quizterm_server.rooms.member import News, Source
from quizterm_server.rooms.newsroom import LONG_SECONDS, Newsroom
from quizterm_server.settings import ServerSettings
from tests.support.clockwork import SlowClockwork
from tests.support.games import ANN, PORT, Story
from tests.support.peers import PATIENCE

CROWD = 5 * FEW
"""So many that they are not told in one piece."""


class Listener:
    """Somebody who is told of stages."""

    def __init__(self, when_told: Callable[[], None] = lambda: None) -> None:
        self.versions: list[int] = []
        self._when_told = when_told

    def stage_changed(self, news: News) -> None:
        self.versions.append(news.version)
        self._when_told()

    def subscribe(self, stage: Source, you: Source | None) -> None: ...
    def reply(self, message: Ok | Refused) -> None: ...
    def accept(self, ref: int) -> None: ...
    def you_changed(self) -> None: ...
    def deliver(self) -> None: ...
    def look_again(self) -> None: ...
    def finish(self, goodbye: Goodbye) -> None: ...


class Collected:
    """A wire and the connection behind it, which collects when its turn comes and remembers what it got."""

    def __init__(self, lane: Lane) -> None:
        self.clogged = False
        self.said: list[str] = []
        self.outbox: Outbox
        self._lane = lane

    def send(self, frames: bytes, messages: int) -> None:
        if "goodbye" not in self.said:  # nothing can be sent any more on a line that is closed
            told = re.findall(rb'"type":"(\w+)"(?:,"version":(\d+))?', frames)
            self.said += [(kind + version).decode() for kind, version in told]

    def abort(self) -> None: ...

    def call(self) -> None:
        self._lane.send(lambda: self.send(*self.outbox.collect()))


class Paper:
    """A newsroom with as many records as a test likes, and its crowd."""

    def __init__(self) -> None:
        self.game = Story(PORT).join(ANN).game
        self.crowd = Crowd()
        self.lane = Chores(make_log("none")).lane()
        self.newsroom = Newsroom(self.game, self.crowd, ServerSettings(), self.lane)
        self.newsroom.release(self.game, 1, None)

    def seat(self, listener: Listener) -> Listener:
        self.crowd.seat(PlayerId(len(self.crowd.players)), listener)
        return listener

    def tell(self) -> None:
        self.newsroom.stages_changed([Audience.PLAYERS], urgent=True)

    async def through_the_queue(self) -> None:
        """Return when everything is done that waits to be sent now."""
        done = asyncio.Event()
        self.lane.send(done.set)
        async with asyncio.timeout(PATIENCE):
            await done.wait()


async def test_news_that_never_end_leave_turns_for_others() -> None:
    """R13: one room that changes all the time keeps nobody else from being sent something."""
    paper = Paper()
    listeners = [paper.seat(Listener(paper.tell)) for _ in range(CROWD)]
    told: list[int] = []
    paper.tell()
    paper.lane.send(lambda: told.extend(len(listener.versions) for listener in listeners))

    await paper.through_the_queue()

    assert told == [1] * CROWD


async def test_who_was_told_already_hears_of_newer_news_as_well() -> None:
    paper = Paper()

    def change() -> None:
        if len(middle.versions) == 1:
            paper.newsroom.release(paper.game, 2, None)
            paper.tell()

    first, *_ = [paper.seat(Listener()) for _ in range(CROWD)]
    middle = paper.seat(Listener(change))
    *_, last = [paper.seat(Listener()) for _ in range(CROWD)]
    paper.tell()
    await paper.through_the_queue()
    await paper.through_the_queue()

    assert (first.versions, middle.versions, last.versions[-1]) == ([2, 4], [2, 4], 4)


async def test_what_changes_twice_before_the_first_hears_of_it_is_told_once() -> None:
    paper = Paper()
    listener = paper.seat(Listener())
    paper.tell()
    paper.newsroom.release(paper.game, 2, None)
    paper.tell()
    await paper.through_the_queue()
    await paper.through_the_queue()

    assert listener.versions == [4]


async def test_what_changes_between_seeing_and_writing_down_is_told_when_its_window_is_over() -> None:
    paper = Paper()
    twice = asyncio.Event()
    listener = paper.seat(Listener(lambda: twice.set() if len(listener.versions) == 2 else None))
    paper.tell()
    paper.newsroom.release(paper.game, 2, None)
    paper.newsroom.stages_changed([Audience.PLAYERS], urgent=False)
    async with asyncio.timeout(PATIENCE):
        await twice.wait()

    assert listener.versions == [2, 4]


async def test_nobody_is_told_while_something_is_being_stored() -> None:
    """R10: a snapshot must not be made between step and commit."""
    paper = Paper()
    listener = paper.seat(Listener())
    paper.newsroom.hold()
    paper.tell()
    await paper.through_the_queue()
    assert listener.versions == []

    paper.newsroom.release(paper.game, 2, None)
    paper.newsroom.catch_up()
    await paper.through_the_queue()

    assert listener.versions == [4]


async def test_whoever_waits_for_a_you_sees_the_last_stage_before_the_goodbye() -> None:
    """What was held back is looked at before the round of the next stage begins."""
    paper = Paper()
    wire = Collected(paper.lane)
    outbox = Outbox(wire, wire.call)
    wire.outbox = outbox
    paper.crowd.seat(PlayerId(0), outbox)
    paper.newsroom.subscribe(outbox, Audience.PLAYERS, PlayerId(0))
    await paper.through_the_queue()
    paper.newsroom.hold()
    paper.newsroom.yous_changed([PlayerId(0)], with_stages=False)
    await paper.through_the_queue()

    paper.newsroom.release(paper.game, 2, None)
    paper.tell()
    outbox.finish(Goodbye(close=4000, message="It is over."))
    await paper.through_the_queue()

    assert wire.said == ["stage2", "you2", "stage4", "you4", "goodbye"]


async def test_what_is_late_is_not_told_before_what_is_new() -> None:
    """A question is on its way to all players before a host's long list of them is made."""
    paper = Paper()
    order: list[str] = []
    paper.seat(Listener(lambda: order.append("player")))
    paper.crowd.hosts.add(Listener(lambda: order.append("host")))
    paper.newsroom.hold()
    paper.newsroom.stages_changed([Audience.HOSTS], urgent=True)

    paper.newsroom.release(paper.game, 2, None)
    paper.tell()
    paper.newsroom.stages_changed([Audience.HOSTS], urgent=True)
    paper.newsroom.catch_up()
    await paper.through_the_queue()

    assert order == ["player", "host"]


@pytest.mark.parametrize("staff", [Audience.HOSTS, Audience.SPECTATORS])
async def test_a_stage_of_the_staff_that_takes_long_is_known_for_it_until_it_does_not(
    staff: Audience, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = SlowClockwork(LONG_SECONDS)
    monkeypatch.setattr(module, "time", clock)
    paper = Paper()
    paper.seat(Listener())
    (paper.crowd.hosts if staff is Audience.HOSTS else paper.crowd.spectators).add(Listener())
    seen = [paper.newsroom.staff_takes_long]
    for audience, clock.step in (
        (Audience.PLAYERS, LONG_SECONDS),
        (staff, LONG_SECONDS),
        (staff, 0.0),
    ):
        paper.newsroom.stages_changed([audience], urgent=True)
        seen.append(paper.newsroom.staff_takes_long)

    assert seen == [False, False, True, False]


@pytest.mark.parametrize(
    ("step", "order"),
    [(LONG_SECONDS, ["next turn", "player"]), (0.0, ["player", "next turn"])],
    ids=["long", "short"],
)
async def test_only_a_stage_that_takes_long_is_left_for_the_beginning_of_a_turn(
    step: float, order: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = SlowClockwork(step)
    monkeypatch.setattr(module, "time", clock)
    paper = Paper()
    told: list[str] = []
    paper.seat(Listener(lambda: told.append("player")))

    def send() -> None:
        asyncio.get_running_loop().call_soon(told.append, "next turn")

    paper.lane.send(send)
    paper.tell()
    await paper.through_the_queue()
    await asyncio.sleep(0)

    assert told == order


async def test_news_at_the_end_of_a_window_counts_as_what_rooms_do() -> None:
    paper = Paper()
    counted, at_once = list[object](), paper.lane.work_at_once

    def count(piece: Callable[[], None]) -> None:
        counted.append(piece)
        at_once(piece)

    paper.lane.work_at_once = count
    newsroom = Newsroom(paper.game, paper.crowd, ServerSettings(), paper.lane)
    newsroom.release(paper.game, 1, None)
    twice = asyncio.Event()
    listener = paper.seat(Listener(lambda: twice.set() if len(listener.versions) == 2 else None))
    newsroom.stages_changed([Audience.PLAYERS], urgent=True)
    await paper.through_the_queue()
    assert (listener.versions, counted) == ([2], [])

    newsroom.release(paper.game, 2, None)
    newsroom.stages_changed([Audience.PLAYERS], urgent=False)
    async with asyncio.timeout(PATIENCE):
        await twice.wait()

    assert len(counted) == 1


async def test_who_was_told_meanwhile_is_not_told_again_for_being_late() -> None:
    paper = Paper()
    listener = paper.seat(Listener())
    paper.newsroom.hold()
    paper.tell()
    paper.newsroom.release(paper.game, 2, None)
    paper.tell()
    await paper.through_the_queue()
    paper.newsroom.catch_up()
    await paper.through_the_queue()

    assert listener.versions == [4]


async def test_a_stage_that_could_not_be_written_down_is_told_the_next_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    paper = Paper()
    listener = paper.seat(Listener())
    with monkeypatch.context() as broken:
        broken.setattr(module, "encode_stage", lambda *_: 1 // 0)
        paper.tell()
        await paper.through_the_queue()
    assert listener.versions == []

    paper.tell()
    await paper.through_the_queue()

    assert listener.versions == [2]
