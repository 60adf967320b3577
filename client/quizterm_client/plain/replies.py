"""What is typed when line mode asks back: in English, or in the language that is spoken."""

from collections.abc import Sequence

from quizterm.language import pgettext
from quizterm.text import fold

YES = ("y", "yes")
END = ("e",)
NOW = ("now",)
GOOD = ("good",)
STAY = ("stay", "s", "no", "n")
ON = ("on",)
OFF = ("off",)


def meant(typed: str, *replies: Sequence[str]) -> Sequence[str] | None:
    """Which of several replies was typed; where a word means two of them, English goes first.

    Args:
        typed: One word.
        replies: Of those above.
    """
    word = folded(typed)
    for reply in replies:
        if word in reply:
            return reply
    own = _own()
    found = [reply for reply in replies if word in {folded(own[english]) for english in reply}]
    return found[0] if len(found) == 1 else None


def folded(word: str) -> str:
    """A word without what people leave out or mistype: case and accents."""
    return fold(word, case=False, accents=False, spaces=True)


def own_reply(english: str) -> str:
    """One of the replies above, in the language that is spoken."""
    return _own()[english]


def _own() -> dict[str, str]:
    """The words of the language, by the English ones."""
    return {
        "y": pgettext("typed reply", "y"),
        "yes": pgettext("typed reply", "yes"),
        # Translators: One letter that ends the session, where y leaves it.
        "e": pgettext("typed reply", "e"),
        # Translators: To leave for now, with a way back.
        "now": pgettext("typed reply", "now"),
        # Translators: To leave for good, with no way back.
        "good": pgettext("typed reply", "good"),
        "stay": pgettext("typed reply", "stay"),
        # Translators: Short for stay.
        "s": pgettext("typed reply", "s"),
        "no": pgettext("typed reply", "no"),
        "n": pgettext("typed reply", "n"),
        "on": pgettext("typed reply", "on"),
        "off": pgettext("typed reply", "off"),
    }
