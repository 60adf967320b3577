"""What a room puts right when it goes on after a time in which nothing could be stored (R34)."""

import asyncio
from dataclasses import replace

from quizterm.engine import inputs
from quizterm.errors import ErrorCode
from quizterm.protocol.server import Refused
from quizterm.quiz.model import UNTIMED
from quizterm.snapshot import Millis, Phase, PlayerId
from quizterm_server.rooms.deeds import Act, Admit, Reply, Return
from tests.server.quizzes import quiz
from tests.support.games import PORT, RIGHT
from tests.support.houses import House, Person, house
from tests.support.peers import wish

BLINK = 10_000
QUARTER = 15 * 60 * 1000
UNTIMED_QUIZ = quiz(replace(PORT, seconds=UNTIMED))
LOCK = Act(inputs.LockSet(at=Millis(0), locked=True))
START = Act(inputs.Started(at=Millis(0), phase=Phase.LOBBY, question=-1))


async def asked(here: House, *, auto: bool = False) -> tuple[Person, Person, Person]:
    """A host and two players, who have been asked a question that nothing but their answers closes."""
    await here.open(UNTIMED_QUIZ, auto=auto)
    host = await here.host()
    ann, bea = here.person(), here.person()
    await ann.does(Admit(wish("Ann"), "Ann"))
    await bea.does(Admit(wish("Bea"), "Bea"))
    await host.does(START)
    await here.settle()
    return host, ann, bea


def answer(player: int) -> Act:
    return Act(inputs.Answered(at=Millis(0), player=PlayerId(player), question=0, answer=RIGHT[PORT.text]))


def code_of(reply: Reply) -> str:
    assert isinstance(reply, Refused)
    return reply.code


def phase_of(somebody: Person) -> Phase:
    assert somebody.stage is not None
    return somebody.stage.phase


async def break_down(here: House, host: Person) -> None:
    here.storage.broken = "The disk is full."
    assert code_of(await host.does(LOCK)) == ErrorCode.NOT_STORED


async def mend(here: House) -> None:
    here.storage.mend()
    await here.settle()


async def test_who_could_not_come_back_and_does_not_try_again_is_not_waited_for_for_ever() -> None:
    """A return that was taken back leaves a player without a connection, of whom nobody would hear again."""
    async with house() as here:
        host, ann, bea = await asked(here)
        bea.goes(farewell=False)
        await here.settle()
        here.storage.broken = "The disk is full."
        assert code_of(await here.person().does(Return(bea.token, wish("back")))) == ErrorCode.NOT_STORED
        await mend(here)
        await ann.does(answer(1))
        assert phase_of(host) is Phase.OPEN

        await here.clock.advance(BLINK)
        assert phase_of(host) is Phase.REVEAL


async def test_who_is_cut_off_has_the_full_time_to_come_back_once_coming_back_is_possible() -> None:
    """The question must not close on somebody because the disk was full while they tried to come back."""
    for before in (True, False):
        async with house() as here:
            host, ann, bea = await asked(here)
            await ann.does(answer(1))
            if before:
                bea.goes(farewell=False)
                await here.clock.advance(BLINK - 1)
            await break_down(here, host)
            if not before:
                bea.goes(farewell=False)
            await here.clock.advance(60_000)
            await mend(here)

            await here.clock.advance(BLINK - 1)
            assert phase_of(host) is Phase.OPEN
            await here.clock.advance(1)
            assert phase_of(host) is Phase.REVEAL


async def test_who_takes_their_leave_during_two_standstills_in_a_row_is_not_waited_for() -> None:
    async with house() as here:
        host, ann, bea = await asked(here)
        await ann.does(answer(1))
        await break_down(here, host)
        bea.goes(farewell=True)
        await here.settle()
        here.storage.gate.clear()
        await mend(here)
        here.storage.broken = "The disk is full."
        here.storage.gate.set()
        await here.settle()
        assert phase_of(host) is Phase.OPEN
        await mend(here)

        assert phase_of(host) is Phase.REVEAL


async def test_the_host_is_not_away_because_somebody_else_went() -> None:
    async with house() as here:
        host, ann, _ = await asked(here)
        watching = await here.spectator()
        await break_down(here, host)
        host.goes(farewell=False)
        watching.goes(farewell=True)
        await here.settle()
        await mend(here)

        assert ann.stage is not None
        assert not ann.stage.host_away
        await here.clock.advance(BLINK)
        assert ann.stage.host_away


async def test_a_refusal_for_a_reason_that_was_taken_back_is_not_told() -> None:
    """R06: a client that is told that its token is worth nothing throws it away."""
    async with house() as here:
        _, ann, _ = await asked(here)
        here.storage.broken = "The disk is full."
        stolen, again = here.person(), here.person()
        replies = await asyncio.gather(
            stolen.does(Return(ann.token, wish("one"))), again.does(Return(ann.token, wish("two")))
        )

        assert [code_of(reply) for reply in replies] == [ErrorCode.NOT_STORED] * 2
        await mend(here)
        assert ann.goodbye is None
        assert not isinstance(await again.does(Return(ann.token, wish("two"))), Refused)


async def test_who_asks_again_for_the_seat_they_have_keeps_it_when_that_cannot_be_stored() -> None:
    async with house() as here:
        host, ann, _ = await asked(here)
        here.storage.broken = "The disk is full."
        await asyncio.gather(ann.does(Admit(wish("Ann"), "Ann")), host.does(LOCK))
        await mend(here)
        await host.does(Act(inputs.Closed(at=Millis(0), phase=Phase.OPEN, question=0)))
        await here.settle()

        assert phase_of(ann) is Phase.REVEAL


async def test_a_session_does_not_end_for_want_of_people_who_could_not_come_in() -> None:
    """R19: the quarter of an hour is counted from when the door is open again."""
    async with house() as here:
        host, ann, bea = await asked(here, auto=True)
        await break_down(here, host)
        for somebody in (host, ann, bea):
            somebody.goes(farewell=False)
        await here.clock.advance(2 * QUARTER)
        await mend(here)
        await here.clock.advance(QUARTER - 1)
        assert not here.room.ended

        await here.clock.advance(1)
        await here.settle()
        assert here.room.ended
