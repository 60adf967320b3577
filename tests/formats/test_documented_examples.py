"""Every example in the document for teachers is a quiz, or questions of one."""

import re
from pathlib import Path

import pytest

from quizterm.formats import parse_quiz
from quizterm.formats.native.vocabulary import KNOWN, TOP

PAGE = Path(__file__).parents[2] / "docs" / "quiz-format.md"
TEXT = PAGE.read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```", TEXT, re.DOTALL | re.MULTILINE)
HEAD = "quizterm: 1\ntitle: An example\nquestions:\n"


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_is_read_as_it_stands(example: str) -> None:
    quiz = parse_quiz(example if example.startswith("quizterm") else HEAD + example)

    assert quiz.questions


@pytest.mark.parametrize("field", [*TOP, *KNOWN])
def test_a_field_is_shown_in_an_example(field: str) -> None:
    assert re.search(rf"^[ -]*{field}:", "".join(EXAMPLES), re.MULTILINE) or f"`{field}: true`" in TEXT
