"""`docs/quiz.schema.json`: the quiz format for editors."""

import json

from quizterm.formats.native.schema import schema


def quiz_schema() -> str:
    """The whole document, as `quizterm quiz schema` prints it."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"
