"""What hosts and spectators are told of a session: how to come in, the places, the podium."""

from quizterm.language import N_, _, ngettext
from quizterm.quiz.model import Scoring
from quizterm.snapshot import Millis, Phase, Stage, Standing
from quizterm.text import thousands
from quizterm_client.plain.clock import left_words
from quizterm_client.plain.crowd import room_of, some
from quizterm_client.plain.words import place_line, points, standing_lines
from quizterm_client.view.clock import Timing, timing_of
from quizterm_client.view.commands import is_slide
from quizterm_client.view.invitation import Invitation, spoken
from quizterm_client.view.podium import shared
from quizterm_client.view.words import one_line, players, questions

PLACES = 10
"""How many places are said."""

OVER = N_("The session is over. Thank you for playing.")


def invitation_lines(code: str, invitation: Invitation) -> list[str]:
    """How people get in."""
    return [
        _("Join code: {code}").format(code=spoken(code)),
        _("To play, type: {command}").format(command=invitation.join_command),
    ]


def arrival_lines(stage: Stage, invitation: Invitation, who: str) -> list[str]:
    """Where one has come to.

    Args:
        stage: What is seen first.
        invitation: How people get in.
        who: Who has come: `You host this session.`
    """
    title = f"{one_line(stage.title)}: " if stage.title else ""
    place = "" if stage.phase is Phase.LOBBY else f" {players(stage.players)}."
    return [
        f"{title}{questions(stage.questions)}. {who}{place}",
        *invitation_lines(stage.code, invitation),
        lobby_words(stage) if stage.phase is Phase.LOBBY else "",
    ]


def lobby_words(stage: Stage) -> str:
    """Who is in the lobby."""
    room = room_of(stage)
    if room is None or not room.total:
        return _("Nobody is here yet.")
    words = ngettext("{n} player here: {names}.", "{n} players here: {names}.", room.total)
    return words.format(n=thousands(room.total), names=some(list(room.names.values()), room.total))


def begins(before: Stage | None, stage: Stage) -> bool:
    """Whether a question is seen for the first time."""
    if stage.item is None or stage.phase not in (Phase.READING, Phase.OPEN, Phase.REVEAL):
        return False
    return before is None or before.question != stage.question or before.phase is Phase.LOBBY


def moved(before: Stage | None, stage: Stage) -> bool:
    """Whether another phase or another question has begun."""
    return before is None or (before.phase, before.question) != (stage.phase, stage.question)


def called_timing(stage: Stage, *, known: bool) -> Timing:
    """The clock that is called out: only that of an open question."""
    return timing_of(stage, known=known) if stage.phase is Phase.OPEN else Timing()


def door_words(stage: Stage) -> str:
    """Whether people can come in."""
    if stage.locked:
        return _("The door is locked: nobody new can join.")
    return _("The door is open again.")


def opening_words(stage: Stage, now: Millis) -> str:
    """That answers are taken now, and for how long."""
    if stage.paused:
        return _("Open.")
    if stage.deadline is None:
        return _("Open, without a time limit.")
    return _("Open: {time} to answer.").format(time=left_words(Millis(stage.deadline - now)))


def reading_words(stage: Stage, now: Millis) -> str:
    """How long there is to read; nothing where that is not limited."""
    if stage.deadline is None:
        return ""
    left = left_words(Millis(stage.deadline - now))
    words = _("It goes on in {time}.") if is_slide(stage) else _("Answers are taken in {time}.")
    return words.format(time=left)


def closing_words(stage: Stage) -> str:
    """That the question is closed, and how many have answered."""
    tally = stage.reveal.tally if stage.reveal else None
    if tally is None or not tally.eligible:
        return _("Closed.")
    words = ngettext("Closed: {n} of {of} answered.", "Closed: {n} of {of} answered.", tally.answered)
    return words.format(n=tally.answered, of=tally.eligible)


def places_lines(stage: Stage) -> list[str]:
    """The standings after a question."""
    rows = stage.standings[:PLACES]
    if not rows:
        words = _("Standings after question {n} of {of}: nobody has points yet.")
        return [words.format(n=stage.question + 1, of=stage.questions)]
    more = max(stage.players, len(stage.standings)) - len(rows)
    rest = [ngettext("And {n} more.", "And {n} more.", more).format(n=more)] if more > 0 else []
    return [standings_title(stage), *standing_lines(rows), *rest]


def standings_title(stage: Stage) -> str:
    """`Standings after question 3 of 10:`"""
    return _("Standings after question {n} of {of}:").format(n=stage.question + 1, of=stage.questions)


def podium_lines(stage: Stage) -> list[str]:
    """Who won, from the third to the first, and what was hardest."""
    first = [row for row in stage.standings[:3] if row.score > 0]
    lines = [_("The podium:"), *(_step(row) for row in reversed(first))] if first else []
    nobody = "" if first or stage.scoring is Scoring.NONE else _("Nobody has points.")
    more = shared(stage.standings)
    return [
        _("The quiz is over."),
        *lines,
        nobody,
        f"{more[0].upper()}{more[1:]}." if more else "",
        hardest(stage),
    ]


def _step(row: Standing) -> str:
    return place_line(row.rank, one_line(row.name), points(row.score))


def hardest(stage: Stage) -> str:
    """Which question fewest had right; nothing where that is not known."""
    found = stage.hardest
    if found is None:
        return ""
    words = ngettext(
        "Hardest: question {number}, {n} of {of} had it right.",
        "Hardest: question {number}, {n} of {of} had it right.",
        found.right,
    )
    said = words.format(number=found.question + 1, n=found.right, of=found.eligible)
    return f"{said} {one_line(found.text)}"
