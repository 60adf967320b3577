"""A file that is no YAML in places, read part by part: one bad sign hides no other mistake."""

from dataclasses import dataclass, field, replace
from itertools import pairwise

from quizterm.formats.native.nodes import load
from quizterm.formats.native.outline import Part, outline
from quizterm.formats.native.syntax import in_quotes
from quizterm.formats.problems import MAX_PROBLEMS, FileFindings, FileProblem, QuizFileError

STOPPING = frozenset({"not_yaml", "alias", "tag", "control_character"})
"""Codes of problems at which YAML ends, wherever they are in a file."""

_RETRIES = 200_000
"""Characters that are read again to find a second bad sign in the same part."""


@dataclass(slots=True)
class Recovery:
    """A text that YAML can read, and what had to be changed for that; all lines stay where they are."""

    lines: list[str]
    problems: list[FileProblem] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)
    """Fields of the top that could not be read, `questions` if that is one of them."""
    retries: int = _RETRIES

    @property
    def text(self) -> str:
        """The text that can be read."""
        return "\n".join(self.lines)

    def judge(self, part: Part, end: int) -> None:
        """Mend the lines of a part that YAML stumbles over, or else blank the part."""
        mended: set[int] = set()
        while problem := _stumble(self.lines[part.start : end]):
            index = part.start + problem.line - 1
            if index not in mended:
                self.problems.append(replace(problem, line=index + 1))
            if index in mended or not self._try_again(part.start, end):
                self._blank(part, end)
                return
            mended.add(index)
            self.lines[index] = in_quotes(self.lines[index])

    def _try_again(self, start: int, end: int) -> bool:
        self.retries -= sum(map(len, self.lines[start:end]))
        return self.retries >= 0

    def _blank(self, part: Part, end: int) -> None:
        self.lines[part.start : end] = [""] * (end - part.start)
        self.lost.add(part.name or "questions")


def recover(text: str) -> Recovery | None:
    """Find every place at which YAML stumbles; `None` if this is no quiz, or no part is to blame alone."""
    recovery = Recovery(text.split("\n"))
    parts = outline(recovery.lines)
    if not any(part.name == "questions" for part in parts):
        return None
    for part, following in pairwise([*parts, Part(len(recovery.lines))]):
        recovery.judge(part, following.start)
        if len(recovery.problems) >= MAX_PROBLEMS:
            break
    return recovery if recovery.problems else None


def _stumble(lines: list[str]) -> FileProblem | None:
    try:
        # Without the empty lines below it, what is never finished is told where it ends.
        load("\n".join(lines).rstrip(), FileFindings())
    except QuizFileError as error:
        return next((one for one in error.problems if one.code in STOPPING), None)
    return None
