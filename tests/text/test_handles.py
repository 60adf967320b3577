"""Names of accounts and quizzes, as they are typed in commands."""

import pytest

from quizterm.text import BadHandle, clean_handle, parse_quiz_handle


@pytest.mark.parametrize(
    ("typed", "name"),
    [(" Ada ", "Ada"), ("ａｄａ", "ada"), ("ada.l_9-x", "ada.l_9-x"), ("東京", "東京"), ("CON", "CON")],
)
def test_names_are_letters_and_digits_of_any_script(typed: str, name: str) -> None:
    assert clean_handle(typed) == name


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "-a",
        "a-",
        "a..b",
        "a b",
        "a/b",
        "a@b",
        "../x",
        "a\n b",
        "\u3164",
        "a\u115fb",
        "\u2800",
        "x" * 41,
    ],
)
def test_other_names_are_refused_in_one_line(typed: str) -> None:
    """R32, R46: and so are those that nobody could see."""
    with pytest.raises(BadHandle) as refused:
        clean_handle(typed)

    assert str(refused.value).isprintable()


def test_a_reference_names_an_owner_and_a_version_where_they_are_needed() -> None:
    for typed in ("networks", "ada/networks", "networks@3", "ada/networks@12"):
        assert str(parse_quiz_handle(typed)) == typed
    for typed in ("a/b/c", "@3", "a@", "a@0", "a@x", "a@12345678", "/a", "a/", "a\nb"):
        with pytest.raises(BadHandle) as refused:
            parse_quiz_handle(typed)
        assert str(refused.value).isprintable()
