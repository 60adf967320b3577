"""Where the parts of a quiz file begin, told from its lines alone: it need not be readable for that."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOP = re.compile(r"(\w[\w ]*?) *:(?=\s|$)")
_ITEM = re.compile(r"( *)-(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Part:
    """A field of the top with what belongs to it, or one question."""

    start: int
    """Index of its first line."""
    name: str = ""
    """The field's name; empty for a question."""


def outline(lines: list[str]) -> list[Part]:
    """Give the parts in their order; what stands above the first field belongs to none."""
    return list(_parts(lines))


def question_lines(text: str) -> list[int]:
    """Give the line of each question, from 1."""
    return [part.start + 1 for part in outline(text.split("\n")) if not part.name]


def _parts(lines: list[str]) -> Iterator[Part]:
    in_questions, dash = False, None
    for index, line in enumerate(lines):
        if top := _TOP.match(line):
            in_questions, dash = top[1] == "questions", None
            yield Part(index, top[1])
        elif in_questions and (item := _ITEM.match(line)) and dash in (None, item[1]):
            dash = item[1]
            yield Part(index)
