"""A whole quiz played by bots in lockstep: the same seed gives the same answers at the same times."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from quizterm.errors import ErrorCode, Refusal
from quizterm.language import _
from quizterm.protocol.client import Close, EndSession, Next, Ping, Start, SubmitAnswer
from quizterm.protocol.server import StageNews
from quizterm.quiz.answers import Answer, Number, Ordered, Picked, Typed
from quizterm.quiz.model import Kind
from quizterm.snapshot import Millis, Phase, QuestionView, Stage
from quizterm_client.bots import Bot
from quizterm_client.brains import Plan
from quizterm_client.link import Link
from quizterm_client.peer import LinkEvent

AdvanceTo = Callable[[Millis], Awaitable[None]]
"""Moves the server's clock to a later time; what was due until then has happened when it returns."""

PlainAnswer = str | float | tuple[str, ...]
"""An answer as it would be written down: texts of options, words, or a number."""


@dataclass(frozen=True, slots=True)
class PlayedQuestion:
    """One question of the quiz that was played."""

    index: int
    kind: Kind
    text: str
    right: int
    """Answers with full credit."""
    answered: int


@dataclass(frozen=True, slots=True)
class PlayedAnswer:
    """What one player said."""

    question: int
    answer: PlainAnswer
    time: Millis
    """From the opening of the question."""


@dataclass(frozen=True, slots=True)
class PlayedPlayer:
    """How one player did."""

    rank: int
    name: str
    score: int
    right: int
    wrong: int
    answers: tuple[PlayedAnswer, ...]


@dataclass(frozen=True, slots=True)
class PlayedSession:
    """A session that was played to its end."""

    code: str
    title: str
    questions: tuple[PlayedQuestion, ...]
    players: tuple[PlayedPlayer, ...]
    """Best first."""


async def play_session(
    host: Link, players: Sequence[tuple[Bot, Link]], advance_to: AdvanceTo
) -> PlayedSession:
    """Play a session from its lobby to its end.

    Args:
        host: A host's link to a session in the lobby that does not run by itself. Its events are read here.
        players: Everybody who plays, already entered.
        advance_to: Moves the server's clock, which stands still otherwise.

    Raises:
        ConnectionError: A line broke.
        Refusal: The server did not let the host go on.
    """
    return await _Drive(host, players, advance_to).run()


class _Drive:
    """Takes the host's chair, and tells each bot when to speak."""

    def __init__(self, host: Link, players: Sequence[tuple[Bot, Link]], advance_to: AdvanceTo) -> None:
        self._host = host
        self._players = players
        self._advance_to = advance_to
        self._events = host.events()
        self._questions: dict[int, PlayedQuestion] = {}
        self._answers: dict[int | None, list[PlayedAnswer]] = {link.player: [] for _, link in players}

    async def run(self) -> PlayedSession:
        stage = await _next_stage(self._events)
        while stage.phase is not Phase.PODIUM:
            await self._step(stage)
            stage = await self._moved_on(stage)
        await self._host.request(EndSession(ref=0, phase=stage.phase, question=stage.question))
        return self._session(stage)

    async def _step(self, stage: Stage) -> None:
        """Do what leads out of this phase."""
        moment = {"ref": 0, "phase": stage.phase, "question": stage.question}
        match stage.phase:
            case Phase.LOBBY:
                await self._host.request(Start.model_validate(moment))
            case Phase.OPEN:
                await self._answer_all(stage)
                await self._close(stage)
            case _:
                self._note(stage)
                await self._host.request(Next.model_validate(moment))

    async def _moved_on(self, before: Stage) -> Stage:
        while True:
            stage = await _next_stage(self._events)
            if (stage.phase, stage.question) != (before.phase, before.question):
                return stage

    async def _clock(self) -> Millis:
        """The server's clock to the millisecond."""
        ok = await self._host.request(Ping(ref=0))
        return Millis(ok.time or 0)

    async def _answer_all(self, stage: Stage) -> None:
        item = stage.item
        if item is None:
            return
        opened = await self._clock() if stage.deadline is None else Millis(stage.deadline - stage.span)
        for made, link in self._plans(stage.question, item):
            await self._advance_to(Millis(opened + made.think))
            await link.request(SubmitAnswer(ref=0, question=stage.question, answer=made.answer))
            said = PlayedAnswer(stage.question, _plain(made.answer, item), made.think)
            self._answers[link.player].append(said)

    def _plans(self, question: int, item: QuestionView) -> list[tuple[Plan, Link]]:
        """Everybody's plan in the order of speaking; the equally fast keep the order of coming in."""
        plans = [(bot.plan(question, item), link) for bot, link in self._players]
        made = [(plan, link) for plan, link in plans if plan is not None]
        return sorted(made, key=lambda entry: entry[0].think)

    async def _close(self, stage: Stage) -> None:
        try:
            await self._host.request(Close(ref=0, phase=stage.phase, question=stage.question))
        except Refusal as refusal:
            if refusal.code is not ErrorCode.WRONG_PHASE:  # the last answer has closed it
                raise

    def _note(self, stage: Stage) -> None:
        """Write down a question when it is revealed, and a slide when it is shown."""
        item = stage.item
        if item is None or (stage.reveal is None and item.kind is not Kind.SLIDE):
            return
        tally = None if stage.reveal is None else stage.reveal.tally
        right, answered = (tally.right, tally.answered) if tally else (0, 0)
        self._questions[stage.question] = PlayedQuestion(
            stage.question, item.kind, item.text, right, answered
        )

    def _session(self, podium: Stage) -> PlayedSession:
        return PlayedSession(
            code=podium.code,
            title=podium.title,
            questions=tuple(self._questions[index] for index in sorted(self._questions)),
            players=_players(podium, self._answers),
        )


def _players(podium: Stage, said: Mapping[int | None, Sequence[PlayedAnswer]]) -> tuple[PlayedPlayer, ...]:
    """Everybody in the standings with what they said; they are all still there."""
    seats = {seat.player: seat for seat in podium.desk.seats} if podium.desk else {}
    return tuple(
        PlayedPlayer(
            row.rank,
            row.name,
            row.score,
            seats[row.player].right,
            seats[row.player].wrong,
            tuple(said.get(row.player, ())),
        )
        for row in podium.standings
    )


async def _next_stage(events: AsyncIterator[LinkEvent]) -> Stage:
    async for event in events:
        if isinstance(event, StageNews):
            return event.stage
    raise ConnectionError(_("The session was over before the quiz was."))


def _plain(answer: Answer, item: QuestionView) -> PlainAnswer:
    options = item.options or ("true", "false")
    match answer:
        case Picked():
            return tuple(sorted(options[index] for index in answer.options))
        case Ordered():
            return tuple(options[index] for index in answer.items)
        case Typed():
            return answer.text
        case Number():
            return answer.value
