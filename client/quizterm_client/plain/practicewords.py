"""What line mode says to somebody who practises alone; pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from quizterm.language import _, ngettext, pgettext
from quizterm.quiz.model import Quiz
from quizterm.snapshot import Millis, Phase, Stage
from quizterm_client.plain import playerwords
from quizterm_client.plain.commands import Command
from quizterm_client.plain.picking import is_typed
from quizterm_client.plain.playertelling import FIRST, Chapter
from quizterm_client.plain.words import answer_said, closed, flat, points, question_lines, right_lines
from quizterm_client.player.state import Seen, Sending
from quizterm_client.solo.progress import Progress, Studied
from quizterm_client.solo.rightwords import right_words
from quizterm_client.solo.words import again_words, counted
from quizterm_client.view.commands import is_last, is_slide
from quizterm_client.view.invitation import Invitation
from quizterm_client.view.words import ordinal, questions


@dataclass(frozen=True, slots=True)
class PracticeChapter(Chapter):
    """What was told last to somebody alone, or is to be told now."""

    progress: Progress = field(default_factory=lambda: Progress(Quiz(title="", questions=())))

    def lines(
        self,
        seen: Seen,
        invitation: Invitation | None,
        now: Millis,
        *,
        hosting: bool,
        buttons: bool = False,
    ) -> list[str]:
        """What there is to say of it, without what was said before."""
        told = phase_lines(seen, self.progress, now, asked=self.asked)
        first = [] if self.greeted else [_(FIRST)]
        return [*told, *first]


def phase_lines(seen: Seen, progress: Progress, now: Millis, *, asked: int = -1) -> list[str]:
    """What there is to say of the phase that goes on.

    Args:
        seen: What is known.
        progress: How the practice goes.
        now: The time.
        asked: The question whose words need not be told.
    """
    stage = seen.stage
    if stage is None:
        return []
    question = [] if asked == stage.question else _question_lines(stage, progress)
    match stage.phase:
        case Phase.LOBBY:
            return begin_lines(progress)
        case Phase.READING | Phase.OPEN:
            return [*question, *playerwords.asking_lines(seen, now)]
        case Phase.REVEAL:
            return [*question, *_outcome_lines(seen)]
        case _:
            return summary_lines(progress)


def begin_lines(progress: Progress) -> list[str]:
    """Where a round is about to begin."""
    if progress.again:
        return [f"{again_words(progress)}. {counted(progress)}."]
    quiz = progress.quiz
    comes = _("What is not right comes again at the end.")
    title = f"{closed(flat(quiz.title))} {questions(len(progress.asked))}."
    return [title, closed(flat(quiz.description)) if quiz.description else "", comes]


def _question_lines(stage: Stage, progress: Progress) -> list[str]:
    """The question, numbered within its round."""
    return question_lines(
        replace(stage, question=stage.question - progress.before, questions=len(progress.asked))
    )


def _outcome_lines(seen: Seen) -> list[str]:
    stage, you = seen.stage, seen.you
    if stage is None or stage.item is None or stage.reveal is None:
        return []
    if you is not None and you.result is not None and you.result.credit is None:
        said = answer_said(stage.item, you.answer) if you.answer is not None else ""
        mine = _("Your answer was: {answer}").format(answer=closed(said)) if said else ""
        own = [f"{_('Nothing is right or wrong here.')} {mine}".rstrip()]
    else:
        own = playerwords.own_lines(seen)
    return [*own, *right_lines(stage.item, stage.reveal)]


def going_line(stage: Stage, progress: Progress) -> str:
    """What Enter does now; empty where answering goes first."""
    if stage.paused:
        return _("Press Enter to go on.")
    match stage.phase:
        case Phase.LOBBY:
            return _("Press Enter to begin.")
        case Phase.READING if not is_slide(stage):
            return _("Press Enter to answer now.")
        case Phase.READING | Phase.REVEAL:
            return _after(stage, progress)
        case Phase.PODIUM | Phase.ENDED:
            return _("Type restart to practise the whole quiz once more, or leave.")
        case _:
            return ""


def _after(stage: Stage, progress: Progress) -> str:
    if not is_last(stage):
        return _("Press Enter for the next question.")
    missing = len(progress.missing)
    if not missing:
        return _("Press Enter for the summary.")
    again = ngettext(
        "Press Enter for {n} question once more.", "Press Enter for {n} questions once more.", missing
    )
    return again.format(n=missing)


def paused_line(stage: Stage) -> str:
    """That the clock stands still; empty if it does not."""
    return _("Paused: the clock stands still. Press Enter to go on.") if stage.paused else ""


def answer_line(seen: Seen) -> str:
    """How it stands with the answer; empty while there is nothing new to say of it."""
    stage, sent = seen.stage, seen.sent
    if stage is None or stage.item is None or stage.phase is not Phase.OPEN:
        return ""
    if sent.question != stage.question or sent.answer is None:
        return ""
    # What came of an answer that counts is told in a moment.
    return "" if sent.state is Sending.COUNTED else playerwords.answer_line(seen)


def unanswered(seen: Seen) -> str:
    """What to do with a question that is not answered."""
    if seen.stage is not None and is_typed(seen.stage.item):
        return _("Answer first, or type /pass to see what is right.")
    return _("Answer first, or type pass to see what is right.")


def score_lines(progress: Progress) -> list[str]:
    """For somebody who asks how they stand."""
    if not any(one.tries for one in progress.studied):
        return [_("No question is over yet.")]
    return [closed(counted(progress)), closed(points(progress.score)) if progress.score else ""]


def summary_lines(progress: Progress) -> list[str]:
    """The end: how much was right at the first try, and what needed another one."""
    tried = [one for one in progress.studied if one.tries]
    if not tried:
        return [_("That was all."), _("Nothing here was right or wrong.")]
    others = [one for one in tried if not one.right_at_once]
    title = [_("Not right at the first try:")] if others else []
    return [_("That was all."), *score_lines(progress), *title, *map(_told, others)]


def _told(one: Studied) -> str:
    again = _("right at the {ordinal} try").format(ordinal=ordinal(len(one.tries)))
    after = closed(again if one.right else _("not right yet"))
    said = _("Question {n}: {question} The right answer: {answer} {after}")
    answer, question = closed(flat(right_words(one.question))), closed(flat(one.question.text))
    return said.format(n=one.place, question=question, answer=answer, after=after[0].upper() + after[1:])


def practice_commands() -> tuple[Command, ...]:
    """All that can be typed, in the language that is spoken."""
    return (
        Command(
            "next",
            _("go on, where nothing is to be answered; so does Enter alone"),
            pgettext("typed command", "next"),
            short="n",
        ),
        Command("pass", _("give up on a question and see what is right"), pgettext("typed command", "pass")),
        Command("pause", _("stop the clock, or let it run"), pgettext("typed command", "pause")),
        Command("time", _("how much time is left"), pgettext("typed command", "time")),
        Command(
            "again",
            _("hear once more what goes on, with the question and your answer"),
            pgettext("typed command", "again"),
        ),
        Command("score", _("how much was right, and your points"), pgettext("typed command", "score")),
        Command("finish", _("go to the summary"), pgettext("typed command", "finish")),
        Command(
            "restart",
            _("practise the whole quiz once more, after the summary"),
            pgettext("typed command", "restart"),
        ),
        Command("help", _("this help"), pgettext("typed command", "help")),
        Command("leave", _("leave, after a question"), pgettext("typed command", "leave")),
    )


def how_to_stop(*, begun: bool) -> str:
    """Ask whether to stop.

    Args:
        begun: Whether there is something to sum up.
    """
    if begun:
        return _(
            "Stop practising? Nothing of it is kept. Type now to leave, finish to go to the summary, or stay."
        )
    return _("Stop practising? Type now to leave, or stay.")


def once_more(seen: Seen, progress: Progress, now: Millis) -> Iterable[str]:
    """All there is to say now, for somebody who asks for it again."""
    stage = seen.stage
    if stage is not None:
        yield from phase_lines(seen, progress, now)
        yield answer_line(seen)
        yield paused_line(stage)
        yield going_line(stage, progress) if not stage.paused else ""
