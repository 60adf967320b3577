"""Answers that were begun on a screen and go on in lines, or the other way round; pure."""

from quizterm.language import _
from quizterm.quiz.answers import Number, Ordered, Picked, Typed
from quizterm.snapshot import Phase, Stage
from quizterm_client.plain.picking import is_typed, read_answer
from quizterm_client.plain.words import answer_said, closed, flat
from quizterm_client.player.handover import Draft
from quizterm_client.player.state import Seen
from quizterm_client.view.options import PICKING, wants_several


def draft_line(seen: Seen, draft: Draft) -> str:
    """That an answer was begun, and how to send it; empty where none was, or it is not asked any more."""
    stage = seen.stage
    if stage is None or stage.item is None or not draft or stage.question != draft.question:
        return ""
    if stage.phase is not Phase.OPEN:
        return ""
    answer = draft.answer(stage.item)
    if answer is None:
        words = _("You had begun to type: {words}. It is not sent.")
        return words.format(words=flat(draft.typed))
    words = _("Begun and not sent: {answer} Enter alone sends it; another answer takes its place.")
    return words.format(answer=closed(answer_said(stage.item, answer)))


def drafted(stage: Stage | None, begun: str) -> Draft:
    """What a line that was begun is on the screen.

    Where one key is the answer, nothing of it is kept: it would count at once.
    """
    if stage is None or stage.item is None or stage.phase is not Phase.OPEN or not begun.strip():
        return Draft()
    item = stage.item
    if is_typed(item):
        return Draft(stage.question, typed=begun)
    if item.kind in PICKING and not wants_several(item):
        return Draft()
    match read_answer(item, begun):
        case Picked() | Ordered() as picked:
            return Draft(stage.question, picked)
        case Typed() | Number() | str():
            return Draft()
