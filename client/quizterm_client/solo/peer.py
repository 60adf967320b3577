"""A session of one: the rules run in this very process, and their news go to the player's screen."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from random import Random
from typing import Final

from quizterm.engine import inputs
from quizterm.engine.effects import Effect, EveryYouChanged, SetTimer, StopTimer, YouChanged
from quizterm.engine.rules import begin, step
from quizterm.engine.state import Game
from quizterm.engine.views import view_for
from quizterm.errors import ErrorCode, Refusal
from quizterm.language import N_, _
from quizterm.protocol.client import Close, EndSession, Next, Pause, Request, Resume, Start, SubmitAnswer
from quizterm.protocol.server import Ok, StageNews, YouNews
from quizterm.quiz.model import Quiz, Scoring
from quizterm.snapshot import OVER, Audience, Millis, Phase, PlayerId, Stage, Tally, You
from quizterm_client.mailbox import Mailbox
from quizterm_client.peer import LinkEvent, LinkState, LinkStatus
from quizterm_client.solo.clock import Alarm, Clock
from quizterm_client.solo.orders import draw_orders
from quizterm_client.solo.progress import Progress

ME: Final = PlayerId(0)

GRACE: Final = Millis(400)
"""After the clock has ended something, keys that were meant for it still come."""

_NOBODY = Tally(answered=0, eligible=0, right=0)
"""There are no others to compare with."""

_Told = inputs.Started | inputs.WentOn | inputs.Closed | inputs.Paused | inputs.Resumed | inputs.Ended

_COMMAND_OF: Mapping[type[Request], type[_Told]] = {
    Start: inputs.Started,
    Next: inputs.WentOn,
    Close: inputs.Closed,
    Pause: inputs.Paused,
    Resume: inputs.Resumed,
    EndSession: inputs.Ended,
}


class SoloPeer:
    """Lets one player practise a quiz; what was not right comes again until it is.

    Every question has a number of its own over all rounds, so that nothing of an earlier round is taken
    for the present one.

    Args:
        quiz: What is practised.
        clock: Gives the time and wakes up at deadlines.
        randomness: Draws the orders of shuffled options.
    """

    status: Final = LinkStatus(LinkState.CONNECTED)

    def __init__(self, quiz: Quiz, clock: Clock, randomness: Random) -> None:
        self.progress = Progress(quiz)
        self.rang_at: Millis | None = None
        """When the clock ended a phase last."""
        self._clock = clock
        self._randomness = randomness
        self._alarm = Alarm(clock)
        self._mailbox = Mailbox()
        self.version = 0
        """Of the newest news."""
        self._game = self._dealt()
        self._tell(you=True)

    def server_now(self) -> Millis:
        """The time on the clock of the game."""
        return self._clock.now()

    def events(self) -> AsyncIterator[LinkEvent]:
        """News in order, of stage and you only the newest."""
        return self._mailbox.read()

    @property
    def just_rang(self) -> bool:
        """Whether the clock has ended something a moment ago."""
        return self.rang_at is not None and self.server_now() - self.rang_at < GRACE

    async def request(self, message: Request) -> Ok:
        """Do what the player asks for.

        Raises:
            Refusal: The rules say no.
        """
        self._take(self._input_of(message))
        return Ok(ref=message.ref)

    async def close(self) -> None:
        """Stop; nothing is told any more."""
        self._alarm.stop()
        self._mailbox.close()

    def start_over(self) -> None:
        """Practise the whole quiz once more, in newly drawn orders."""
        self.progress.start_over()
        self._seat()

    def _seat(self) -> None:
        """Wait for the start of a round."""
        self._alarm.stop()
        self._game = self._dealt()
        self._tell(you=True)

    def _dealt(self) -> Game:
        """A game of the questions of this round, with the player in it."""
        quiz, progress, now = self.progress.quiz, self.progress, self._clock.now()
        questions = tuple(quiz.questions[index] for index in progress.asked)
        scoring = Scoring.NONE if progress.again else quiz.settings.scoring
        asked = replace(quiz, questions=questions, settings=replace(quiz.settings, scoring=scoring))
        orders = draw_orders(questions, self._randomness)
        game = begin(inputs.Created(at=now, code="", quiz=asked, orders=orders))
        step(game, inputs.Joined(at=now, player=ME, name=_("You")))
        step(game, inputs.Came(at=now, player=ME))
        return game

    def _input_of(self, message: Request) -> inputs.Input:
        now, before = self._clock.now(), self.progress.before
        match message:
            case SubmitAnswer(question=question, answer=answer):
                return inputs.Answered(at=now, player=ME, question=question - before, answer=answer)
            case Start() | Next() | Close() | Pause() | Resume() | EndSession():
                place = message.question - before if message.question >= 0 else message.question
                return _COMMAND_OF[type(message)](at=now, phase=message.phase, question=place)
            case _:
                raise Refusal(ErrorCode.NOT_ALLOWED, N_("There is nobody else here."))

    def _take(self, happened: inputs.Input) -> None:
        before = self._game.phase
        effects = [*step(self._game, happened)]
        while self._game.phase is Phase.STANDINGS:  # they would say nothing to somebody alone
            effects += step(self._game, self._on())
        self._set_alarm(effects)
        self._look_at(before)
        over = self._game.phase in OVER
        if over and self.progress.missing and not isinstance(happened, inputs.Ended):
            self.progress.go_round()
            self._seat()
        elif effects:
            self._tell(you=any(isinstance(one, YouChanged | EveryYouChanged) for one in effects))

    def _on(self) -> inputs.WentOn:
        return inputs.WentOn(at=self._clock.now(), phase=self._game.phase, question=self._game.question)

    def _look_at(self, before: Phase) -> None:
        """Keep where the player has got to, and what came of a question that was closed."""
        if self._game.phase not in OVER:
            self.progress.reached = self._game.question + 1
        result = view_for(self._game, ME).result
        if (before, self._game.phase) == (Phase.OPEN, Phase.REVEAL) and result is not None:
            self.progress.note(self._game.question, result)

    def _set_alarm(self, effects: Sequence[Effect]) -> None:
        for effect in effects:
            match effect:
                case SetTimer(timer, at):
                    self._alarm.set(at, partial(self._ring, timer))
                case StopTimer():
                    self._alarm.stop()
                case _:
                    pass

    def _ring(self, timer: int) -> None:
        self.rang_at = self._clock.now()
        self._take(inputs.TimerFired(at=self.rang_at, timer=timer))

    def _tell(self, *, you: bool) -> None:
        """Give out the snapshots, the stage last, so that it is not drawn with a `you` of before."""
        self.version += 1
        if you:
            self._mailbox.put(YouNews(version=self.version, you=self._you()))
        self._mailbox.put(StageNews(version=self.version, stage=self._stage()))

    def _you(self) -> You:
        you = view_for(self._game, ME)
        return replace(you, question=self._number(you.question), score=self.progress.score, rank=0, of=0)

    def _stage(self) -> Stage:
        stage, progress = view_for(self._game, Audience.PLAYERS), self.progress
        reveal = replace(stage.reveal, tally=_NOBODY) if stage.reveal else None
        return replace(
            stage,
            title=progress.quiz.title,
            question=self._number(stage.question),
            questions=progress.before + len(progress.asked),
            reveal=reveal,
        )

    def _number(self, place: int) -> int:
        return self.progress.before + place if place >= 0 else place
