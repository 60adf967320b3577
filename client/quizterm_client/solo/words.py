"""What is said to somebody who practises alone."""

from collections.abc import Callable

from quizterm.language import _, ngettext, pgettext
from quizterm.quiz.model import UNGRADED
from quizterm.snapshot import Phase, Stage
from quizterm.text import fit, thousands
from quizterm_client.player.welcome import Welcome
from quizterm_client.solo.progress import Progress
from quizterm_client.view.commands import is_last, is_slide
from quizterm_client.view.words import one_line, questions

_ABOUT = 160
"""Cells of a description that are shown before a quiz begins."""


def place_words(stage: Stage, progress: Progress) -> str:
    """Where one is: `3 / 10`, `again 1 / 3`, or what is about to begin."""
    if stage.phase is Phase.LOBBY:
        return _("again") if progress.again else _("practice")
    place = f"{stage.question - progress.before + 1} / {len(progress.asked)}"
    # Translators: Where one is among the questions that come again, such as: again 1 / 3.
    return _("again {place}").format(place=place) if progress.again else place


def next_words(stage: Stage, progress: Progress) -> str:
    """What Space does now; empty where answering goes first."""
    if stage.paused:
        return pgettext("key", "go on")
    match stage.phase:
        case Phase.LOBBY:
            return pgettext("key", "begin")
        case Phase.READING if not is_slide(stage):
            return pgettext("key", "answer now")
        case Phase.READING | Phase.REVEAL:
            return _after(stage, progress)
        case _:
            return ""


def _after(stage: Stage, progress: Progress) -> str:
    if not is_last(stage):
        return pgettext("key", "next question")
    missing = len(progress.missing)
    again = ngettext("once more: {n} question", "once more: {n} questions", missing)
    return again.format(n=thousands(missing)) if missing else pgettext("key", "summary")


def pass_words(stage: Stage) -> str:
    """What the key is called that closes a question without an answer."""
    return (
        pgettext("key", "pass")
        if stage.item is None or stage.item.kind in UNGRADED
        else pgettext("key", "don't know")
    )


def greeting(progress: Progress) -> Welcome:
    """What is said before a round begins."""
    quiz, asked = progress.quiz, len(progress.asked)
    begins = _("Space begins.")
    if progress.again:
        return Welcome(again_words(progress), ("", f"{counted(progress)}.", "", begins))
    about = ("", fit(one_line(quiz.description), _ABOUT)) if quiz.description else ()
    return Welcome(
        quiz.title, (*about, "", questions(asked), _("What is not right comes again at the end."), "", begins)
    )


def again_words(progress: Progress) -> str:
    """`3 questions come again`."""
    asked = len(progress.asked)
    words = ngettext("{n} question comes again", "{n} questions come again", asked)
    return words.format(n=thousands(asked))


def first_try(progress: Progress) -> str:
    """`7 of 10 right at the first try`; of those that were asked."""
    tried = [one for one in progress.studied if one.tries]
    right = sum(one.right_at_once for one in tried)
    return _("{right} of {n} right at the first try").format(right=right, n=len(tried))


def counted(progress: Progress) -> str:
    """`7 of 10 right at the first try, 2 more since then`."""
    since = since_then(progress)
    return f"{first_try(progress)}, {since}" if since else first_try(progress)


def since_then(progress: Progress) -> str:
    """`2 more since then`; empty if there are none."""
    since = sum(one.right and not one.right_at_once for one in progress.studied)
    words = ngettext("{n} more since then", "{n} more since then", since)
    return words.format(n=since) if since else ""


def points_words(score: int) -> str:
    """`2 310 points`; empty if there are none."""
    words = ngettext("{n} point", "{n} points", score)
    return words.format(n=thousands(score)) if score else ""


def farewell(progress: Progress, *, over: bool, points: Callable[[int], str] = points_words) -> str:
    """What is said when the screen is left.

    Args:
        progress: How far one got.
        over: Whether the summary was reached.
        points: Says a number of points.
    """
    if not any(one.tries for one in progress.studied):
        return _("Bye.") if over else _("You stopped before a question was over.")
    told = f"{counted(progress)}, {points(progress.score)}." if progress.score else f"{counted(progress)}."
    return (_("Bye. {told}") if over else _stopped_at(progress)).format(
        told=told, place=progress.reached, n=len(progress.asked)
    )


def _stopped_at(progress: Progress) -> str:
    if progress.again:
        return _("You stopped at question {place} of {n} that came again: {told}")
    return _("You stopped at question {place} of {n}: {told}")
