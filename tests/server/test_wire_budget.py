"""What one question costs a player's line, and that the screens have all they draw from."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from quizterm.protocol import client
from quizterm.protocol.codec import decode_server
from quizterm.protocol.server import Ok, StageNews, YouNews
from quizterm.quiz.answers import Picked
from quizterm.quiz.model import Choice, Quiz
from quizterm.snapshot import PLAYERS_TOP, Phase, Stage, You
from quizterm_server.clock import ManualClock
from tests.support.peers import Peer, host, player
from tests.support.serving import running

PLAYERS = 60
MOST_MESSAGES = 6
MOST_BYTES = 1_500

TITLE = "Computer networks"
QUESTIONS = (
    Choice(
        text="Which port does the Secure Shell listen on by default, now?",
        options=("Port 21.", "Port 22.", "Port 80.", "Port 443"),
        right=(1,),
        explanation="Since 1995.",
    ),
    Choice(
        text="Which record of the DNS names the servers that take mail?",
        options=("A record", "MX entry", "TXT line", "CNAME it"),
        right=(1,),
    ),
)
FIRST = ("Eager", "Gentle", "Patient", "Silver", "Dreamy", "Nimble")
LAST = ("Heron", "Penguin", "Octopus", "Marten", "Jaguar", "Ocelot", "Gecko", "Turtle", "Moose", "Crane")
NAMES = [f"{first} {last}" for first in FIRST for last in LAST]


async def test_a_question_costs_every_player_few_messages_and_few_bytes() -> None:
    async with room() as (teacher, crowd, clock):
        for number in range(len(QUESTIONS)):
            heard = await play(teacher, crowd, clock, number)

            assert max(len(frames) for frames in heard) <= MOST_MESSAGES
            assert max(sum(len(frame.encode()) for frame in frames) for frames in heard) <= MOST_BYTES


async def test_what_a_player_is_sent_is_what_the_screens_need() -> None:
    async with room() as (teacher, crowd, clock):
        await play(teacher, crowd, clock, 0)
        heard = await play(teacher, crowd, clock, 1)

        for frames in heard:
            reading, opened, reveal, standings, mine = told(frames)
            for stage in (reading, opened, reveal):
                assert stage.item is not None
                assert (stage.item.text, stage.item.options) == (QUESTIONS[1].text, QUESTIONS[1].options)
                assert (stage.question, stage.questions) == (1, len(QUESTIONS))
            assert (reading.span, opened.span) == (3_000, 20_000)
            assert None not in (reading.deadline, opened.deadline, mine.answer, mine.result)
            assert reveal.reveal is not None
            assert (reveal.reveal.tally.eligible, sum(reveal.reveal.tally.counts)) == (PLAYERS, PLAYERS)
            assert (standings.players, len(standings.standings)) == (PLAYERS, PLAYERS_TOP)
            assert (mine.title, mine.code, mine.of) == (TITLE, teacher.code, PLAYERS)
            rows = [row for row in (*standings.standings, *mine.nearby) if row.player == mine.player]
            assert [(row.name, row.rank, row.score) for row in rows] == [(mine.name, mine.rank, mine.score)]


def told(frames: list[str]) -> tuple[Stage, Stage, Stage, Stage, You]:
    """The four stages of a question, and the player's own part."""
    messages = [decode_server(frame.encode()) for frame in frames]
    stages = [message.stage for message in messages if isinstance(message, StageNews)]
    (mine,) = [message.you for message in messages if isinstance(message, YouNews)]
    assert [stage.phase for stage in stages] == [Phase.READING, Phase.OPEN, Phase.REVEAL, Phase.STANDINGS]
    assert sum(isinstance(message, Ok) for message in messages) == 1
    reading, opened, reveal, standings = stages
    return reading, opened, reveal, standings, mine


async def play(teacher: Peer, crowd: list[Peer], clock: ManualClock, question: int) -> list[list[str]]:
    """Play one question from its start to its standings; returns what each player was sent for it."""
    for someone in crowd:
        await someone.ask(client.Ping)
    before = [len(someone.frames) for someone in crowd]
    await teacher.command(client.Next if question else client.Start)
    await everybody(crowd, Phase.READING)
    assert {someone.you.title for someone in crowd if someone.you} == {TITLE}
    await clock.advance(3_000)
    await everybody(crowd, Phase.OPEN)
    for place, someone in enumerate(crowd):
        await clock.advance(100)
        await someone.answer(Picked(((place * 7 + question) % 4,)))
    await everybody(crowd, Phase.REVEAL)
    await teacher.reaches(Phase.REVEAL, question)
    await teacher.command(client.Next)
    await everybody(crowd, Phase.STANDINGS)
    await teacher.reaches(Phase.STANDINGS, question)
    for someone in crowd:
        await someone.ask(client.Ping)
    # The reply to the last question of all is none of it.
    return [someone.frames[mark:-1] for someone, mark in zip(crowd, before, strict=True)]


async def everybody(crowd: list[Peer], phase: Phase) -> None:
    """Wait until all of them are in this phase."""
    for someone in crowd:
        await someone.reaches(phase)


@asynccontextmanager
async def room() -> AsyncIterator[tuple[Peer, list[Peer], ManualClock]]:
    """A session with everybody in it, its news spaced out as it is by default."""
    async with AsyncExitStack() as stack:
        serving = await stack.enter_async_context(running(player_news_seconds=0.25, staff_news_seconds=0.1))
        quiz = Quiz(title=TITLE, questions=QUESTIONS)
        teacher = await stack.enter_async_context(host(serving.address, quiz))
        crowd = [
            await stack.enter_async_context(player(serving.address, teacher.code, name)) for name in NAMES
        ]
        await teacher.until(lambda stage: stage.connected == PLAYERS)
        yield teacher, crowd, serving.clock
