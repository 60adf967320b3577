"""Players: they answer every question once, as soon as they see it, and note when what came."""

import asyncio
import hashlib
import re
from collections.abc import Callable
from secrets import token_urlsafe
from time import monotonic

from benchmarks.load.line import Line
from benchmarks.load.messages import (
    FIRST_ANSWER_REF,
    HELLO,
    JOIN_REF,
    LOBBY,
    OPEN,
    OPTIONS,
    PODIUM,
    RESULT,
    Crowd,
    Moment,
    Takings,
    floats,
    request,
    wholes,
)
from quizterm.protocol.messages import PLAY_PATH

_KIND = len(b'{"type":"')
"""Where the first letter of a message's kind stands."""
_OK, _STAGE, _YOU, _REFUSED, _GOODBYE = b"osyrg"

_PHASE = re.compile(rb'"phase":"([a-z]+)"')
_QUESTION = re.compile(rb'"question":(-?\d+)')
_PLAYER = re.compile(rb'"player":(\d+)')
_POINTS = re.compile(rb'"result":\{"points":(\d+)')
_BEFORE_STAGE = b'"stage":{'

BURST_DELAY = 0.05
"""Seconds from the last player's sight of a question to the burst of answers."""
ASKED_BEFORE = 8
"""How many numbers the answers to a question have: some have come back, or asked for the time more often."""
FIRST_NAMES = ("Ada", "Ben", "Cleo", "Dan", "Eve", "Finn", "Gus", "Hanna", "Ida", "Jo", "Kim", "Lea", "Max")


def moment_of(stage: bytes) -> Moment:
    """Which moment a stage shows; what is left out has its default."""
    phase, question = _PHASE.search(stage), _QUESTION.search(stage)
    return (phase[1].decode() if phase else LOBBY, int(question[1]) if question else -1)


class Audience:
    """The players of one session in this process, and what they noted together."""

    def __init__(self, crowd: Crowd, tell: Callable[[Moment], None], trouble: Callable[[str], None]) -> None:
        self.crowd = crowd
        self.trouble = trouble
        self.takings = Takings()
        self.players: list[Player] = []
        self._tell = tell
        self._waiting: list[Player] = []
        self._answers: dict[tuple[int, int, int], bytes] = {}
        self._last_stage = b""
        self._last_moment: Moment = (LOBBY, -1)

    def moment(self, stage: bytes) -> Moment:
        """Which moment a stage shows. All get the same bytes, so that they are looked into once."""
        if stage != self._last_stage:
            self._last_stage, self._last_moment = stage, moment_of(stage)
        return self._last_moment

    def saw(self, moment: Moment, now: float) -> None:
        """One more player has seen this."""
        seen = self.takings.seen.setdefault(moment, floats())
        seen.append(now)
        if len(seen) == self.crowd.size:
            self._tell(moment)

    def asks(self, player: "Player", question: int) -> None:
        """A player saw the question open: let them answer, in the burst or when what has come is read.

        Were an answer written in between, the next player's question would wait in its socket for it.
        """
        self._waiting.append(player)
        if self.crowd.together:
            if len(self._waiting) == self.crowd.size:
                asyncio.get_running_loop().call_later(BURST_DELAY, self._answer, question)
        elif len(self._waiting) == 1:
            asyncio.get_running_loop().call_soon(self._answer, question)

    def answer(self, player: int, question: int) -> bytes:
        """The frame of an answer; three players of four are right."""
        option = (question + (player % OPTIONS == 1)) % OPTIONS
        ref = FIRST_ANSWER_REF + question + player % ASKED_BEFORE
        if (question, option, ref) not in self._answers:
            self._answers[question, option, ref] = request(
                type="submit_answer",
                ref=ref,
                question=question,
                answer={"type": "picked", "options": [option]},
            )
        return self._answers[question, option, ref]

    def _answer(self, question: int) -> None:
        waiting, self._waiting = self._waiting, []
        for player in waiting:
            player.answer(question)


class Player(Line):
    """One player; what it notes goes to its audience."""

    def __init__(self, audience: Audience, number: int, done: Callable[[float], None]) -> None:
        super().__init__(PLAY_PATH)
        self.podium = b""
        self._audience = audience
        self._takings = audience.takings
        self._number = number
        self._player = -1
        """The server's number of this player."""
        self._done = done
        self._began = monotonic()
        self._moment: Moment = (LOBBY, -1)
        self._question = -1
        self._learnt = -1
        """The last question whose outcome was told."""
        self._messages = 0
        self._octets = 0
        self._sent: tuple[int, float] | None = None

    def upgraded(self) -> None:
        name = f"{FIRST_NAMES[self._number % len(FIRST_NAMES)]} {self._number:05}"
        join = request(
            type="join", ref=JOIN_REF, key=token_urlsafe(18), code=self._audience.crowd.code, name=name
        )
        self.write(HELLO + join)

    def take(self, payload: bytes, size: int, now: float) -> None:
        kind = payload[_KIND]
        if kind == _STAGE:
            self._see(payload, now)
        elif kind == _OK:
            self._acknowledged(payload, now)
        elif kind == _YOU:
            self._learn(payload, now)
        elif kind in (_REFUSED, _GOODBYE) and not self.podium:
            self._audience.trouble(payload.decode())
        self._messages += 1
        self._octets += size

    def ended(self, why: str) -> None:
        if why and not self.podium:
            self._audience.trouble(f"player {self._number} lost the line: {why}")

    def answer(self, question: int) -> None:
        """Send the answer to a question."""
        self._sent = question, monotonic()
        self.write(self._audience.answer(self._number, question))

    def close_count(self) -> None:
        """Note what came since the question began."""
        if self._question >= 0:
            self._takings.messages.setdefault(self._question, wholes()).append(self._messages)
            self._takings.octets.setdefault(self._question, wholes()).append(self._octets)
        self._messages = self._octets = 0

    def _see(self, stage: bytes, now: float) -> None:
        moment = self._audience.moment(stage)
        if moment[0] == PODIUM:
            self.podium = stage
        if moment == self._moment:
            return
        self._moment = moment
        phase, question = moment
        if phase == PODIUM or question != self._question:
            self.close_count()
            self._question = -1 if phase == PODIUM else question
        self._audience.saw(moment, now)
        if phase == OPEN:
            self._audience.asks(self, question)

    def _learn(self, you: bytes, now: float) -> None:
        found, about = _POINTS.search(you), _QUESTION.search(you)
        if found is None or about is None:
            return
        question, points = int(about[1]), int(found[1])
        if question != self._learnt:
            self._learnt = question
            if points:
                self._takings.points.setdefault(question, wholes()).append(points)
            self._audience.saw((RESULT, question), now)

    def _acknowledged(self, ok: bytes, now: float) -> None:
        if self._player < 0:
            found = _PLAYER.search(ok)
            self._player = int(found[1]) if found else -1
            self._done(now - self._began)
        elif self._sent is not None:
            question, sent = self._sent
            self._sent = None
            self._takings.answered.setdefault(question, floats()).append(sent)
            self._takings.waits.setdefault(question, floats()).append(now - sent)
            self._takings.acknowledged.setdefault(question, wholes()).append(self._player)


def podium_digest(stage: bytes) -> bytes:
    """Names what the podium shows; the version of the snapshot is not part of it."""
    return hashlib.sha256(stage[stage.find(_BEFORE_STAGE) :]).digest() if stage else b""
