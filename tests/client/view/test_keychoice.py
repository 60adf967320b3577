"""Keys that a person chooses: which can be had, and what is said of others."""

import string

import pytest
from textual.keys import _character_to_key

from quizterm_client.view.keychoice import BadKeys, checked_keys, face_of
from quizterm_client.view.keynames import key_named
from quizterm_client.view.keys import KeyHint, hint


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("f5", "f5"),
        ("F12", "f12"),
        ("?", "question_mark"),
        ("question_mark", "question_mark"),
        ("+", "plus"),
        ("-", "minus"),
        ("Ctrl-S", "ctrl+s"),
        ("ctrl+s", "ctrl+s"),
        ("Shift-Tab", "shift+tab"),
        ("Alt-↑", "alt+up"),
        ("Esc", "escape"),
        ("PgDn", "pagedown"),
        ("Return", "enter"),
        ("ä", "ä"),
        ("A", "A"),
    ],
)
def test_keys_are_written_as_printed_or_as_the_terminal_names_them(written: str, key: str) -> None:
    assert key_named(written) == key


@pytest.mark.parametrize(
    "written",
    [
        "",
        "f13",
        "f99",
        "ctrl+i",
        "Ctrl-M",
        "ctrl+1",
        "ctrl+shift+x",
        "shift+a",
        "hyper+a",
        "pause",
        "\x1b",
        "aa",
    ],
)
def test_what_terminals_do_not_tell_of_is_no_key(written: str) -> None:
    assert key_named(written) is None


def test_signs_have_the_names_that_the_screens_listen_to() -> None:
    assert [key_named(sign) for sign in string.punctuation] == [
        _character_to_key(sign) for sign in string.punctuation
    ]


def test_several_keys_have_commas_between_them() -> None:
    assert checked_keys({"host.next": "F5, Space"}) == {"host.next": "f5,space"}


def test_two_things_can_change_their_keys() -> None:
    keys = {"host.next": "p", "host.pause": "space"}

    assert checked_keys(keys) == keys


def test_escape_leaves_a_dialog_whatever_else_does() -> None:
    assert checked_keys({"help.close": "x"}) == {"help.close": "x,escape"}


@pytest.mark.parametrize(
    ("keys", "name", "said"),
    [
        ({"host.nxt": "f5"}, "host.nxt", "no key with the name “host.nxt”. Do you mean host.next?"),
        ({"teacher": "f5"}, "teacher", "docs/keys.md"),
        ({"host.next": "Ctrl-I"}, "host.next", "“Ctrl-I” is no key"),
        ({"host.next": "f5,,f6"}, "host.next", "“” is no key"),
        ({"host.next": "p"}, "host.next", "p would mean two things: host.next and host.pause."),
        ({"answer.a": "q"}, "answer.a", "answer.a and player.leave"),
        ({"player.leave": "3"}, "player.leave", "player.leave and answer.c"),
        ({"host.skip": "x", "host.void": "x"}, "host.skip", "host.skip and host.void"),
        ({"player.away": "x"}, "player.away", "x is needed where text is typed"),
        ({"editor.save": "Enter"}, "editor.save", "Enter is needed where text is typed"),
        ({"editor.save": "ctrl+r"}, "editor.save", "editor.save and editor.mark"),
    ],
)
def test_keys_that_cannot_be_had_are_told_with_their_reason(
    keys: dict[str, str], name: str, said: str
) -> None:
    with pytest.raises(BadKeys) as caught:
        checked_keys(keys)

    assert said in str(caught.value)
    assert caught.value.name == name


def test_keys_of_different_screens_do_not_meet() -> None:
    keys = {"host.next": "f5", "player.leave": "f5", "summary.again": "f5", "projector.leave": "s"}

    assert checked_keys(keys) == keys


def test_the_key_line_prints_the_first_chosen_key_and_a_click_presses_it() -> None:
    one = hint("Space", "close", "host.next").chosen({"host.next": "f5,x"})

    assert (one.printed, one.press) == ("F5", "f5")


def test_where_text_is_typed_a_key_beside_the_letters_is_printed() -> None:
    one = KeyHint("Ctrl-N", "close", "ctrl+n", ("player.conduct",)).chosen({"player.conduct": "x,f5"})

    assert (one.printed, one.press) == ("F5", "f5")


def test_of_a_row_of_keys_each_is_printed() -> None:
    names = ("answer.a", "answer.b", "answer.c")

    assert face_of("1-3", names, {"answer.b": "j,k"}) == "1 j 3"
    assert face_of("1-3", names, {"host.next": "j"}) == "1-3"
