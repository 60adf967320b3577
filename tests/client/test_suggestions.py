"""Names for people without a wish, and for bots."""

from random import Random

from quizterm.text import clean_name, skeleton, width
from quizterm_client.suggestions import distinct_names, suggest_name


def test_two_thousand_names_are_distinct_and_narrow_enough() -> None:
    names = distinct_names(Random(1), 2_000)
    assert len({skeleton(name) for name in names}) == 2_000
    assert max(width(name) for name in names) <= 20


def test_every_name_is_one_that_a_server_takes() -> None:
    names = [*distinct_names(Random(1), 6_000), suggest_name(Random(2))]
    assert [name for name in names if clean_name(name) != name] == []


def test_the_same_seed_gives_the_same_names() -> None:
    assert distinct_names(Random(7), 40) == distinct_names(Random(7), 40)
    assert suggest_name(Random(7)) == suggest_name(Random(7))
    assert distinct_names(Random(7), 40) != distinct_names(Random(8), 40)
