"""Two names that look alike in a terminal count as one."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizterm.text import skeleton


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Host", "Ηost", id="greek-capital-eta"),
        pytest.param("nest", "ηest", id="greek-small-eta"),
        pytest.param("Nick", "Νick", id="greek-capital-nu"),
        pytest.param("van", "νan", id="greek-small-nu"),
        pytest.param("Yan", "Υan", id="greek-capital-upsilon"),
        pytest.param("Ada", "ꓮꓓꓮ", id="lisu-word"),
        pytest.param("Tom", "ꓔom", id="lisu"),
        pytest.param("Ada", "𐊠da", id="carian"),
        pytest.param("Olga", "ⵔlga", id="tifinagh"),
        pytest.param("Olga", "ଠlga", id="oriya"),
        pytest.param("Ada", "Ꭺda", id="cherokee"),
        pytest.param("Ivan", "∣van", id="divides"),
        pytest.param("Ivan", "ߊvan", id="nko"),
        pytest.param("Ivan", "Ӏvan", id="palochka"),
        pytest.param("Uwe", "∪we", id="union"),
        pytest.param("nn", "ռռ", id="armenian"),
        pytest.param("Tom", "Torn", id="r-n"),
        pytest.param("Wes", "Vves", id="v-v"),
        pytest.param("Ada", "Ada.", id="full-stop"),
        pytest.param("Ada", "Ada·", id="middle-dot"),
        pytest.param("Ada", "Ada\ua78f", id="sinological-dot"),
        pytest.param("Ada", "Ada\u02d0", id="length-mark"),
        pytest.param("Ada", "A\u0331da", id="macron-below"),
        pytest.param("José", "Josе\u0301", id="cyrillic-under-an-accent"),
        pytest.param("Jørn", "Jo\u0338rn", id="stroke-typed-apart"),
        pytest.param("IVAN", "ivan", id="case"),
        pytest.param("ΒΌΛΟΣ", "βόλος", id="greek-case"),
    ],
)
def test_names_that_look_alike_have_one_skeleton(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("José", "Jose"), ("Jørn", "Jorn"), ("Hạnh", "Hanh"), ("Иван", "Иваи"), ("Ada", "Ada2")],
)
def test_what_tells_two_people_apart_stays(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


@pytest.mark.parametrize("alphabet", ["абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґ", "aæbcdðeøþåäöüßčşğł"])
def test_case_does_not_matter_in_any_letter(alphabet: str) -> None:
    for letter in alphabet:
        assert skeleton(letter) == skeleton(letter.upper()), letter


def test_a_name_of_nothing_but_dots_still_has_a_look() -> None:
    assert skeleton("...") != skeleton("..")


@given(st.text(max_size=30))
def test_a_skeleton_is_its_own_skeleton(name: str) -> None:
    once = skeleton(name)
    assert skeleton(once) == once


def test_the_large_table_is_loaded_by_the_first_comparison_and_no_sooner() -> None:
    program = (
        "import sys, quizterm.text as t; before = 'confusable_homoglyphs' in sys.modules; t.skeleton('a');"
        "print(before, 'confusable_homoglyphs' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["False", "True"]
