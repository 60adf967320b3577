"""Whole games through real sockets."""

import asyncio
from contextlib import AsyncExitStack

from quizterm.protocol import client
from quizterm.quiz.answers import Picked
from quizterm.quiz.model import Choice, Quiz, Scoring, Settings
from quizterm.snapshot import Phase
from tests.support.games import EVERY_KIND, PORT, RIGHT, WRONG
from tests.support.peers import Peer, host, player, spectator
from tests.support.serving import running

QUIZ = Quiz(title="Test", questions=(PORT,), settings=Settings(reading_seconds=0))
EVERYTHING = Quiz(title="Everything", questions=EVERY_KIND, settings=Settings(reading_seconds=0))


async def test_two_players_answer_and_everybody_sees_who_was_right() -> None:
    async with (
        running() as serving,
        host(serving.address, QUIZ) as teacher,
        player(serving.address, teacher.code, "Ann") as ann,
        player(serving.address, teacher.code, "Bob") as bob,
        spectator(serving.address, teacher.code) as projector,
    ):
        await teacher.command(client.Start)
        for someone in (ann, bob, projector):
            shown = await someone.reaches(Phase.OPEN)
            assert shown.reveal is None

        await ann.answer(RIGHT[PORT.text])
        await bob.answer(WRONG[PORT.text])

        assert (await projector.reaches(Phase.REVEAL)).reveal is not None
        assert (await ann.until_you(lambda you: you.result is not None)).score > 0
        assert (await bob.until_you(lambda you: you.result is not None)).score == 0
        await teacher.reaches(Phase.REVEAL)
        await teacher.command(client.Next)
        standings = (await projector.reaches(Phase.STANDINGS)).standings
        assert [(row.rank, row.name) for row in standings] == [(1, "Ann"), (2, "Bob")]


async def test_a_deadline_closes_the_question_without_anybody_doing_anything() -> None:
    async with (
        running() as serving,
        host(serving.address, QUIZ) as teacher,
        player(serving.address, teacher.code, "Ann") as ann,
    ):
        await teacher.command(client.Start)
        await ann.reaches(Phase.OPEN)

        await serving.clock.advance(PORT.seconds * 1000 - 1)
        assert await still(ann, Phase.OPEN)
        await serving.clock.advance(1)

        assert (await ann.reaches(Phase.REVEAL)).question == 0


async def test_a_session_runs_by_itself_to_the_podium_when_the_clock_does() -> None:
    async with (
        running() as serving,
        host(serving.address, EVERYTHING, auto=True) as teacher,
        player(serving.address, teacher.code, "Ann") as ann,
    ):
        await teacher.command(client.Start)
        while (await ann.until(lambda _: True)).phase is not Phase.PODIUM:
            wakeup = serving.clock.next_wakeup()
            assert wakeup is not None
            await serving.clock.advance_to(wakeup)
            await ann.ask(client.Ping)

        assert ann.stage is not None
        assert [row.name for row in ann.stage.standings] == ["Ann"]


async def test_200_players_play_through_real_sockets_and_all_agree_on_the_standings() -> None:
    questions = tuple(
        Choice(text=f"Question {n}", options=("a", "b", "c", "d"), right=(n % 4,)) for n in range(4)
    )
    quiz = Quiz(
        title="Big", questions=questions, settings=Settings(scoring=Scoring.ACCURACY, reading_seconds=0)
    )
    async with AsyncExitStack() as stack:
        serving = await stack.enter_async_context(running(player_news_seconds=0.25, staff_news_seconds=0.1))
        teacher = await stack.enter_async_context(host(serving.address, quiz))
        crowd = [
            await stack.enter_async_context(player(serving.address, teacher.code, f"Player {n}"))
            for n in range(200)
        ]
        await teacher.until(lambda stage: stage.connected == 200)
        await teacher.command(client.Start)
        for number in range(len(questions)):
            async with asyncio.TaskGroup() as tasks:
                for place, somebody in enumerate(crowd):
                    tasks.create_task(answer(somebody, number, (place * 7 + number * number) % 4))
            await teacher.reaches(Phase.REVEAL, number)
            await teacher.command(client.Next)
            await teacher.reaches(Phase.STANDINGS, number)
            await teacher.command(client.Next)

        seen = [(await somebody.reaches(Phase.PODIUM)).standings for somebody in crowd]
        final = (await teacher.reaches(Phase.PODIUM)).standings

        assert all(standings == final[:10] for standings in seen)
        assert len(final) == 200
        places = {row.player: (row.rank, row.score) for row in final}
        for somebody in crowd:
            you = await somebody.until_you(lambda you: you.of == 200)
            assert (you.rank, you.score) == places[you.player]


async def answer(somebody: Peer, question: int, option: int) -> None:
    await somebody.reaches(Phase.OPEN, question)
    await somebody.answer(Picked((option,)))


async def still(somebody: Peer, phase: Phase) -> bool:
    """Whether the phase is this one after everything that was on its way has arrived."""
    await somebody.ask(client.Ping)
    await somebody.ask(client.Ping)
    return somebody.stage is not None and somebody.stage.phase is phase
