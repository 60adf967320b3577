"""What line mode says to one player; pure."""

from quizterm.quiz.model import Kind
from quizterm.snapshot import OVER, Millis, Phase, QuestionView, Reveal, Stage, Standing, You
from quizterm.text import ANSWER_LIMIT
from quizterm_client.peer import LinkState
from quizterm_client.plain.clock import left_words, time_words
from quizterm_client.plain.picking import how_to_answer, is_typed
from quizterm_client.plain.words import (
    answer_said,
    change,
    closed,
    flat,
    points,
    question_lines,
    right_lines,
    spoken_time,
    spread_lines,
    standing_line,
)
from quizterm_client.player.outcome import LOST, Outcome, Verdict, outcome, verdict_of
from quizterm_client.player.state import KEPT, Seen, Sending, answer_now, is_asked
from quizterm_client.player.welcome import TO_WAIT, greeting
from quizterm_client.player.words import KEPT_ANSWER
from quizterm_client.view.clock import timing_of
from quizterm_client.view.invitation import Invitation
from quizterm_client.view.mishaps import host_away, standstill
from quizterm_client.view.podium import beside_steps
from quizterm_client.view.words import count, ordinal

TOP = 5
LATE = "You are in from the next question; listen to this one."
READ_FIRST = "Read first: you can answer in a moment."
SLASH = "Commands begin with a slash now, like /time."
OVER_NOW = "This session has ended. Thank you for playing."


def lobby_lines(seen: Seen, invitation: Invitation | None, *, hosting: bool = False) -> list[str]:
    """Where one waits for the beginning."""
    stage = seen.stage
    if stage is None:
        return ["Getting in."]
    start = "Type next to start." if hosting else TO_WAIT
    return [
        greeting(seen.you),
        f"{closed(flat(stage.title))} {count(stage.questions, 'question')}.",
        f"{count(stage.players, 'player')} here. {start}",
        f"Others come in with: {invitation.join_command}" if invitation else "",
    ]


def asking_lines(seen: Seen, now: Millis) -> list[str]:
    """How to answer, or why one cannot; how much time there is."""
    stage = seen.stage
    if stage is None or stage.item is None:
        return []
    if stage.item.kind is Kind.SLIDE:
        return ["Nothing to answer here."]
    if not is_asked(stage, seen.you):
        return [LATE]
    if stage.phase is Phase.READING:
        return [READ_FIRST]
    if not seen.live:
        return []
    slash = SLASH if is_typed(stage.item) else ""
    change_it = " You can change your answer until the time is up." if stage.change_answer else ""
    parts = (f"{how_to_answer(stage.item)}{change_it}", _time_to_answer(stage, now), slash)
    return [" ".join(filter(None, parts))]


def _time_to_answer(stage: Stage, now: Millis) -> str:
    if stage.deadline is None:
        return "" if stage.paused else "There is no time limit."
    return f"You have {left_words(Millis(stage.deadline - now))}."


def answer_line(seen: Seen) -> str:
    """How it stands with the answer; empty while there is nothing new to say of it."""
    stage, sent = seen.stage, seen.sent
    if stage is None:
        return ""
    here = sent.question == stage.question
    which = "" if here else f" to question {sent.question + 1}"
    if sent.state is Sending.MISSED and not (here and stage.phase is Phase.REVEAL):
        return f"Your answer{which} did not get through before the time was up."
    if sent.state is Sending.UNSURE:
        return f"The line broke while your answer{which} was on its way."
    if stage.phase is not Phase.OPEN or stage.item is None:
        return ""
    if here and sent.state is Sending.REFUSED:
        return f"Your answer was not taken. {sent.words}"
    answer = answer_now(stage, seen.you, sent)
    if answer is None or (here and sent.state is Sending.SENT):
        return ""
    mine = f"Your answer: {closed(answer_said(stage.item, answer))}"
    if here and sent.state in KEPT:
        # Gone for a blink, or back and about to be looked after: no reason to worry anybody.
        return f"{mine} {_NOT_CONFIRMED}" if not seen.confirmed else ""
    rest = "You can change it until the time is up." if stage.change_answer else "Waiting for the others."
    return f"{mine} Counted. {rest}"


_NOT_CONFIRMED = KEPT_ANSWER.replace("Your answer", "It", 1)


def own_lines(seen: Seen) -> list[str]:
    """What a closed question brought this player."""
    stage, you = seen.stage, seen.you
    if stage is None or stage.item is None or stage.reveal is None:
        return []
    told = outcome(stage.item, stage.reveal, you, lost=seen.missed)
    return [_headline(stage.item, stage.reveal, you, told), *_gained(stage.reveal, you)]


def _headline(item: QuestionView, reveal: Reveal, you: You | None, told: Outcome) -> str:
    result = you.result if you is not None and you.eligible else None
    if reveal.voided or you is None or result is None:
        return "" if reveal.voided else closed(told.headline)
    said = f" Your answer was: {closed(answer_said(item, you.answer))}" if you.answer is not None else ""
    if result.credit is None:
        return f"{closed(told.headline)}{said}"
    brought = f": {points(result.points)}." if result.points else "."
    match verdict_of(result):
        case Verdict.RIGHT:
            return f"Right, in {spoken_time(result.time)}{brought}"
        case Verdict.PARTLY:
            return f"Partly right, in {spoken_time(result.time)}{brought}{said}"
        case Verdict.MISSED:
            return closed(LOST if told.headline == LOST else "There was no answer from you")
        case _:
            return f"Not this time.{said}"


def _gained(reveal: Reveal, you: You | None) -> list[str]:
    """The place, and right answers in a row."""
    result = you.result if you is not None else None
    if you is None or reveal.voided:
        return [place_line(you)]
    streak = f" {result.streak} right in a row" if result and result.streak > 1 else ""
    bonus = f", which brought {points(result.bonus)} more" if result and result.bonus else ""
    return [f"{place_line(you)}{streak}{bonus}{'.' if streak else ''}"]


def place_line(you: You | None) -> str:
    """`You are 3rd of 31, up 2, with 3007 points.`"""
    if you is None or you.rank == 0 or you.score <= 0:
        return ""
    moved = change(you.result.rose) if you.result else ""
    return f"You are {ordinal(you.rank)} of {you.of}{moved}, with {points(you.score)}."


def reveal_lines(seen: Seen) -> list[str]:
    """How a question went: for this player first, then for all."""
    stage = seen.stage
    if stage is None or stage.item is None or stage.reveal is None:
        return []
    reveal = stage.reveal
    if reveal.voided:
        return [*right_lines(stage.item, reveal), *own_lines(seen)]
    spread = spread_lines(stage.item, reveal.tally, reveal.key)
    return [*own_lines(seen), *right_lines(stage.item, reveal), *spread]


def standing_rows(seen: Seen, top: int = TOP) -> list[str]:
    """The first places, and the player's own one with its neighbours."""
    me = seen.you.player if seen.you else None
    return [standing_line(row, mine=row.player == me) for row in _rows(seen, top)]


def _rows(seen: Seen, top: int) -> tuple[Standing, ...]:
    first = seen.stage.standings[:top] if seen.stage is not None else ()
    known = {row.player for row in first}
    if seen.you is None or seen.you.player in known:
        return first
    return (*first, *(row for row in seen.you.nearby if row.player not in known))


def _place_unless_shown(seen: Seen, top: int = TOP) -> str:
    shown = seen.you and any(row.player == seen.you.player for row in _rows(seen, top))
    return "" if shown else place_line(seen.you)


def standings_lines(seen: Seen) -> list[str]:
    """The standings between two questions."""
    stage = seen.stage
    if stage is None:
        return []
    left = stage.questions - stage.question - 1
    going = f"{count(left, 'question')} to go." if left > 0 else "That was the last one."
    return [
        f"Standings after question {stage.question + 1} of {stage.questions}:",
        *standing_rows(seen),
        _place_unless_shown(seen),
        going,
    ]


def podium_lines(seen: Seen) -> list[str]:
    """The final result, and what this player did in the whole quiz."""
    stage, you = seen.stage, seen.you
    if stage is None:
        return []
    beside = beside_steps(stage)
    return [
        "That was the last question. The final result:",
        *standing_rows(seen, len(stage.standings)),
        closed(beside[0].upper() + beside[1:]) if beside else "",
        _whole_quiz(you) if you is not None else "",
        _hardest(stage),
        f"{count(stage.players, 'player')} took part.",
    ]


def _whole_quiz(you: You) -> str:
    asked = you.right + you.wrong
    place = (
        f"You came {ordinal(you.rank)} of {you.of}, with {points(you.score)}."
        if you.rank and you.score > 0
        else ""
    )
    right = f"You had {you.right} of {asked} right." if asked else ""
    mean = f"Your answers took {spoken_time(you.average)} on average." if you.average is not None else ""
    return " ".join(filter(None, (place, right, mean))) or "Thank you for playing."


def _hardest(stage: Stage) -> str:
    hardest = stage.hardest
    if hardest is None:
        return ""
    number = f"{hardest.right} of {hardest.eligible} had it right"
    return f"The hardest was question {hardest.question + 1}, {number}: {flat(hardest.text)}"


def score_lines(seen: Seen) -> list[str]:
    """For somebody who asks how they stand."""
    stage, you = seen.stage, seen.you
    if stage is not None and stage.standings:
        top = len(stage.standings)
        return [*standing_rows(seen, top), _place_unless_shown(seen, top)]
    return [place_line(you) or "You have no points yet."]


def time_line(seen: Seen, now: Millis) -> str:
    """For somebody who asks for the time."""
    if seen.stage is None:
        return "No clock is running."
    return time_words(timing_of(seen.stage, known=seen.status.state is LinkState.CONNECTED), now)


def line_line(seen: Seen) -> str:
    """What is wrong with the line; empty if nothing is, or if there is nothing to wait for."""
    status = seen.status
    if status.state is not LinkState.RECONNECTING or seen.phase is Phase.ENDED:
        return ""
    return status.message or "The line broke. Reconnecting; your score is safe on the server."


def standstill_line(seen: Seen) -> str:
    """Why nothing goes on; empty if it does."""
    return standstill(seen.stage) if seen.stage is not None else ""


def host_line(seen: Seen) -> str:
    """That nobody hosts; empty if somebody does."""
    return host_away(seen.stage) if seen.stage is not None else ""


def chapter_lines(
    seen: Seen, invitation: Invitation | None, now: Millis, *, hosting: bool = False
) -> list[str]:
    """All there is to say of the phase that goes on, for somebody who hears it first or once more."""
    stage = seen.stage
    if stage is None:
        return ["Getting in."]
    match stage.phase:
        case Phase.LOBBY:
            return [*lobby_lines(seen, invitation, hosting=hosting), who_is_here(stage)]
        case Phase.READING | Phase.OPEN:
            return [*question_lines(stage), *asking_lines(seen, now)]
        case Phase.REVEAL:
            return reveal_lines(seen)
        case Phase.STANDINGS:
            return standings_lines(seen)
        case Phase.PODIUM | Phase.ENDED:
            return podium_lines(seen)


def who_is_here(stage: Stage) -> str:
    """The newest names in the lobby."""
    return f"Here: {', '.join(map(flat, stage.names))}." if stage.names else ""


def newcomers(before: Stage, after: Stage) -> str:
    """Who has come into the lobby or left it; a crowd is told in tens."""
    if before.players == after.players and before.names == after.names:
        return ""
    new = [flat(name) for name in after.names if name not in before.names]
    here = f"{count(after.players, 'player')} here."
    if after.players > _CROWD:
        return here if before.players // _TEN != after.players // _TEN else ""
    return f"{', '.join(new)} came in. {here}" if new else here


_CROWD, _TEN = 12, 10


def is_over(seen: Seen) -> bool:
    """Whether nothing is lost by leaving."""
    return seen.phase in OVER or seen.status.state is LinkState.LOST


def too_long(line: str) -> str:
    """That a typed answer is longer than any server takes; empty if it is not."""
    return "" if len(line) <= ANSWER_LIMIT else f"This is too long: use at most {ANSWER_LIMIT} characters."
