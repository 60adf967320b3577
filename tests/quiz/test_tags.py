"""Choosing questions by their tags."""

from dataclasses import replace

import pytest

from quizterm.quiz.model import Question
from quizterm.quiz.tags import UnknownTag, tagged
from tests.support.games import DNS, LAYERS, PORT

PORTS, LOW, NONE = replace(PORT, tags=("ports", "Old")), replace(DNS, tags=("old",)), LAYERS
ALL = (PORTS, LOW, NONE)


def test_only_what_has_one_of_the_tags_is_taken_in_the_order_of_the_quiz() -> None:
    assert tagged(ALL, ["ports"]) == (PORTS,)
    assert tagged(ALL, [" OLD "]) == (PORTS, LOW)
    assert tagged(ALL, ["old", "ports"]) == (PORTS, LOW)
    assert tagged(ALL, []) == ALL


@pytest.mark.parametrize(
    ("questions", "sentence"),
    [
        (ALL, "No question has the tag “new”; the tags of this quiz are old, ports."),
        ((PORT,), "No question has the tag “new”: this quiz has no tags. Leave out --only."),
    ],
)
def test_an_unknown_tag_is_told_with_those_there_are(questions: tuple[Question, ...], sentence: str) -> None:
    with pytest.raises(UnknownTag) as problem:
        tagged(questions, ["new"])

    assert str(problem.value) == sentence
