"""Whatever is wrong with a file of any format: its reader reports, and what it takes can be played."""

from functools import cache
from random import Random

import pytest

from quizterm.formats import parse_quiz, read_sample
from quizterm.formats.exchange.catalogue import FORMATS, Format, Manner
from quizterm.formats.exchange.detection import detect
from quizterm.formats.exchange.importing import Selection, parcels, quiz_of
from quizterm.formats.exchange.ledger import Ledger
from quizterm.formats.exchange.source import Source, Unreadable
from tests.support.broken import broken
from tests.support.damage import harvested, survives

BOTH_WAYS = [one for one in FORMATS if one.reader and one.writer]


@cache
def whole(form: Format) -> bytes:
    """A sample quiz in a format."""
    return form.write(read_sample("every-kind"), Ledger(), Manner(truncate=True))


@pytest.mark.parametrize("form", BOTH_WAYS, ids=lambda form: form.name)
def test_every_broken_file_is_read_or_refused_with_a_sentence(form: Format) -> None:
    random = Random(form.name)

    for _ in range(60):
        survives(form.name, broken(whole(form), random))


@pytest.mark.parametrize("form", BOTH_WAYS, ids=lambda form: form.name)
def test_what_comes_out_of_a_broken_file_is_a_quiz(form: Format) -> None:
    random = Random(f"again/{form.name}")
    came_out = 0

    for _ in range(40):
        data = broken(whole(form), random)
        try:
            harvest = harvested(detect(Source("quiz", data)).name, data)
        except Unreadable:
            continue
        if harvest.questions:
            came_out += 1
            (text,) = parcels(quiz_of([harvest], "quiz", Selection()))
            assert parse_quiz(text).questions == tuple(harvest.questions)

    assert came_out > 5
