"""Names that are typed in commands: of accounts, of quizzes in a library, and references to the latter."""

import re
import unicodedata
from dataclasses import dataclass

from quizterm.language import N_
from quizterm.text.characters import INVISIBLE_LETTERS
from quizterm.text.display import visible
from quizterm.text.folding import skeleton

LONGEST_HANDLE = 40
"""Characters of a name that is typed in commands."""

_HANDLE = re.compile(r"[^\W_](?:[\w.-]*[^\W_])?")
_REFERENCE = re.compile(r"(?:(?P<owner>[^/@]+)/)?(?P<name>[^/@]+)(?:@(?P<version>[0-9]{1,6}))?")
_SHOWN = 40


class BadHandle(ValueError):
    """A name or reference that cannot be one; the message is a sentence for the person who typed it."""


@dataclass(frozen=True, slots=True)
class QuizHandle:
    """A quiz in a library as people write it: `networks`, `ada/networks`, `ada/networks@3`."""

    name: str
    owner: str | None = None
    """`None` for one's own, or the only one that is shared under this name."""
    version: int | None = None
    """`None` for the newest."""

    def __str__(self) -> str:
        owner = "" if self.owner is None else f"{self.owner}/"
        version = "" if self.version is None else f"@{self.version}"
        return f"{owner}{self.name}{version}"


def clean_handle(raw: str) -> str:
    """Give the name of an account or a quiz as everybody will see it (NFKC).

    Raises:
        BadHandle: It is empty, too long, or has other characters than letters, digits, `.`, `-` and `_`.
    """
    name = unicodedata.normalize("NFKC", raw.strip())
    if not name:
        raise BadHandle(N_("The name is missing."))
    if len(name) > LONGEST_HANDLE:
        raise BadHandle(
            N_("The name is too long; use at most {most} characters.").format(most=LONGEST_HANDLE)
        )
    if not _is_handle(name):
        raise BadHandle(
            N_(
                "“{name}” cannot be a name here. Use letters, digits, . - and _, with a letter or "
                "digit at both ends."
            ).format(name=_in_one_line(name))
        )
    return name


def account_look(name: str) -> str:
    """What an account is found by: names that look alike are one person's."""
    return skeleton(name)


def quiz_look(name: str) -> str:
    """What a quiz is found by among those of its owner: upper and lower case are the same."""
    return name.casefold()


def parse_quiz_handle(text: str) -> QuizHandle:
    """Read `NAME`, `OWNER/NAME`, `NAME@VERSION` or `OWNER/NAME@VERSION`.

    Raises:
        BadHandle: This names no quiz in a library.
    """
    found = _REFERENCE.fullmatch(text.strip())
    if found is None:
        raise BadHandle(
            N_("“{text}” names no quiz in a library. Write networks, ada/networks or networks@3.").format(
                text=_in_one_line(text.strip()[:_SHOWN])
            )
        )
    owner, version = found["owner"], found["version"]
    if version is not None and int(version) == 0:
        raise BadHandle(N_("Versions are counted from 1."))
    return QuizHandle(
        clean_handle(found["name"]),
        None if owner is None else clean_handle(owner),
        None if version is None else int(version),
    )


def _is_handle(name: str) -> bool:
    if not _HANDLE.fullmatch(name) or ".." in name or not skeleton(name):
        return False
    return INVISIBLE_LETTERS.isdisjoint(name)


def _in_one_line(text: str) -> str:
    return visible(text).replace("\n", "␊")
