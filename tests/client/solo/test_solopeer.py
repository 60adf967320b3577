"""A session of one, on a clock that is moved by hand."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from quizterm.errors import ErrorCode, Refusal
from quizterm.protocol.client import Leave, Next, SubmitAnswer
from quizterm.protocol.server import StageNews, YouNews
from quizterm.quiz.answers import Answer, Ordered, Picked
from quizterm.quiz.model import Choice, Question, Quiz, Scoring, Settings
from quizterm.snapshot import Phase, Stage, You
from quizterm_client.solo.peer import SoloPeer
from quizterm_client.view.commands import end, next_step, pause_or_resume
from quizterm_server.clock import ManualClock
from tests.support.games import BREAK, DNS, EVERY_KIND, LAYERS, MOOD, PORT, PRIVATE, RIGHT, WRONG


class Evening:
    """Somebody who practises, told step by step."""

    def __init__(self, questions: Sequence[Question], **settings: Any) -> None:
        self.clock = ManualClock()
        settings.setdefault("reading_seconds", 0)
        quiz = Quiz(title="Test", questions=tuple(questions), settings=Settings(**settings))
        self.peer = SoloPeer(quiz, self.clock, Random(7))
        self._stage: Stage | None = None
        self._you: You | None = None
        self._listening = asyncio.create_task(self._listen())

    async def _listen(self) -> None:
        async for event in self.peer.events():
            match event:
                case StageNews(stage=stage):
                    self._stage = stage
                case YouNews(you=you):
                    self._you = you
                case _:
                    raise AssertionError(event)

    async def close(self) -> None:
        await self.peer.close()
        await self._listening

    async def look(self) -> Stage:
        """The newest stage, once all news has been heard."""
        await self.clock.advance(0)
        assert self._stage is not None
        return self._stage

    async def you(self) -> You:
        await self.look()
        assert self._you is not None
        return self._you

    async def phase(self) -> Phase:
        return (await self.look()).phase

    async def go_on(self) -> Phase:
        """Do the obvious next thing."""
        step = next_step(await self.look())
        assert step is not None
        await self.peer.request(step.command)
        return await self.phase()

    async def answer(self, answers: dict[str, Answer]) -> Stage:
        stage = await self.look()
        assert stage.item is not None
        answer = answers[stage.item.text]
        await self.peer.request(SubmitAnswer(ref=0, question=stage.question, answer=answer))
        return await self.look()

    async def play(self, *answers: dict[str, Answer] | None) -> None:
        """Answer one question after the other from its beginning, or pass, and go on."""
        for one in answers:
            await (self.answer(one) if one is not None else self.go_on())
            await self.go_on()

    @property
    def first_try(self) -> list[bool]:
        return [one.right_at_once for one in self.peer.progress.studied]


Begin = Callable[..., Evening]


@pytest.fixture
async def begin() -> AsyncIterator[Begin]:
    """Makes practices, and closes them in the end."""
    made: list[Evening] = []

    def one(*questions: Question, **settings: Any) -> Evening:
        made.append(Evening(questions, **settings))
        return made[-1]

    yield one
    for evening in made:
        await evening.close()


async def test_every_kind_is_played_to_the_end_in_one_round_when_all_is_right(begin: Begin) -> None:
    evening = begin(*EVERY_KIND)
    assert await evening.phase() is Phase.LOBBY
    await evening.go_on()
    # `LAYERS` is shown in an order that was drawn, so its right answer is looked up.
    for question in EVERY_KIND:
        stage = await evening.look()
        assert stage.item is not None
        assert stage.item.text == question.text
        if question is not BREAK:
            right = {**RIGHT, **order_of(stage)}
            assert (await evening.answer(right)).phase is Phase.REVEAL
        await evening.go_on()

    assert await evening.phase() is Phase.PODIUM
    assert evening.first_try == [True] * 7
    assert (await evening.you()).score == evening.peer.progress.score == 7 * 1000


def order_of(stage: Stage) -> dict[str, Answer]:
    if stage.item is None or stage.item.text != LAYERS.text:
        return {}
    return {LAYERS.text: Ordered(tuple(stage.item.options.index(item) for item in LAYERS.items))}


async def test_there_are_no_standings_no_places_no_code_and_no_others(begin: Begin) -> None:
    evening = begin(PORT, DNS)
    await evening.go_on()

    stage = await evening.answer(WRONG)
    assert stage.reveal is not None
    assert stage.reveal.tally.eligible == sum(stage.reveal.tally.counts) == 0
    assert ((await evening.you()).rank, stage.code) == (0, "")
    assert await evening.go_on() is Phase.OPEN


async def test_the_deadline_closes_the_question_without_an_answer(begin: Begin) -> None:
    evening = begin(PORT)
    await evening.go_on()

    await evening.clock.advance(19_999)
    assert await evening.phase() is Phase.OPEN
    await evening.clock.advance(1)

    assert await evening.phase() is Phase.REVEAL
    assert evening.peer.rang_at == 20_000
    result = (await evening.you()).result
    assert result is not None
    assert (result.answered, result.credit) == (False, 0)
    with pytest.raises(Refusal) as refusal:
        await evening.answer(RIGHT)
    assert refusal.value.code is ErrorCode.TOO_LATE


async def test_time_to_read_ends_by_itself_or_by_a_key(begin: Begin) -> None:
    evening = begin(PORT, DNS, reading_seconds=3)

    assert await evening.go_on() is Phase.READING
    await evening.clock.advance(3_000)
    assert await evening.phase() is Phase.OPEN
    await evening.play(RIGHT)

    assert await evening.phase() is Phase.READING
    assert await evening.go_on() is Phase.OPEN


async def test_while_paused_the_clock_stands_still_and_nothing_is_taken(begin: Begin) -> None:
    evening = begin(PORT)
    await evening.go_on()
    await evening.clock.advance(5_000)

    await evening.peer.request(wish(await evening.look()))
    await evening.clock.advance(60_000)
    assert (await evening.look()).paused
    with pytest.raises(Refusal) as refusal:
        await evening.answer(RIGHT)
    assert refusal.value.code is ErrorCode.PAUSED

    await evening.peer.request(wish(await evening.look()))
    await evening.clock.advance(14_999)
    assert await evening.phase() is Phase.OPEN
    await evening.clock.advance(1)
    assert await evening.phase() is Phase.REVEAL


def wish(stage: Stage) -> Any:
    wanted = pause_or_resume(stage)
    assert wanted is not None
    return wanted


async def test_points_go_by_the_quizs_own_rules(begin: Begin) -> None:
    evening = begin(PORT, DNS, scoring=Scoring.SPEED, streak_bonus=True)
    await evening.go_on()
    await evening.clock.advance(10_000)
    await evening.play(RIGHT)
    await evening.clock.advance(400)
    await evening.play(RIGHT)

    assert evening.peer.progress.score == 750 + 1000 + 100


async def test_what_was_wrong_or_unanswered_comes_again_until_it_is_right(begin: Begin) -> None:
    evening = begin(PORT, MOOD, DNS, PRIVATE)
    await evening.go_on()
    await evening.play(WRONG, RIGHT, None, RIGHT)

    assert await evening.phase() is Phase.LOBBY
    assert [*evening.peer.progress.asked] == [0, 2]
    await evening.go_on()
    await evening.play(RIGHT, WRONG)

    assert [*evening.peer.progress.asked] == [2]
    await evening.go_on()
    await evening.play(None)
    await evening.go_on()
    await evening.play(RIGHT)

    assert await evening.phase() is Phase.PODIUM
    assert evening.first_try == [False, False, True]
    assert [len(one.tries) for one in evening.peer.progress.studied] == [2, 4, 1]
    assert all(one.right for one in evening.peer.progress.studied)


async def test_a_share_of_the_points_is_not_enough(begin: Begin) -> None:
    evening = begin(PRIVATE)
    await evening.go_on()
    await evening.play({PRIVATE.text: Picked((0,))})

    assert evening.peer.progress.score == 500
    assert evening.peer.progress.asked == (0,)
    assert evening.peer.progress.again


async def test_what_comes_again_earns_nothing_and_keeps_what_was_earned(begin: Begin) -> None:
    evening = begin(PORT, DNS)
    await evening.go_on()
    await evening.play(RIGHT, WRONG)
    await evening.go_on()
    stage = await evening.answer(RIGHT)

    assert stage.reveal is not None
    you = await evening.you()
    assert you.result is not None
    assert (you.result.points, you.result.credit, you.score) == (0, 1, 1000)


async def test_every_question_has_a_number_of_its_own_over_all_rounds(begin: Begin) -> None:
    """A screen takes an answer for the present question by its number."""
    evening = begin(PORT)
    await evening.go_on()
    numbers = []
    for answers in (WRONG, WRONG, RIGHT):
        numbers.append((await evening.look()).question)
        await evening.play(answers)
        if answers is WRONG:
            await evening.go_on()

    assert numbers == [0, 1, 2]


async def test_one_can_finish_while_something_is_still_wrong_and_begin_anew(begin: Begin) -> None:
    evening = begin(PORT, DNS)
    await evening.go_on()
    await evening.play(WRONG)
    await evening.peer.request(end(await evening.look()))
    assert await evening.phase() is Phase.PODIUM

    evening.peer.start_over()
    assert await evening.phase() is Phase.LOBBY
    await evening.go_on()
    await evening.play(RIGHT, RIGHT)
    assert await evening.phase() is Phase.PODIUM
    assert evening.first_try == [True, True]


async def test_one_can_finish_before_what_comes_again(begin: Begin) -> None:
    evening = begin(PORT)
    await evening.go_on()
    await evening.play(WRONG)
    assert await evening.phase() is Phase.LOBBY

    await evening.peer.request(end(await evening.look()))

    assert await evening.phase() is Phase.ENDED
    assert evening.first_try == [False]


async def test_a_deadline_of_a_round_that_was_left_closes_nothing(begin: Begin) -> None:
    evening = begin(PORT, replace(DNS, seconds=60))
    await evening.go_on()
    await evening.clock.advance(19_000)
    evening.peer.start_over()
    await evening.clock.advance(2_000)
    assert evening.peer.rang_at is None
    await evening.go_on()

    await evening.clock.advance(19_000)

    assert await evening.phase() is Phase.OPEN


async def test_the_orders_of_options_follow_the_seed_and_change_from_round_to_round(begin: Begin) -> None:
    question = Choice(text="Which?", options=tuple("abcdefgh"), right=(0,), shuffle=True)
    shown = []
    for _ in range(2):
        evening = begin(question)
        for _ in range(2):
            await evening.go_on()
            stage = await evening.look()
            assert stage.item is not None
            shown.append(stage.item.options)
            await evening.go_on()
            await evening.go_on()

    assert shown[:2] == shown[2:]
    assert shown[0] != shown[1]


@pytest.mark.parametrize("message", [Leave(ref=0), Next(ref=0, phase=Phase.OPEN, question=0)])
async def test_what_makes_no_sense_is_refused_and_changes_nothing(begin: Begin, message: Any) -> None:
    evening = begin(PORT)
    before = await evening.look()

    with pytest.raises(Refusal):
        await evening.peer.request(message)

    assert await evening.look() == before
