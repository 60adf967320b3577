"""All that a player's screen draws from."""

from dataclasses import dataclass, field
from enum import StrEnum

from quizterm.quiz.answers import Answer
from quizterm.snapshot import OVER, Phase, Stage, You
from quizterm_client.peer import LinkState, LinkStatus


class Sending(StrEnum):
    """Where an answer is on its way."""

    NONE = "none"
    SENT = "sent"
    COUNTED = "counted"
    REFUSED = "refused"
    BROKEN = "broken"
    """The line broke before the reply came."""


@dataclass(frozen=True, slots=True)
class Sent:
    """The answer that was given on this screen last."""

    question: int = -1
    answer: Answer | None = None
    state: Sending = Sending.NONE
    words: str = ""
    """What the server said when it refused."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The newest news, and the answer that is on its way."""

    stage: Stage | None = None
    you: You | None = None
    status: LinkStatus = field(
        default_factory=lambda: LinkStatus(LinkState.RECONNECTING, message="Connecting…")
    )
    sent: Sent = field(default_factory=Sent)

    @property
    def phase(self) -> Phase | None:
        """Where the session stands, once that is known."""
        return self.stage.phase if self.stage else None

    @property
    def live(self) -> bool:
        """Whether the question can be answered now."""
        return self.stage is not None and can_answer(self.stage, self.you, self.sent, self.status)

    @property
    def answer(self) -> Answer | None:
        """The answer to draw as mine."""
        return answer_now(self.stage, self.you, self.sent) if self.stage else None

    @property
    def unconfirmed(self) -> Answer | None:
        """An answer to the open question whose reply was lost with the line."""
        stage, sent = self.stage, self.sent
        if stage is None or stage.phase is not Phase.OPEN or sent.state is not Sending.BROKEN:
            return None
        return sent.answer if sent.question == stage.question else None

    @property
    def over(self) -> bool:
        """Whether nothing is lost by leaving."""
        return self.phase in OVER or self.status.state is LinkState.LOST


def answer_now(stage: Stage, you: You | None, sent: Sent) -> Answer | None:
    """The answer to draw as mine: what the server has, or what is on its way to it."""
    if sent.question == stage.question and sent.state in (Sending.SENT, Sending.COUNTED, Sending.BROKEN):
        return sent.answer
    return you.answer if you is not None and you.question == stage.question else None


def can_answer(stage: Stage, you: You | None, sent: Sent, line: LinkStatus) -> bool:
    """Whether an answer would be taken now, as far as is known here."""
    if stage.phase is not Phase.OPEN or stage.paused or line.state is not LinkState.CONNECTED:
        return False
    if not is_asked(stage, you):
        return False
    under_way = sent.question == stage.question and sent.state is Sending.SENT
    return not under_way and (stage.change_answer or answer_now(stage, you, sent) is None)


def is_asked(stage: Stage, you: You | None) -> bool:
    """Whether this player takes part in the question; before their snapshot is here, probably."""
    return you is None or you.question != stage.question or you.eligible
