"""What is said of files in English is recognised and told in the language of the person."""

import pytest

from docs.languages.keeping import TRANSLATED
from docs.languages.sources import template
from quizterm.language import _, heard, speaking
from quizterm.language.templates import HOLE

SHOWN_AT_ONCE = {"{number} s"}
"""Translated where it is put together, and heard by nobody."""


def said_of_files() -> list[str]:
    """The sentences of `quizterm.formats`, with their holes."""
    return [
        message.id
        for message in template()
        if isinstance(message.id, str)
        and not message.context
        and message.id not in SHOWN_AT_ONCE
        and any(place.startswith("quizterm/formats/") for place, _line in message.locations)
    ]


def filled_in(sentence: str) -> str:
    """The sentence with something in each hole."""
    return HOLE.sub(lambda hole: f"what is {hole[1]}", sentence)


@pytest.mark.parametrize("language", TRANSLATED)
def test_each_remark_on_a_file_is_told_from_all_others(language: str) -> None:
    confused = []
    with speaking(language):
        for sentence in said_of_files():
            said, told = filled_in(sentence), filled_in(_(sentence))
            if heard(said) != told:
                confused.append(sentence)

    assert not confused
