"""The player's keys, grouped for the help."""

HELP: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
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
            ("PgUp PgDn", "read a long question"),
            ("Esc", "stop typing, so that q and ? work"),
            ("? or F1", "this help"),
            ("q", "leave, after a question"),
            ("Ctrl-C", "leave at once; quizterm join brings you back"),
        ),
    ),
)

_HOSTING = ("Hosting as well", (("n or Ctrl-N", "the next step of the session"),))


def help_groups(*, hosting: bool) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """What the help shows.

    Args:
        hosting: Whether this player conducts the session, too.
    """
    return (*HELP, _HOSTING) if hosting else HELP
