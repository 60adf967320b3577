"""Every key of every face is known as data."""

from quizterm_client.keymap import all_keys, spoken


def test_every_key_has_a_name_of_its_own_and_says_what_it_does() -> None:
    keys = all_keys()

    assert {key.face for key in keys} == {
        "Player",
        "Options",
        "Order",
        "Practice",
        "Preview",
        "Host",
        "Projector",
        "Editor",
        "Dialogs",
    }
    assert len({key.id for key in keys}) == len(keys)
    assert all(key.what and key.keys for key in keys)


def test_keys_are_written_as_people_read_them() -> None:
    assert spoken("question_mark,f1") == "? or F1"
    assert spoken("ctrl+c") == "Ctrl-C"
    assert spoken("shift+up") == "Shift-↑"
    assert spoken("q") == "q"
