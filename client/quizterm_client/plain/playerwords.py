"""What line mode says to one player; pure."""

from quizterm.language import N_, _, heard, ngettext
from quizterm.quiz.answers import Answer
from quizterm.quiz.model import Kind
from quizterm.snapshot import OVER, Millis, Phase, QuestionView, Result, Reveal, Stage, Standing, You
from quizterm.text import ANSWER_LIMIT, thousands
from quizterm_client.peer import LinkState
from quizterm_client.plain.clock import left_words, time_words
from quizterm_client.plain.crowd import renamed, renamed_words
from quizterm_client.plain.picking import how_to_answer, is_typed
from quizterm_client.plain.scenes import standings_title
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
from quizterm_client.view.clock import timing_of
from quizterm_client.view.invitation import Invitation
from quizterm_client.view.mishaps import host_away, standstill
from quizterm_client.view.owntime import TIME_IS_UP, is_time_up
from quizterm_client.view.podium import pointless
from quizterm_client.view.words import ordinal, questions, took_part

TOP = 5
LATE = N_("You are in from the next question; listen to this one.")
READ_FIRST = N_("Read first: you can answer in a moment.")
SLASH = N_("Commands begin with a slash now, like /time.")
OVER_NOW = N_("This session has ended. Thank you for playing.")


def lobby_lines(seen: Seen, invitation: Invitation | None, *, hosting: bool = False) -> list[str]:
    """Where one waits for the beginning."""
    stage = seen.stage
    if stage is None:
        return [_("Getting in.")]
    start = _("Type next to start.") if hosting else _(TO_WAIT)
    return [
        greeting(seen.you),
        f"{closed(flat(stage.title))} {questions(stage.questions)}.",
        f"{_here(stage)} {start}",
        _("Others come in with: {command}").format(command=invitation.join_command) if invitation else "",
    ]


def _here(stage: Stage) -> str:
    return ngettext("{n} player here.", "{n} players here.", stage.players).format(n=thousands(stage.players))


def asking_lines(seen: Seen, now: Millis) -> list[str]:
    """How to answer, or why one cannot; how much time there is."""
    stage = seen.stage
    if stage is None or stage.item is None:
        return []
    if stage.item.kind is Kind.SLIDE:
        return [_("Nothing to answer here.")]
    if not is_asked(stage, seen.you):
        return [_(LATE)]
    if stage.phase is Phase.READING:
        return [_(READ_FIRST)]
    if not seen.live:
        answered = answer_now(stage, seen.you, seen.sent) is not None
        return [_(TIME_IS_UP)] if is_time_up(stage, seen.you) and not answered else []
    slash = _(SLASH) if is_typed(stage.item) else ""
    change_it = _("You can change your answer until the time is up.") if stage.change_answer else ""
    parts = (how_to_answer(stage.item), change_it, _time_to_answer(seen.own or stage, seen.you, now), slash)
    return [" ".join(filter(None, parts))]


def _time_to_answer(own: Stage, you: You | None, now: Millis) -> str:
    if own.deadline is None:
        return "" if own.paused else _("There is no time limit.")
    extra = you is not None and you.extra_time > 0
    words = _("You have {time}, with your extra time.") if extra else _("You have {time}.")
    return words.format(time=left_words(Millis(own.deadline - now)))


def time_up_line(seen: Seen) -> str:
    """That the time of most is up: what it means for this player."""
    return _("The time of the others is up; yours goes on.") if seen.live else _(TIME_IS_UP)


def extra_time_line(you: You) -> str:
    """How much extra time this player has now."""
    if not you.extra_time:
        return _("You have no extra time any more.")
    return _("You have extra time from now on: {n} percent more.").format(n=you.extra_time)


def answer_line(seen: Seen) -> str:
    """How it stands with the answer; empty while there is nothing new to say of it."""
    stage, sent = seen.stage, seen.sent
    if stage is None:
        return ""
    here = sent.question == stage.question
    if sent.state is Sending.MISSED and not (here and stage.phase is Phase.REVEAL):
        words = _(_MISSED if here else _MISSED_BEFORE)
        return words.format(n=sent.question + 1)
    if sent.state is Sending.UNSURE:
        words = _(_UNSURE if here else _UNSURE_BEFORE)
        return words.format(n=sent.question + 1)
    if stage.phase is not Phase.OPEN or stage.item is None:
        return ""
    if here and sent.state is Sending.REFUSED:
        return f"{_('Your answer was not taken.')} {heard(sent.words)}"
    answer = answer_now(stage, seen.you, sent)
    if answer is None or (here and sent.state is Sending.SENT):
        return ""
    mine = _("Your answer: {answer}").format(answer=closed(answer_said(stage.item, answer)))
    if here and sent.state in KEPT:
        # Gone for a blink, or back and about to be looked after: no reason to worry anybody.
        return f"{mine} {_(_NOT_CONFIRMED)}" if not seen.confirmed else ""
    rest = (
        N_("You can change it until the time is up.")
        if stage.change_answer and not is_time_up(stage, seen.you)
        else N_("Waiting for the others.")
    )
    return f"{mine} {_('Counted.')} {_(rest)}"


_MISSED = N_("Your answer did not get through before the time was up.")
_MISSED_BEFORE = N_("Your answer to question {n} did not get through before the time was up.")
_UNSURE = N_("The line broke while your answer was on its way.")
_UNSURE_BEFORE = N_("The line broke while your answer to question {n} was on its way.")
_NOT_CONFIRMED = N_("It is not confirmed yet; it is kept and sent by itself.")


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
    said = _was(item, you.answer)
    if result.credit is None:
        return f"{closed(told.headline)} {said}".rstrip()
    time, brought = spoken_time(result.time), points(result.points)
    match verdict_of(result):
        case Verdict.RIGHT:
            words = _("Right, in {time}: {points}.") if result.points else _("Right, in {time}.")
            return words.format(time=time, points=brought)
        case Verdict.PARTLY:
            words = (
                _("Partly right, in {time}: {points}.") if result.points else _("Partly right, in {time}.")
            )
            return f"{words.format(time=time, points=brought)} {said}".rstrip()
        case Verdict.MISSED:
            return closed(told.headline) if told.headline == _(LOST) else _("There was no answer from you.")
        case _other:
            return f"{_('Not this time.')} {said}".rstrip()


def _was(item: QuestionView, answer: Answer | None) -> str:
    if answer is None:
        return ""
    return _("Your answer was: {answer}").format(answer=closed(answer_said(item, answer)))


def _gained(reveal: Reveal, you: You | None) -> list[str]:
    """The place, and right answers in a row."""
    result = you.result if you is not None else None
    if you is None or reveal.voided:
        return [place_line(you)]
    return [f"{place_line(you)} {_streak(result) if result is not None else ''}".strip()]


def _streak(result: Result) -> str:
    if result.streak <= 1:
        return ""
    if not result.bonus:
        return ngettext("{n} right in a row.", "{n} right in a row.", result.streak).format(n=result.streak)
    words = ngettext(
        "{n} right in a row, which brought {points} more.",
        "{n} right in a row, which brought {points} more.",
        result.streak,
    )
    return words.format(n=result.streak, points=points(result.bonus))


def place_line(you: You | None) -> str:
    """`You are 3rd of 31, up 2, with 3007 points.`"""
    if you is None or you.rank == 0 or you.score <= 0:
        return ""
    moved = change(you.result.rose) if you.result else ""
    words = _("You are {place} of {of}, {moved}, with {points}.") if moved else _(_PLACE)
    return words.format(place=ordinal(you.rank), of=you.of, moved=moved, points=points(you.score))


_PLACE = N_("You are {place} of {of}, with {points}.")


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
    going = ngettext("{n} question to go.", "{n} questions to go.", left).format(n=thousands(left))
    return [
        standings_title(stage),
        *standing_rows(seen),
        _place_unless_shown(seen),
        going if left > 0 else _("That was the last one."),
    ]


def podium_lines(seen: Seen) -> list[str]:
    """The final result, and what this player did in the whole quiz."""
    stage, you = seen.stage, seen.you
    if stage is None:
        return []
    return [
        _("That was the last question. The final result:"),
        *standing_rows(seen, len(stage.standings)),
        pointless(stage),
        _whole_quiz(you) if you is not None else "",
        _hardest(stage),
        took_part(stage.players),
    ]


def _whole_quiz(you: You) -> str:
    asked = you.right + you.wrong
    place = _("You came {place} of {of}, with {points}.").format(
        place=ordinal(you.rank), of=you.of, points=points(you.score)
    )
    right = ngettext("You had {n} of {of} right.", "You had {n} of {of} right.", you.right)
    parts = [place] if you.rank and you.score > 0 else []
    parts += [right.format(n=you.right, of=asked)] if asked else []
    if you.average is not None:
        parts.append(_("Your answers took {time} on average.").format(time=spoken_time(you.average)))
    return " ".join(parts) or _("Thank you for playing.")


def _hardest(stage: Stage) -> str:
    hardest = stage.hardest
    if hardest is None:
        return ""
    words = ngettext(
        "The hardest was question {number}, {n} of {of} had it right: {text}",
        "The hardest was question {number}, {n} of {of} had it right: {text}",
        hardest.right,
    )
    at = hardest.question + 1
    return words.format(number=at, n=hardest.right, of=hardest.eligible, text=flat(hardest.text))


def score_lines(seen: Seen) -> list[str]:
    """For somebody who asks how they stand."""
    stage, you = seen.stage, seen.you
    if stage is not None and stage.standings:
        top = len(stage.standings)
        return [*standing_rows(seen, top), _place_unless_shown(seen, top)]
    return [place_line(you) or _("You have no points yet.")]


def time_line(seen: Seen, now: Millis) -> str:
    """For somebody who asks for the time."""
    if seen.own is None:
        return _("No clock is running.")
    return time_words(timing_of(seen.own, known=seen.status.state is LinkState.CONNECTED), now)


def line_line(seen: Seen) -> str:
    """What is wrong with the line; empty if nothing is, or if there is nothing to wait for."""
    status = seen.status
    if status.state is not LinkState.RECONNECTING or seen.phase is Phase.ENDED:
        return ""
    return heard(status.message) or _("The line broke. Reconnecting; your score is safe on the server.")


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
        return [_("Getting in.")]
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
    return _("Here: {names}.").format(names=", ".join(map(flat, stage.names))) if stage.names else ""


def newcomers(before: Stage, after: Stage, me: str) -> str:
    """Who has come into the lobby or left it, or has another name; a crowd is told in tens.

    Args:
        before: What was seen before.
        after: What is seen now.
        me: The player's own name, before or after a change, which is told elsewhere.
    """
    if before.players == after.players and before.names == after.names:
        return ""
    new = [flat(name) for name in after.names if name not in before.names]
    here = _here(after)
    if after.players > _CROWD:
        return here if before.players // _TEN != after.players // _TEN else ""
    if (new_name := renamed(before, after)) is not None:
        return "" if me in new_name else renamed_words(*new_name)
    if not new:
        return here
    came = ngettext("{names} came in.", "{names} came in.", len(new)).format(names=", ".join(new))
    return f"{came} {here}"


_CROWD, _TEN = 12, 10


def is_over(seen: Seen) -> bool:
    """Whether nothing is lost by leaving."""
    return seen.phase in OVER or seen.status.state is LinkState.LOST


def too_long(line: str) -> str:
    """That a typed answer is longer than any server takes; empty if it is not."""
    if len(line) <= ANSWER_LIMIT:
        return ""
    return _("This is too long: use at most {most} characters.").format(most=ANSWER_LIMIT)
