"""Looking words up in the catalogue of the language that is spoken in this task."""

import gettext
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from typing import Final

from quizterm.language.templates import HOLE, Template

LANGUAGES: Final = {  # untranslated: each in its own words
    "en": "English",
    "de": "Deutsch",
    "es": "Español",
    "fr": "Français",
    "ru": "Русский",
}
"""The languages that there are, with their own names for themselves."""

DOMAIN: Final = "quizterm"
LOCALES: Final = Path(__file__).parent / "locales"
"""The catalogues, as gettext lays them out: LANGUAGE/LC_MESSAGES/quizterm.mo."""

_ENGLISH: Final = gettext.NullTranslations()
_spoken: ContextVar[gettext.NullTranslations] = ContextVar("spoken", default=_ENGLISH)
_OURS = ("reason", "wait", "format", "thing")
"""Holes into which only this program's own words are filled."""
_THEIRS = ("answer", "quoted", "text")
"""Holes into which a person's words are filled as they are, even where they are a sentence of ours."""
_LISTED = "things"
"""A hole into which several of its own words are filled: `a, b and c`."""
_ENOUGH = re.compile(r"[A-Za-z]{3}")
"""What a template has to have beside its holes, so that it is not found in everything."""
_WORD = re.compile(r"[A-Za-z]{2,}")
_OPEN = re.compile(r"\{\w+\}.*\{\w+\}[.!?]?", re.DOTALL)
"""A template that any words can begin and end."""
_WORDS_OF_OPEN = 3
"""How many words that has to have in its midst: few sentences have them in this order by chance."""
_DEEPEST = 3
"""How many sentences are looked for in each other's holes; ours have no more."""


def use(language: str) -> None:
    """Speak a language of `LANGUAGES` from now on, in this task and those that it starts."""
    _spoken.set(_catalogue(language))


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak a language of `LANGUAGES` for a while."""
    token = _spoken.set(_catalogue(language))
    try:
        yield
    finally:
        _spoken.reset(token)


def _(message: str) -> str:
    """What is said, in the language that is spoken."""
    return _spoken.get().gettext(message) if message else ""


def ngettext(one: str, many: str, number: int) -> str:
    """The form that goes with a number; both have a place for it, if it is to be read."""
    return _spoken.get().ngettext(one, many, number)


def pgettext(context: str, message: str) -> str:
    """What is said, where the same English words mean several things."""
    return _spoken.get().pgettext(context, message)


def N_(message: str) -> str:
    """Mark what is translated later, when it is shown."""
    return message


def heard(message: str) -> str:
    """What a server said, which speaks English, in the language that is spoken.

    A sentence with something filled in is recognised by what stands around it; one that is not in the
    catalogue stays as it is. What is filled in is translated as well where that is a sentence again, or where
    the hole is one of `_OURS`, which no person's words are filled into.
    """
    return _heard(message, _DEEPEST)


def _heard(message: str, depth: int) -> str:
    spoken = _spoken.get()
    if spoken is _ENGLISH or not message:
        return message
    known = spoken.gettext(message)
    return known if known != message or not depth else _filled_in(spoken, message, depth)


def _filled_in(spoken: gettext.NullTranslations, message: str, depth: int) -> str:
    for template in _templates(spoken):
        found = template.filled_in(message)
        if found is not None:
            filled = {name: _inner(name, words, depth - 1) for name, words in found.items()}
            return spoken.gettext(template.text).format(**filled)
    return message


def _inner(hole: str, words: str, depth: int) -> str:
    if hole == _LISTED:
        return _heard_list(words, depth)
    if hole in _THEIRS:
        return words
    return _heard(words, depth) if hole in _OURS or words.endswith((".", "!", "?")) else words


def _heard_list(words: str, depth: int) -> str:
    others, both, last = words.rpartition(" and ")
    said = [_heard(word, depth) for word in (*(others.split(", ") if both else ()), last)]
    if not both:
        return said[0]
    return pgettext("list", "{others} and {last}").format(others=", ".join(said[:-1]), last=said[-1])


@lru_cache(maxsize=len(LANGUAGES))
def _templates(spoken: gettext.NullTranslations) -> tuple[Template, ...]:
    """What a catalogue knows with holes in it, the most words first, so that the closest is found."""
    known: dict[str | tuple[str, int], str] = getattr(spoken, "_catalog", {})
    templates = sorted(
        (key for key in known if isinstance(key, str) and _is_heard(key)), key=_certainty, reverse=True
    )
    return tuple(map(Template.of, templates))


def _is_heard(template: str) -> bool:
    names, beside = HOLE.findall(template), _beside(template)
    if not names or template.count("{") != len(names) or not _ENOUGH.search(beside):
        return False
    return not _OPEN.fullmatch(template) or len(_WORD.findall(beside)) >= _WORDS_OF_OPEN


def _certainty(template: str) -> int:
    return len(_beside(template))


def _beside(template: str) -> str:
    return HOLE.sub("", template)


@lru_cache(maxsize=len(LANGUAGES))
def _catalogue(language: str) -> gettext.NullTranslations:
    if language == "en":
        return _ENGLISH
    return gettext.translation(DOMAIN, LOCALES, [language])
