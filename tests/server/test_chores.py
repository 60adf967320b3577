"""Work that everybody's connections share."""

import asyncio
import io
from collections.abc import Iterator
from functools import partial
from itertools import pairwise

import pytest

from quizterm_server import chores as module
from quizterm_server.chores import (
    FEW,
    LONGEST_RECEIVING,
    MESSAGES,
    RECEIVERS,
    RECEIVING_SECONDS,
    RUSH_SECONDS,
    RUSHING_SECONDS,
    SENDING_SECONDS,
    TURN_SECONDS,
    WORKING_SECONDS,
    Chores,
)
from quizterm_server.logs import make_log
from tests.support.clockwork import Clockwork
from tests.support.leaping import in_no_time
from tests.support.peers import PATIENCE


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clockwork:
    """How long things take, by hand."""
    clock = Clockwork()
    monkeypatch.setattr(module, "time", clock)
    return clock


async def test_what_is_to_be_sent_goes_before_what_has_arrived() -> None:
    chores, done = Chores(make_log("none")), asyncio.Event()
    told: list[str] = []
    chores.hall.receive(partial(told.append, "received"))
    chores.hall.receive(done.set)
    for number in range(3):
        chores.hall.send(partial(told.append, f"sent {number}"))

    async with asyncio.timeout(PATIENCE):
        await done.wait()

    assert told == ["sent 0", "sent 1", "sent 2", "received"]


async def test_a_reply_to_the_last_that_has_arrived_needs_no_other_turn() -> None:
    chores, done = Chores(make_log("none")), asyncio.Event()
    told: list[str] = []

    def answer() -> None:
        chores.hall.send(partial(told.append, "reply"))
        chores.hall.send(done.set)
        asyncio.get_running_loop().call_soon(partial(told.append, "next turn"))

    chores.hall.receive(answer)
    async with asyncio.timeout(PATIENCE):
        await done.wait()

    assert told[0] == "reply"


async def test_replies_wait_for_the_next_turn_while_more_has_arrived(clock: Clockwork) -> None:
    chores, done = Chores(make_log("none")), asyncio.Event()
    told: list[str] = []

    def answer() -> None:
        clock.take(LONGEST_RECEIVING)
        chores.hall.send(partial(told.append, "reply"))
        asyncio.get_running_loop().call_soon(partial(told.append, "next turn"))

    chores.hall.receive(answer)
    chores.hall.receive(done.set)
    async with asyncio.timeout(PATIENCE):
        await done.wait()

    assert told == ["next turn", "reply"]


async def test_what_has_arrived_gets_its_turn_although_there_is_always_something_to_send() -> None:
    chores, done = Chores(make_log("none")), asyncio.Event()

    def send_again() -> None:
        if not done.is_set():
            chores.hall.send(send_again)

    chores.hall.send(send_again)
    chores.hall.receive(done.set)

    async with asyncio.timeout(PATIENCE):
        await done.wait()


async def test_work_for_which_nobody_waits_any_more_stops_nobody_else(clock: Clockwork) -> None:
    chores, done = Chores(make_log("none")), asyncio.Event()

    def stumble() -> None:
        work.cancel()
        raise ZeroDivisionError

    others = asyncio.ensure_future(chores.work(partial(clock.take, WORKING_SECONDS)))
    work = asyncio.ensure_future(chores.work(stumble))
    async with asyncio.timeout(PATIENCE):
        await asyncio.wait({others, work})
    assert work.cancelled()
    chores.hall.receive(done.set)

    async with asyncio.timeout(PATIENCE):
        await done.wait()


async def test_work_for_which_nobody_waits_any_more_is_not_done(clock: Clockwork) -> None:
    chores, done = Chores(make_log("none")), asyncio.Event()
    told: list[str] = []
    await chores.work(partial(clock.take, WORKING_SECONDS))
    work = chores.work(partial(told.append, "work"))
    waiting = work.send(None)
    assert waiting is not None
    work.close()
    waiting.cancel()
    chores.hall.receive(done.set)

    async with asyncio.timeout(PATIENCE):
        await done.wait()

    assert told == []


async def test_a_class_does_not_wait_for_all_that_a_large_room_has_waiting() -> None:
    """R15: whoever plays elsewhere has a turn after a few of the others."""
    chores, done = Chores(make_log("none")), asyncio.Event()
    large, small = chores.lane(), chores.lane()
    received: list[str] = []
    sent: list[str] = []
    for number in range(10 * MESSAGES):
        large.receive(partial(received.append, f"large {number}"))
    small.receive(partial(received.append, "small"))
    large.send_each(range(10 * RECEIVERS), lambda number: sent.append(f"large {number}"))
    small.send_each(range(FEW + 1), lambda number: sent.append(f"small {number}"))
    large.receive(done.set)

    async with asyncio.timeout(PATIENCE):
        await done.wait()

    assert received.index("small") == MESSAGES
    assert sent.index("small 0") == RECEIVERS
    assert sent.index(f"small {FEW}") == RECEIVERS + FEW  # a class is told in one go
    assert [one for one in received if one != "small"] == [f"large {n}" for n in range(10 * MESSAGES)]
    assert [one for one in sent if one[0] == "l"] == [f"large {n}" for n in range(10 * RECEIVERS)]


async def test_what_waits_behind_a_round_stays_behind_it_when_lanes_take_turns() -> None:
    chores, done = Chores(make_log("none")), asyncio.Event()
    lane = chores.lane()
    sent: list[object] = []
    lane.send_each(range(10 * RECEIVERS), sent.append)
    lane.send(partial(sent.append, "last"))
    chores.hall.send_each(range(20 * RECEIVERS), lambda _: None)
    chores.hall.send(done.set)

    async with asyncio.timeout(PATIENCE):
        await done.wait()

    assert sent == [*range(10 * RECEIVERS), "last"]


async def test_a_piece_that_fails_does_not_take_the_others_with_it() -> None:
    told = io.StringIO()
    chores, done = Chores(make_log("plain", "info", told)), asyncio.Event()

    def failing() -> None:
        raise ZeroDivisionError("what somebody typed")

    chores.hall.send(failing)
    chores.hall.receive(failing)
    chores.hall.receive(done.set)

    async with asyncio.timeout(PATIENCE):
        await done.wait()
    assert "ZeroDivisionError" in told.getvalue()
    assert "what somebody typed" not in told.getvalue()


async def test_each_receiver_is_asked_for_in_its_turn_and_a_fault_is_its_own() -> None:
    told = io.StringIO()
    chores, done = Chores(make_log("plain", "info", told)), asyncio.Event()
    asked: list[int] = []
    sent: list[int] = []

    def receivers() -> Iterator[int]:
        for number in range(100):
            asked.append(number)
            yield number

    def send(number: int) -> None:
        assert len(asked) - number <= FEW
        if number == 50:
            raise ZeroDivisionError
        sent.append(number)

    chores.hall.send_each(receivers(), send)
    chores.hall.send(done.set)
    assert asked == []
    async with asyncio.timeout(PATIENCE):
        await done.wait()

    assert sent == [number for number in range(100) if number != 50]
    assert told.getvalue().count("ZeroDivisionError") == 1


async def most_sent_in_a_turn(chores: Chores, clock: Clockwork, seconds: float) -> int:
    """To how many of a hundred something is sent in one turn at most, if it takes so long for each."""
    done, sent, seen = asyncio.Event(), list[int](), list[int]()

    def look() -> None:
        seen.append(len(sent))
        if not done.is_set():
            asyncio.get_running_loop().call_soon(look)

    def send(number: int) -> None:
        clock.take(seconds)
        sent.append(number)

    chores.hall.send_each(range(100), send)
    chores.hall.send(done.set)
    look()
    async with asyncio.timeout(PATIENCE):
        await done.wait()
    return max(later - earlier for earlier, later in pairwise(seen))


async def test_a_long_round_leaves_turns_for_others(clock: Clockwork) -> None:
    assert await most_sent_in_a_turn(Chores(make_log("none")), clock, 0.001) <= RUSHING_SECONDS / 0.001 + FEW


@pytest.mark.parametrize(
    ("worked", "left"),
    [
        (WORKING_SECONDS, RUSHING_SECONDS),
        (0.012, TURN_SECONDS - 0.012),
        (1.0, SENDING_SECONDS),
    ],
    ids=["as-much-as-it-may", "longer", "far-too-long"],
)
async def test_less_is_sent_in_a_turn_in_which_a_room_took_long(
    worked: float, left: float, clock: Clockwork
) -> None:
    chores, done, sent = Chores(make_log("none")), asyncio.Event(), list[int]()
    first_turn: list[int] = []

    def send(number: int) -> None:
        clock.take(0.0001)
        sent.append(number)
        if number == 0:
            asyncio.get_running_loop().call_soon(lambda: first_turn.append(len(sent)))

    await chores.work(partial(clock.take, worked))
    chores.hall.send_each(range(1000), send)
    chores.hall.send(done.set)
    async with asyncio.timeout(PATIENCE):
        await done.wait()

    assert first_turn[0] == pytest.approx(left / 0.0001, abs=FEW)


async def test_less_is_received_in_a_turn_in_which_a_room_took_long(clock: Clockwork) -> None:
    chores, turns = Chores(make_log("none")), list[int]()

    def receive() -> None:
        clock.take(0.0001)
        turns[-1] += 1

    for _ in range(1000):
        chores.hall.receive(receive)
    async with asyncio.timeout(PATIENCE):
        while len(turns) < 4:
            await chores.work(partial(clock.take, TURN_SECONDS))
            turns.append(0)
            await asyncio.sleep(0)

    assert turns[2] == pytest.approx(RECEIVING_SECONDS / 0.0001, abs=1)


@pytest.mark.parametrize(
    ("meanwhile", "order"),
    [
        (0.0, ["room", "sent", "another", "third", "sent later"]),
        (WORKING_SECONDS - 0.001, ["room", "sent", "another", "sent later", "third"]),
        (2 * WORKING_SECONDS, ["room", "sent", "another", "sent later", "third"]),
    ],
    ids=["nothing-meanwhile", "something", "much"],
)
async def test_what_rooms_have_put_off_goes_first_in_a_turn_and_one_of_it_in_each(
    meanwhile: float, order: list[str], clock: Clockwork
) -> None:
    chores, told = Chores(make_log("none")), list[str]()

    def work(room: str) -> None:
        told.append(room)
        clock.take(0.002)

    def end_turn() -> None:
        clock.take(RUSHING_SECONDS)
        asyncio.get_running_loop().call_soon(chores.work_at_once, partial(clock.take, meanwhile))

    async def send() -> None:
        chores.hall.send(partial(told.append, "sent"))
        chores.hall.send(end_turn)
        chores.hall.send(partial(told.append, "sent later"))

    async with asyncio.timeout(PATIENCE):
        await asyncio.gather(
            chores.work(partial(clock.take, WORKING_SECONDS)),
            chores.work(partial(work, "room")),
            chores.work(partial(work, "another")),
            chores.work(partial(work, "third")),
            send(),
        )

    assert told == order


async def test_nobody_overtakes_what_was_put_off(clock: Clockwork) -> None:
    chores, told = Chores(make_log("none")), list[str]()
    late: list[asyncio.Future[None]] = []

    def work() -> None:
        told.append("first")
        late.append(asyncio.ensure_future(chores.work(partial(told.append, "late"))))
        clock.take(WORKING_SECONDS)

    async with asyncio.timeout(PATIENCE):
        await asyncio.gather(
            chores.work(partial(clock.take, WORKING_SECONDS)),
            chores.work(work),
            chores.work(partial(told.append, "second")),
        )
        await late[0]

    assert told == ["first", "second", "late"]


async def test_rooms_have_as_little_of_a_turn_where_others_were_put_off(clock: Clockwork) -> None:
    chores, told = Chores(make_log("none")), list[str]()
    others: list[asyncio.Task[None]] = []

    async def ask() -> None:
        asyncio.get_running_loop().call_soon(told.append, "next turn")
        await chores.work(partial(told.append, "another"))

    def work() -> None:
        clock.take(WORKING_SECONDS)
        others.append(asyncio.create_task(ask()))

    async with asyncio.timeout(PATIENCE):
        await asyncio.gather(chores.work(partial(clock.take, WORKING_SECONDS)), chores.work(work))
        await others[0]

    assert told == ["next turn", "another"]


async def test_what_a_room_took_is_no_reason_to_put_off_others_in_the_next_turn(clock: Clockwork) -> None:
    chores, told = Chores(make_log("none")), list[str]()
    await chores.work(partial(clock.take, WORKING_SECONDS))
    await asyncio.sleep(0)
    asyncio.get_running_loop().call_soon(told.append, "next turn")

    await chores.work(partial(told.append, "another room"))

    assert told == ["another room"]


async def test_what_is_not_to_be_put_off_is_done_at_once_although_others_wait(clock: Clockwork) -> None:
    chores, told = Chores(make_log("none")), list[str]()
    await chores.work(partial(clock.take, WORKING_SECONDS))
    waiting = asyncio.ensure_future(chores.work(partial(told.append, "put off")))
    asyncio.get_running_loop().call_soon(partial(told.append, "next turn"))

    await chores.work(partial(told.append, "at once"), put_off=False)
    async with asyncio.timeout(PATIENCE):
        await waiting

    assert told[0] == "at once"
    assert "next turn" in told


async def test_what_takes_long_begins_a_turn(clock: Clockwork) -> None:
    chores, done = Chores(make_log("none")), asyncio.Event()
    told: list[str] = []

    def send_first() -> None:
        told.append("short")
        asyncio.get_running_loop().call_soon(partial(told.append, "next turn"))

    chores.hall.send(send_first)
    chores.hall.send(partial(told.append, "short, too"))
    chores.hall.send_each(["long"], told.append, long=True)
    chores.lane().send_each(["of another lane"], told.append)
    chores.hall.send(done.set)
    async with asyncio.timeout(PATIENCE):
        await done.wait()

    assert told == ["short", "short, too", "next turn", "long", "of another lane"]


@in_no_time
async def test_a_question_goes_first_although_something_was_sent_before(clock: Clockwork) -> None:
    chores = Chores(make_log("none"))
    chores.hall.send(lambda: None)
    await asyncio.sleep(2 * RUSH_SECONDS)

    assert await most_sent_in_a_turn(chores, clock, 0.0005) >= RUSHING_SECONDS / 0.0005


async def test_rooms_share_the_turns_of_the_loop(clock: Clockwork) -> None:
    chores = Chores(make_log("none"))
    done: list[int] = []
    turns: list[int] = []

    def work(room: int) -> int:
        clock.now += 0.002
        done.append(room)
        return room

    def look() -> None:
        turns.append(len(done))
        if len(done) < 30:
            asyncio.get_running_loop().call_soon(look)

    look()
    async with asyncio.timeout(PATIENCE):
        found = await asyncio.gather(*(chores.work(partial(work, room)) for room in range(30)))

    assert found == done == list(range(30))
    each_turn = [later - earlier for earlier, later in pairwise(turns) if later > earlier]
    assert max(each_turn) <= WORKING_SECONDS / 0.002 + 1
    assert len(each_turn) <= 30 * 0.002 / WORKING_SECONDS


@pytest.mark.parametrize("before", [0, 30], ids=["at-once", "later"])
async def test_a_room_hears_of_what_went_wrong_in_its_work(before: int, clock: Clockwork) -> None:
    chores = Chores(make_log("none"))

    async def take_time() -> None:
        await chores.work(partial(clock.take, 0.002))

    async def stumble() -> None:
        await chores.work(partial(int, "not a number"))

    async with asyncio.timeout(PATIENCE):
        *_, outcome = await asyncio.gather(
            *(take_time() for _ in range(before)), stumble(), return_exceptions=True
        )

    assert isinstance(outcome, ValueError)


@pytest.mark.parametrize(
    ("others", "seconds"),
    [(0.0, RECEIVING_SECONDS), (0.005, 0.005), (1.0, LONGEST_RECEIVING)],
    ids=["nothing-else", "as-long", "but-not-too-long"],
)
async def test_what_has_arrived_has_as_long_as_everything_else(
    others: float, seconds: float, clock: Clockwork
) -> None:
    chores, done, turns = Chores(make_log("none")), asyncio.Event(), list[int]()

    def receive() -> None:
        clock.now += 0.001
        turns[-1] += 1

    def busy() -> None:
        """Something else in the loop, once each turn."""
        clock.now += others
        turns.append(0)
        if len(turns) < 4:
            asyncio.get_running_loop().call_soon(busy)
        else:
            done.set()

    busy()
    for _ in range(1000):
        chores.hall.receive(receive)
    async with asyncio.timeout(PATIENCE):
        await done.wait()

    assert turns[2] == pytest.approx(seconds / 0.001, abs=1)
