"""Which keys a player has at a moment, the most likely first, and all of them for the help."""

from quizterm.language import N_, _, pgettext
from quizterm.quiz.model import Kind
from quizterm.snapshot import Stage
from quizterm_client.view.keys import KeyHint, KeyRow, hint
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
        conduct = (KeyHint("Ctrl-N", conducting, "ctrl+n", ("player.conduct",)),) if conducting else ()
        return (
            *conduct,
            hint(N_("Enter"), pgettext("key", "send")),
            hint(N_("Esc"), _("stop typing"), "player.stop-typing"),
            KeyHint("F1", pgettext("key", "help"), "f1", ("player.help",)),
        )
    answer = _answer_keys(stage) if live and stage is not None else ()
    read = (
        *((hint("PgDn", _("read on"), "player.read-on"),) if scrolls else ()),
        *(
            (KeyHint("↑ ↓", _("read options"), names=("option.up", "option.down")),)
            if cut and not answer
            else ()
        ),
    )
    conduct = (hint("n", conducting, "player.conduct"),) if conducting else ()
    leave = hint("q", pgettext("key", "leave"), "player.leave")
    return (*conduct, *answer, *read, leave, hint("?", pgettext("key", "help"), "player.help"))


def _answer_keys(stage: Stage) -> tuple[KeyHint, ...]:
    item = stage.item
    if item is None:
        return ()
    if item.kind in PICKING:
        options = len(option_texts(item))
        letter = MARKS[min(options, len(MARKS)) - 1].letter
        face = pgettext("keys", "1-{last} or A-{letter}").format(last=options, letter=letter)
        short = f"A-{letter}"  # untranslated: letters on keys
        names = tuple(f"answer.{mark.letter.lower()}" for mark in MARKS[:options])
        if wants_several(item):
            send = hint(N_("Enter"), pgettext("key", "send"), "option.send")
            return KeyHint(face, pgettext("key", "pick"), names=names, short=short), send
        return (KeyHint(face, pgettext("key", "answer"), names=names, short=short),)
    if item.kind is Kind.ORDER:
        return (
            KeyHint("↑ ↓", pgettext("key", "choose"), names=("order.up", "order.down")),
            hint(N_("Space"), pgettext("key", "grab"), "order.grab"),
            hint(N_("Enter"), pgettext("key", "send"), "order.send"),
        )
    return (hint(N_("Enter"), _("type on"), "player.take-up"),)


KeyGroup = tuple[str, tuple[KeyRow, ...]]
"""A title, and keys with what they do."""

_ANSWERS = tuple(f"answer.{mark.letter.lower()}" for mark in MARKS)
_ARROWS = ("option.up", "option.down", "option.left", "option.right")
_PLACES = tuple(f"order.place-{place}" for place in range(1, 10))

HELP: tuple[KeyGroup, ...] = (
    (
        N_("Answering"),
        (
            (N_("1-8 or A-H"), N_("answer, or pick where several are wanted"), *_ANSWERS),
            (N_("arrows"), N_("go from option to option"), *_ARROWS),
            (N_("Space"), N_("answer with the option, or pick it"), "option.pick"),
            (N_("Enter"), N_("send what is picked or typed"), "option.send"),
        ),
    ),
    (
        N_("Putting in order"),
        (
            ("↑ ↓", N_("choose an item"), "order.up", "order.down"),
            (N_("Shift-↑ ↓"), N_("move it"), "order.carry-up", "order.carry-down"),
            (N_("Space"), N_("grab it, so that the arrows move it"), "order.grab"),
            ("1-9", N_("put it in this place"), *_PLACES),
        ),
    ),
    (
        N_("Everywhere"),
        (
            (N_("PgUp PgDn"), N_("read on where there is more"), "player.read-back", "player.read-on"),
            (N_("Esc"), N_("stop typing, so that q and ? work"), "player.stop-typing"),
            (N_("? or F1"), N_("this help"), "player.help"),
            ("q", N_("leave, after a question"), "player.leave"),
        ),
    ),
)

_AT_ONCE = (N_("Ctrl-C"), N_("leave at once; you can come back"), "player.away")
_ENDS_DEMO = (N_("Ctrl-C"), N_("leave at once; the demo ends"), "player.away")
_BUTTONS = ("F2", N_("only buttons to press, or the question as well"), "player.buttons")
_HOSTING = (
    N_("Hosting as well"),
    ((N_("n or Ctrl-N"), N_("the next step of the session"), "player.conduct"),),
)


def help_groups(*, hosting: bool, returnable: bool = True) -> tuple[KeyGroup, ...]:
    """What the help shows.

    Args:
        hosting: Whether this player conducts the session, too.
        returnable: Whether one can come back.
    """
    *groups, (title, everywhere) = HELP
    # Whoever hosts as well has the wall before them, and no room for one more line.
    own = () if hosting else (_BUTTONS,)
    last = (title, (*own, *everywhere, _AT_ONCE if returnable else _ENDS_DEMO))
    return (*groups, last, _HOSTING) if hosting else (*groups, last)
