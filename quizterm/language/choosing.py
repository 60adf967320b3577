"""Which language to speak, as the environment says."""

import locale
from collections.abc import Mapping

from quizterm.language.catalogues import LANGUAGES

_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
"""The first that is set decides, as POSIX has it."""


def language_of(environment: Mapping[str, str], wanted: str = "", encoding: str = "utf-8") -> str:
    """Choose one of `LANGUAGES`.

    As with GNU gettext, `LANGUAGE` lists several, the dearest first, unless the locale is C or POSIX.

    Args:
        environment: The variables of the process.
        wanted: What the person has set, as `de`, `de_AT` or `de-AT`; goes before the environment.
        encoding: Of the terminal; a language whose letters it has not is no choice.
    """
    for name in (wanted, *_wishes(environment)):
        language = _base(name)
        if language in LANGUAGES and _can_write(LANGUAGES[language], encoding):
            return language
    return "en"


def _wishes(environment: Mapping[str, str]) -> list[str]:
    said = next((environment[name] for name in _VARIABLES if environment.get(name)), "")
    if not said:
        said = (locale.getlocale()[0] or "") if _is_windows(environment) else ""
    if said.partition(".")[0] in ("", "C", "POSIX"):
        return []
    return [*environment.get("LANGUAGE", "").split(":"), said]


def _is_windows(environment: Mapping[str, str]) -> bool:
    return environment.get("OS") == "Windows_NT"


def _base(name: str) -> str:
    """`de` of `de_AT.UTF-8@euro`."""
    return name.replace("-", "_").partition(".")[0].partition("@")[0].partition("_")[0].lower()


def _can_write(sample: str, encoding: str) -> bool:
    try:
        sample.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True
