"""Snapshots: versions, who sees what, how often, and that nothing strays into another session."""

import asyncio
import json
from collections import defaultdict
from contextlib import AsyncExitStack

from quizterm.errors import ErrorCode, Refusal
from quizterm.protocol import client
from quizterm.quiz.answers import Picked
from quizterm.quiz.model import Choice
from quizterm.snapshot import Phase
from tests.server.quizzes import quiz
from tests.support.games import PORT
from tests.support.peers import Peer, host, player, spectator
from tests.support.serving import running


def versions(somebody: Peer, kind: str) -> list[tuple[int, str]]:
    """The versions and bytes of one kind of snapshot, in the order in which they came."""
    parsed = [(json.loads(frame), frame) for frame in somebody.frames]
    return [(message["version"], frame) for message, frame in parsed if message["type"] == kind]


async def test_versions_only_grow_and_mean_the_same_bytes_to_a_whole_audience() -> None:
    """R30: reorder and gaps."""
    async with AsyncExitStack() as stack:
        serving = await stack.enter_async_context(running(staff_news_seconds=0.01, player_news_seconds=0.01))
        teacher = await stack.enter_async_context(host(serving.address, quiz(PORT)))
        crowd = [
            await stack.enter_async_context(player(serving.address, teacher.code, f"P{n}")) for n in range(30)
        ]
        screens = [
            await stack.enter_async_context(spectator(serving.address, teacher.code)) for _ in range(5)
        ]
        await teacher.command(client.Start)
        async with asyncio.TaskGroup() as tasks:
            for somebody in crowd:
                tasks.create_task(answer_when_open(somebody))
        await teacher.reaches(Phase.REVEAL)
        await teacher.command(client.Next)

        for audience in (crowd, screens):
            seen: defaultdict[int, set[str]] = defaultdict(set)
            last = []
            for somebody in audience:
                await somebody.reaches(Phase.STANDINGS)
                stages = versions(somebody, "stage")
                numbers = [version for version, _ in stages]
                assert numbers == sorted(set(numbers))
                for version, frame in stages:
                    seen[version].add(frame)
                last.append(numbers[-1])
            assert all(len(frames) == 1 for frames in seen.values())
            assert len(set(last)) == 1
        for somebody in crowd:
            numbers = [version for version, _ in versions(somebody, "you")]
            assert numbers == sorted(set(numbers))


async def answer_when_open(somebody: Peer) -> None:
    await somebody.reaches(Phase.OPEN)
    await somebody.answer(Picked((1,)))


async def test_next_pressed_ten_times_goes_on_once() -> None:
    """R31: a double key press."""
    async with running() as serving, host(serving.address, quiz(PORT, reading_seconds=3)) as teacher:
        await teacher.command(client.Start)
        await teacher.reaches(Phase.READING)

        async with asyncio.TaskGroup() as tasks:
            presses = [tasks.create_task(press_next(teacher)) for _ in range(10)]

        codes = [press.result() for press in presses]
        assert codes.count(None) == 1
        assert codes.count(ErrorCode.WRONG_PHASE) == 9
        assert (await teacher.until(lambda stage: stage.phase is not Phase.READING)).phase is Phase.OPEN


async def press_next(teacher: Peer) -> ErrorCode | None:
    try:
        await teacher.ask(client.Next, phase=Phase.READING, question=0)
    except Refusal as refusal:
        return refusal.code
    return None


async def test_news_while_players_answer_comes_in_windows_and_the_last_one_always_comes() -> None:
    async with AsyncExitStack() as stack:
        serving = await stack.enter_async_context(running(staff_news_seconds=0.5))
        teacher = await stack.enter_async_context(host(serving.address, quiz(PORT)))
        crowd = [
            await stack.enter_async_context(player(serving.address, teacher.code, f"P{n}")) for n in range(20)
        ]
        await teacher.until(lambda stage: stage.connected == 20)
        await teacher.command(client.Start)
        for somebody in crowd:
            await somebody.reaches(Phase.OPEN)
        before = len(versions(teacher, "stage"))

        for somebody in crowd[1:]:
            await somebody.answer(Picked((1,)))
        await teacher.until(lambda stage: stage.answered == 19)

        assert len(versions(teacher, "stage")) - before < 10


async def test_players_are_not_bothered_with_how_many_have_answered() -> None:
    async with (
        running() as serving,
        host(serving.address, quiz(PORT)) as teacher,
        player(serving.address, teacher.code, "Ann") as ann,
        player(serving.address, teacher.code, "Bob") as bob,
    ):
        await teacher.command(client.Start)
        await ann.reaches(Phase.OPEN)
        await bob.reaches(Phase.OPEN)
        before = len(versions(bob, "stage"))
        await ann.answer(Picked((1,)))
        await teacher.until(lambda stage: stage.answered == 1)
        for _ in range(2):
            await bob.ask(client.Ping)

        assert len(versions(bob, "stage")) == before
        assert bob.stage is not None
        assert bob.stage.answered is None


async def test_an_accepted_answer_brings_its_reply_and_nothing_else() -> None:
    async with (
        running() as serving,
        host(serving.address, quiz(PORT)) as teacher,
        player(serving.address, teacher.code, "Ann") as ann,
        player(serving.address, teacher.code, "Bob"),
    ):
        await teacher.command(client.Start)
        await ann.reaches(Phase.OPEN)
        before = len(ann.frames)
        await ann.answer(Picked((1,)))
        await teacher.until(lambda stage: stage.answered == 1)
        await ann.ask(client.Ping)

        assert [json.loads(frame)["type"] for frame in ann.frames[before:]] == ["ok", "ok"]


async def test_nothing_of_one_session_reaches_another() -> None:
    """R53: twenty sessions, each with a mark of its own."""
    marks = [f"marker-{n:02}" for n in range(20)]
    async with AsyncExitStack() as stack:
        serving = await stack.enter_async_context(running())
        sessions: dict[str, list[Peer]] = {}
        for mark in marks:
            question = Choice(text=f"{mark}?", options=(f"{mark} yes", f"{mark} no"), right=(0,))
            teacher = await stack.enter_async_context(host(serving.address, quiz(question, title=mark), mark))
            names = [f"{mark} {n}" for n in range(2)]
            players = [
                await stack.enter_async_context(player(serving.address, teacher.code, name)) for name in names
            ]
            sessions[mark] = [teacher, *players]
        async with asyncio.TaskGroup() as tasks:
            for members in sessions.values():
                tasks.create_task(play(members))

        for mark, members in sessions.items():
            strange = [other for other in marks if other != mark]
            for somebody in members:
                everything = "".join(somebody.frames)
                assert mark in everything
                assert not any(other in everything for other in strange)


async def play(members: list[Peer]) -> None:
    teacher, *players = members
    await teacher.command(client.Start)
    for somebody in players:
        await somebody.reaches(Phase.OPEN)
        await somebody.answer(Picked((0,)))
    await teacher.reaches(Phase.REVEAL)
    await teacher.command(client.Next)
    for somebody in members:
        await somebody.reaches(Phase.STANDINGS)
