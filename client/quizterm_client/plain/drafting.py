"""Answers that were begun on a screen and go on in lines, or the other way round; pure."""

from dataclasses import replace

from quizterm.language import _
from quizterm.quiz.answers import Answer, Number, Ordered, Picked, Typed
from quizterm.snapshot import Phase, Stage
from quizterm_client.plain.picking import doubt, is_typed, read_answer
from quizterm_client.plain.words import answer_said, closed, not_sent
from quizterm_client.player.handover import Draft, Handover
from quizterm_client.player.state import Seen
from quizterm_client.view.options import PICKING, wants_several


def draft_line(seen: Seen, draft: Draft) -> str:
    """That an answer was begun, and how to send it; empty where none was, or it is not asked any more."""
    stage = seen.stage
    if stage is None or stage.item is None or not draft or not is_asked(seen, draft):
        return ""
    answer = draft.answer(stage.item)
    if answer is None:
        return not_sent(draft.typed)
    words = _("Begun and not sent: {answer} Enter alone sends it; another answer takes its place.")
    return words.format(answer=closed(answer_said(stage.item, answer)))


def standing_line(seen: Seen, draft: Draft) -> str:
    """That words stand in the line, which is shown again below this, or were let go; empty for none."""
    if not draft:
        return ""
    return _("You had begun to type, and can go on:") if is_asked(seen, draft) else not_sent(draft.typed)


def is_asked(seen: Seen, draft: Draft) -> bool:
    """Whether what was begun is for the question that is open now."""
    stage = seen.stage
    return stage is not None and stage.phase is Phase.OPEN and stage.question == draft.question


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


def continued(seen: Seen, draft: Draft, typed: str) -> Draft:
    """What was begun on a screen, with what was typed when it had given way.

    Nothing of it counts before Enter, not even where one key is the answer on a screen.
    """
    stage = seen.stage
    if not typed or stage is None or stage.item is None or not seen.live:
        return draft
    item, mine = stage.item, draft if draft.question == stage.question else Draft(stage.question)
    if is_typed(item):
        return replace(mine, typed=mine.typed + typed)
    if item.kind not in PICKING:
        return draft
    picked = set(mine.picked.options) if isinstance(mine.picked, Picked) else set()
    for key in typed:
        match read_answer(item, key):
            case Picked(options=options):
                picked = picked ^ set(options) if wants_several(item) else set(options)
            case _:
                pass
    return replace(mine, picked=Picked(tuple(sorted(picked)))) if picked or mine.picked else draft


def carried_words(seen: Seen, draft: Draft) -> str:
    """What stands in the line at the beginning: words or figures that go on in it letter by letter.

    Nothing that begins with a slash: on the screen that was an answer, and in lines it is a command.
    """
    wanted = seen.live and seen.stage is not None and is_typed(seen.stage.item) and is_asked(seen, draft)
    return draft.typed if wanted and draft and not draft.typed.lstrip().startswith("/") else ""


def taken_late(seen: Seen, left: Handover, typed: str) -> Answer | Draft | None:
    """What a line means that was begun and went on when no face heard it: an answer if it was ended."""
    stage = seen.stage
    if stage is None or stage.item is None or stage.question != left.asked or not seen.live:
        return None
    begun = left.begun
    if not begun and is_typed(stage.item) and left.draft.question == stage.question:
        # The screen was there already, and what was begun stood in its box.
        begun = left.draft.typed
    line, *ended = (begun + typed).split("\n")
    if not ended:
        return drafted(stage, line) or None
    if not line.strip():
        return left.draft.answer(stage.item) if left.draft.question == stage.question else None
    answer = read_answer(stage.item, line)
    return None if isinstance(answer, str) or doubt(stage.item, line, answer) else answer
