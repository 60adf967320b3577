"""A room without sockets: what it stores together, what it holds back, and what everybody ends up with."""

import asyncio
from dataclasses import dataclass, field, replace
from functools import partial
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizterm.engine import inputs
from quizterm.engine.outcome import outcome
from quizterm.engine.views import view_for
from quizterm.protocol.server import Ok
from quizterm.quiz.answers import Picked
from quizterm.snapshot import Audience, Millis, Phase, PlayerId, You
from quizterm_server.rooms import gathering
from quizterm_server.rooms.deeds import Act, Admit, Return
from quizterm_server.rooms.gathering import BURST
from quizterm_server.storage.codec import encode_outcome
from tests.engine.histories import Move, moves
from tests.server.quizzes import EVERYTHING, quiz
from tests.support.games import PORT, RIGHT
from tests.support.houses import House, Person, house, take_up_a_turn
from tests.support.leaping import in_no_time
from tests.support.peers import PATIENCE, wish


async def _asked(here: House, count: int) -> tuple[Person, list[Person]]:
    """A host, and players who are asked about a port."""
    await here.open(quiz(PORT))
    host = await here.host()
    players = [here.person() for _ in range(count)]
    for number, player in enumerate(players):
        await player.does(Admit(wish(str(number)), f"P{number}"))
    await host.does(Act(inputs.Started(at=Millis(0), phase=Phase.LOBBY, question=-1)))
    return host, players


def _right(player: int) -> Act:
    """The right answer of one of them."""
    return Act(inputs.Answered(at=Millis(0), player=PlayerId(player), question=0, answer=RIGHT[PORT.text]))


async def test_answers_that_arrive_together_are_stored_together() -> None:
    async with house() as here:
        _host, players = await _asked(here, 3)
        before = here.log.commits

        await asyncio.gather(*(player.does(_right(number)) for number, player in enumerate(players, start=1)))

        assert here.log.commits == before + 1


async def test_a_batch_waits_for_what_has_arrived_and_was_not_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(gathering, "GATHERING_SECONDS", inf)
    async with house() as here:
        host, players = await _asked(here, 3)
        before = here.log.commits

        for number, player in enumerate(players, start=1):
            here.room.lane.receive(partial(here.room.post, _right(number), player.outbox, 7))
            here.room.lane.receive(take_up_a_turn)
        async with asyncio.timeout(PATIENCE):
            while host.stage is None or host.stage.phase is not Phase.REVEAL:
                await here.settle()

        assert here.log.commits == before + 1


def _answer_at_once(here: House, players: list[Person]) -> None:
    """Let all of them answer before the room looks at any of it."""
    for number, player in enumerate(players, start=1):
        here.room.post(_right(number), player.outbox, 7)


@pytest.mark.parametrize(("together", "stored"), [(BURST, 0), (BURST - 1, 1)])
async def test_many_answers_at_once_wait_a_moment_for_those_who_follow(
    together: int, stored: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gathering, "REST_SECONDS", 3600.0)
    async with house() as here:
        _host, players = await _asked(here, together + 1)
        before = here.log.commits

        _answer_at_once(here, players[:together])
        await here.settle()

        assert here.log.commits == before + stored


@in_no_time
async def test_those_who_follow_are_stored_with_the_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "RESTING_SECONDS", inf)
    async with house() as here:
        _host, players = await _asked(here, BURST + 2)
        before = here.log.commits

        _answer_at_once(here, players[:BURST])
        await here.settle()
        reply = await players[BURST].does(_right(BURST + 1))

        assert isinstance(reply, Ok)
        assert here.log.commits == before + 1


async def test_what_a_host_asks_for_waits_for_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "REST_SECONDS", 3600.0)
    async with house() as here:
        host, players = await _asked(here, BURST + 1)

        _answer_at_once(here, players[:BURST])
        async with asyncio.timeout(PATIENCE):
            await host.does(Act(inputs.Closed(at=Millis(0), phase=Phase.OPEN, question=0)))
        await here.settle()

        assert host.stage is not None
        assert host.stage.phase is Phase.REVEAL


async def test_many_who_join_at_once_are_let_in_as_they_come(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "REST_SECONDS", 3600.0)
    async with house() as here:
        await here.open(quiz(PORT))
        people = [here.person() for _ in range(BURST)]

        async with asyncio.timeout(PATIENCE):
            await asyncio.gather(*(one.does(Admit(wish(str(n)), f"P{n}")) for n, one in enumerate(people)))


async def test_a_server_that_stops_stores_what_waits_for_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """R10: nobody who answered in time has to do it again."""
    monkeypatch.setattr(gathering, "REST_SECONDS", 3600.0)
    async with house() as here:
        _host, players = await _asked(here, BURST + 1)
        _answer_at_once(here, players[:BURST])
        await here.settle()

        here.registry.suspend()
        await here.settle()

        assert len((await here.stored()).game.rounds[0].given) == BURST


async def test_what_is_being_stored_is_told_when_it_is_stored() -> None:
    """R10."""
    async with house() as here:
        await here.open(quiz(PORT))
        host = await here.host()
        for name in ("Ann", "Bea"):
            await here.person().does(Admit(wish(name), name))
        await here.settle()
        before = host.stage
        here.storage.gate.clear()
        joining = asyncio.create_task(here.person().does(Admit(wish("Cem"), "Cem")))
        await here.settle()

        assert host.stage == before
        here.storage.gate.set()
        await joining
        await here.settle()
        assert host.stage is not None
        assert host.stage.players == 3


async def test_an_answer_that_arrived_in_time_counts_although_its_turn_comes_later() -> None:
    """Issued before the deadline, looked at after it: what has arrived is served before time is up."""
    async with house() as here:
        await here.open(quiz(replace(PORT, seconds=20)))
        host, ann = await here.host(), here.person()
        await ann.does(Admit(wish("Ann"), "Ann"))
        await host.does(Act(inputs.Started(at=here.clock.now(), phase=Phase.LOBBY, question=-1)))
        at = Millis(here.clock.now() + 19_999)
        answer = inputs.Answered(at=at, player=PlayerId(1), question=0, answer=Picked((0,)))
        for _ in range(40):
            here.room.lane.receive(take_up_a_turn)
        here.room.lane.receive(lambda: here.room.post(Act(answer), ann.outbox, 7))

        await here.clock.advance(20_000)
        async with asyncio.timeout(PATIENCE):
            while host.stage is None or host.stage.phase is not Phase.REVEAL:
                await here.settle()

        assert (await here.stored()).game.rounds[0].given.keys() == {1}


@dataclass
class _Evening:
    """Any history, told to a room by people who come and go, on a disk that is full now and then."""

    here: House
    players: dict[PlayerId, Person] = field(default_factory=dict)
    tokens: dict[PlayerId, str] = field(default_factory=dict)

    async def tell(self, move: Move) -> None:
        await self.here.clock.advance(move.after)
        match move.what:
            case "join":
                await self.join(PlayerId(len(self.tokens) + 1))
            case "come" if move.player in self.tokens:
                await self._come_in(move.player, Return(self.tokens[move.player]))
            case "go" if move.player in self.players:
                self.players.pop(move.player).goes(farewell=move.flag)
            case "stall" if self.here.storage.broken:
                self.here.storage.mend()
            case "stall":
                self.here.storage.broken = "The disk is full."
            case "come" | "go" | "hosts" | "interrupt":
                pass
            case _:
                game = (await self.here.stored()).game
                await self.here.people[0].does(Act(move.at(game, self.here.clock.now())))
        await self.here.settle()

    async def join(self, number: PlayerId) -> None:
        if not self.here.room.ended:
            await self._come_in(number, Admit(wish(str(number)), f"P{number}"))

    async def _come_in(self, number: PlayerId, how: Admit | Return) -> None:
        person = self.here.person()
        if isinstance(await person.does(how), Ok):
            self.players[number] = person
            self.tokens[number] = person.token or self.tokens[number]


@given(st.lists(moves, min_size=8, max_size=40), st.booleans())
@settings(max_examples=40)
def test_what_everybody_holds_is_what_is_stored(history: list[Move], auto: bool) -> None:
    """R30, R56: who received everything sees what somebody sees who comes in now, and what the log tells."""
    asyncio.run(_check(history, auto))


async def _check(history: list[Move], auto: bool) -> None:
    async with house() as here:
        await here.open(EVERYTHING, auto=auto)
        host, watching = await here.host(), await here.spectator()
        evening = _Evening(here)
        for number in (1, 2, 3):
            await evening.join(PlayerId(number))
        await host.does(Act(inputs.Started(at=Millis(0), phase=Phase.LOBBY, question=-1)))
        for move in history:
            await evening.tell(move)
        here.storage.mend()
        await here.settle()
        if here.room.ended:
            game = (await here.stored()).game
            assert here.log.result == encode_outcome(outcome(game))
            return

        game = (await here.stored()).game
        assert host.stage == view_for(game, Audience.HOSTS)
        assert watching.stage == view_for(game, Audience.SPECTATORS)
        for number, player in evening.players.items():
            if player.goodbye is None:
                now = view_for(game, number)
                assert _as_drawn(player.you, now) == now
                fresh = here.person()
                await fresh.does(Return(evening.tokens[number]))
                await here.settle()
                assert fresh.stage == player.stage


def _as_drawn(you: You | None, now: You) -> You | None:
    """What a player has in mind who knows `you` and the replies since.

    No `you` is sent when a question begins: an older one means asked. Nor when an answer is accepted: the
    reply says so.
    """
    if you is not None and you.question != now.question:
        you = replace(you, question=now.question, eligible=True, answer=None, result=None, nearby=())
    if you is not None and you.answer is None and now.result is None:
        you = replace(you, answer=now.answer)
    return you
