"""What one face of a player leaves to the next: what was seen, sent, and begun."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from quizterm.quiz.answers import Answer, Picked
from quizterm.snapshot import QuestionView
from quizterm_client.peer import Peer
from quizterm_client.player.answering import Answering, Start
from quizterm_client.player.state import Seen
from quizterm_client.view.entry import typed_answer


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer that was begun and not sent."""

    question: int = -1
    picked: Answer | None = None
    """Options that are picked, or items as they are ordered."""
    typed: str = ""
    """The words or figures so far."""

    def __bool__(self) -> bool:
        return self.picked is not None or bool(self.typed.strip())

    def answer(self, item: QuestionView) -> Answer | None:
        """What would be sent of it now, if anything could be."""
        if self.picked is not None:
            return None if isinstance(self.picked, Picked) and not self.picked.options else self.picked
        return typed_answer(item, self.typed)


@dataclass(slots=True)
class Handover:
    """Lives as long as the seat, through all the faces that are shown of it."""

    seen: Seen | None = None
    """What the face before knew."""
    answering: Answering | None = None
    """Looks after what was sent."""
    draft: Draft = field(default_factory=Draft)
    begun: str = ""
    """The line that was begun when lines gave way."""
    asked: int = -1
    """The question that the face before showed: what was typed since is meant for no other."""

    def take(self, seen: Seen, draft: Draft) -> None:
        """Keep what a face leaves, and what arrives until there is another one."""
        self.seen, self.draft = seen, draft
        self.asked = seen.stage.question if seen.stage is not None else -1
        if self.answering is not None:
            self.answering.serve(
                seen=lambda: self.seen or Seen(), see=self._see, start=_drop, once_more=_leave
            )

    def _see(self, seen: Seen) -> None:
        self.seen = seen


def _drop(work: Coroutine[Any, Any, None]) -> None:
    """The next face looks after what was set going."""
    work.close()


def _leave(_do: Callable[[], None]) -> None:
    """The next face does it."""


def answering_for(
    handover: Handover,
    peer: Peer,
    *,
    seen: Callable[[], Seen],
    see: Callable[[Seen], None],
    start: Start,
    once_more: Callable[[Callable[[], None]], object],
) -> Answering:
    """The seat's `Answering`, at the service of another face from now on."""
    if handover.answering is None:
        handover.answering = Answering(peer, seen=seen, see=see, start=start, once_more=once_more)
    else:
        handover.answering.serve(seen=seen, see=see, start=start, once_more=once_more)
    return handover.answering
