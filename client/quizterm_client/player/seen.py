"""All that a player's screen draws from."""

from dataclasses import dataclass, field

from quizterm.quiz.answers import Answer
from quizterm.snapshot import Phase, Stage, You
from quizterm_client.peer import LinkState, LinkStatus
from quizterm_client.view.player import Sending, Sent, answer_now, can_answer


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
        return self.phase in (Phase.PODIUM, Phase.ENDED) or self.status.state is LinkState.LOST
