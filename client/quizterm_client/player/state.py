"""All that a player's screen draws from."""

from dataclasses import dataclass, field
from enum import StrEnum

from quizterm.language import _
from quizterm.quiz.answers import Answer
from quizterm.snapshot import OVER, Phase, Stage, You
from quizterm_client.peer import LinkState, LinkStatus
from quizterm_client.view.owntime import is_time_up, with_own_time


class Sending(StrEnum):
    """Where an answer is on its way."""

    NONE = "none"
    SENT = "sent"
    COUNTED = "counted"
    REFUSED = "refused"
    BROKEN = "broken"
    """There was no line before the reply came: it may count or not, which the next snapshots tell."""
    HELD = "held"
    """The server could not take it for the moment; it goes out when it can."""
    MISSED = "missed"
    """It did not get through before the question was closed."""
    UNSURE = "unsure"
    """The question was closed meanwhile, and nothing tells whether it got through."""


KEPT = (Sending.BROKEN, Sending.HELD)
"""States of an answer that is not confirmed and kept."""

MINE = (Sending.SENT, Sending.COUNTED, *KEPT)
"""States in which an answer is drawn as the player's."""


@dataclass(frozen=True, slots=True)
class Sent:
    """The answer that was given on this screen last."""

    question: int = -1
    answer: Answer | None = None
    state: Sending = Sending.NONE
    words: str = ""
    """What the server said when it refused."""
    lines: int = 0
    """How many lines had been lost before it was sent."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The newest news, and the answer that is on its way."""

    stage: Stage | None = None
    you: You | None = None
    status: LinkStatus = field(
        default_factory=lambda: LinkStatus(LinkState.RECONNECTING, message=_("Connecting…"))
    )
    """The line as it is shown: one that is gone for a blink is not."""
    sent: Sent = field(default_factory=Sent)

    @property
    def phase(self) -> Phase | None:
        """Where the session stands, once that is known."""
        return self.stage.phase if self.stage else None

    @property
    def own(self) -> Stage | None:
        """What everybody sees, with this player's own clock in it."""
        return with_own_time(self.stage, self.you) if self.stage else None

    @property
    def live(self) -> bool:
        """Whether the question can be answered now."""
        return self.stage is not None and can_answer(self.stage, self.you, self.sent, self.status)

    @property
    def sends(self) -> bool:
        """Whether an answer that is given now goes out at once; otherwise it is kept."""
        stalled = self.stage is not None and self.stage.stalled
        return self.status.state is LinkState.CONNECTED and not stalled

    @property
    def answer(self) -> Answer | None:
        """The answer to draw as mine."""
        return answer_now(self.stage, self.you, self.sent) if self.stage else None

    @property
    def confirmed(self) -> bool:
        """Whether the answer that is drawn as mine counts, as far as there is nothing to worry about."""
        sent, stage = self.sent, self.stage
        if stage is None or sent.question != stage.question or sent.state not in KEPT:
            return True
        return sent.state is Sending.BROKEN and self.status.state is LinkState.CONNECTED

    @property
    def missed(self) -> bool:
        """Whether an answer to this question did not get through."""
        sent, stage = self.sent, self.stage
        return stage is not None and sent.state is Sending.MISSED and sent.question == stage.question

    @property
    def over(self) -> bool:
        """Whether nothing is lost by leaving."""
        return self.phase in OVER or self.status.state is LinkState.LOST


def answer_now(stage: Stage, you: You | None, sent: Sent) -> Answer | None:
    """The answer to draw as mine: what the server has, or what is on its way to it."""
    if sent.question == stage.question and sent.state in MINE:
        return sent.answer
    return you.answer if you is not None and you.question == stage.question else None


def can_answer(stage: Stage, you: You | None, sent: Sent, line: LinkStatus) -> bool:
    """Whether an answer would be taken now, as far as is known here, or kept until it can be."""
    if stage.phase is not Phase.OPEN or line.state is LinkState.LOST or not is_asked(stage, you):
        return False
    if (stage.paused and not stage.stalled) or is_time_up(stage, you):
        return False
    state = sent.state if sent.question == stage.question else Sending.NONE
    if state in KEPT:
        return True
    return state is not Sending.SENT and (stage.change_answer or answer_now(stage, you, sent) is None)


def is_asked(stage: Stage, you: You | None) -> bool:
    """Whether this player takes part in the question; before their snapshot is here, probably."""
    return you is None or you.question != stage.question or you.eligible
