"""Sentences for people, as a terminal shows them."""

from quizterm.cli.exits import Exit
from quizterm.cli.output import laid_out
from tests.support.processes import Home


def test_a_sentence_is_broken_between_its_words() -> None:
    assert laid_out("No session goes on here.", 11) == "No session\ngoes on\nhere."


def test_a_command_stays_in_one_piece() -> None:
    """Somebody copies it."""
    assert laid_out("Take it up: quizterm host --resume K7Q4MF", 30) == (
        "Take it up:\nquizterm host --resume K7Q4MF"
    )
    assert laid_out("It ends: quizterm serve", 10) == "It ends:\nquizterm serve"


async def test_a_terminal_shows_whole_words(home: Home) -> None:
    async with home.terminal("host", "every-kind", "--resume", "K7Q4MF", columns=40) as terminal:
        assert await terminal.ended() == Exit.USAGE
    assert "which session\r\nto take up: quizterm host --resume CODE\r\n" in terminal.written
