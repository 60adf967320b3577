"""A whole quiz on a real server, in lockstep."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import asdict, replace
from random import Random
from typing import Any

import pytest

from quizterm.quiz.model import (
    Choice,
    Numeric,
    Open,
    Order,
    Poll,
    Question,
    Quiz,
    Select,
    Slide,
    Text,
    TrueFalse,
)
from quizterm_client.addresses import NoSession, parse_code, parse_server, parse_target
from quizterm_client.bots import enter_bot, make_bots, run_bots
from quizterm_client.brains import KnowingBrain
from quizterm_client.entries import CreateEntry
from quizterm_client.finding import find_session
from quizterm_client.headless import PlayedSession, play_session
from quizterm_client.link import Link
from quizterm_server.clock import ManualClock
from tests.support.serving import Serving, running

QUESTIONS: tuple[Question, ...] = (
    Slide(text="Welcome"),
    Choice(text="Which one?", options=("red", "green", "blue", "white"), right=(2,), shuffle=True),
    Choice(text="Which ones?", options=("a", "b", "c", "d"), right=(0, 3), select=Select.ALL, shuffle=True),
    TrueFalse(text="Is it?", right=True),
    Text(text="What?", accepted=("DNS",)),
    Numeric(text="How many?", low=10, high=20, nearness=30),
    Order(text="In which order?", items=("one", "two", "three", "four")),
    Poll(text="What do you like?", options=("tea", "coffee"), several=True),
    Open(text="Say something", seconds=0),
    TrueFalse(text="Really?", right=False, seconds=0),
)
QUIZ = Quiz(title="Every kind", questions=QUESTIONS)


@asynccontextmanager
async def hosted(quiz: Quiz, clock: ManualClock) -> AsyncIterator[tuple[Serving, Link]]:
    async with running(
        clock=clock, message_rate=100_000, message_burst=100_000, staff_news_seconds=0.1
    ) as server:
        host = await Link.enter(parse_server(server.address), CreateEntry(quiz), jitter=Random(0))
        try:
            yield server, host
        finally:
            await host.close()


async def play(seed: int, players: int = 12, quiz: Quiz = QUIZ) -> PlayedSession:
    clock = ManualClock()
    async with hosted(quiz, clock) as (_, host), AsyncExitStack() as stack:
        table = []
        for bot in make_bots(seed, players, lambda number: KnowingBrain(quiz, skill=number / players)):
            link = await enter_bot(host.address, host.code, bot)
            stack.push_async_callback(link.close)
            table.append((bot, link))
        return await play_session(host, table, clock.advance_to)


def without_code(session: PlayedSession) -> dict[str, Any]:
    return asdict(replace(session, code=""))


async def test_everybody_plays_every_question_to_the_podium() -> None:
    played = await play(7)

    assert parse_code(played.code) == played.code
    assert [question.text for question in played.questions] == [question.text for question in QUESTIONS]
    assert [question.answered for question in played.questions] == [0] + [12] * 9
    assert len(played.players) == 12
    assert all(len(player.answers) == 9 for player in played.players)
    assert [player.rank for player in played.players] == sorted(player.rank for player in played.players)
    assert played.players[0].score > played.players[-1].score
    assert all(player.right + player.wrong == 7 for player in played.players)


async def test_the_same_seed_gives_the_same_session_apart_from_its_code() -> None:
    one, other, third = await play(7), await play(7), await play(8)
    assert without_code(one) == without_code(other)
    assert without_code(one) != without_code(third)


async def test_a_session_without_players_comes_to_its_end_too() -> None:
    played = await play(7, players=0)
    assert played.players == ()
    assert len(played.questions) == len(QUESTIONS)


async def test_bots_on_their_own_play_until_the_session_ends() -> None:
    """Nobody drives: the session runs by itself, and time passes whenever a bot thinks."""
    quiz = replace(QUIZ, questions=(QUESTIONS[1], QUESTIONS[3]))
    clock = ManualClock()

    async def think(_seconds: float) -> None:
        await asyncio.sleep(0)

    async with hosted(quiz, clock) as (_, host), asyncio.TaskGroup() as tasks:
        everybody_in = asyncio.Event()
        playing = tasks.create_task(
            run_bots(
                host.address,
                host.code,
                3,
                7,
                sleep=think,
                on_entered=lambda count: everybody_in.set() if count == 3 else None,
            )
        )
        await everybody_in.wait()
        played = await play_session(host, [], clock.advance_to)
        await playing

    assert [result.name for result in playing.result().results] == [player.name for player in played.players]
    assert len(played.players) == 3


async def test_the_server_of_a_session_is_found_by_its_code() -> None:
    async with hosted(QUIZ, ManualClock()) as (server, host):
        found = await find_session(parse_target(host.code), ports=[server.port])
        assert found == host.address
        with pytest.raises(NoSession):
            await find_session(parse_target("ABCDEF"), ports=[server.port])
