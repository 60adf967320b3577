"""What people type where a command asks whether it may go on."""

import pytest

from quizterm.cli.prompts import is_yes
from tests.support.spoken import saying


@pytest.mark.parametrize("answer", ["sí", "si", "SÍ", " s ", "yes", "y"])
def test_a_yes_is_understood_in_the_language_that_is_spoken_and_in_english(answer: str) -> None:
    with saying(yes="sí"):
        assert is_yes(answer)


@pytest.mark.parametrize("answer", ["no", "", "sip", "n"])
def test_anything_else_is_no_yes(answer: str) -> None:
    with saying(yes="sí"):
        assert not is_yes(answer)
