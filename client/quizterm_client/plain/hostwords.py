"""What a host is told in line mode: what happens, what is right, how the answers are spread."""

from collections.abc import Iterator

from quizterm.language import N_, _, ngettext
from quizterm.snapshot import PLAYED, Millis, Phase, Stage
from quizterm.text import thousands
from quizterm_client.host.knowledge import VOIDED, known
from quizterm_client.host.words import STALLED
from quizterm_client.plain.clock import left_words
from quizterm_client.plain.crowd import answered_words
from quizterm_client.plain.scenes import (
    OVER,
    begins,
    closing_words,
    door_words,
    opening_words,
    places_lines,
    podium_lines,
    reading_words,
)
from quizterm_client.plain.words import closed, key_said, question_lines, right_lines, spread_lines
from quizterm_client.view.commands import next_step
from quizterm_client.view.people import Person, away_for, grouped, people
from quizterm_client.view.table import most_moved, moved_words
from quizterm_client.view.words import one_line
from quizterm_client.view.words import players as count_of_players

LISTED = 30
"""How many matching players are listed; a part of the name narrows the list."""

NOT_OPEN = N_("No question is open now.")


def next_words(stage: Stage) -> str:
    """What Enter alone does now."""
    step = next_step(stage)
    return _("Enter: {step}.").format(step=step.label) if step is not None else ""


def moment_lines(before: Stage | None, stage: Stage, now: Millis, *, hidden: bool) -> list[str]:
    """What is told when another phase or question begins.

    Args:
        before: What was seen before.
        stage: What is seen now.
        now: The server's clock.
        hidden: What is right is not told before the reveal.
    """
    asked = question_words(stage, hidden=hidden) if begins(before, stage) else []
    return [*asked, *_phase_lines(stage, now), next_words(stage)]


def _phase_lines(stage: Stage, now: Millis) -> list[str]:
    match stage.phase:
        case Phase.LOBBY:
            return []
        case Phase.READING:
            return [reading_words(stage, now)]
        case Phase.OPEN:
            return [opening_words(stage, now)]
        case Phase.REVEAL:
            return [*reveal_lines(stage), going_on(stage, now)]
        case Phase.STANDINGS:
            return [*standings_lines(stage), going_on(stage, now)]
        case Phase.PODIUM:
            return [*podium_lines(stage), going_on(stage, now)]
        case Phase.ENDED:
            return [_(OVER)]


def question_words(stage: Stage, *, hidden: bool) -> list[str]:
    """The question, and what is right as far as that may be said."""
    key = known(stage, hidden).key
    if stage.item is None or key is None or stage.reveal is not None:
        return question_lines(stage)
    return [*question_lines(stage), _("Right: {answer}").format(answer=closed(key_said(stage.item, key)))]


def reveal_lines(stage: Stage) -> list[str]:
    """What came out, and what is asked next."""
    if stage.item is None or stage.reveal is None:
        return [closing_words(stage)]
    reveal = stage.reveal
    coming = stage.desk.next_text if stage.desk else ""
    return [
        closing_words(stage),
        *spread_lines(stage.item, reveal.tally, reveal.key),
        *right_lines(stage.item, reveal),
        _("Next: {question}").format(question=" ".join(one_line(coming).split())) if coming else "",
    ]


def standings_lines(stage: Stage) -> list[str]:
    """The places, and who moved most."""
    movers = [closed(moved_words(row)) for row in most_moved(stage.standings)]
    voided = _(VOIDED) if stage.reveal and stage.reveal.voided else ""
    return [
        voided,
        *places_lines(stage),
        _("Moved most: {names}").format(names=" ".join(movers)) if movers else "",
    ]


def going_on(stage: Stage, now: Millis) -> str:
    """When it goes on by itself, where it does."""
    if stage.deadline is None:
        return ""
    ends = stage.phase is Phase.PODIUM
    words = _("It ends by itself in {time}.") if ends else _("It goes on by itself in {time}.")
    return words.format(time=left_words(Millis(stage.deadline - now)))


def change_lines(before: Stage, stage: Stage, now: Millis, *, witnessed: bool = True) -> Iterator[str]:
    """What is told when something else has changed than the phase.

    Args:
        before: What was seen before.
        stage: What is seen now.
        now: The server's clock.
        witnessed: Whether the host was there when it changed; how the clock was found is told elsewhere.
    """
    if before.locked != stage.locked:
        yield door_words(stage)
    if before.auto != stage.auto:
        yield _("The session runs by itself now.") if stage.auto else _("The session is run by hand now.")
    if before.stalled != stage.stalled:
        yield _(STALLED) if stage.stalled else _("The server can write again.")
    if witnessed:
        yield from _clock_lines(before, stage, now)
    yield from _extra_time_lines(before, stage)
    if (before.phase, before.question) == (stage.phase, stage.question):
        yield from _verdict_lines(before, stage)


def _extra_time_lines(before: Stage, stage: Stage) -> Iterator[str]:
    """Who has other extra time than before, and that a question waits for those who have some."""
    had = {seat.player: seat.extra_time for seat in before.desk.seats} if before.desk else {}
    for seat in stage.desk.seats if stage.desk else ():
        if had.get(seat.player, seat.extra_time) != seat.extra_time:
            words = (
                _("{name} has {n} percent more time.") if seat.extra_time else _("{name} has no extra time.")
            )
            yield words.format(name=one_line(seat.name), n=seat.extra_time)
    if stage.time_up and not before.time_up:
        yield _("Time is up, but not for those who have extra time. Type waiting to hear who that is.")


def _clock_lines(before: Stage, stage: Stage, now: Millis) -> Iterator[str]:
    same = (before.phase, before.question) == (stage.phase, stage.question)
    if stage.stalled:
        return
    if stage.paused and (before.stalled or not before.paused):
        words = (
            _("Paused with {time} left.").format(time=left_words(stage.left)) if stage.left else _("Paused.")
        )
        yield f"{words} {next_words(stage)}".rstrip()
    elif before.paused and not stage.paused and same:
        words = _("It goes on.")
        if stage.deadline is not None:
            words = _("It goes on: {time} left.").format(time=left_words(Millis(stage.deadline - now)))
        yield f"{words} {next_words(stage)}".rstrip()
    elif same and (more := _more_time(before, stage)) > 0:
        left = Millis(stage.deadline - now) if stage.deadline is not None else stage.left or Millis(0)
        yield _("{more} more: {time} left.").format(more=left_words(Millis(more)), time=left_words(left))


def _more_time(before: Stage, stage: Stage) -> int:
    """Milliseconds by which an open question lasts longer."""
    if stage.phase is not Phase.OPEN or before.stalled or stage.stalled:
        return 0
    if before.deadline is not None and stage.deadline is not None:
        return stage.deadline - before.deadline
    return stage.left - before.left if before.left is not None and stage.left is not None else 0


def _verdict_lines(before: Stage, stage: Stage) -> Iterator[str]:
    """What is said of a question that was put out or back, or whose key is another one."""
    if stage.item is None:
        return
    if before.reveal is not None and stage.reveal is not None:
        if before.reveal.voided != stage.reveal.voided:
            yield _(VOIDED) if stage.reveal.voided else _("This question counts again.")
        elif before.reveal.key != stage.reveal.key:
            yield from (_("Corrected; everybody is scored again."), *right_lines(stage.item, stage.reveal))
    elif before.desk is not None and stage.desk is not None and before.desk.key != stage.desk.key:
        key = stage.desk.key
        right = _("Right: {answer}").format(answer=closed(key_said(stage.item, key))) if key else ""
        yield f"{_('Corrected.')} {right}".rstrip()


def answers_lines(stage: Stage, *, hidden: bool) -> list[str]:
    """How the answers are spread now, as far as that may be said."""
    shown = known(stage, hidden)
    if stage.item is None or (shown.tally is None and stage.phase is not Phase.OPEN):
        return [_("There are no answers now.")]
    if stage.reveal is not None:
        return [closing_words(stage), *spread_lines(stage.item, stage.reveal.tally, stage.reveal.key)]
    words = answered_words(stage)
    if shown.tally is None:
        return [words, _("The answers are hidden; type show to hear them.")]
    return [words, *spread_lines(stage.item, shown.tally, shown.key)]


def waiting_lines(stage: Stage, now: Millis) -> list[str]:
    """For whom the question waits, and who is away."""
    groups = grouped(stage.desk.seats if stage.desk else (), time_up=stage.time_up)
    open_now = stage.phase is Phase.OPEN
    waiting = [one_line(seat.name) for seat in groups.waiting] if open_now else []
    away = [
        _("{name} for {time}").format(name=one_line(seat.name), time=away_for(Millis(now - seat.away_since)))
        if seat.away_since is not None
        else one_line(seat.name)
        for seat in groups.away
    ]
    late = [one_line(seat.name) for seat in groups.late] if stage.phase in PLAYED else []
    lines = [
        _waited_for(waiting) if open_now else "",
        _("Away: {names}.").format(names=_list(away)) if away else _("Nobody is away."),
        _("From the next question on: {names}.").format(names=_list(late)) if late else "",
    ]
    return [answered_words(stage) if open_now else "", *lines]


def _waited_for(names: list[str]) -> str:
    return _("Waiting for {names}.").format(names=_list(names)) if names else _("Waiting for nobody.")


def _list(names: list[str]) -> str:
    """As many names as can be listened to."""
    rest = len(names) - LISTED
    if rest <= 0:
        return ", ".join(names)
    words = ngettext("{names} and {n} more", "{names} and {n} more", rest)
    return words.format(names=", ".join(names[:LISTED]), n=rest)


def players_lines(stage: Stage, part: str) -> list[str]:
    """Who is in and who is banned, each with the number by which they are named in commands.

    Args:
        stage: Where the host is.
        part: Of the names; all of them without it.
    """
    if stage.desk is None:
        return []
    wanted = part.casefold()
    found = [person for person in people(stage.desk) if wanted in person.name.casefold()]
    if not found:
        nobody = _("Nobody is called like “{name}”.").format(name=one_line(part))
        return [nobody if part else _("Nobody is here yet.")]
    rest = len(found) - LISTED
    return [
        _found(len(found)) if part else f"{count_of_players(len(found))}:",
        *(_numbered(one) for one in found[:LISTED]),
        _("And {n} more: type players and a part of the name.").format(n=rest) if rest > 0 else "",
    ]


def _found(number: int) -> str:
    return ngettext("{n} player found:", "{n} players found:", number).format(n=thousands(number))


def _numbered(person: Person) -> str:
    words = _("Number {n}: {name}, {note}.") if person.note else _("Number {n}: {name}.")
    return words.format(n=person.player, name=one_line(person.name), note=person.note)
