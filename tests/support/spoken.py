"""A language of which a test says a few words itself."""

import gettext
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from quizterm.language import catalogues


class Words(gettext.NullTranslations):
    """Knows some words by what they are in English, in every context."""

    def __init__(self, words: Mapping[str, str]) -> None:
        super().__init__()
        self._words = words

    def gettext(self, message: str) -> str:
        return self._words.get(message, message)

    def pgettext(self, context: str, message: str) -> str:
        return self._words.get(message, message)


@contextmanager
def saying(**words: str) -> Iterator[None]:
    """Speak a language that has these words, by the English ones."""
    token = catalogues._spoken.set(Words(words))
    try:
        yield
    finally:
        catalogues._spoken.reset(token)
