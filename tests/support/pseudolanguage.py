"""A language that nobody speaks: all that the catalogues know, in marks, accented and 40 % longer.

What stands on a screen in plain letters can be translated by nobody, and what has no room for more letters
than English has shows itself.
"""

import gettext
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache

from docs.languages.sources import template
from quizterm.language import catalogues

LONGER = 0.4
"""The share of letters that a message gets in addition."""

_PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ACCENTED = "áḃćđéḟǵĥíĵķĺṁńóṗɋŕśťúṽẃẋýźÁḂĆĐÉḞǴĤÍĴĶĹṀŃÓṖɊŔŚŤÚṼẂẊÝŹ"
_ACCENTS = str.maketrans(_PLAIN, _ACCENTED)
_HOLE = re.compile(r"(\{\w+\})")
_FILLER = "ëñ"
_WORD = re.compile(r"[A-Za-z]{2,}")
_WORD_ON_SCREEN = re.compile(r"([A-Za-z]{2,})(…?)")
_ALWAYS = {"QuizTerm"}


class PseudoLanguage(gettext.NullTranslations):
    """Knows every message that the code marks, and no other one."""

    def __init__(self) -> None:
        super().__init__()
        self._known = _messages()
        # Where `heard` looks for what has holes.
        self._catalog = {message: message for context, message in self._known if context is None}

    def gettext(self, message: str) -> str:
        return stretched(message) if (None, message) in self._known else message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        said = msgid1 if n == 1 else msgid2
        return stretched(said) if (None, msgid1) in self._known else said

    def pgettext(self, context: str, message: str) -> str:
        if context == "decimal sign":
            return ","
        return stretched(message) if (context, message) in self._known else message


def stretched(message: str) -> str:
    """A message in this language; what is to be filled in stays."""
    parts = _HOLE.split(message)
    accented = "".join(part if _HOLE.fullmatch(part) else part.translate(_ACCENTS) for part in parts)
    letters = round(len(_HOLE.sub("", message)) * LONGER)
    filler = " ".join(_FILLER[: min(2, letters - at)] for at in range(0, letters, 3))
    return f"⟦{accented}{' ' if letters > 3 else ''}{filler}⟧"


@contextmanager
def speaking_pseudo() -> Iterator[None]:
    """Speak it for a while."""
    token = catalogues._spoken.set(_language())
    try:
        yield
    finally:
        catalogues._spoken.reset(token)


def untranslated(text: str, known: Sequence[str] = ()) -> list[str]:
    """The words on a screen that nobody can translate.

    Args:
        text: What stands there.
        known: What is no part of the interface: a quiz, names, commands to type.
    """
    allowed = _ALWAYS.union(*(_WORD.findall(words) for words in known))
    return [
        word
        for word, cut in _WORD_ON_SCREEN.findall(text)
        if not (word in allowed or (cut and any(one.startswith(word) for one in allowed)))
    ]


@cache
def _language() -> PseudoLanguage:
    return PseudoLanguage()


def _messages() -> set[tuple[str | None, str]]:
    found = set()
    for message in template():
        one = message.id if isinstance(message.id, str) else message.id[0]
        if one:
            found.add((message.context, one))
    return found
