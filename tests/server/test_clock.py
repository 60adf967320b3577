"""Clocks: the one that runs and the one that is moved."""

import asyncio

from quizterm.snapshot import Millis
from quizterm_server.clock import Alarm, LoopClock, ManualClock


async def test_the_machines_clock_wakes_nobody_too_early() -> None:
    clock = LoopClock()
    at = Millis(clock.now() + 5)

    await clock.sleep_until(at)
    assert clock.now() >= at
    await clock.sleep_until(at)


async def test_the_machines_clock_can_stand_still_and_goes_on_from_there() -> None:
    clock = LoopClock(Millis(1_000_000))
    clock.stop()
    stopped = clock.now()
    sleeper = asyncio.create_task(clock.sleep_until(Millis(stopped + 5)))
    await asyncio.wait([sleeper], timeout=0.05)

    assert not sleeper.done()
    assert clock.now() == stopped
    clock.go()
    assert clock.now() - stopped < 50
    await sleeper
    assert clock.now() >= stopped + 5


async def test_sleepers_wake_in_order_and_each_at_its_own_time() -> None:
    clock = ManualClock()
    woken: list[tuple[str, int]] = []

    async def sleep(name: str, at: int) -> None:
        await clock.sleep_until(Millis(at))
        woken.append((name, clock.now()))

    async with asyncio.TaskGroup() as tasks:
        for name, at in (("late", 30), ("early", 10), ("past", 0)):
            tasks.create_task(sleep(name, at))
        await clock.advance(20)
        assert woken == [("past", 0), ("early", 10)]
        assert (clock.now(), clock.next_wakeup()) == (20, 30)
        await clock.advance_to(Millis(40))

    assert woken[-1] == ("late", 30)
    assert (clock.now(), clock.next_wakeup()) == (40, None)


async def test_an_alarm_rings_at_the_last_time_it_was_set_to() -> None:
    clock = ManualClock()
    rung: list[int] = []
    alarm = Alarm(clock, lambda: rung.append(clock.now()))

    alarm.set(Millis(10))
    await clock.advance(0)
    alarm.set(Millis(20))
    await clock.advance(50)
    alarm.set(Millis(60))
    alarm.stop()
    await clock.advance(50)

    assert rung == [20]


async def test_an_alarm_can_be_set_anew_while_it_rings() -> None:
    clock = ManualClock()
    rung: list[int] = []

    def ring() -> None:
        rung.append(clock.now())
        if len(rung) < 3:
            alarm.set(Millis(clock.now() + 10))

    alarm = Alarm(clock, ring)
    alarm.set(Millis(10))
    await clock.advance(100)

    assert rung == [10, 20, 30]
