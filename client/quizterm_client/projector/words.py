"""What the projector says; nothing here is known before the reveal."""

from dataclasses import dataclass
from math import ceil

from quizterm.language import N_, _, heard, ngettext
from quizterm.quiz.model import Kind
from quizterm.snapshot import Millis, Phase, QuestionView, Stage
from quizterm.text import thousands
from quizterm_client.peer import LinkState, LinkStatus
from quizterm_client.view.commands import is_slide
from quizterm_client.view.mishaps import host_away, standstill
from quizterm_client.view.options import wants_several
from quizterm_client.view.owntime import TIME_IS_UP
from quizterm_client.view.topline import TopLine, code_line, line_view
from quizterm_client.view.words import players

VOIDED = N_("This question does not count.")


@dataclass(frozen=True, slots=True)
class FiguresView:
    """What to say below the question."""

    figure: str = ""
    """Drawn large where there is room: `23`."""
    words: str = ""
    """Beside the figure: `of 31 answered`."""
    left: str = ""
    """Seconds that are left, drawn large at the right; nothing where there is no room for it."""
    note: str = ""
    """What more is to be said: how to answer, and later the explanation."""


def top_line(stage: Stage | None, status: LinkStatus, width: int) -> TopLine:
    """The line on top, with the code for those who come late."""
    line = line_view(status, stage.phase if stage else None)
    if stage is None:
        return TopLine("QuizTerm", line=line)
    people = _people(stage.players, wide=width >= _WIDE)
    return TopLine(stage.title, code_line(stage, width, status), (people,), line)


_WIDE = 60


def _people(number: int, *, wide: bool) -> str:
    # Translators: How many players are in the session; as short as can be.
    short = _("{n} in").format(n=thousands(number))
    return players(number) if wide else short


def is_calm(status: LinkStatus) -> bool:
    """Whether what is said is about the session, and nothing is wrong here."""
    return status.state is LinkState.CONNECTED


def sentence(stage: Stage | None, status: LinkStatus) -> str:
    """What is not as it should be, if anything."""
    over = stage is not None and stage.phase is Phase.ENDED
    if status.state is not LinkState.CONNECTED and not over:
        return heard(status.message) or _(_LINES[status.state])
    return "" if stage is None else standstill(stage) or host_away(stage)


_LINES = {
    LinkState.CONNECTED: "",
    LinkState.RECONNECTING: N_("The line broke. Reconnecting…"),
    LinkState.LOST: N_("The line is lost. Press q, then type quizterm watch with the code."),
}


def figures(stage: Stage, now: Millis | None) -> FiguresView:
    """The figures below the question; the seconds only where the server's clock is known."""
    if stage.item is None or is_slide(stage):
        return FiguresView()
    if stage.reveal is not None:
        return _closed(stage)
    if stage.phase is not Phase.OPEN:
        return FiguresView(words=_("Read first."), note=how_many(stage.item))
    answered = thousands(stage.answered or 0)
    # Translators: Stands beside a large number, of those who have answered.
    words = _("of {n} answered").format(n=thousands(stage.asked))
    note = _(TIME_IS_UP) if stage.time_up else how_many(stage.item)
    return FiguresView(answered, words, _left(stage, now), note)


def how_many(item: QuestionView) -> str:
    """How many options may be picked, where it is not one."""
    if not wants_several(item):
        return ""
    if item.kind is Kind.POLL:
        return _("Pick as many as you like.")
    return _("Several may be right: pick all that are.")


def typed_words(kind: Kind) -> str:
    """What to do with a question that has nothing to pick."""
    return _(_HOW.get(kind, ""))


_HOW = {
    Kind.TEXT: N_("Type your answer."),
    Kind.NUMERIC: N_("Type a number."),
    Kind.OPEN: N_("Say it in your own words."),
}


def _closed(stage: Stage) -> FiguresView:
    reveal = stage.reveal
    assert reveal is not None
    if reveal.voided:
        return FiguresView(words=_(VOIDED), note=reveal.explanation)
    if reveal.key is None:
        return FiguresView(
            thousands(reveal.tally.answered), _answers(reveal.tally.answered), note=reveal.explanation
        )
    # Translators: Stands beside a large number, of those who were right.
    words = _("of {n} right").format(n=thousands(reveal.tally.eligible))
    return FiguresView(thousands(reveal.tally.right), words, note=reveal.explanation)


def _answers(number: int) -> str:
    """The word that goes with a number which is drawn elsewhere."""
    return ngettext("{n} answer", "{n} answers", number).format(n="").strip()


def _left(stage: Stage, now: Millis | None) -> str:
    if stage.deadline is None:
        return ""
    if now is None:
        return "-"
    return str(max(0, ceil((stage.deadline - now) / 1000)))
