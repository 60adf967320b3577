"""What a teacher does to a quiz as a whole, key by key."""

from pathlib import Path

import pytest

from quizterm.quiz.model import Choice, Kind, Order
from tests.support.editors import QUIZ, editing


def texts(questions: tuple[object, ...]) -> list[str]:
    return [getattr(question, "text", "") for question in questions]


BEFORE = ["Is this a quiz?", "Which one is an editor?", "How many bits?"]


async def test_the_list_stands_beside_the_form_of_what_is_looked_at(tmp_path: Path) -> None:
    async with editing(tmp_path) as editor:
        screen = await editor.press("down")

    lines = screen.splitlines()
    assert "quiz.yaml" in lines[0]
    assert "2 / 3" in lines[0]
    assert "saved" in lines[0]
    assert "≡ Evening" in lines[1]
    assert any("2 ▦ Which one" in line for line in lines)
    assert "✓ ◆ B  vim" in screen
    assert "And :q! leaves it." in screen
    assert "Ctrl-S save" in screen


async def test_the_first_line_of_the_list_is_the_quiz_itself(tmp_path: Path) -> None:
    async with editing(tmp_path) as editor:
        screen = await editor.press("home")
        assert "Title     Evening" in screen
        assert "3 questions" in screen

        await editor.press("enter", "end")
        await editor.type(" 2")
        await editor.press("ctrl+s")

        assert editor.saved == QUIZ.replace("title: Evening ", "title: Evening 2 ")


async def test_a_new_question_is_chosen_from_a_list_and_can_be_filled_in_at_once(tmp_path: Path) -> None:
    async with editing(tmp_path) as editor:
        screen = await editor.press("ctrl+n")
        assert "Typed words" in screen

        await editor.press("5")
        await editor.type("Order?")
        await editor.press("down")
        await editor.type("first")
        await editor.press("enter")
        await editor.type("second")

        assert isinstance(editor.question, Order)
        assert editor.question.items == ("first", "second")
        assert texts(editor.questions) == [BEFORE[0], "Order?", *BEFORE[1:]]


async def test_escape_adds_no_question(tmp_path: Path) -> None:
    async with editing(tmp_path) as editor:
        await editor.press("ctrl+n", "escape")

        assert texts(editor.questions) == BEFORE


async def test_a_copy_stands_below_and_is_looked_at(tmp_path: Path) -> None:
    async with editing(tmp_path) as editor:
        screen = await editor.press("ctrl+d")

        assert texts(editor.questions) == [BEFORE[0], *BEFORE]
        assert "2 / 4" in screen


@pytest.mark.parametrize("keys", [("alt+down",), ("ctrl+down",), ("enter", "ctrl+down")], ids="-".join)
async def test_a_question_is_moved_from_the_list_and_from_its_form(
    tmp_path: Path, keys: tuple[str, ...]
) -> None:
    async with editing(tmp_path) as editor:
        screen = await editor.press(*keys)

        assert texts(editor.questions) == [BEFORE[1], BEFORE[0], BEFORE[2]]
        assert "2 / 3" in screen


async def test_a_question_is_taken_out_without_asking_and_comes_back(tmp_path: Path) -> None:
    async with editing(tmp_path) as editor:
        screen = await editor.press("down", "delete")
        assert texts(editor.questions) == [BEFORE[0], BEFORE[2]]
        assert "Ctrl-Z brings it back" in screen

        await editor.press("ctrl+z")

        assert texts(editor.questions) == BEFORE
        assert "2 / 3" in await editor.press()
        await editor.press("ctrl+s")
        assert editor.saved == QUIZ


async def test_all_questions_can_be_taken_out_and_the_top_remains(tmp_path: Path) -> None:
    async with editing(tmp_path) as editor:
        screen = await editor.press("delete", "delete", "delete", "delete")

        assert editor.questions == ()
        assert "0 questions" in screen


async def test_the_delete_key_in_a_field_deletes_a_character(tmp_path: Path) -> None:
    async with editing(tmp_path) as editor:
        await editor.press("enter", "ctrl+home", "home", "delete")

        assert texts(editor.questions) == ["s this a quiz?", *BEFORE[1:]]


async def test_undo_and_redo_go_through_everything_that_was_done(tmp_path: Path) -> None:
    async with editing(tmp_path) as editor:
        await editor.press("ctrl+d", "alt+down", "enter")
        await editor.type("xyz")
        await editor.press("ctrl+z", "ctrl+z", "ctrl+z", "ctrl+z")
        assert texts(editor.questions) == BEFORE
        assert "nothing to undo" in editor.said

        await editor.press("ctrl+y", "ctrl+y", "ctrl+y", "ctrl+y")

        assert texts(editor.questions)[2] == "Is this a quiz?xyz"
        assert "nothing to do again" in editor.said


async def test_an_undone_text_is_seen_in_its_field(tmp_path: Path) -> None:
    async with editing(tmp_path) as editor:
        await editor.press("down", "enter")
        await editor.type("xyz")
        assert "editor?xyz" in await editor.press()

        screen = await editor.press("ctrl+z")

        assert "xyz" not in screen


async def test_the_kind_is_changed_and_what_can_be_kept_is_kept(tmp_path: Path) -> None:
    async with editing(tmp_path) as editor:
        await editor.press("down", "ctrl+t", "5")
        assert isinstance(editor.question, Order)
        assert editor.question.items == ("less", "vim", "tar")
        assert editor.question.explanation == "And :q! leaves it."

        await editor.press("ctrl+z")

        assert isinstance(editor.question, Choice)
        assert editor.question.right == (1,)


async def test_the_next_question_is_reached_without_leaving_the_form(tmp_path: Path) -> None:
    async with editing(tmp_path) as editor:
        await editor.press("enter")
        screen = await editor.press("pagedown")
        assert "2 / 3" in screen
        assert "Esc list" in screen

        assert "1 / 3" in await editor.press("pageup")


async def test_what_is_typed_just_before_another_key_is_not_lost(tmp_path: Path) -> None:
    async with editing(tmp_path) as editor:
        await editor.press("enter", "x", "pagedown", "y", "ctrl+s")
        await editor.until("Saved")

        assert "Is this a quiz?x" in editor.saved
        assert "an editor?y" in editor.saved


async def test_broken_rules_are_said_at_the_field_in_the_list_and_below(tmp_path: Path) -> None:
    async with editing(tmp_path) as editor:
        await editor.press("ctrl+n", "1")
        await editor.type("Which?")
        screen = await editor.press()

    assert "! There are 0 options; use 2 to 8." in screen
    assert "!2 ▦ Which?" in screen
    assert "To be mended before it can be played: 2." in screen


async def test_advice_is_given_where_no_rule_is_broken(tmp_path: Path) -> None:
    text = QUIZ.replace("- less", "- ls").replace("right: vim", f"right: {'vim with a very long name ' * 4}")
    async with editing(tmp_path, text) as editor:
        screen = await editor.press("down")

    assert "·2 ▦ Which" in screen
    assert "· The right" in screen or "longer" in screen


async def test_the_preview_shows_the_question_from_moment_to_moment(tmp_path: Path) -> None:
    async with editing(tmp_path) as editor:
        await editor.press("down")
        screen = await editor.press("f2")
        assert "▲ A    less" in screen
        assert "2 / 3" in screen

        assert "✓ B    vim" in await editor.press("space")
        assert "Read first" in await editor.press("enter")
        assert "Esc list" not in await editor.press("escape")
        assert "Enter fill in" in await editor.press()


async def test_a_wide_window_shows_the_preview_beside_the_form_as_it_is_typed(tmp_path: Path) -> None:
    async with editing(tmp_path, size=(140, 36)) as editor:
        await editor.press("down", "enter")
        await editor.type(" Now")

        await editor.until("an editor? Now    ")
        screen = await editor.until("◆ B    vim")
        assert screen.count("Which one is an editor? Now") == 2


async def test_all_keys_are_told(tmp_path: Path) -> None:
    async with editing(tmp_path, size=(80, 50)) as editor:
        for key in ("question_mark", "f1"):
            screen = await editor.press(key)
            assert "mark an option as right, or not" in screen
            assert "Esc back to the editor" in screen
            await editor.press("escape")


async def test_a_key_in_the_line_of_keys_can_be_clicked(tmp_path: Path) -> None:
    async with editing(tmp_path) as editor:
        screen = await editor.press()
        row = len(screen.splitlines()) - 1

        await editor.pilot.click(offset=(screen.splitlines()[row].index("Ctrl-N"), row))

        assert "What kind of question?" in await editor.press()


async def test_a_question_is_chosen_with_the_mouse(tmp_path: Path) -> None:
    async with editing(tmp_path) as editor:
        await editor.pilot.click(offset=(10, 4))

        assert "3 / 3" in await editor.press()


@pytest.mark.parametrize("kind", Kind)
async def test_every_kind_can_be_begun_and_seen_before_anything_is_filled_in(
    tmp_path: Path, kind: Kind
) -> None:
    async with editing(tmp_path, size=(120, 36)) as editor:
        await editor.press("ctrl+n", str(list(Kind).index(kind) + 1))
        assert editor.question.kind is kind
        screen = await editor.press("f2")
        assert "back to the editor" in screen

        await editor.press("space", "space", "escape")
        await editor.type("What")

        assert editor.question.text == "What"
