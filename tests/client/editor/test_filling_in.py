"""The forms: every kind of field, by keys and by mouse."""

from pathlib import Path

import pytest
from textual.events import Paste

from quizterm.quiz.model import Choice, Code, Numeric, Order, Poll, Scoring, Select, Slide, Text, TrueFalse
from quizterm_client.editor.picks import OneOf, Tick
from quizterm_client.editor.rows import Label
from tests.support.editors import Editor, editing

HEAD = "quizterm: 1\ntitle: Evening\nquestions:\n"
CHOICE = HEAD + "  - ask: Which?\n    options: [one, right: two, three]\n"
TYPED = HEAD + "  - ask: Which?\n    answer: [ls -la, ls -al]\n"
NUMBER = HEAD + "  - ask: How many?\n    range: [36, 37.5]\n    unit: °C\n"
ORDER = HEAD + "  - ask: Order?\n    order: [a, b, c]\n"


async def in_field(editor: Editor, downs: int) -> None:
    """Go into the form and some fields down."""
    await editor.press("enter", *["tab"] * downs)


async def test_the_right_option_is_marked_with_a_key(tmp_path: Path) -> None:
    async with editing(tmp_path, CHOICE) as editor:
        await in_field(editor, 1)
        screen = await editor.press("ctrl+r")

        assert isinstance(editor.question, Choice)
        assert (editor.question.right, editor.question.select) == ((0, 1), Select.ALL)
        assert "✓ ▲ A  one" in screen
        assert "(•) all" in screen

        screen = await editor.press("down", "ctrl+r")
        assert editor.question.right == (0,)
        assert "(•) one" in screen


async def test_the_right_option_is_marked_with_the_mouse(tmp_path: Path) -> None:
    async with editing(tmp_path, CHOICE) as editor:
        labels = editor.app.screen.query(Label)

        await editor.pilot.click(labels[2])
        await editor.press()

        assert isinstance(editor.question, Choice)
        assert editor.question.right == (1, 2)


async def test_an_option_is_added_where_another_one_is_waited_for(tmp_path: Path) -> None:
    async with editing(tmp_path, CHOICE) as editor:
        await in_field(editor, 4)
        await editor.type("four")
        screen = await editor.press("enter")
        assert "another option" in screen
        await editor.type("five")

        assert isinstance(editor.question, Choice)
        assert editor.question.options == ("one", "two", "three", "four", "five")
        assert editor.question.right == (1,)


async def test_there_is_no_room_for_a_ninth_option(tmp_path: Path) -> None:
    eight = "[right: a, b, c, d, e, f, g, h]"
    async with editing(tmp_path, CHOICE.replace("[one, right: two, three]", eight)) as editor:
        assert "another option" not in await editor.press()


@pytest.mark.parametrize("keys", [("f8",), ("ctrl+u", "backspace")], ids=["key", "backspace"])
async def test_an_option_is_taken_out_and_the_marks_stay_where_they_belong(
    tmp_path: Path, keys: tuple[str, ...]
) -> None:
    async with editing(tmp_path, CHOICE) as editor:
        await in_field(editor, 1)
        await editor.press(*keys)

        assert isinstance(editor.question, Choice)
        assert editor.question.options == ("two", "three")
        assert editor.question.right == (0,)


async def test_an_option_is_moved_with_its_mark_and_the_cursor_goes_along(tmp_path: Path) -> None:
    async with editing(tmp_path, CHOICE) as editor:
        await in_field(editor, 2)
        await editor.press("alt+up", "x")

        assert isinstance(editor.question, Choice)
        assert editor.question.options == ("twox", "one", "three")
        assert editor.question.right == (0,)


async def test_several_pasted_lines_become_several_options(tmp_path: Path) -> None:
    async with editing(tmp_path, CHOICE) as editor:
        await in_field(editor, 4)
        editor.app.post_message(Paste("four\r\n  five\r\n\r\nsix\n"))
        await editor.press()

        assert isinstance(editor.question, Choice)
        assert editor.question.options == ("one", "two", "three", "four", "five", "six")


async def test_which_options_are_to_be_found_is_chosen(tmp_path: Path) -> None:
    async with editing(tmp_path, CHOICE) as editor:
        await in_field(editor, 5)
        assert isinstance(editor.app.screen.focused, OneOf)
        await editor.press("right", "right")

        assert isinstance(editor.question, Choice)
        assert editor.question.select is Select.ANY


async def test_options_are_shuffled_by_a_click(tmp_path: Path) -> None:
    async with editing(tmp_path, CHOICE) as editor:
        await editor.pilot.click(editor.app.screen.query(Tick)[0])
        screen = await editor.press()

        assert isinstance(editor.question, Choice)
        assert editor.question.shuffle
        assert "[✓] Shuffle the options" in screen


async def test_true_or_false(tmp_path: Path) -> None:
    async with editing(tmp_path, HEAD + "  - ask: So?\n    answer: true\n") as editor:
        await in_field(editor, 1)
        await editor.press("space")

        assert isinstance(editor.question, TrueFalse)
        assert editor.question.right is False


async def test_accepted_answers_and_how_strictly_they_are_taken(tmp_path: Path) -> None:
    async with editing(tmp_path, TYPED) as editor:
        await in_field(editor, 3)
        await editor.type("dir")
        await editor.press("tab", "tab", "space", "tab", "space")

        assert isinstance(editor.question, Text)
        assert editor.question.accepted == ("ls -la", "ls -al", "dir")
        assert editor.question.slips
        assert editor.question.match_case
        assert not editor.question.match_spaces


async def test_a_number_is_a_value_with_a_tolerance_or_a_range_and_both_follow(tmp_path: Path) -> None:
    async with editing(tmp_path, NUMBER) as editor:
        screen = await editor.press()
        assert "Answer    36.75" in screen
        assert "± up to 0.75" in screen

        await in_field(editor, 1)
        await editor.press("ctrl+u")
        await editor.type("40")
        assert isinstance(editor.question, Numeric)
        assert (editor.question.low, editor.question.high) == (39.25, 40.75)

        await editor.press("tab", "tab", "ctrl+u")
        screen = await editor.type("40,25")
        assert (editor.question.low, editor.question.high) == (40.25, 40.75)
        assert "Answer    40.5" in screen
        assert "± up to 0.25" in screen


async def test_what_is_no_number_is_said_and_taken_nowhere(tmp_path: Path) -> None:
    async with editing(tmp_path, NUMBER) as editor:
        await in_field(editor, 1)
        await editor.press("end")
        screen = await editor.type("x")
        assert "! Write a number, such as 42 or 3.5." in screen
        assert isinstance(editor.question, Numeric)
        assert editor.question.low == 36

        screen = await editor.press("backspace")
        assert "Write a number" not in screen


async def test_a_number_that_is_typed_in_parts_is_not_changed_below_the_hands(tmp_path: Path) -> None:
    async with editing(tmp_path, NUMBER) as editor:
        await in_field(editor, 1)
        await editor.press("ctrl+u")
        screen = await editor.type("12.50")

        assert "Answer    12.50" in screen


async def test_spaces_at_the_end_stay_while_words_are_typed(tmp_path: Path) -> None:
    async with editing(tmp_path, CHOICE) as editor:
        await in_field(editor, 0)
        await editor.type("  two words")

        assert editor.question.text == "Which?  two words"


async def test_items_are_put_in_order(tmp_path: Path) -> None:
    async with editing(tmp_path, ORDER) as editor:
        await in_field(editor, 1)
        await editor.press("alt+down", "alt+down")

        assert isinstance(editor.question, Order)
        assert editor.question.items == ("b", "c", "a")


async def test_a_poll_and_whether_several_may_be_picked(tmp_path: Path) -> None:
    async with editing(tmp_path, HEAD + "  - ask: Sure?\n    poll: [yes, no]\n") as editor:
        screen = await editor.press()
        assert "Points" not in screen
        await in_field(editor, 4)
        await editor.press("space")

        assert isinstance(editor.question, Poll)
        assert editor.question.several


async def test_a_slide_of_several_lines(tmp_path: Path) -> None:
    async with editing(tmp_path, HEAD + "  - slide: Half time\n") as editor:
        await in_field(editor, 0)
        await editor.press("enter", "enter")
        await editor.type("Drink")
        await editor.press("ctrl+s")
        await editor.until("Saved")

        assert isinstance(editor.question, Slide)
        assert editor.question.text == "Half time\n\nDrink"
        assert "  - slide: |\n      Half time\n\n      Drink\n" in editor.saved


async def test_code_with_its_language_and_times_and_points_and_tags(tmp_path: Path) -> None:
    async with editing(tmp_path, HEAD + "  - ask: So?\n    answer: true\n") as editor:
        await in_field(editor, 2)
        await editor.type("print(1)")
        screen = await editor.press("tab")
        assert "Language" in screen
        await editor.type("python")
        await editor.press("tab")
        await editor.type("Because.")
        await editor.press("tab", "ctrl+u")
        await editor.type("45")
        await editor.press("tab", "ctrl+u")
        await editor.type("2000")
        await editor.press("tab")
        await editor.type("a b, c")

        question = editor.question
        assert question.code == Code("print(1)", "python")
        assert (question.explanation, question.seconds, question.points) == ("Because.", 45, 2000)
        assert question.tags == ("a b", "c")


async def test_a_language_that_nobody_knows_is_said(tmp_path: Path) -> None:
    text = HEAD + "  - ask: So?\n    answer: true\n    code:\n      python: x\n"
    async with editing(tmp_path, text) as editor:
        await in_field(editor, 3)
        screen = await editor.type("xyz")

        assert "This language is not known" in screen
        assert "!1 ±" in screen


async def test_everything_that_the_top_says(tmp_path: Path) -> None:
    async with editing(tmp_path, CHOICE) as editor:
        await editor.press("home")
        await in_field(editor, 1)
        await editor.type("About it")
        await editor.press("tab")
        await editor.type("en")
        await editor.press("tab", "right", "tab", "space", "tab", "space", "tab", "ctrl+u")
        await editor.type("5")
        await editor.press("tab", "ctrl+u")
        await editor.type("40")
        await editor.press("tab", "ctrl+u")
        await editor.type("750")
        await editor.press("tab", "space")

        head = editor.app.desk.document.head
        assert (head.description, head.language, head.seconds, head.points) == ("About it", "en", 40, 750)
        assert head.shuffle
        assert head.settings.scoring is Scoring.ACCURACY
        assert head.settings.streak_bonus
        assert head.settings.change_answer
        assert head.settings.reading_seconds == 5
        assert editor.questions[0].seconds == 40


HOSTILE = "[/nope] [red]x[/red] \\e[31m\\e]0;t\\a \\u202Eabc 漢字 שלום"


async def test_hostile_text_is_drawn_harmlessly_and_stays_as_it_is(tmp_path: Path) -> None:
    text = (
        f'quizterm: 1\ntitle: "{HOSTILE}"\nquestions:\n  - ask: "{HOSTILE}"\n'
        f'    options: ["{HOSTILE}", right: "{HOSTILE}2"]\n    explain: "{HOSTILE}"\n'
        f'    tags: ["{HOSTILE}"]\n'
    )
    async with editing(tmp_path, text, size=(130, 36)) as editor:
        screens = [await editor.press(), await editor.press("f2"), await editor.press("escape", "home")]
        assert all("\x1b" not in screen and "\u202e" not in screen for screen in screens)
        assert "[/nope] [red]x[/red]" in screens[0]

        await editor.press("end")
        await in_field(editor, 8)
        await editor.press("ctrl+u")
        await editor.type("45")
        await editor.press("ctrl+s")
        await editor.until("Saved")

        assert [line for line in editor.saved.splitlines() if line not in text] == ["    seconds: 45"]
        assert editor.saved.replace("    seconds: 45\n", "") == text


async def test_pasted_control_characters_do_not_get_in(tmp_path: Path) -> None:
    async with editing(tmp_path, CHOICE) as editor:
        for downs in (0, 1):
            await in_field(editor, downs)
            editor.app.post_message(Paste("\x1b[31mred\u202e\x07\x00"))
            await editor.press()
            await editor.press("escape")

        assert editor.question.text == "Which?[31mred"
        assert isinstance(editor.question, Choice)
        assert editor.question.options[0] == "one[31mred"


async def test_a_number_that_is_typed_replaces_the_one_that_stood_there(tmp_path: Path) -> None:
    async with editing(tmp_path, TYPED + "    seconds: 20\n    tags: [old]\n") as editor:
        await in_field(editor, 10)
        await editor.type("30")
        await editor.press("tab")
        await editor.type("500")
        await editor.press("tab")
        await editor.type(", new")

        assert (editor.question.seconds, editor.question.points) == (30, 500)
        assert editor.question.tags == ("old", "new")


async def test_enter_at_the_end_of_a_question_leaves_nothing_in_the_file(tmp_path: Path) -> None:
    async with editing(tmp_path, TYPED) as editor:
        await editor.press("enter", "enter", "enter", "tab")
        await editor.press("ctrl+s")

        assert editor.question.text == "Which?"
        assert editor.saved == TYPED
