"""People who come late, drop out, come back, help out and play along, each with a real link."""

from contextlib import AbstractAsyncContextManager

from quizterm.protocol.client import InviteHost
from quizterm.quiz.answers import Picked
from quizterm.quiz.model import Choice, Quiz, Scoring, Settings
from quizterm.snapshot import Phase
from quizterm_client.addresses import Address
from quizterm_client.entries import CreateEntry, Entry, HostEntry, JoinEntry, RejoinEntry
from tests.support.seats import Seat, seat_at
from tests.support.serving import Serving, running

QUIZ = Quiz(
    title="Evening",
    questions=tuple(Choice(text=f"Question {n}", options=("a", "b"), right=(0,)) for n in range(3)),
    settings=Settings(scoring=Scoring.ACCURACY, reading_seconds=0),
)
RIGHT, WRONG = Picked((0,)), Picked((1,))


def seated(serving: Serving, entry: Entry) -> AbstractAsyncContextManager[Seat]:
    """Somebody who has come in."""
    return seat_at(Address("127.0.0.1", serving.port), entry)


async def test_whoever_comes_late_holds_up_nobody_and_plays_from_the_next_question() -> None:
    async with (
        running() as serving,
        seated(serving, CreateEntry(QUIZ)) as teacher,
        seated(serving, JoinEntry(teacher.link.code, "Ann")) as ann,
    ):
        await teacher.go_on(Phase.LOBBY, -1)
        await ann.reaches(Phase.OPEN, 0)
        async with seated(serving, JoinEntry(teacher.link.code, "Late")) as late:
            await late.wait(lambda: late.you is not None and not late.you.eligible)

            await ann.answer(0, RIGHT)

            await late.reaches(Phase.REVEAL, 0)
            await teacher.go_on(Phase.REVEAL, 0)
            await teacher.go_on(Phase.STANDINGS, 0)
            await late.answer(1, RIGHT)
            assert (await ann.reaches(Phase.OPEN, 1)).reveal is None
            await ann.answer(1, WRONG)
            mine = await late.has(score=1000)
            assert (mine.rank, mine.of) == (1, 2)
            assert mine.result is not None
            assert (mine.result.credit, mine.result.streak) == (1.0, 1)
            assert (await ann.has(score=1000)).rank == 1


async def test_whoever_drops_out_holds_up_nobody_and_comes_back_to_the_same_score() -> None:
    async with (
        running() as serving,
        seated(serving, CreateEntry(QUIZ)) as teacher,
        seated(serving, JoinEntry(teacher.link.code, "Ann")) as ann,
    ):
        code = teacher.link.code
        async with seated(serving, JoinEntry(code, "Bob")) as bob:
            await teacher.go_on(Phase.LOBBY, -1)
            await bob.answer(0, RIGHT)
            await ann.answer(0, WRONG)
            await bob.has(score=1000)
        await teacher.wait(lambda: teacher.stage is not None and teacher.stage.connected == 1)
        await teacher.go_on(Phase.REVEAL, 0)
        await teacher.go_on(Phase.STANDINGS, 0)
        await ann.answer(1, WRONG)
        await ann.reaches(Phase.REVEAL, 1)

        async with seated(serving, RejoinEntry(code, bob.link.token)) as again:
            mine = await again.has(score=1000)
            assert (mine.name, mine.rank) == ("Bob", 1)
            assert mine.result is not None
            assert (mine.result.answered, mine.result.points) == (False, 0)
            await teacher.go_on(Phase.REVEAL, 1)
            await teacher.go_on(Phase.STANDINGS, 1)
            await again.answer(2, RIGHT)
            await ann.answer(2, WRONG)
            await again.has(score=2000)


async def test_an_invited_co_host_brings_the_game_to_the_podium_when_the_host_is_gone() -> None:
    async with running() as serving:
        async with seated(serving, CreateEntry(QUIZ)) as teacher:
            code = teacher.link.code
            token = (await teacher.link.request(InviteHost(ref=0))).token
            await teacher.go_on(Phase.LOBBY, -1)
        assert token is not None
        async with (
            seated(serving, JoinEntry(code, "Ann")) as ann,
            seated(serving, HostEntry(code, token)) as colleague,
        ):
            for question in range(3):
                await colleague.go_on(Phase.OPEN, question)
                await colleague.go_on(Phase.REVEAL, question)
                await colleague.go_on(Phase.STANDINGS, question)

            podium = await ann.reaches(Phase.PODIUM, 2)
            assert [(row.name, row.score) for row in podium.standings] == [("Ann", 0)]
            await ann.wait(lambda: ann.you is not None and ann.you.wrong == 2)
            assert not podium.host_away


async def test_a_host_who_plays_along_sees_no_key_in_the_players_seat() -> None:
    async with (
        running() as serving,
        seated(serving, CreateEntry(QUIZ)) as teacher,
        seated(serving, JoinEntry(teacher.link.code, "Host")) as own,
        seated(serving, JoinEntry(teacher.link.code, "Ann")) as ann,
    ):
        await teacher.go_on(Phase.LOBBY, -1)
        for question in range(3):
            shown = await own.reaches(Phase.OPEN, question)
            assert (shown.desk, shown.reveal) == (None, None)
            await own.answer(question, RIGHT if question else WRONG)
            await ann.answer(question, RIGHT)
            await teacher.go_on(Phase.REVEAL, question)
            await teacher.go_on(Phase.STANDINGS, question)

        for somebody in (teacher, own, ann):
            podium = await somebody.reaches(Phase.PODIUM, 2)
            assert [(row.name, row.score) for row in podium.standings] == [("Ann", 3000), ("Host", 2000)]
