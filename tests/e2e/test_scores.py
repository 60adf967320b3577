"""A whole game of every kind through real sockets, with every point counted."""

from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass

from quizterm.protocol import client
from quizterm.quiz.answers import Answer, Number, Ordered, Picked
from quizterm.quiz.model import Kind, Quiz, Settings
from quizterm.snapshot import Millis, Phase, QuestionView, Stage
from tests.support.games import (
    ANY,
    BITS,
    EVERY_KIND,
    FALSEHOOD,
    LAYERS,
    MOOD,
    PORT,
    PRIVATE,
    RIGHT,
    UNCLEAR,
    WRONG,
)
from tests.support.peers import Peer, host, player, spectator
from tests.support.serving import Serving, running

QUIZ = Quiz(title="Everything", questions=EVERY_KIND, settings=Settings(reading_seconds=0, streak_bonus=True))

ANN_AFTER, BOB_AFTER, DEADLINE = Millis(4_000), Millis(10_000), Millis(20_000)
"""Milliseconds after a question opens: for 20 s, worth 0.9 and 0.75 of its points, and nothing."""

BOB_SAYS: dict[str, Answer] = {
    **WRONG,
    PRIVATE.text: Picked((0,)),
    ANY.text: Picked((1,)),
    FALSEHOOD.text: Picked((1,)),
    BITS.text: Number(120),
}

ANNS_POINTS = (900, 1000, 1100, 1200, 1300, 1400, 1400)
"""Always right, with a bonus for the second to the seventh in a row: 100, 200, 300, 400, 500, 500."""
BOBS_POINTS = (0, 375, 750, 850, 0, 563, 750)
"""Wrong; one of two; right; right again, +100; wrong; 8 of 32 bits off; right."""


@dataclass(frozen=True, slots=True)
class Evening:
    """Everybody who takes part."""

    serving: Serving
    teacher: Peer
    ann: Peer
    bob: Peer
    cyd: Peer
    projector: Peer

    @property
    def everybody(self) -> tuple[Peer, ...]:
        return self.teacher, self.ann, self.bob, self.cyd, self.projector


async def test_every_point_of_a_whole_game_is_as_the_rules_say_on_every_screen() -> None:
    async with AsyncExitStack() as stack:
        evening = await _begin(stack)
        earned: list[tuple[int, int, int]] = []
        await evening.teacher.command(client.Start)
        for number in range(len(EVERY_KIND)):
            stage = await evening.ann.until(_is_at(number))
            assert stage.item is not None
            if stage.item.kind is not Kind.SLIDE:
                points = await _play(evening, stage, stage.item)
                if stage.item.kind not in (Kind.POLL, Kind.OPEN):
                    earned.append(points)
            await _go_on(evening.teacher, number)

        assert [ann for ann, _, _ in earned] == list(ANNS_POINTS)
        assert [bob for _, bob, _ in earned] == list(BOBS_POINTS)
        assert [cyd for _, _, cyd in earned] == [0] * 7
        for somebody in evening.everybody:
            podium = (await somebody.reaches(Phase.PODIUM)).standings
            assert [(row.rank, row.name, row.score) for row in podium] == [
                (1, "Ann", sum(ANNS_POINTS)),
                (2, "Bob", sum(BOBS_POINTS)),
                (3, "Cyd", 0),
            ]
        mine = await evening.ann.until_you(lambda you: you.average is not None)
        assert (mine.score, mine.rank, mine.of, mine.right, mine.wrong) == (8300, 1, 3, 7, 0)
        assert mine.average == ANN_AFTER


async def _begin(stack: AsyncExitStack) -> Evening:
    serving = await stack.enter_async_context(running())
    teacher = await stack.enter_async_context(host(serving.address, QUIZ))
    ann, bob, cyd = [
        await stack.enter_async_context(player(serving.address, teacher.code, name))
        for name in ("Ann", "Bob", "Cyd")
    ]
    projector = await stack.enter_async_context(spectator(serving.address, teacher.code))
    return Evening(serving, teacher, ann, bob, cyd, projector)


async def _play(evening: Evening, stage: Stage, item: QuestionView) -> tuple[int, int, int]:
    """Ann and Bob answer, each after their own time, and Cyd never does; returns what it brought them."""
    clock = evening.serving.clock
    opened = clock.now()
    await clock.advance_to(Millis(opened + ANN_AFTER))
    await evening.ann.answer(_anns_answer(item), stage.question)
    await clock.advance_to(Millis(opened + BOB_AFTER))
    await evening.bob.reaches(Phase.OPEN, stage.question)
    await evening.bob.answer(_bobs_answer(item), stage.question)
    assert (await evening.cyd.until(lambda _: True)).phase is Phase.OPEN
    await clock.advance_to(Millis(opened + DEADLINE))
    ann, bob, cyd = [
        await _points(somebody, stage.question) for somebody in (evening.ann, evening.bob, evening.cyd)
    ]
    return ann, bob, cyd


async def _points(somebody: Peer, question: int) -> int:
    you = await somebody.until_you(lambda you: you.question == question and you.result is not None)
    assert you.result is not None
    return you.result.points


async def _go_on(teacher: Peer, number: int) -> None:
    """On to the next question or the podium, through the standings where there are any."""
    stage = await teacher.until(lambda stage: stage.phase is not Phase.OPEN)
    while stage.question == number and stage.phase is not Phase.PODIUM:
        passed = stage.phase
        await teacher.command(client.Next)
        stage = await teacher.until(_beyond(number, passed))


def _beyond(question: int, phase: Phase) -> Callable[[Stage], bool]:
    return lambda stage: (stage.question, stage.phase) != (question, phase)


def _is_at(question: int) -> Callable[[Stage], bool]:
    return lambda stage: stage.question == question


def _anns_answer(item: QuestionView) -> Answer:
    return _in_order(item) if item.kind is Kind.ORDER else RIGHT[item.text]


def _bobs_answer(item: QuestionView) -> Answer:
    return _in_order(item) if item.kind is Kind.ORDER else BOB_SAYS[item.text]


def _in_order(item: QuestionView) -> Answer:
    return Ordered(tuple(item.options.index(text) for text in LAYERS.items))


def test_the_quiz_of_this_evening_is_the_one_that_was_counted() -> None:
    assert [question.seconds for question in EVERY_KIND[:7]] == [20] * 7
    assert [question.points for question in EVERY_KIND[:7]] == [1000] * 7
    assert [question.text for question in EVERY_KIND[7:9]] == [MOOD.text, UNCLEAR.text]
    assert EVERY_KIND[0] is PORT
