"""Which keys do something at a moment, the most likely first."""

from quizterm.snapshot import Phase, Stage
from quizterm_client.host.correcting import can_correct
from quizterm_client.view.commands import ASKING, more_time, next_step, pause_or_resume, skip
from quizterm_client.view.keys import KeyHint, hint

_NOT_YET = "·····"
"""As wide as `Space`, so that nothing moves when the key begins to work."""

CLOSED = (Phase.REVEAL, Phase.STANDINGS)


def keys_now(stage: Stage | None, hidden: bool, surprising: bool = False) -> list[KeyHint]:
    """What to print at the bottom.

    Args:
        stage: Where the session stands; `None` while nothing can be asked of it.
        hidden: Key and distribution are not shown.
        surprising: The key that goes on does nothing yet.
    """
    if stage is None or stage.phase is Phase.ENDED:
        return [hint("q", "leave"), hint("?", "help")]
    if stage.stalled:
        return [*_hiding(stage, hidden), hint("q", "leave"), hint("?", "all keys")]
    step = next_step(stage)
    keys = [KeyHint(_NOT_YET, step.label) if surprising else hint("Space", step.label)] if step else []
    return [*keys, *_time(stage), *_question(stage, hidden), *_session(stage), hint("?", "all keys")]


def can_void(stage: Stage | None) -> bool:
    """Whether there is a closed question to take out of the scores or put back."""
    return stage is not None and stage.phase in CLOSED and stage.reveal is not None


def _time(stage: Stage) -> list[KeyHint]:
    keys = [hint("+", "10 s")] if more_time(stage) else []
    if stage.phase in ASKING and pause_or_resume(stage) and not stage.paused:
        keys.append(hint("p", "pause"))
    return keys


def _question(stage: Stage, hidden: bool) -> list[KeyHint]:
    keys = [hint("s", "skip")] if skip(stage) else []
    keys += _hiding(stage, hidden)
    if can_void(stage):
        keys.append(hint("v", "unvoid" if stage.reveal and stage.reveal.voided else "void"))
    if stage.phase in (Phase.OPEN, Phase.REVEAL) and can_correct(stage.item):
        keys.append(hint("r", "correct key"))
    return keys


def _hiding(stage: Stage, hidden: bool) -> list[KeyHint]:
    return [hint("h", "show" if hidden else "hide")] if stage.phase is Phase.OPEN else []


def _session(stage: Stage) -> list[KeyHint]:
    keys = []
    if stage.phase is Phase.LOBBY:
        keys = [hint("l", "unlock" if stage.locked else "lock"), hint("k", "players")]
    if stage.phase not in ASKING:
        keys.append(hint("a", "by hand" if stage.auto else "auto"))
    return keys


def help_groups() -> list[tuple[str, list[tuple[str, str]]]]:
    """All keys with what they do, in groups."""
    return [
        ("The quiz", [("Space Enter", "go on: start, open, close, standings, next"), *_QUIZ]),
        ("This question", _QUESTION),
        ("People", _PEOPLE),
        ("This screen", _SCREEN),
    ]


_QUIZ = [
    ("a", "let it run by itself, or by hand"),
    ("p", "pause, and go on again"),
    ("e", "end: to the podium, and from there for good"),
]
_QUESTION = [
    ("+", "10 s more"),
    ("s", "skip it: nobody gets points"),
    ("v", "once closed: take it out, or put it back"),
    ("r", "correct what is right, and score again"),
    ("h", "hide or show key and answers till the reveal"),
]
_PEOPLE = [
    ("k", "players: find, rename, remove, ban, un-ban"),
    ("l", "lock or unlock the door for new players"),
    ("c", "invite a co-host"),
]
_SCREEN = [
    ("↑ ↓", "scroll a long question"),
    ("PgUp PgDn", "scroll the answers"),
    ("q", "leave this screen; the session goes on"),
    ("?", "this help"),
]
