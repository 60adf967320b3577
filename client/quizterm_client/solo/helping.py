"""Tables of keys, for the help of somebody who is alone."""

from collections.abc import Iterable

from quizterm.language import _
from quizterm_client.player.keys import KeyGroup


def translated(groups: Iterable[KeyGroup]) -> tuple[KeyGroup, ...]:
    """Titles, keys and what they do, in the language that is spoken."""
    return tuple(
        (_(title), tuple((_(face), _(what), *names) for face, what, *names in keys)) for title, keys in groups
    )
