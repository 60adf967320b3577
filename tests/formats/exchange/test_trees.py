"""JSON of other programs is read within bounds, or refused with the place where it is broken."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizterm.formats.exchange.harvest import Harvest
from quizterm.formats.exchange.naming import short
from quizterm.formats.exchange.source import Source, Unreadable
from quizterm.formats.exchange.trees import load, parse
from tests.support.damage import as_json, flipped, truncated


def refusal(text: str) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        parse(text, Harvest())
    return caught.value


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('{"a": 1,\n "b" 2}', 2, "line 2, column 6: a colon is missing."),
        ("[1,\n2\n3]", 3, "line 3, column 1: a comma is missing"),
        ('["say "hi""]', 1, "line 1, column 8: a comma is missing, or a quote inside a text"),
        ("{'a': 1}", 1, "line 1, column 2: a name in double quotes"),
        ('["a]', 1, "line 1, column 2: the text that begins here has no closing quote."),
        ('["\\x"]', 1, "a backslash"),
        ("[1]\n[2]", 2, "line 2, column 1: there is more after the end."),
        ("[1,\n\n", 3, "ends in the middle"),
        ("", 1, "ends in the middle"),
    ],
)
def test_broken_json_is_refused_with_its_place(text: str, line: int, said: str) -> None:
    problem = refusal(text)

    assert said in problem.message
    assert problem.code == "bad_json"
    assert problem.spot.number == line


def test_numbers_are_finite_and_bounded() -> None:
    tree = parse(f"[NaN, Infinity, -Infinity, 1e999, {'9' * 5000}, 12345678901234567890, -3, 0.5]", Harvest())

    assert tree == [None, None, None, None, None, 12345678901234567890.0, -3, 0.5]


def test_halves_of_characters_are_replaced_in_keys_and_texts() -> None:
    assert parse(r'{"\ud800": ["\udfff!", "\ud83d\ude00"]}', Harvest()) == {"\ufffd": ["\ufffd!", "😀"]}


def test_a_key_that_stands_twice_counts_the_last_time_and_is_told() -> None:
    harvest = Harvest()

    assert parse('[{"a": 1, "a": 2, "b": 3}, {"a": 4}]', harvest) == [{"a": 2, "b": 3}, {"a": 4}]
    assert ["“a”" in note.message for note in harvest.notes] == [True]


def test_a_byte_order_mark_and_raw_line_ends_are_no_obstacle() -> None:
    assert load(Source("q", '\ufeff["a\tb\r\nc"]'.encode()), Harvest()) == ["a\tb\nc"]
    assert load(Source("q", '["é"]'.encode("utf-16")), Harvest()) == ["é"]


def test_brackets_inside_texts_do_not_nest() -> None:
    texts = ["[" * 100, "\\", '"[' * 100, "}" * 100]

    assert parse(as_json(texts).decode(), Harvest()) == texts


@pytest.mark.parametrize("scrap", ["[", '{"a":', '[{"a":'])
def test_deep_nesting_is_refused(scrap: str) -> None:
    assert refusal(scrap * 51).code == "too_deep"
    assert refusal(scrap * 400_000).code in ("too_deep", "too_large")


@pytest.mark.timeout(20)
@pytest.mark.parametrize("scrap", ['"', '\\"', '"\\"', "[],", "9", "\\", '{"a":1,', "\\ud800", '"a":', " "])
def test_a_large_file_of_one_scrap_is_settled_soon(scrap: str) -> None:
    many = scrap * (8_000_000 // len(scrap))
    for text in (many, f"[{many}", f'["{many}"]', f'{{"a": 1, {many}'):
        _is_tree_or_refusal(text)


trees = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**50), 2**50)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=5), inner, max_size=5),
)


@given(trees)
def test_what_is_well_formed_is_read_as_it_is(tree: Any) -> None:
    assert parse(as_json(tree).decode(), Harvest()) == tree


@given(trees)
def test_what_is_damaged_is_read_or_refused(tree: Any) -> None:
    data = as_json([tree])
    for damaged in (*truncated(data, 30), *flipped(data, 30)):
        _is_tree_or_refusal(damaged.decode(errors="replace"))


def _is_tree_or_refusal(text: str) -> None:
    with suppress(Unreadable):
        parse(text, Harvest())


def test_a_question_is_named_by_how_it_begins() -> None:
    assert short("  Who\nwas   it? ") == "Who was it?"
    assert len(short("long " * 100)) == 40
