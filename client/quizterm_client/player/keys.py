"""Which keys a player has at a moment, the most likely first, and all of them for the help."""

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
        return *conduct, hint("Enter", "send"), hint("Esc", "stop typing"), KeyHint("F1", "help", "f1")
    answer = _answer_keys(stage) if live and stage is not None else ()
    read = (*((hint("PgDn", "read on"),) if scrolls else ()), *((_OPTIONS,) if cut and not answer else ()))
    conduct = (hint("n", conducting),) if conducting else ()
    return (*conduct, *answer, *read, hint("q", "leave"), hint("?", "help"))


_OPTIONS = KeyHint("↑ ↓", "read options")


def _answer_keys(stage: Stage) -> tuple[KeyHint, ...]:
    item = stage.item
    if item is None:
        return ()
    if item.kind in PICKING:
        options = len(option_texts(item))
        face = f"1-{options} or A-{MARKS[min(options, len(MARKS)) - 1].letter}"
        if wants_several(item):
            return KeyHint(face, "pick"), hint("Enter", "send")
        return (KeyHint(face, "answer"),)
    if item.kind is Kind.ORDER:
        return KeyHint("↑ ↓", "choose"), hint("Space", "grab"), hint("Enter", "send")
    return (hint("Enter", "type on"),)


KeyGroup = tuple[str, tuple[tuple[str, str], ...]]
"""A title, and keys with what they do."""

HELP: tuple[KeyGroup, ...] = (
    (
        "Answering",
        (
            ("1-8 or A-H", "answer, or pick where several are wanted"),
            ("arrows", "go from option to option"),
            ("Space", "answer with the option, or pick it"),
            ("Enter", "send what is picked or typed"),
        ),
    ),
    (
        "Putting in order",
        (
            ("↑ ↓", "choose an item"),
            ("Shift-↑ ↓", "move it"),
            ("Space", "grab it, so that the arrows move it"),
            ("1-9", "put it in this place"),
        ),
    ),
    (
        "Everywhere",
        (
            ("PgUp PgDn", "read on where there is more"),
            ("Esc", "stop typing, so that q and ? work"),
            ("? or F1", "this help"),
            ("q", "leave, after a question"),
        ),
    ),
)

_AT_ONCE = ("Ctrl-C", "leave at once; you can come back")
_ENDS_DEMO = ("Ctrl-C", "leave at once; the demo ends")
_HOSTING = ("Hosting as well", (("n or Ctrl-N", "the next step of the session"),))


def help_groups(*, hosting: bool, returnable: bool = True) -> tuple[KeyGroup, ...]:
    """What the help shows.

    Args:
        hosting: Whether this player conducts the session, too.
        returnable: Whether one can come back.
    """
    *groups, (title, everywhere) = HELP
    last = (title, (*everywhere, _AT_ONCE if returnable else _ENDS_DEMO))
    return (*groups, last, _HOSTING) if hosting else (*groups, last)
