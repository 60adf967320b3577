"""Which keys a player has at a moment, the most likely first, and all of them for the help."""

from quizterm.language import N_, _, pgettext
from quizterm.quiz.model import Kind
from quizterm.snapshot import Stage
from quizterm_client.view.keys import KeyHint, hint
from quizterm_client.view.options import MARKS, PICKING, option_texts, wants_several


def player_keys(
    stage: Stage | None,
    live: bool,
    *,
    scrolls: bool = False,
    cut: bool = False,
    conducting: str = "",
    typing: bool = False,
) -> tuple[KeyHint, ...]:
    """The keys that work now, the most likely first.

    Args:
        stage: What is shown.
        live: Whether the question can be answered now.
        scrolls: Whether there is more to read than can be seen.
        cut: Whether the arrows lead to options that are longer than their place.
        conducting: What the host's key does, where the host plays along.
        typing: Whether letters go into the answer.
    """
    if typing:
        conduct = (KeyHint("Ctrl-N", conducting, "ctrl+n"),) if conducting else ()
        return (
            *conduct,
            hint(N_("Enter"), pgettext("key", "send")),
            hint(N_("Esc"), _("stop typing")),
            KeyHint("F1", pgettext("key", "help"), "f1"),
        )
    answer = _answer_keys(stage) if live and stage is not None else ()
    read = (
        *((hint("PgDn", _("read on")),) if scrolls else ()),
        *((KeyHint("↑ ↓", _("read options")),) if cut and not answer else ()),
    )
    conduct = (hint("n", conducting),) if conducting else ()
    return (*conduct, *answer, *read, hint("q", pgettext("key", "leave")), hint("?", pgettext("key", "help")))


def _answer_keys(stage: Stage) -> tuple[KeyHint, ...]:
    item = stage.item
    if item is None:
        return ()
    if item.kind in PICKING:
        options = len(option_texts(item))
        face = pgettext("keys", "1-{last} or A-{letter}").format(
            last=options, letter=MARKS[min(options, len(MARKS)) - 1].letter
        )
        if wants_several(item):
            return KeyHint(face, pgettext("key", "pick")), hint(N_("Enter"), pgettext("key", "send"))
        return (KeyHint(face, pgettext("key", "answer")),)
    if item.kind is Kind.ORDER:
        return (
            KeyHint("↑ ↓", pgettext("key", "choose")),
            hint(N_("Space"), pgettext("key", "grab")),
            hint(N_("Enter"), pgettext("key", "send")),
        )
    return (hint(N_("Enter"), _("type on")),)


KeyGroup = tuple[str, tuple[tuple[str, str], ...]]
"""A title, and keys with what they do."""

HELP: tuple[KeyGroup, ...] = (
    (
        N_("Answering"),
        (
            (N_("1-8 or A-H"), N_("answer, or pick where several are wanted")),
            (N_("arrows"), N_("go from option to option")),
            (N_("Space"), N_("answer with the option, or pick it")),
            (N_("Enter"), N_("send what is picked or typed")),
        ),
    ),
    (
        N_("Putting in order"),
        (
            ("↑ ↓", N_("choose an item")),
            (N_("Shift-↑ ↓"), N_("move it")),
            (N_("Space"), N_("grab it, so that the arrows move it")),
            ("1-9", N_("put it in this place")),
        ),
    ),
    (
        N_("Everywhere"),
        (
            (N_("PgUp PgDn"), N_("read on where there is more")),
            (N_("Esc"), N_("stop typing, so that q and ? work")),
            (N_("? or F1"), N_("this help")),
            ("q", N_("leave, after a question")),
        ),
    ),
)

_AT_ONCE = (N_("Ctrl-C"), N_("leave at once; you can come back"))
_ENDS_DEMO = (N_("Ctrl-C"), N_("leave at once; the demo ends"))
_HOSTING = (N_("Hosting as well"), ((N_("n or Ctrl-N"), N_("the next step of the session")),))


def help_groups(*, hosting: bool, returnable: bool = True) -> tuple[KeyGroup, ...]:
    """What the help shows.

    Args:
        hosting: Whether this player conducts the session, too.
        returnable: Whether one can come back.
    """
    *groups, (title, everywhere) = HELP
    last = (title, (*everywhere, _AT_ONCE if returnable else _ENDS_DEMO))
    return (*groups, last, _HOSTING) if hosting else (*groups, last)
