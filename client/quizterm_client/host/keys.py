"""Which keys do something at a moment, the most likely first."""

from quizterm.language import N_, _, pgettext
from quizterm.snapshot import Phase, Stage
from quizterm_client.host.correcting import can_correct
from quizterm_client.view.commands import ASKING, more_time, next_step, pause_or_resume, skip
from quizterm_client.view.keys import KeyHint, KeyRow, hint

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
        return [
            hint("q", pgettext("key", "leave"), "host.leave"),
            hint("?", pgettext("key", "help"), "host.help"),
        ]
    if stage.stalled:
        return [
            *_hiding(stage, hidden),
            hint("q", pgettext("key", "leave"), "host.leave"),
            hint("?", _("all keys"), "host.help"),
        ]
    step = next_step(stage)
    keys = (
        [KeyHint(_NOT_YET, step.label) if surprising else hint(N_("Space"), step.label, "host.next")]
        if step
        else []
    )
    return [
        *keys,
        *_time(stage),
        *_question(stage, hidden),
        *_session(stage),
        hint("?", _("all keys"), "host.help"),
    ]


def can_void(stage: Stage | None) -> bool:
    """Whether there is a closed question to take out of the scores or put back."""
    return stage is not None and stage.phase in CLOSED and stage.reveal is not None


def _time(stage: Stage) -> list[KeyHint]:
    keys = [hint("+", _("10 s"), "host.more_time")] if more_time(stage) else []
    if stage.phase in ASKING and pause_or_resume(stage) and not stage.paused:
        keys.append(hint("p", pgettext("key", "pause"), "host.pause"))
    return keys


def _question(stage: Stage, hidden: bool) -> list[KeyHint]:
    keys = [hint("s", pgettext("key", "skip"), "host.skip")] if skip(stage) else []
    keys += _hiding(stage, hidden)
    if can_void(stage):
        keys.append(
            hint(
                "v",
                pgettext("key", "unvoid")
                if stage.reveal and stage.reveal.voided
                else pgettext("key", "void"),
                "host.void",
            )
        )
    if stage.phase in (Phase.OPEN, Phase.REVEAL) and can_correct(stage.item):
        keys.append(hint("r", _("correct key"), "host.correct"))
    return keys


def _hiding(stage: Stage, hidden: bool) -> list[KeyHint]:
    return (
        [hint("h", pgettext("key", "show") if hidden else pgettext("key", "hide"), "host.hide")]
        if stage.phase is Phase.OPEN
        else []
    )


def _session(stage: Stage) -> list[KeyHint]:
    keys = []
    if stage.phase is Phase.LOBBY:
        keys = [
            hint("l", pgettext("key", "unlock") if stage.locked else pgettext("key", "lock"), "host.lock"),
            hint("k", pgettext("key", "players"), "host.players"),
        ]
    if stage.phase not in ASKING:
        keys.append(hint("a", _("by hand") if stage.auto else pgettext("key", "auto"), "host.auto"))
    return keys


def help_groups() -> list[tuple[str, list[KeyRow]]]:
    """All keys with what they do, in groups."""
    return [
        (_("The quiz"), _told(_QUIZ)),
        (_("This question"), _told(_QUESTION)),
        (_("People"), _told(_PEOPLE)),
        (_("This screen"), _told(_SCREEN)),
    ]


def _told(keys: list[KeyRow]) -> list[KeyRow]:
    """In the language that is spoken."""
    return [(_(face), _(what), *names) for face, what, *names in keys]


_QUIZ: list[KeyRow] = [
    (N_("Space Enter"), N_("go on: start, open, close, standings, next"), "host.next"),
    ("a", N_("let it run by itself, or by hand"), "host.auto"),
    ("p", N_("pause, and go on again"), "host.pause"),
    ("e", N_("end: to the podium, and from there for good"), "host.end"),
]
_QUESTION: list[KeyRow] = [
    ("+", N_("10 s more"), "host.more_time"),
    ("s", N_("skip it: nobody gets points"), "host.skip"),
    ("v", N_("once closed: take it out, or put it back"), "host.void"),
    ("r", N_("correct what is right, and score again"), "host.correct"),
    ("h", N_("hide or show key and answers till the reveal"), "host.hide"),
]
_PEOPLE: list[KeyRow] = [
    ("k", N_("players: find, rename, remove, ban, un-ban"), "host.players"),
    ("l", N_("lock or unlock the door for new players"), "host.lock"),
    ("c", N_("invite a co-host"), "host.invite"),
]
_SCREEN: list[KeyRow] = [
    ("↑ ↓", N_("scroll a long question"), "host.up", "host.down"),
    (N_("PgUp PgDn"), N_("scroll the answers"), "host.page_up", "host.page_down"),
    ("q", N_("leave this screen; the session goes on"), "host.leave"),
    ("?", N_("this help"), "host.help"),
]
