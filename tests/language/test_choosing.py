"""Which language is spoken, as GNU gettext and POSIX have it."""

import pytest

from quizterm.language import language_of


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "de"),
        ({"LANG": "de_AT.UTF-8@euro"}, "de"),
        ({"LANG": "fr"}, "fr"),
        ({"LANG": "it_IT.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "POSIX"}, "en"),
        ({"LANG": "de_DE.UTF-8", "LC_MESSAGES": "es_ES.UTF-8"}, "es"),
        ({"LANG": "de_DE.UTF-8", "LC_MESSAGES": "es_ES.UTF-8", "LC_ALL": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": ""}, "de"),
        ({"LANG": "de_DE.UTF-8", "LANGUAGE": "ru:de"}, "ru"),
        ({"LANG": "de_DE.UTF-8", "LANGUAGE": "it:fr:de"}, "fr"),
        ({"LANG": "de_DE.UTF-8", "LANGUAGE": ""}, "de"),
        ({"LANG": "de_DE.UTF-8", "LANGUAGE": "it"}, "de"),
        ({"LANG": "C", "LANGUAGE": "de"}, "en"),
        ({"LC_ALL": "C.UTF-8", "LANGUAGE": "de"}, "en"),
        ({"LANGUAGE": "de"}, "en"),
    ],
)
def test_the_environment_says(environment: dict[str, str], language: str) -> None:
    assert language_of(environment) == language


@pytest.mark.parametrize("wanted", ["de", "de_AT", "de-AT", "DE", "de_DE.UTF-8"])
def test_what_the_person_has_set_goes_before(wanted: str) -> None:
    assert language_of({"LC_ALL": "fr_FR.UTF-8"}, wanted) == "de"


@pytest.mark.parametrize("wanted", ["it", "Deutsch", "?", "../de"])
def test_a_name_of_no_language_that_there_is_leaves_it_to_the_environment(wanted: str) -> None:
    assert language_of({"LC_ALL": "fr_FR.UTF-8"}, wanted) == "fr"


@pytest.mark.parametrize(
    ("language", "encoding", "spoken"),
    [
        ("ru", "utf-8", "ru"),
        ("ru", "koi8-r", "ru"),
        ("ru", "latin-1", "en"),
        ("ru", "ascii", "en"),
        ("fr", "latin-1", "fr"),
        ("fr", "ascii", "en"),
        ("ru", "no-such-encoding", "en"),
    ],
)
def test_a_language_whose_letters_the_terminal_has_not_is_no_choice(
    language: str, encoding: str, spoken: str
) -> None:
    assert language_of({}, language, encoding) == spoken


def test_the_next_wish_counts_where_the_terminal_cannot_write_the_first() -> None:
    assert language_of({"LANG": "de_DE.ISO-8859-1", "LANGUAGE": "ru:es"}, "", "latin-1") == "es"
