"""Sessions for programs, on a real server and over real lines."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import pytest

from quizterm.protocol import client
from quizterm.quiz.model import Choice, Open, Order, Quiz
from quizterm.snapshot import Phase
from quizterm_client.entries import HostEntry, JoinEntry, WatchEntry
from quizterm_client.jsonlines.events import Role, SessionEvent
from quizterm_client.jsonlines.pace import A_SECOND, AT_ONCE, Pace
from quizterm_client.jsonlines.session import JsonSession, Left, Why
from quizterm_client.jsonlines.writing import Output
from quizterm_client.peer import LinkState
from quizterm_server.clock import LoopClock
from tests.support import stages
from tests.support.jsonlines import Following, entering
from tests.support.peers import Peer, host, player
from tests.support.relay import Relay, relay
from tests.support.serving import Serving, running
from tests.support.stages import FakePeer

LOBBY, OPENED = stages.lobby(), stages.opened()

QUIZ = Quiz(
    title="\u202eNames",
    questions=(
        Choice(text="Which port is SSH's?", options=("21", "22"), right=(1,), seconds=0),
        Order(text="Sort.", items=("1", "2", "3"), seconds=0),
        Open(text="Whom do you like?", seconds=0),
    ),
)


FLOOD = 55
"""More requests than a server takes at once."""


@asynccontextmanager
async def lobby(*names: str) -> AsyncIterator[tuple[Serving, Peer, list[Following]]]:
    """A server, the host of a session, and players who speak JSON lines."""
    async with AsyncExitStack() as stack:
        serving = await stack.enter_async_context(running(clock=LoopClock()))
        teacher = await stack.enter_async_context(host(serving.address, QUIZ))
        players = [
            await stack.enter_async_context(entering(serving.address, JoinEntry(teacher.code, name)))
            for name in names
        ]
        for one in players:
            await one.stage("lobby")
        yield serving, teacher, players


async def opened(teacher: Peer, question: int = 0) -> None:
    """Go on until a question is open."""
    steps: dict[Phase, type[client.HostCommand]] = {Phase.LOBBY: client.Start, Phase.OPEN: client.Close}
    while True:
        stage = await teacher.until(lambda _: True)
        here = stage.phase, stage.question
        if here == (Phase.OPEN, question):
            return
        await teacher.command(steps.get(stage.phase, client.Next))
        await teacher.until(lambda now, here=here: (now.phase, now.question) != here)  # type: ignore[misc]


async def test_what_a_player_is_told_and_gives() -> None:
    async with lobby("Ann", "Ben") as (_, teacher, (ann, ben)):
        first, line = ann.events[:2]
        assert first["event"] == "session"
        assert (first["role"], first["code"], first["player"]) == ("player", teacher.code, 1)
        assert (line["event"], line["state"]) == ("line", "connected")
        assert (await ann.reply({"pick": 1, "id": "early"}))["code"] == "wrong_phase"
        await opened(teacher)

        stage = await ann.stage("open")
        assert stage["item"]["options"] == ["21", "22"]
        reply = await ann.reply({"pick": 1, "id": 7})
        assert reply == {"event": "reply", "id": 7, "ok": True, "did": "submit_answer", "question": 0}
        assert (await ann.reply({"pick": 1, "id": 8}))["ok"], "an equal answer counts once"
        assert (await ann.reply({"pick": [0]}))["code"] == "already_answered"
        assert (await ben.stage("open"))["question"] == 0
        assert (await ben.reply({"order": [0, 1]}))["code"] == "bad_answer"
        assert (await ben.reply({"answer": {"type": "picked", "options": [0]}}))["ok"]

        you = (await ann.until(lambda event: bool(event["event"] == "you" and event["you"]["result"])))["you"]
        assert you["answer"] == {"options": [1], "type": "picked"}
        assert you["result"]["credit"] == 1.0
        assert (await ben.reply({"pick": 1, "question": 0}))["code"] == "too_late"
        await opened(teacher, 2)
        await ben.stage("open", 2)
        assert (await ben.reply({"text": "\x1b]0;Ann\x07"}))["ok"]
        await ann.stage("open", 2)
        assert (await ann.reply({"text": "Zoë"}))["ok"]
        stage = await teacher.reaches(Phase.REVEAL, 2)
        assert stage.reveal is not None
        assert "Zoë" in [group.text for group in stage.reveal.tally.groups]
        reveal = (await ann.stage("reveal", 2))["reveal"]
        assert len(reveal["tally"]["groups"]) == 2, "and no line of it steers a terminal"


async def test_a_player_leaves_for_good_or_for_now() -> None:
    async with lobby("Ann", "Ben") as (_, teacher, (ann, ben)):
        assert (await ann.reply({"do": "leave"}))["ok"]
        assert await ann.running == Left(Why.LEFT, Phase.LOBBY)
        assert (await ben.reply({"do": "quit", "id": 1}))["ok"]
        assert await ben.running == Left(Why.QUIT, Phase.LOBBY)
        await teacher.until(lambda now: now.players == 1)


async def test_a_host_and_a_spectator_through_a_whole_game() -> None:
    async with AsyncExitStack() as stack:
        serving = await stack.enter_async_context(running(clock=LoopClock()))
        teacher = await stack.enter_async_context(host(serving.address, QUIZ))
        code, token = teacher.code, teacher.token
        boss = await stack.enter_async_context(entering(serving.address, HostEntry(code, token)))
        room = await stack.enter_async_context(entering(serving.address, WatchEntry(code)))
        ann = await stack.enter_async_context(player(serving.address, code, "Ann"))
        await boss.until(lambda e: e["event"] == "stage" and e["stage"]["desk"]["seats"] != [])
        boss.give({"do": "set_locked", "locked": True, "id": 1}, {"do": "rename", "player": 1, "name": "Eve"})
        boss.give({"do": "start", "id": 2}, {"do": "next", "id": 3}, {"do": "close", "id": 4})
        boss.give({"do": "void", "target": 0}, {"do": "go_on", "id": 5})

        assert [(await boss.reply())["ok"] for _ in range(7)] == [True] * 7, boss.events
        for phase, question in (("open", 1), ("reading", 2)):
            assert (await room.stage(phase, question))["desk"] is None
            await boss.stage(phase, question)
            boss.give(*[{"do": "go_on"}] * (3 if question == 1 else 2))
        assert (await ann.reaches(Phase.REVEAL, 2)).phase is Phase.REVEAL
        assert (await boss.stage("reveal", 2))["desk"]["seats"][0][:2] == [1, "Eve"]
        invited = await boss.reply({"do": "invite_host", "id": "co"}, id="co")
        assert len(invited["token"]) >= 22
        boss.give({"do": "end"}, {"do": "end"}, {"do": "next", "id": "late"})

        assert (await room.stage("ended"))["phase"] == "ended"
        for one in (boss, room):
            assert ((await one.running).why, (await one.running).phase) == (Why.ENDED, Phase.ENDED)
    assert [event["close"] for event in room.of("goodbye")] in ([], [4404])


async def test_what_is_nothing_for_a_role_is_refused_here() -> None:
    async with (
        lobby("Ann") as (serving, teacher, (ann,)),
        entering(serving.address, WatchEntry(teacher.code)) as room,
        entering(serving.address, HostEntry(teacher.code, teacher.token)) as boss,
    ):
        assert (await ann.reply({"do": "start"}))["code"] == "not_allowed"
        assert (await ann.reply({"do": "go_on"}))["code"] == "not_allowed"
        assert (await room.reply({"pick": 0}))["code"] == "not_allowed"
        assert (await room.reply({"do": "next"}))["code"] == "not_allowed"
        assert (await boss.reply({"pick": 0}))["code"] == "not_allowed"
        assert (await room.reply({"do": "leave"}))["ok"]
        assert (await room.running).why is Why.QUIT
        assert (await boss.reply({"do": "quit"}))["ok"]
        assert (await boss.running).why is Why.QUIT


async def test_nonsense_is_told_by_its_line_and_ends_nothing() -> None:
    async with lobby("Ann") as (_, teacher, (ann,)):
        ann.give(b"", b"vim", {"do": "win", "id": 3}, b'{"text":"\xff"}')
        assert [(await ann.next("error"))["line"] for _ in range(3)] == [2, 3, 4]
        for _ in range(50):
            ann.give({"pick": "first"})
        assert {(await ann.reply())["code"] for _ in range(50)} == {"wrong_phase"}
        await opened(teacher)
        await ann.stage("open")
        for _ in range(50):
            ann.give({"pick": "first"})
        assert {(await ann.reply())["code"] for _ in range(50)} == {"bad_message"}
        assert (await ann.reply({"pick": 1}))["ok"]
        assert not ann.of("line")[1:], "the server has not hung up"


async def test_a_flood_goes_out_as_fast_as_a_person_types() -> None:
    """A server hangs up on whoever sends more than forty at once."""
    async with lobby("Ann", "Ben") as (_, teacher, (ann, _ben)):
        await opened(teacher, 2)
        await ann.stage("open", 2)
        for number in range(FLOOD):
            ann.give({"text": f"answer {number}"})
        codes = [(await ann.reply()).get("code") for _ in range(FLOOD)]

    assert codes == ["already_answered" if number else None for number in range(FLOOD)]
    assert [event["state"] for event in ann.of("line")] == ["connected"]


async def test_the_pace_is_the_same_for_ever() -> None:
    now, waited = 100.0, 0.0

    async def sleep(seconds: float) -> None:
        nonlocal now, waited
        now, waited = now + seconds, waited + seconds

    pace = Pace(lambda: now, sleep)
    for _ in range(AT_ONCE):
        await pace.turn()
    assert waited == 0
    for _ in range(50):
        await pace.turn()
    assert waited == pytest.approx(50 / A_SECOND)


@asynccontextmanager
async def on_a_bad_line(role: Role) -> AsyncIterator[tuple[Relay, Peer, Following]]:
    """A line to cut, the host of the session behind it, and somebody on it who speaks JSON lines."""
    async with AsyncExitStack() as stack:
        serving, teacher, _ = await stack.enter_async_context(lobby())
        line = await stack.enter_async_context(relay(serving.port))
        host = role is Role.HOST
        entry = HostEntry(teacher.code, teacher.token) if host else JoinEntry(teacher.code, "Ann")
        one = await stack.enter_async_context(entering(line.address, entry))
        await one.stage("lobby")
        yield line, teacher, one


async def test_an_answer_that_is_given_while_the_line_is_away_counts() -> None:
    async with on_a_bad_line(Role.PLAYER) as (line, teacher, ann):
        await opened(teacher)
        await ann.stage("open")
        line.target, real = 1, line.target
        line.cut()
        gone = await ann.next("line")
        ann.give({"pick": 1, "id": "kept"}, {"do": "quit"})
        line.target = real
        back = await ann.next("line")
        assert (gone["state"], back["state"]) == ("reconnecting", "connected")
        reply = await ann.reply(id="kept")
        assert (reply["ok"], reply["did"], reply["question"]) == (True, "submit_answer", 0)
        await teacher.reaches(Phase.REVEAL)
        assert (await ann.running).why is Why.QUIT


async def test_a_hosts_command_without_a_line_is_refused_and_the_next_one_works() -> None:
    async with on_a_bad_line(Role.HOST) as (line, _, boss):
        line.target, real = 1, line.target
        line.cut()
        await boss.next("line", state="reconnecting")
        assert (await boss.reply({"do": "start"}))["code"] == "no_line"
        line.target = real
        await boss.next("line", state="connected")
        assert (await boss.reply({"do": "start"}))["ok"]


class Story:
    """A host's session on a line that the test makes up."""

    def __init__(self) -> None:
        self.peer = FakePeer(LOBBY)
        self.written: list[bytes] = []
        self.given: asyncio.Queue[bytes | None] = asyncio.Queue()
        entered = SessionEvent(role=Role.HOST, code="K7Q4MF", server="", join="", hosting=True)
        self.session = JsonSession(self.peer, Output(self.written.append), self._lines(), entered)
        self.running = asyncio.ensure_future(self.session.run())

    async def _lines(self) -> AsyncIterator[bytes | None]:
        while True:
            yield await self.given.get()

    async def settled(self) -> None:
        """Let everybody do what can be done."""
        for _ in range(50):
            await self.session._output.emptied()
            await asyncio.sleep(0)

    def told(self) -> list[str]:
        """The kinds of the events so far."""
        return [json.loads(line)["event"] for line in b"".join(self.written).splitlines()]


@pytest.fixture
async def story() -> AsyncIterator[Story]:
    found = Story()
    await found.settled()
    yield found
    found.running.cancel()
    await asyncio.gather(found.running, return_exceptions=True)


async def test_the_reply_comes_before_the_news_of_what_was_done(story: Story) -> None:
    """A program that waits for the one and then for the other would wait for ever."""
    story.peer.hold()
    story.given.put_nowait(b'{"do":"start"}')
    await story.settled()
    story.peer.tell(OPENED)
    await story.settled()
    assert story.told() == ["session", "line", "stage"]
    story.peer.release()
    await story.settled()

    assert story.told() == ["session", "line", "stage", "reply", "stage"]


async def test_a_command_is_for_the_moment_that_the_one_before_has_led_to(story: Story) -> None:
    for _ in range(2):
        story.given.put_nowait(b'{"do":"go_on"}')
    await story.settled()
    assert [type(request) for request in story.peer.sent] == [client.Start]
    story.peer.tell(OPENED)
    await story.settled()

    assert [type(request) for request in story.peer.sent] == [client.Start, client.Close]


async def test_who_is_sent_out_is_told_why() -> None:
    async with lobby("Ann") as (_, teacher, (ann,)):
        await teacher.ask(client.Ban, player=1)

        assert (await ann.next("goodbye"))["close"] == 4403
        assert (await ann.next("line"))["state"] == LinkState.LOST
        left = await ann.running
        assert left.why is Why.LOST
        assert "for good" in left.message


async def test_a_reader_who_is_slow_gets_the_newest_and_loses_no_line() -> None:
    async with lobby("Ann") as (_, teacher, (ann,)):
        ann.stop_reading()
        await opened(teacher)
        await ann.stuck.wait()
        await opened(teacher, 2)
        await ann.link.request(client.Ping(ref=0))
        ann.read_on()
        await ann.stage("open", 2)

    stages = [event["stage"] for event in ann.of("stage")]
    assert len(stages) < 6, [(stage["phase"], stage["question"]) for stage in stages]


async def test_an_interrupt_ends_it_though_nobody_reads() -> None:
    async with lobby("Ann") as (_, teacher, (ann,)):
        ann.stop_reading()
        await opened(teacher)
        await ann.stuck.wait()
        ann.session.hear_interrupt()

        assert (await ann.running).why is Why.QUIT
