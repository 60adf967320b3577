"""Slips of the hand that YAML takes for something else: a space, a colon or a dash that is missing."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from quizterm.formats.native.vocabulary import KNOWN, TOP, space_after
from quizterm.formats.problems import MAX_PROBLEMS, FileProblem
from quizterm.language import N_

_NAME = "|".join(sorted({*TOP, *KNOWN, "right"}, key=len, reverse=True))
_DASHES = "–—−•·*"
_ODD_SPACES = "\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000"

_PREFIX = re.compile(r" *(?:- +)*")
_BLOCK = re.compile(r"(?P<named>[^#]*: *)?[|>][-+\d]*\s*(?: #.*)?")
_FIELD = re.compile(r" *(?:- +)*\w[\w ]*:(?:\s|$)")
_TAB = re.compile(r" *(?=\t\s*\S)")
_ODD_INDENT = re.compile(rf"( *)[{_ODD_SPACES}][ {_ODD_SPACES}]*(?=[^\s\u200b])")
_GLUED_DASH = re.compile(rf" *(?:- +)*-(?=({_NAME})\s*:)")
_OTHER_DASH = re.compile(rf"( *)[{re.escape(_DASHES)}]\s*(?=({_NAME})\s*:)")
_GLUED_COLON = re.compile(rf" *(?:- +)*({_NAME}):(?=[^ \t\r])")
_OTHER_COLON = re.compile(rf"( *(?:- +)*({_NAME}))\s*(?:：|=(?!=))\s*")
_NO_COLON = re.compile(rf"( *(?:- +)*({_NAME}))(?:\s+(?=[^:\s])|\s*$)")
_FIRST_QUESTION = re.compile(r" *- +(?:ask|slide)\s*:")
_QUESTIONS = re.compile(r" *questions?\b")


@dataclass(frozen=True, slots=True)
class _Slip:
    at: int
    """Index in the line."""
    code: str
    message: str
    meant: str | None
    """The line as it was meant; `None` where that cannot be told, and the line stays as it is."""


def find_slips(text: str) -> tuple[list[FileProblem], str | None]:
    """Find the slips in a file that is no quiz as it stands.

    Returns:
        The slips, and the text as it was meant, line by line; `None` where that cannot be told at all.
    """
    lines = text.split("\n")
    problems: list[FileProblem] = []
    meant = [*lines]
    for index, below in _outside_blocks(lines):
        problems += _mend(meant, index, below)
        if len(problems) >= MAX_PROBLEMS:
            return problems, None
    headless = _headless(lines)
    return problems + headless, None if headless else "\n".join(meant)


def _mend(meant: list[str], index: int, below: int) -> Iterator[FileProblem]:
    while slip := _slip_in(meant[index], below):
        yield FileProblem(index + 1, slip.at + 1, slip.code, slip.message)
        if slip.meant is None:
            return
        meant[index] = slip.meant


def _outside_blocks(lines: list[str]) -> Iterator[tuple[int, int]]:
    """Give the index of each line that is no text under `|`, and where the field above it begins."""
    block, below = None, 0
    for index, line in enumerate(lines):
        indent = len(line) - len(line.lstrip(" "))
        if block is not None and (indent > block or not line.strip()):
            continue
        block = _block_under(line)
        yield index, below
        if _FIELD.match(line):
            below = _prefix(line)


def _block_under(line: str) -> int | None:
    start = _prefix(line)
    opened = _BLOCK.fullmatch(line, start)
    if not opened:
        return None
    return start if opened["named"] else line.find("-")


def _prefix(line: str) -> int:
    found = _PREFIX.match(line)
    return found.end() if found else 0


def _slip_in(line: str, below: int) -> _Slip | None:
    if line.lstrip().startswith("#"):
        return None
    found = (check(line) for check in _CHECKS)
    return next(filter(None, found), None) or _no_colon(line, below)


def _tab(line: str) -> _Slip | None:
    if found := _TAB.match(line):
        return _Slip(found.end(), "tab", N_("A tab cannot indent; use spaces."), None)
    return None


def _odd_space(line: str) -> _Slip | None:
    if found := _ODD_INDENT.match(line):
        message = N_("This space is not an ordinary one; delete it and press the space bar.")
        return _Slip(found.end(1), "odd_space", message, " " * found.end() + line[found.end() :])
    return None


def _glued_dash(line: str) -> _Slip | None:
    if found := _GLUED_DASH.match(line):
        at = found.end()
        message = N_("Write a space after the dash: “- {name}:”.").format(name=found[1])
        return _Slip(at, "no_space", message, f"{line[:at]} {line[at:]}")
    return None


def _other_dash(line: str) -> _Slip | None:
    if found := _OTHER_DASH.match(line):
        at = found.end(1)
        message = N_("An item begins with a plain dash and a space: “- {name}:”.").format(name=found[2])
        return _Slip(at, "no_dash", message, f"{line[:at]}- {line[found.end() :]}")
    return None


def _glued_colon(line: str) -> _Slip | None:
    if found := _GLUED_COLON.match(line):
        at = found.end()
        return _Slip(at, "no_space", space_after(found[1]), f"{line[:at]} {line[at:].lstrip()}")
    return None


def _other_colon(line: str) -> _Slip | None:
    found = _OTHER_COLON.match(line)
    return _colon_after(line, found) if found else None


def _no_colon(line: str, below: int) -> _Slip | None:
    """Find `answer 3`; text that goes on in a second line is indented further than its field."""
    found = _NO_COLON.match(line)
    if not found:
        return None
    is_field = _prefix(line) == below and "-" not in line[:below]
    return _colon_after(line, found) if is_field or found[2] in ("ask", "slide") else None


def _colon_after(line: str, found: re.Match[str]) -> _Slip:
    message = N_("Write a colon and a space after “{name}”: “{name}: …”.").format(name=found[2])
    return _Slip(found.end(1), "no_colon", message, f"{found[1]}: {line[found.end() :]}")


def _headless(lines: list[str]) -> list[FileProblem]:
    """Find a first question without the line `questions:`, below other fields."""
    first = next((index for index, line in enumerate(lines) if _FIRST_QUESTION.match(line)), 0)
    above = lines[:first]
    if not any(map(_FIELD.match, above)) or any(map(_QUESTIONS.match, lines)):
        return []
    message = N_("Write a line “questions:” above the first question.")
    return [FileProblem(first + 1, _prefix(lines[first]) - 1, "no_questions", message)]


_CHECKS: tuple[Callable[[str], _Slip | None], ...] = (
    _tab,
    _odd_space,
    _glued_dash,
    _other_dash,
    _glued_colon,
    _other_colon,
)
