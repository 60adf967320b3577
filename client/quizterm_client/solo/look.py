"""Where somebody looks who goes through a quiz as players will see it."""

from dataclasses import dataclass, replace

from quizterm.quiz.model import Question, Quiz
from quizterm.snapshot import Phase
from quizterm_client.player.state import Seen
from quizterm_client.solo.deeds import Deed, deeds_for
from quizterm_client.solo.frames import phases_of, seen_of


@dataclass(frozen=True, slots=True)
class Look:
    """A moment of a question; what a question does not have gives the nearest that it has."""

    quiz: Quiz
    index: int = 0
    """The question's place, from 0."""
    wanted_phase: Phase = Phase.OPEN
    wanted_deed: Deed = Deed.RIGHT

    @property
    def question(self) -> Question:
        """What is looked at."""
        return self.quiz.questions[self.index]

    @property
    def phases(self) -> tuple[Phase, ...]:
        """The moments that this question has."""
        return phases_of(self.question, self.quiz)

    @property
    def phase(self) -> Phase:
        """The moment that is shown."""
        return self.wanted_phase if self.wanted_phase in self.phases else self.phases[0]

    @property
    def deed(self) -> Deed:
        """What the player does."""
        deeds = deeds_for(self.question)
        return self.wanted_deed if self.wanted_deed in deeds or not deeds else deeds[0]

    @property
    def seen(self) -> Seen:
        """What the player's screen draws from."""
        return seen_of(self.question, quiz=self.quiz, index=self.index, phase=self.phase, deed=self.deed)

    @property
    def next_phase(self) -> Phase:
        """The moment after this one; after the last the first."""
        return self.phases[(self.phases.index(self.phase) + 1) % len(self.phases)]

    @property
    def next_deed(self) -> Deed | None:
        """What else the player might have done, where that is to be seen now."""
        deeds = deeds_for(self.question)
        if self.phase is not Phase.REVEAL or len(deeds) < 2:
            return None
        return deeds[(deeds.index(self.deed) + 1) % len(deeds)]

    def at(self, index: int) -> "Look":
        """The same moment of the question at this place, or of the last one before it."""
        return replace(self, index=max(0, min(index, len(self.quiz.questions) - 1)))

    def flipped(self) -> "Look":
        """The next moment of the same question."""
        return replace(self, wanted_phase=self.next_phase)

    def otherwise(self) -> "Look":
        """The same moment, as somebody sees it who has done something else."""
        return replace(self, wanted_deed=self.next_deed or self.wanted_deed)
