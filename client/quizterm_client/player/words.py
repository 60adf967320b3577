"""What a player's screen says: where they are, and what happens to their answer."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from quizterm.quiz.model import Kind
from quizterm.snapshot import OVER, Phase, Stage, You
from quizterm.text import thousands
from quizterm_client.peer import LinkState, LinkStatus
from quizterm_client.player.outcome import spread_words
from quizterm_client.player.state import Sending, Sent, answer_now, is_asked
from quizterm_client.view.options import wants_several
from quizterm_client.view.topline import TopLine, line_view, place_words
from quizterm_client.view.words import count

Fits = Callable[[str], bool]
"""Tells whether words can be read in their place without scrolling."""


class Tone(StrEnum):
    """How a notice is meant."""

    PLAIN = "plain"
    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence or two for the player."""

    words: str = ""
    tone: Tone = Tone.PLAIN


def top_line(stage: Stage | None, you: You | None, status: LinkStatus) -> TopLine:
    """The line on top of a player's screen."""
    if stage is None:
        return TopLine("QuizTerm", "", (), line_view(status))
    parts = (you.name, *(() if stage.phase is Phase.LOBBY else (thousands(you.score),))) if you else ()
    return TopLine(stage.title, place_words(stage), parts, line_view(status, stage.phase))


def notice(
    stage: Stage | None, you: You | None, status: LinkStatus, sent: Sent, fits: Fits = lambda words: True
) -> Notice:
    """The most important thing to say now.

    Args:
        stage: What everybody sees.
        you: The player's own part.
        status: The line.
        sent: The answer on its way.
        fits: Whether words fit the place of the notice.
    """
    return (
        _about_line(stage, status)
        or _about_host(stage)
        or (_about_answer(stage, you, sent, fits) if stage is not None else None)
        or Notice()
    )


def explanation_above(stage: Stage | None, fits: Fits) -> str:
    """The explanation, if it is too long for the place of the notice."""
    words = stage.reveal.explanation if stage is not None and stage.reveal is not None else ""
    return "" if fits(words) else words


def _about_line(stage: Stage | None, status: LinkStatus) -> Notice | None:
    if status.state is LinkState.RECONNECTING:
        words = "The line broke. Reconnecting… your score is safe on the server."
        return Notice(status.message or words, Tone.WARNING)
    over = stage is not None and stage.phase is Phase.ENDED
    if status.state is LinkState.LOST and not over:
        words = status.message or "The connection is lost. Type quizterm join with the code to come back."
        return Notice(f"{words} Press q to leave this screen.", Tone.BAD)
    return None


def _about_host(stage: Stage | None) -> Notice | None:
    if stage is None or stage.phase in OVER:
        return None
    if stage.paused:
        return Notice("Paused: the clock stands still and answers wait.", Tone.WARNING)
    if stage.host_away:
        return Notice("The host's line broke. Stay here, the game is kept.", Tone.WARNING)
    return None


def _about_answer(stage: Stage, you: You | None, sent: Sent, fits: Fits) -> Notice | None:
    match stage.phase:
        case Phase.READING:
            return _while_reading(stage, you)
        case Phase.OPEN:
            return _while_open(stage, you, sent)
        case Phase.REVEAL:
            return _after_close(stage, fits)
        case Phase.STANDINGS:
            return Notice(_standing_words(stage))
        case Phase.PODIUM:
            return Notice("That was the last question. q leaves.")
        case Phase.ENDED:
            return Notice("This session has ended. Thank you for playing.")
        case _:
            return None


def _while_reading(stage: Stage, you: You | None) -> Notice | None:
    if stage.item is not None and stage.item.kind is Kind.SLIDE:
        return Notice("Nothing to answer here.")
    if not is_asked(stage, you):
        return _LATE
    return Notice("Read first: you can answer in a moment.")


_LATE = Notice("Welcome! You are in from the next question; watch this one.")


def _while_open(stage: Stage, you: You | None, sent: Sent) -> Notice:
    if not is_asked(stage, you):
        return _LATE
    state = sent.state if sent.question == stage.question else Sending.NONE
    if state is Sending.SENT:
        return Notice("Sent…")
    if state is Sending.REFUSED:
        return Notice(sent.words, Tone.WARNING)
    if state is Sending.BROKEN:
        return Notice("The line broke on the way. Your answer is sent again by itself.", Tone.WARNING)
    if answer_now(stage, you, sent) is None:
        return Notice(_picking_words(stage))
    rest = "You can change it until the time is up." if stage.change_answer else "Waiting for the others."
    return Notice(f"Counted. {rest}", Tone.GOOD)


def _picking_words(stage: Stage) -> str:
    """That several options may be picked, which nothing else on the screen tells."""
    item = stage.item
    if item is None or not wants_several(item):
        return ""
    return ALL_RIGHT if item.kind is Kind.CHOICE else AS_MANY


ALL_RIGHT = "Pick all that are right, then Enter."
AS_MANY = "Pick as many as you like, then Enter."
NOTHING_PICKED = Notice("Nothing is picked yet: pick first, then Enter.", Tone.WARNING)


def _after_close(stage: Stage, fits: Fits) -> Notice | None:
    if stage.reveal is None:
        return None
    explanation, spread = stage.reveal.explanation, spread_words(stage.reveal)
    both = "\n".join(part for part in (explanation, spread) if part)
    return Notice(next((words for words in (both, explanation) if words and fits(words)), spread))


def _standing_words(stage: Stage) -> str:
    left = stage.questions - stage.question - 1
    players = count(stage.players, "player")
    return (
        f"{players} · {count(left, 'question')} to go" if left > 0 else f"{players} · that was the last one"
    )
