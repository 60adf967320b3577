"""Every key of every face is known as data."""

from quizterm_client.editor.words import help_groups as editor_help
from quizterm_client.editor.words import keys_now as editor_hints
from quizterm_client.host.keys import help_groups as host_help
from quizterm_client.host.keys import keys_now as host_hints
from quizterm_client.keymap import all_keys
from quizterm_client.player.keys import help_groups as player_help
from quizterm_client.player.keys import player_keys
from quizterm_client.solo.leaving import HELP_GROUPS
from quizterm_client.solo.previewapp import HELP as preview_help
from quizterm_client.view.keynames import spoken
from quizterm_client.view.keytable import LEFT_BY_ESCAPE, SCOPES, TOGETHER, USUAL, WHILE_TYPING
from tests.support import stages


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
        "Everywhere",
    }
    assert len({key.id for key in keys}) == len(keys)
    assert all(key.what and key.keys for key in keys)


def test_keys_are_written_as_people_read_them() -> None:
    assert spoken("question_mark,f1") == "? or F1"
    assert spoken("ctrl+c") == "Ctrl-C"
    assert spoken("shift+up") == "Shift-↑"
    assert spoken("q") == "q"


def test_the_table_of_usual_keys_is_what_the_screens_listen_to() -> None:
    bound = {key.id: key.keys for key in all_keys()}

    assert {name: spoken(keys) for name, keys in USUAL.items()} == bound
    assert {scope for together in TOGETHER for scope in together} == set(SCOPES)
    assert set(USUAL) >= WHILE_TYPING | LEFT_BY_ESCAPE


def test_names_in_help_and_key_lines_are_names_of_keys() -> None:
    stages_of = [stages.lobby(), stages.reading(), stages.opened(), stages.revealed(), stages.standings()]
    hints = [
        *(hint for stage in stages_of for hint in host_hints(stage, False)),
        *(hint for stage in stages_of for hint in player_keys(stage, True, scrolls=True, conducting="next")),
        *player_keys(stages.opened(), True, typing=True, conducting="next"),
        *(hint for filling in (False, True) for hint in editor_hints(filling_in=filling, row=None)),
    ]
    named = [name for one in hints for name in one.names]
    helps = [*host_help(), *player_help(hosting=True), *editor_help(), *HELP_GROUPS, *preview_help]
    rows = [row for _title, rows in helps for row in rows]

    assert set(named) | {name for row in rows for name in row[2:]} <= set(USUAL)
    assert [one.face for one in hints if not one.names] == ["Enter"]
    assert [row for row in rows if len(row) == 2] == []
