"""What a player's screen says: where they are, and what happens to their answer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from quizterm.language import N_, _, ngettext
from quizterm.quiz.model import Kind
from quizterm.snapshot import Phase, Stage, You
from quizterm.text import thousands
from quizterm_client.peer import LinkState, LinkStatus
from quizterm_client.player.outcome import spread_words
from quizterm_client.player.state import KEPT, Sending, Sent, answer_now, is_asked
from quizterm_client.view.mishaps import host_away, standstill
from quizterm_client.view.options import wants_several
from quizterm_client.view.owntime import TIME_IS_UP, is_time_up
from quizterm_client.view.topline import TopLine, line_view, place_words
from quizterm_client.view.words import players

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
    title = stage.title or (you.title if you else "")
    return TopLine(title, place_words(stage), parts, line_view(status, stage.phase))


def notice(
    stage: Stage | None, you: You | None, status: LinkStatus, sent: Sent, fits: Fits = lambda words: True
) -> Notice:
    """The most important thing to say now.

    Args:
        stage: What everybody sees.
        you: The player's own part.
        status: The line as it is shown.
        sent: The answer on its way.
        fits: Whether words fit the place of the notice.
    """
    if stage is None:
        return _about_line(stage, status, sent, fits) or Notice()
    about = _about_line(stage, status, sent, fits) or _about_standstill(stage, sent, fits)
    return about or _with_host(stage, _about_answer(stage, you, sent, _beside_host(stage, fits)), fits)


def explanation_above(stage: Stage | None, fits: Fits) -> str:
    """The explanation, if it is too long for the place of the notice."""
    words = stage.reveal.explanation if stage is not None and stage.reveal is not None else ""
    return "" if stage is None or _beside_host(stage, fits)(words) else words


def _about_line(stage: Stage | None, status: LinkStatus, sent: Sent, fits: Fits) -> Notice | None:
    if status.state is LinkState.RECONNECTING:
        words = status.message or _("The line broke. Reconnecting… your score is safe on the server.")
        if _is_kept(stage, sent):
            return _warning(_with_answer(words, _("No line.")), fits)
        return _warning([words, _("No line. QuizTerm goes on trying."), _("No line; trying.")], fits)
    over = stage is not None and stage.phase is Phase.ENDED
    if status.state is LinkState.LOST and not over:
        words = status.message or _("The connection is lost. Type quizterm join with the code to come back.")
        forms = [
            f"{words} {_('Press q to leave this screen.')}",
            f"{words} {_('q leaves.')}",
            _("The line is lost. q leaves."),
        ]
        return Notice(_fitting(forms, fits), Tone.BAD)
    return None


def _about_standstill(stage: Stage, sent: Sent, fits: Fits) -> Notice | None:
    """Why nothing goes on, where the reason is not this player's line."""
    words = standstill(stage)
    if not words:
        return None
    shorter = [_("Paused.")] if stage.paused and not stage.stalled and not stage.host_away else []
    return _warning(_with_answer(words, _("Held.")) if _is_kept(stage, sent) else [words, *shorter], fits)


def _warning(forms: Sequence[str], fits: Fits) -> Notice:
    return Notice(_fitting(forms, fits), Tone.WARNING)


def _fitting(forms: Sequence[str], fits: Fits) -> str:
    """The first that can be read in its place beside its sign, or the shortest."""
    return next((words for words in forms if fits(f"! {words}")), forms[-1])


def _is_kept(stage: Stage | None, sent: Sent) -> bool:
    """Whether there is an answer to this question that is not confirmed."""
    return stage is not None and sent.state in KEPT and sent.question == stage.question


def _with_answer(words: str, short: str) -> list[str]:
    """What happens to an answer that is not confirmed: forms of it, the longest first."""
    return [f"{words}\n{_(KEPT_ANSWER)}", f"{words} {_(_KEPT)}", f"{short} {_(_KEPT)}", _("Answer kept.")]


KEPT_ANSWER = N_("Your answer is not confirmed yet; it is kept and sent by itself.")
_KEPT = N_("Your answer is kept.")


def _beside_host(stage: Stage, fits: Fits) -> Fits:
    """Whether words fit beside what is to be said about the host."""
    away = host_away(stage)
    return (lambda words: fits(f"{words}\n{away}" if words else away)) if away else fits


def _with_host(stage: Stage, said: Notice | None, fits: Fits) -> Notice:
    """Add that the host is away; where there is room for one, what concerns the player alone goes first."""
    away = host_away(stage)
    if not away:
        return said or Notice()
    if said is None or not said.words:
        return Notice(away, Tone.WARNING)
    both = f"{said.words}\n{away}"
    if fits(both):
        return Notice(both, said.tone)
    return Notice(away, Tone.WARNING) if said.tone is Tone.PLAIN else said


def _about_answer(stage: Stage, you: You | None, sent: Sent, fits: Fits) -> Notice | None:
    match stage.phase:
        case Phase.READING:
            return _about_missed(stage, sent) or _while_reading(stage, you, fits)
        case Phase.OPEN:
            return _while_open(stage, you, sent, fits)
        case Phase.REVEAL:
            return _after_close(stage, fits)
        case Phase.STANDINGS:
            return _about_missed(stage, sent) or Notice(_standing_words(stage))
        case Phase.PODIUM:
            return Notice(_shortened([_("That was the last question. q leaves."), _("q leaves.")], fits))
        case Phase.ENDED:
            return Notice(_("This session has ended. Thank you for playing."))
        case _:
            return None


def _about_missed(stage: Stage, sent: Sent) -> Notice | None:
    """What became of an answer that was on its way when the line broke."""
    here = sent.question == stage.question
    if sent.state is Sending.MISSED:
        words = (
            _("Your answer did not get through before the time was up.")
            if here
            else _("Your answer to question {number} did not get through before the time was up.")
        )
    elif sent.state is Sending.UNSURE:
        words = (
            _("The line broke while your answer was on its way.")
            if here
            else _("The line broke while your answer to question {number} was on its way.")
        )
    else:
        return None
    return Notice(words.format(number=sent.question + 1), Tone.WARNING)


def _shortened(forms: Sequence[str], fits: Fits) -> str:
    """The first that can be read in its place without a sign, or the shortest."""
    return next((words for words in forms if fits(words)), forms[-1])


def _while_reading(stage: Stage, you: You | None, fits: Fits) -> Notice | None:
    if stage.item is not None and stage.item.kind is Kind.SLIDE:
        return Notice(_("Nothing to answer here."))
    if not is_asked(stage, you):
        return _late(fits)
    return Notice(_shortened([_("Read first: you can answer in a moment."), _("Read first.")], fits))


def _late(fits: Fits) -> Notice:
    welcome = _("Welcome! You are in from the next question; watch this one.")
    return Notice(_shortened([welcome, _("You are in from the next question.")], fits))


def _while_open(stage: Stage, you: You | None, sent: Sent, fits: Fits) -> Notice:
    if not is_asked(stage, you):
        return _late(fits)
    state = sent.state if sent.question == stage.question else Sending.NONE
    if state is Sending.SENT:
        return Notice(_("Sent…"))
    if state is Sending.REFUSED:
        return Notice(sent.words, Tone.WARNING)
    if state is Sending.BROKEN:
        return Notice(_("Sent…"))  # gone for a blink, or back and about to be looked after
    if state is Sending.HELD:
        return _warning(_with_answer(_("The server could not take it."), _("Not taken yet.")), fits)
    if answer_now(stage, you, sent) is None:
        return _about_missed(stage, sent) or _while_thinking(stage, you, fits)
    if stage.change_answer and not is_time_up(stage, you):
        counted = [_("Counted. You can change it until the time is up."), _("Counted; you can change it.")]
    else:
        counted = [_("Counted. Waiting for the others."), _("Counted.")]
    return Notice(_fitting(counted, fits), Tone.GOOD)


def _while_thinking(stage: Stage, you: You | None, fits: Fits) -> Notice:
    if is_time_up(stage, you):
        return Notice(_(TIME_IS_UP))
    picking, own = _picking_words(stage), _own_time(stage, you)
    both = f"{picking} {own}".strip()
    return Notice(both if fits(both) else picking)


def _own_time(stage: Stage, you: You | None) -> str:
    """That the clock is this player's own."""
    if you is None or not you.extra_time or not stage.span:
        return ""
    return _("You have extra time; the clock shows it.")


def _picking_words(stage: Stage) -> str:
    """That several options may be picked, which nothing else on the screen tells."""
    item = stage.item
    if item is None or not wants_several(item):
        return ""
    return _(ALL_RIGHT) if item.kind is Kind.CHOICE else _(AS_MANY)


ALL_RIGHT = N_("Pick all that are right, then Enter.")
AS_MANY = N_("Pick as many as you like, then Enter.")


def nothing_picked() -> Notice:
    """What is said to somebody who would send, where several are wanted."""
    return Notice(_("Nothing is picked yet: pick first, then Enter."), Tone.WARNING)


def _after_close(stage: Stage, fits: Fits) -> Notice | None:
    if stage.reveal is None:
        return None
    explanation, spread = stage.reveal.explanation, spread_words(stage.reveal)
    both = "\n".join(part for part in (explanation, spread) if part)
    return Notice(next((words for words in (both, explanation) if words and fits(words)), spread))


def _standing_words(stage: Stage) -> str:
    left = stage.questions - stage.question - 1
    going = (
        ngettext("{n} question to go", "{n} questions to go", left).format(n=thousands(left))
        if left > 0
        else _("that was the last one")
    )
    return f"{players(stage.players)} · {going}"
