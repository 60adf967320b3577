"""The lines that mean something in Aiken."""

import re

_CHOICE = re.compile(r"([A-Z])[).]\s*(.*)", re.DOTALL)
_ANSWER = re.compile(r"ANSWER\s*:\s*(.*)", re.IGNORECASE | re.DOTALL)
_LETTERS = re.compile(r"[A-Za-z](?:\s*[,;]\s*[A-Za-z])*[.)]?")
_FIRST_LETTER = re.compile(r"([A-Za-z])(?![A-Za-z0-9])")
_EXACT = "ANSWER:"


def choice_in(line: str) -> tuple[str, str] | None:
    """Give the letter and the text of a choice."""
    found = _CHOICE.fullmatch(line)
    return (found[1], found[2]) if found else None


def letters_in(line: str) -> list[str] | None:
    """Give the letters of the right choices; none if there should be some, `None` if this is no such line.

    The word itself may be written in any case, but only if nothing than letters follows.
    """
    found = _ANSWER.fullmatch(line)
    if not found:
        return None
    rest = found[1].strip()
    if _LETTERS.fullmatch(rest):
        return list(dict.fromkeys(char.upper() for char in rest if char.isalpha()))
    if not line.startswith(_EXACT):
        return None
    first = _FIRST_LETTER.match(rest)
    return [first[1].upper()] if first else []


def is_exact(line: str) -> bool:
    """Tell whether an answer is written as Moodle wants it."""
    return line.startswith(_EXACT) and line == line.upper()
