"""What a player's screen says to somebody who is alone with it."""

from dataclasses import replace

from quizterm.language import N_, _, pgettext
from quizterm.quiz.model import Kind
from quizterm.snapshot import Phase, Stage
from quizterm_client.player.keys import player_keys
from quizterm_client.player.outcome import Outcome, Verdict
from quizterm_client.player.speech import Hands, Speech
from quizterm_client.player.state import Seen
from quizterm_client.player.welcome import Welcome
from quizterm_client.player.words import Fits, Notice, Tone
from quizterm_client.solo.progress import Progress
from quizterm_client.solo.words import greeting, next_words, pass_words, place_words, points_words
from quizterm_client.view.commands import is_slide
from quizterm_client.view.invitation import Invitation
from quizterm_client.view.keys import KeyHint, hint
from quizterm_client.view.options import PICKING
from quizterm_client.view.topline import TopLine
from quizterm_client.view.words import answer_words


class AloneSpeech(Speech):
    """Speaks of no others, no places and no line.

    Args:
        progress: Where one is, and what comes next.
    """

    def __init__(self, progress: Progress) -> None:
        self._progress = progress

    def top_line(self, seen: Seen) -> TopLine:
        """The line on top."""
        if seen.stage is None:
            return TopLine("QuizTerm")
        score = self._progress.score
        points = (points_words(score),) if score else ()
        return TopLine(self._progress.quiz.title, place_words(seen.stage, self._progress), points)

    def welcome(self, seen: Seen, invitation: Invitation | None, *, hosting: bool) -> Welcome:
        """What is said before a round begins."""
        return greeting(self._progress) if seen.stage is not None else Welcome()

    def notice(self, seen: Seen, fits: Fits) -> Notice:
        """The most important thing to say now."""
        stage = seen.stage
        if stage is None or stage.phase is Phase.LOBBY:
            return Notice()
        if stage.paused:
            return Notice(_("Paused: the clock stands still. Space goes on."), Tone.WARNING)
        return Notice() if is_slide(stage) else super().notice(seen, fits)

    def outcome(self, seen: Seen) -> Outcome:
        """What a closed question brought."""
        told = super().outcome(seen)
        match told.verdict:
            case Verdict.SEEN:
                return replace(told, headline=_("Nothing is right or wrong here."), place=_said(seen))
            case Verdict.MISSED:
                return replace(told, headline=_("No answer this time"))
            case Verdict.WRONG | Verdict.PARTLY if seen.stage and not _is_marked(seen.stage):
                return replace(told, place=_said(seen))
            case _:
                return told

    def keys(self, seen: Seen, hands: Hands) -> tuple[KeyHint, ...]:
        """The keys that work now, the most likely first."""
        stage = seen.stage
        if stage is None:
            return hint("q", pgettext("key", "leave"), "player.leave"), hint(
                "?", pgettext("key", "help"), "player.help"
            )
        hints = player_keys(stage, seen.live, scrolls=hands.scrolls, cut=hands.cut, typing=hands.typing)
        going = next_words(stage, self._progress)
        if going:
            return hint(N_("Space"), going, "practice.go-on"), *hints
        own = _while_open(stage, typing=hands.typing)
        place = next(place for place, one in enumerate(hints) if one.face in ("q", N_("Esc")))
        return *hints[:place], *own, *hints[place:]

    def sentence(self, seen: Seen) -> str:
        """What goes on, where there is room for nothing else."""
        if seen.phase is Phase.LOBBY:
            return _("Terminal too small. Space begins.")
        return super().sentence(seen)


def _while_open(stage: Stage, *, typing: bool) -> tuple[KeyHint, ...]:
    hints = (
        KeyHint("Ctrl-N" if typing else "n", pass_words(stage), "ctrl+n", ("player.conduct",)),
        KeyHint("Ctrl-P" if typing else "p", pgettext("key", "pause"), "ctrl+p", ("practice.pause",)),
    )
    return hints if stage.deadline is not None else hints[:1]


def _is_marked(stage: Stage) -> bool:
    """Whether the answer can be seen where it was given."""
    return stage.item is not None and (stage.item.kind in PICKING or stage.item.kind is Kind.ORDER)


def _said(seen: Seen) -> str:
    if seen.stage is None or seen.stage.item is None or seen.answer is None:
        return ""
    return _("You said: {answer}").format(answer=answer_words(seen.stage.item, seen.answer))
