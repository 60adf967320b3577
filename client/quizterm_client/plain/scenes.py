"""What hosts and spectators are told of a session: how to come in, the places, the podium."""

from quizterm.quiz.model import Scoring
from quizterm.snapshot import Millis, Phase, Stage, Standing
from quizterm_client.plain.clock import left_words
from quizterm_client.plain.crowd import room_of, some
from quizterm_client.plain.words import place_in_quiz, points, standing_lines
from quizterm_client.view.clock import Timing, timing_of
from quizterm_client.view.commands import is_slide
from quizterm_client.view.invitation import Invitation, spoken
from quizterm_client.view.podium import shared
from quizterm_client.view.words import count, one_line, ordinal

PLACES = 10
"""How many places are said."""

OVER = "The session is over. Thank you for playing."


def invitation_lines(code: str, invitation: Invitation) -> list[str]:
    """How people get in."""
    return [f"Join code: {spoken(code)}", f"To play, type: {invitation.join_command}"]


def arrival_lines(stage: Stage, invitation: Invitation, who: str) -> list[str]:
    """Where one has come to.

    Args:
        stage: What is seen first.
        invitation: How people get in.
        who: Who has come: `You host this session.`
    """
    title = f"{one_line(stage.title)}: " if stage.title else ""
    place = "" if stage.phase is Phase.LOBBY else f" {count(stage.players, 'player')}."
    return [
        f"{title}{count(stage.questions, 'question')}. {who}{place}",
        *invitation_lines(stage.code, invitation),
        lobby_words(stage) if stage.phase is Phase.LOBBY else "",
    ]


def lobby_words(stage: Stage) -> str:
    """Who is in the lobby."""
    room = room_of(stage)
    if room is None or not room.total:
        return "Nobody is here yet."
    return f"{count(room.total, 'player')} here: {some(list(room.names.values()), room.total)}."


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
    return "The door is locked: nobody new can join." if stage.locked else "The door is open again."


def opening_words(stage: Stage, now: Millis) -> str:
    """That answers are taken now, and for how long."""
    if stage.paused:
        return "Open."
    if stage.deadline is None:
        return "Open, without a time limit."
    return f"Open: {left_words(Millis(stage.deadline - now))} to answer."


def reading_words(stage: Stage, now: Millis) -> str:
    """How long there is to read; nothing where that is not limited."""
    if stage.deadline is None:
        return ""
    left = left_words(Millis(stage.deadline - now))
    return f"It goes on in {left}." if is_slide(stage) else f"Answers are taken in {left}."


def closing_words(stage: Stage) -> str:
    """That the question is closed, and how many have answered."""
    tally = stage.reveal.tally if stage.reveal else None
    if tally is None or not tally.eligible:
        return "Closed."
    return f"Closed: {tally.answered} of {tally.eligible} answered."


def places_lines(stage: Stage) -> list[str]:
    """The standings after a question."""
    rows = stage.standings[:PLACES]
    if not rows:
        return [f"Standings after {_lower(place_in_quiz(stage))}: nobody has points yet."]
    more = max(stage.players, len(stage.standings)) - len(rows)
    rest = [f"And {more} more."] if more > 0 else []
    return [f"Standings after {_lower(place_in_quiz(stage))}:", *standing_lines(rows), *rest]


def podium_lines(stage: Stage) -> list[str]:
    """Who won, from the third to the first, and what was hardest."""
    first = [row for row in stage.standings[:3] if row.score > 0]
    lines = ["The podium:", *(_step(row) for row in reversed(first))] if first else []
    nobody = "" if first or stage.scoring is Scoring.NONE else "Nobody has points."
    more = shared(stage.standings)
    return [
        "The quiz is over.",
        *lines,
        nobody,
        f"{more[0].upper()}{more[1:]}." if more else "",
        hardest(stage),
    ]


def _step(row: Standing) -> str:
    return f"{ordinal(row.rank)}: {one_line(row.name)}, {points(row.score)}."


def hardest(stage: Stage) -> str:
    """Which question fewest had right; nothing where that is not known."""
    found = stage.hardest
    if found is None:
        return ""
    right = f"{found.right} of {found.eligible} had it right"
    return f"Hardest: question {found.question + 1}, {right}. {one_line(found.text)}"


def _lower(words: str) -> str:
    return words[0].lower() + words[1:]
