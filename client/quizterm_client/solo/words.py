"""What is said to somebody who practises alone."""

from quizterm.quiz.model import UNGRADED
from quizterm.snapshot import Phase, Stage
from quizterm.text import fit, thousands
from quizterm_client.player.welcome import Welcome
from quizterm_client.solo.progress import Progress
from quizterm_client.view.commands import is_last, is_slide
from quizterm_client.view.words import count, one_line

_ABOUT = 160
"""Cells of a description that are shown before a quiz begins."""


def place_words(stage: Stage, progress: Progress) -> str:
    """Where one is: `3 / 10`, `again 1 / 3`, or what is about to begin."""
    round_words = "again" if progress.again else "practice"
    if stage.phase is Phase.LOBBY:
        return round_words
    place = f"{stage.question - progress.before + 1} / {len(progress.asked)}"
    return f"again {place}" if progress.again else place


def next_words(stage: Stage, progress: Progress) -> str:
    """What Space does now; empty where answering goes first."""
    if stage.paused:
        return "go on"
    match stage.phase:
        case Phase.LOBBY:
            return "begin"
        case Phase.READING if not is_slide(stage):
            return "answer now"
        case Phase.READING | Phase.REVEAL:
            return _after(stage, progress)
        case _:
            return ""


def _after(stage: Stage, progress: Progress) -> str:
    if not is_last(stage):
        return "next question"
    missing = len(progress.missing)
    return f"once more: {count(missing, 'question')}" if missing else "summary"


def pass_words(stage: Stage) -> str:
    """What the key is called that closes a question without an answer."""
    return "pass" if stage.item is None or stage.item.kind in UNGRADED else "don't know"


def greeting(progress: Progress) -> Welcome:
    """What is said before a round begins."""
    quiz, asked = progress.quiz, len(progress.asked)
    if progress.again:
        comes = "question comes" if asked == 1 else "questions come"
        return Welcome(f"{asked} {comes} again", ("", f"{counted(progress)}.", "", "Space begins."))
    about = ("", fit(one_line(quiz.description), _ABOUT)) if quiz.description else ()
    return Welcome(
        quiz.title,
        (
            *about,
            "",
            count(asked, "question"),
            "What is not right comes again at the end.",
            "",
            "Space begins.",
        ),
    )


def first_try(progress: Progress) -> str:
    """`7 of 10 right at the first try`; of those that were asked."""
    tried = [one for one in progress.studied if one.tries]
    return f"{sum(one.right_at_once for one in tried)} of {len(tried)} right at the first try"


def counted(progress: Progress) -> str:
    """`7 of 10 right at the first try, 2 more since then`."""
    since = since_then(progress)
    return f"{first_try(progress)}, {since}" if since else first_try(progress)


def since_then(progress: Progress) -> str:
    """`2 more since then`; empty if there are none."""
    since = sum(one.right and not one.right_at_once for one in progress.studied)
    return f"{since} more since then" if since else ""


def farewell(progress: Progress, *, over: bool) -> str:
    """What is said when the screen is left.

    Args:
        progress: How far one got.
        over: Whether the summary was reached.
    """
    if not any(one.tries for one in progress.studied):
        return "Bye." if over else "You stopped before a question was over."
    points = f", {thousands(progress.score)} points" if progress.score else ""
    told = f"{counted(progress)}{points}."
    return f"Bye. {told}" if over else f"{_where(progress)} {told}"


def _where(progress: Progress) -> str:
    where = f"question {progress.reached} of {len(progress.asked)}"
    return f"You stopped at {where}{' that came again' if progress.again else ''}:"
