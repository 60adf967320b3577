"""Games for engine tests: short quizzes, and a story told as inputs."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from quizterm.engine import inputs
from quizterm.engine.asking import shuffled_size
from quizterm.engine.effects import Effect
from quizterm.engine.rules import begin, step
from quizterm.engine.state import Game
from quizterm.errors import ErrorCode, Refusal
from quizterm.quiz.answers import Answer, Number, Ordered, Picked, Typed
from quizterm.quiz.model import (
    Choice,
    Numeric,
    Open,
    Order,
    Poll,
    Question,
    Quiz,
    Select,
    Settings,
    Slide,
    Text,
    TrueFalse,
)
from quizterm.snapshot import Millis, Phase, PlayerId

ANN, BOB, CYD, DAN = (PlayerId(number) for number in range(4))
NAMES = {ANN: "Ann", BOB: "Bob", CYD: "Cyd", DAN: "Dan"}

PORT = Choice(
    text="Which port is SSH?", options=("21", "22", "80", "443"), right=(1,), explanation="Since 1995."
)
PRIVATE = Choice(
    text="Which are private?", options=("10/8", "11/8", "172.16/12", "8/8"), right=(0, 2), select=Select.ALL
)
ANY = Choice(text="Name a transport.", options=("TCP", "UDP", "IP"), right=(0, 1), select=Select.ANY)
FALSEHOOD = TrueFalse(text="TCP is connectionless.", right=False)
DNS = Text(text="What is DNS?", accepted=("Domain Name System",))
BITS = Numeric(text="Bits in an IPv6 address?", low=128, high=128, nearness=32, unit="bits")
LAYERS = Order(text="From low to high", items=("Physical", "Link", "Network"))
MOOD = Poll(text="How sure are you?", options=("Very", "Not"))
UNCLEAR = Open(text="What is unclear?")
BREAK = Slide(text="Half time")
EVERY_KIND: tuple[Question, ...] = (
    PORT, PRIVATE, ANY, FALSEHOOD, DNS, BITS, LAYERS, MOOD, UNCLEAR, BREAK,
)  # fmt: skip

RIGHT: dict[str, Answer] = {
    PORT.text: Picked((1,)),
    PRIVATE.text: Picked((0, 2)),
    ANY.text: Picked((0,)),
    FALSEHOOD.text: Picked((1,)),
    DNS.text: Typed("domain name system"),
    BITS.text: Number(128),
    LAYERS.text: Ordered((2, 0, 1)),
    MOOD.text: Picked((0,)),
    UNCLEAR.text: Typed("Everything"),
}
"""A right answer to each; `LAYERS` is shown sorted by text: Link, Network, Physical."""

WRONG: dict[str, Answer] = {
    PORT.text: Picked((0,)),
    PRIVATE.text: Picked((1,)),
    ANY.text: Picked((2,)),
    FALSEHOOD.text: Picked((0,)),
    DNS.text: Typed("Dynamic Naming"),
    BITS.text: Number(1),
    LAYERS.text: Ordered((0, 1, 2)),
    MOOD.text: Picked((1,)),
    UNCLEAR.text: Typed("Nothing"),
}


def unshuffled(
    *questions: Question, auto: bool = False, pause_without_host: bool = False, **settings: Any
) -> inputs.Created:
    """A new session that shows options as written and items sorted; no reading time unless said."""
    settings.setdefault("reading_seconds", 0)
    quiz = Quiz(title="Test", questions=questions or (PORT,), settings=Settings(**settings))
    orders = tuple(tuple(range(shuffled_size(question))) for question in quiz.questions)
    return inputs.Created(
        at=Millis(0),
        code="K7Q4MF",
        quiz=quiz,
        orders=orders,
        auto=auto,
        pause_without_host=pause_without_host,
    )


class Story:
    """A game told step by step; the clock moves only when told."""

    def __init__(self, *questions: Question, **settings: Any) -> None:
        self.created = unshuffled(*questions, **settings)
        self.game: Game = begin(self.created)
        self.now = Millis(0)
        self.told: list[inputs.Input] = []
        """Every input that was accepted."""
        self.logged: list[inputs.Input] = []
        """Those that had effects: what a log keeps."""

    def phase(self) -> Phase:
        """Where the game stands; a call, so that type checkers do not think it stays there."""
        return self.game.phase

    def tell(self, happened: inputs.Input) -> list[Effect]:
        """Apply one input at the present moment."""
        happened = replace(happened, at=self.now)
        effects = list(step(self.game, happened))
        self.told.append(happened)
        if effects:
            self.logged.append(happened)
        return effects

    def wait(self, seconds: float) -> "Story":
        """Let time pass and every timer fire that is due."""
        end = Millis(self.now + round(seconds * 1000))
        while self.game.due is not None and self.game.due <= end:
            self.now = self.game.due
            self.tell(inputs.TimerFired(at=self.now, timer=self.game.timer))
        self.now = end
        return self

    def join(self, *players: PlayerId) -> "Story":
        for player in players:
            self.tell(inputs.Joined(at=self.now, player=player, name=NAMES.get(player, f"P{player}")))
            self.tell(inputs.Came(at=self.now, player=player))
        return self

    def go(self, player: PlayerId) -> "Story":
        self.tell(inputs.Went(at=self.now, player=player))
        return self

    def come(self, player: PlayerId) -> "Story":
        self.tell(inputs.Came(at=self.now, player=player))
        return self

    def interrupt(self) -> "Story":
        """The server dies and is there again in no time."""
        self.tell(inputs.Interrupted(at=self.now))
        return self

    def interrupt_briefly(self) -> "Story":
        """The server dies, and everybody who was there comes back before anything else happens."""
        there = [player.id for player in self.game.present if player.connected]
        self.interrupt()
        for player in reversed(there):
            self.come(player)
        return self

    def stand_still(self, seconds: float) -> list[Effect]:
        """For a while nothing is taken, not even a timer."""
        since, self.now = self.now, Millis(self.now + round(seconds * 1000))
        return self.tell(inputs.StoodStill(at=self.now, since=since))

    def lose_hosts(self) -> list[Effect]:
        return self.tell(inputs.HostsSeen(at=self.now, present=False))

    def find_hosts(self) -> list[Effect]:
        return self.tell(inputs.HostsSeen(at=self.now, present=True))

    def answer(self, player: PlayerId, answer: Answer, question: int | None = None) -> list[Effect]:
        target = self.game.question if question is None else question
        return self.tell(inputs.Answered(at=self.now, player=player, question=target, answer=answer))

    def right(self, *players: PlayerId) -> "Story":
        for player in players:
            self.answer(player, RIGHT[self.game.round.question.text])
        return self

    def wrong(self, *players: PlayerId) -> "Story":
        for player in players:
            self.answer(player, WRONG[self.game.round.question.text])
        return self

    def command(self, kind: type[inputs.Commanded], **fields: Any) -> list[Effect]:
        """A host's command for this very moment."""
        made = kind(at=self.now, phase=self.game.phase, question=self.game.question, **fields)
        return self.tell(made)  # type: ignore[arg-type]  # every subclass of Commanded is an input

    def start(self) -> "Story":
        self.command(inputs.Started)
        return self

    def close(self) -> "Story":
        self.command(inputs.Closed)
        return self

    def go_on(self) -> "Story":
        self.command(inputs.WentOn)
        return self

    def to(self, phase: Phase) -> "Story":
        """Go by hand until this phase."""
        while self.game.phase is not phase:
            match self.game.phase:
                case Phase.LOBBY:
                    self.start()
                case Phase.OPEN:
                    self.close()
                case Phase.PODIUM:
                    self.command(inputs.Ended)
                case _:
                    self.go_on()
        return self

    def scores(self) -> dict[str, int]:
        return {player.name: player.score for player in self.game.players.values()}


def refused(code: ErrorCode, story: Story, happened: inputs.Input) -> None:
    """See that the rules do not allow this now."""
    with pytest.raises(Refusal) as refusal:
        story.tell(happened)
    assert refusal.value.code is code


def replay(created: inputs.Created, told: Iterable[inputs.Input]) -> Game:
    """The game that these inputs make."""
    game = begin(created)
    for happened in told:
        step(game, happened)
    return game
