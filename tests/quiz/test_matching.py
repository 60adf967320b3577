"""Typed answers: forgiven what people get wrong without being wrong."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from quizterm.quiz.matching import group_key, matches
from quizterm.quiz.model import Text


def asks(*accepted: str, **options: bool) -> Text:
    return Text(text="?", accepted=accepted, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "typed",
    ["Domain Name System", "domain name system", " DomainName system. ", "“Domain Name System”", "DNS"],
)
def test_case_spaces_and_end_punctuation_are_forgiven(typed: str) -> None:
    assert matches(asks("Domain Name System", "DNS"), typed)


@pytest.mark.parametrize("typed", ["", "  ", ".", "Domain", "Domain Name Sistem", "DNSS"])
def test_another_word_is_wrong(typed: str) -> None:
    assert not matches(asks("Domain Name System", "DNS"), typed)


def test_accents_are_forgiven_unless_they_matter() -> None:
    assert matches(asks("Curaçao"), "curacao")
    assert matches(asks("Curacao"), "Curaçao")
    assert not matches(asks("Curaçao", match_accents=True), "curacao")
    assert matches(asks("Curaçao", match_accents=True), "curac\u0327ao")


def test_case_matters_when_the_author_says_so() -> None:
    assert matches(asks("None", match_case=True), "None")
    assert not matches(asks("None", match_case=True), "none")


def test_spaces_matter_when_the_author_says_so() -> None:
    assert matches(asks("ls -l", match_spaces=True), "ls -l")
    assert not matches(asks("ls -l", match_spaces=True), "ls-l")


@pytest.mark.parametrize("typed", ["pyhton", "pythn", "pythoon", "Pzthon"])
def test_one_slip_is_forgiven_from_four_letters_on(typed: str) -> None:
    assert matches(asks("Python", slips=True), typed)
    assert not matches(asks("Python"), typed)


def test_short_words_allow_no_slip_and_long_ones_two() -> None:
    assert not matches(asks("SSH", slips=True), "SSL")
    assert not matches(asks("Python", slips=True), "pyhtonn")
    assert matches(asks("Constantinople", slips=True), "constantinpole!")
    assert matches(asks("Constantinople", slips=True), "konstantinoppel") is False
    assert matches(asks("Constantinople", slips=True), "konstantinople")
    assert matches(asks("Constantinople", slips=True), "konstantinopl")


def test_a_digit_is_never_a_slip() -> None:
    assert not matches(asks("Windows 95", slips=True), "Windows 98")
    assert matches(asks("Windows 95", slips=True), "Windos 95")


def test_what_must_match_exactly_is_never_a_slip() -> None:
    assert not matches(asks("Python", slips=True, match_case=True), "python")
    assert matches(asks("Python", slips=True, match_case=True), "Pyton")
    assert not matches(asks("résumé", slips=True, match_accents=True), "résume")
    assert not matches(asks("git push", slips=True, match_spaces=True), "gitpush")


@pytest.mark.parametrize(
    ("accepted", "typed"), [("C#", "C"), (".gitignore", "gitignore"), ("cd ..", "cd"), ("O(n!)", "O(n)")]
)
def test_signs_that_are_the_answer_are_not_forgiven(accepted: str, typed: str) -> None:
    assert not matches(asks(accepted), typed)
    assert matches(asks(accepted), accepted)


@given(
    st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), max_size=20), st.booleans(), st.booleans()
)
def test_every_accepted_spelling_is_accepted(accepted: str, slips: bool, exact: bool) -> None:
    assume(any(map(str.isalnum, accepted.replace("\u0640", ""))))
    assert matches(asks(accepted, slips=slips, match_case=exact, match_accents=exact), accepted)


def test_answers_in_other_words_are_grouped_by_what_they_say() -> None:
    assert group_key("Sub-netting!") == group_key(" sub-netting ")
    assert group_key("Réseau") == group_key("RESEAU.")
    assert group_key("yes") != group_key("no")
    assert group_key("...") == group_key(" ... ")
    assert group_key("?") != group_key("!")
