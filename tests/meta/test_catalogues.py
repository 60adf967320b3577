"""Every language has every sentence, and says the same with it."""

import pytest

from docs.languages.checking import faults, is_compiled, is_template_current
from docs.languages.keeping import TRANSLATED


def test_the_template_is_what_the_code_says() -> None:
    assert is_template_current(), "run: python -m docs.languages update"


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalogue_has_every_message_and_the_same_holes_and_commands(language: str) -> None:
    found = list(faults(language))

    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", TRANSLATED)
def test_what_programs_read_is_what_translators_wrote(language: str) -> None:
    assert is_compiled(language), "run: python -m docs.languages update"
