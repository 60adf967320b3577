"""What becomes of an answer: it is taken, was on its way when the line broke, or cannot be taken yet."""

from dataclasses import replace

from quizterm.errors import ErrorCode
from quizterm.snapshot import Phase, Stage, You
from quizterm_client.player.state import KEPT, Sending, Sent
from quizterm_client.view.owntime import is_time_up

TAKEN_LATER = (ErrorCode.NOT_STORED, ErrorCode.PAUSED, ErrorCode.BUSY)
"""Refusals of an answer that would be taken a moment later."""


def counted(you: You | None, sent: Sent) -> You | None:
    """What concerns the player once their answer is accepted: the server's reply is all the news of that.

    A snapshot of the question's end may have been quicker than the reply; it knows more.
    """
    if you is None or you.question > sent.question:
        return you
    if you.question == sent.question and you.result is not None:
        return you
    return replace(you, question=sent.question, eligible=True, answer=sent.answer, result=None, nearby=())


def settled(stage: Stage, you: You | None, sent: Sent) -> Sent:
    """What fresh snapshots say of an answer that is not confirmed; whatever else it is stays as it is.

    An answer that the server has is drawn from there, and nothing is left to be sent.
    """
    if sent.state not in KEPT:
        return sent
    known = you is not None and you.question == sent.question
    if known and you is not None and you.answer is not None and not _changes(stage, you, sent):
        return Sent()
    if _is_open(stage, you, sent):
        return sent
    return replace(sent, state=Sending.MISSED if known else Sending.UNSURE)


def goes_out(stage: Stage, you: You | None, sent: Sent) -> bool:
    """Whether an answer that is kept would be taken now."""
    return sent.state in KEPT and _is_open(stage, you, sent) and not stage.paused and not stage.stalled


def _is_open(stage: Stage, you: You | None, sent: Sent) -> bool:
    here = stage.phase is Phase.OPEN and stage.question == sent.question
    return here and not is_time_up(stage, you)


def _changes(stage: Stage, you: You, sent: Sent) -> bool:
    """Whether it is a change of mind that has yet to arrive."""
    return stage.change_answer and you.answer != sent.answer and _is_open(stage, you, sent)
