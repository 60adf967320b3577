"""When a player is told what: each phase once, and then what changes within it; pure."""

from dataclasses import dataclass, replace

from quizterm.language import N_, _
from quizterm.snapshot import OVER, Millis, Phase, Stage, extra_span
from quizterm_client.peer import LinkState
from quizterm_client.plain import playerwords as words
from quizterm_client.plain.clock import left_words, still_left
from quizterm_client.plain.words import flat, question_lines, right_lines
from quizterm_client.player.state import KEPT, Seen, Sending, answer_now, is_asked
from quizterm_client.player.welcome import greeting
from quizterm_client.view.clock import Timing, timing_of
from quizterm_client.view.invitation import Invitation
from quizterm_client.view.owntime import TIME_IS_UP, is_time_up

FIRST = N_("Type help to hear what you can type.")


@dataclass(frozen=True, slots=True)
class Chapter:
    """What was told last, or is to be told now."""

    phase: Phase | None = None
    question: int = -1
    told: bool = True
    greeted: bool = False
    """Something was told before."""
    asked: int = -1
    """The question whose words were told last."""
    placed: bool = False
    """The final result was told."""

    def is_of(self, stage: Stage) -> bool:
        """Whether a stage belongs to it."""
        return (self.phase, self.question) == (stage.phase, stage.question)

    def followed_by(self, stage: Stage) -> "Chapter":
        """The next one, which is to be told."""
        return replace(self, phase=stage.phase, question=stage.question, told=False)

    def as_told(self) -> "Chapter":
        """The same one, once it was told."""
        asked = self.question if self.phase in _WITH_QUESTION else self.asked
        return replace(self, told=True, greeted=True, asked=asked, placed=self.placed or self.phase in OVER)

    def lines(
        self, seen: Seen, invitation: Invitation | None, now: Millis, *, hosting: bool, buttons: bool = False
    ) -> list[str]:
        """What there is to say of it, without what was said before."""
        stage = seen.stage
        if stage is None:
            return []
        begin = [] if self.greeted else [greeting(seen.you), _(FIRST)]
        match stage.phase:
            case Phase.LOBBY:
                return [*words.lobby_lines(seen, invitation, hosting=hosting), _(FIRST)]
            case Phase.READING | Phase.OPEN | Phase.REVEAL:
                asked = (
                    [] if self.asked == stage.question else [*begin, *question_lines(stage, buttons=buttons)]
                )
                if stage.phase is Phase.REVEAL:
                    return [*asked, *words.reveal_lines(seen)]
                return [*asked, *words.asking_lines(seen, now)]
            case Phase.STANDINGS:
                return [*begin, *words.standings_lines(seen)]
            case Phase.PODIUM:
                return [*begin, *words.podium_lines(seen)]
            case Phase.ENDED:
                return [*begin, *([] if self.placed else words.podium_lines(seen)), _(words.OVER_NOW)]


_WITH_QUESTION = (Phase.READING, Phase.OPEN, Phase.REVEAL)


def is_complete(seen: Seen) -> bool:
    """Whether what concerns the player has come, too, as far as that can be seen."""
    stage, you = seen.stage, seen.you
    if stage is None or you is None:
        return False
    if stage.phase is Phase.REVEAL and seen.sent.state in KEPT:
        return False  # whether it got through is about to be found out
    if stage.phase is Phase.REVEAL:
        return you.question == stage.question and (you.result is not None or not you.eligible)
    if stage.phase in OVER:
        return you.average is not None or you.right + you.wrong > 0
    return True


def changes(before: Seen, after: Seen) -> list[str]:
    """What is new within a phase that was told."""
    if before.stage is None or after.stage is None:
        return []
    common = _common_changes(before.stage, after.stage, after)
    up = after.phase is Phase.OPEN and after.stage.time_up and not before.stage.time_up
    return [*_own_changes(before, after), *common, words.time_up_line(after) if up else ""]


def _own_changes(before: Seen, after: Seen) -> list[str]:
    old, new = before.you, after.you
    if old is None or new is None or old == new:
        return []
    name = _("The host calls you {name} now.").format(name=flat(new.name)) if new.name != old.name else ""
    if new.extra_time != old.extra_time:
        return [name, words.extra_time_line(new)]
    if after.phase is Phase.REVEAL and (old.result, old.score) != (new.result, new.score):
        return [name, *words.own_lines(after)]
    if after.phase in (Phase.STANDINGS, *OVER) and (old.score, old.rank) != (new.score, new.rank):
        return [name, words.place_line(new)]
    return [name]


def _common_changes(before: Stage, after: Stage, seen: Seen) -> list[str]:
    if before == after:
        return []
    match after.phase:
        case Phase.LOBBY:
            return [words.newcomers(before, after, seen.you.name if seen.you else "")]
        case Phase.OPEN if before.deadline and after.deadline and after.deadline > before.deadline:
            percent = seen.you.extra_time if seen.you else 0
            longer = Millis(after.deadline - before.deadline)
            left = left_words(Millis(longer + extra_span(longer, percent)))
            return [_("There is more time: {time} more.").format(time=left)]
        case Phase.REVEAL if after.item is not None and after.reveal is not None:
            known = before.reveal
            same = known and (known.key, known.voided) == (after.reveal.key, after.reveal.voided)
            corrected = [_("The host has changed the result."), *right_lines(after.item, after.reveal)]
            return [] if same else corrected
        case Phase.STANDINGS | Phase.PODIUM if before.standings != after.standings:
            return [_("The standings have changed."), *words.standing_rows(seen)]
        case _:
            return []


def cleared(topic: str, seen: Seen, now: Millis) -> str:
    """That something is over which was told."""
    stage = seen.own
    if stage is None or stage.phase in OVER or seen.status.state is LinkState.LOST:
        return ""
    match topic:
        case "line":
            return _("The line is back.")
        case "standstill":
            if stage.deadline is None or stage.phase is not Phase.OPEN:
                return _("The game goes on.")
            return f"{_('The game goes on.')} {still_left(Millis(stage.deadline - now))}"
        case _:
            return "" if stage.host_away else _("The host is back.")


def timing(seen: Seen) -> Timing:
    """What to call the time of; nothing for somebody who has no use for it."""
    stage = seen.stage
    if stage is None or stage.phase is not Phase.OPEN or not is_asked(stage, seen.you):
        return Timing()
    done = seen.confirmed and answer_now(stage, seen.you, seen.sent) is not None and not stage.change_answer
    return Timing() if done else timing_of(seen.own or stage, known=seen.status.state is LinkState.CONNECTED)


def why_not(seen: Seen) -> str:
    """Why what was typed is no answer now."""
    stage = seen.stage
    more = _(FIRST)
    if stage is None or stage.phase not in _WITH_QUESTION or stage.item is None:
        return f"{_('There is nothing to answer now.')} {more}"
    if not is_asked(stage, seen.you):
        return _(words.LATE)
    if stage.phase is Phase.READING:
        return words.asking_lines(seen, Millis(0))[0]
    if stage.phase is Phase.REVEAL:
        return f"{_('This question is closed.')} {more}"
    if seen.sent.question == stage.question and seen.sent.state is Sending.SENT:
        return _("Your answer is on its way.")
    if stage.paused:
        return words.standstill_line(seen)
    if answer_now(stage, seen.you, seen.sent) is not None:
        return _("Your answer counts already; it cannot be changed.")
    if is_time_up(stage, seen.you):
        return _(TIME_IS_UP)
    return f"{_('There is nothing to answer now.')} {more}"
