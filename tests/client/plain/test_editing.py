"""A line that is typed at a terminal, and what the terminal is told to show of it."""

import pyte
import pytest

from quizterm_client.plain.editing import EditKeys, LineEditor
from quizterm_client.plain.typing import LONGEST

COLUMNS = 20


class Typewriter:
    """A terminal with a line editor, on which other things are said."""

    def __init__(self, keys: EditKeys | None = None) -> None:
        self.written = ""
        self.editor = LineEditor(self._write, lambda: COLUMNS, keys=keys)

    def _write(self, text: str) -> None:
        self.written += text

    def type(self, *pieces: str) -> list[str]:
        """The lines that are complete after these pieces."""
        return [line for piece in pieces for line in self.editor.feed(piece.encode())]

    def say(self, line: str) -> None:
        """Write news, and what is begun behind them."""
        self.editor.make_room()
        self._write(f"{line}\n")
        self.editor.show()

    @property
    def rows(self) -> list[str]:
        """What stands on the terminal."""
        screen = pyte.Screen(COLUMNS, 12)
        pyte.Stream(screen).feed(self.written.replace("\n", "\r\n"))
        return "\n".join(row.rstrip() for row in screen.display).rstrip("\n").split("\n")


def test_news_get_a_row_of_their_own_and_the_line_goes_on_behind_them() -> None:
    terminal = Typewriter()

    assert terminal.type("vi") == []
    terminal.say("10 seconds left.")
    terminal.say("5 seconds left.")

    assert terminal.type("m\n") == ["vim"]
    assert terminal.rows == ["vi", "10 seconds left.", "vi", "5 seconds left.", "vim"]


def test_news_on_an_empty_row_are_as_they_always_were() -> None:
    terminal = Typewriter()
    terminal.say("Ready.")
    terminal.type("1\n")
    terminal.say("Counted.")

    assert terminal.written == "Ready.\n1\nCounted.\n"


@pytest.mark.parametrize(
    ("typed", "line", "shown"),
    [
        ("vin\x7fm\n", "vim", "vim"),
        ("vin\bm\n", "vim", "vim"),
        ("日本\x7f\n", "日", "日"),
        ("Zoe\u0308\x7f\n", "Zo", "Zo"),
        ("two words\x17one\n", "two one", "two one"),
        ("wrong\x15right\n", "right", "right"),
        ("\x7f\x7fa\n", "a", "a"),
        ("a\x1b[Ab\x1bOCc\x1b[1;2Dd\n", "abcd", "abcd"),
        ("a\x01\x00b\n", "ab", "ab"),
        ("rename\t3\n", "rename 3", "rename 3"),
        ("a\x04b\n", "ab", "ab"),
    ],
)
def test_a_line_is_edited_as_at_a_terminal(typed: str, line: str, shown: str) -> None:
    terminal = Typewriter()

    assert terminal.type(typed) == [line]
    assert [row.replace(" \b", "").replace("日 ", "日") for row in terminal.rows] == [shown]
    assert "\x1b" not in terminal.written


@pytest.mark.parametrize(
    ("pieces", "lines"),
    [
        (("a\x1b", "[Ab\n"), ["ab"]),
        (("a\x1b[1;", "2Ab\n"), ["ab"]),
        (("\x1b", "Open\n"), ["Open"]),
        (("1\n2\n3",), ["1", "2"]),
    ],
)
def test_keys_that_come_in_pieces_are_known(pieces: tuple[str, ...], lines: list[str]) -> None:
    assert Typewriter().type(*pieces) == lines


def test_a_letter_that_comes_in_pieces_is_one() -> None:
    editor = Typewriter().editor

    assert [editor.feed(piece) for piece in (b"Zo\xc3", b"\xab\n")] == [[], ["Zoë"]]


def test_the_end_of_typing_ends_it_only_where_no_line_is_begun() -> None:
    terminal = Typewriter()

    terminal.type("a\x04")
    assert not terminal.editor.ended
    assert terminal.type("\x7f\x04more\n") == []
    assert terminal.editor.ended


def test_a_terminal_s_own_keys_do_too() -> None:
    assert Typewriter(EditKeys(erase="\x07")).type("vin\x07m\n") == ["vim"]


def test_a_line_that_fills_its_row_is_shown_anew_when_something_of_it_is_erased() -> None:
    terminal = Typewriter()
    terminal.type("x" * 22, "\x7f\x7f\x7f")

    assert terminal.rows[-1] == "x" * 19


def test_a_line_that_was_begun_can_be_shown_again_by_hand() -> None:
    terminal = Typewriter()
    terminal.type("vim\x12")

    assert terminal.rows == ["vim", "vim"]


def test_an_endless_line_takes_no_room() -> None:
    assert Typewriter().type(*["x" * 1000] * 10, "\n") == ["x" * LONGEST]
