"""Sentences for people, as a terminal shows them."""

import json

import pytest

from quizterm.cli.exits import Exit
from quizterm.cli.output import laid_out, put_document
from tests.support.processes import Home


def test_a_sentence_is_broken_between_its_words() -> None:
    assert laid_out("No session goes on here.", 11) == "No session\ngoes on\nhere."


def test_a_command_stays_in_one_piece() -> None:
    """Somebody copies it."""
    assert laid_out("Take it up: quizterm host --resume K7Q4MF", 30) == (
        "Take it up:\nquizterm host --resume K7Q4MF"
    )
    assert laid_out("It ends: quizterm serve", 10) == "It ends:\nquizterm serve"


@pytest.mark.parametrize("blank", [" ", "\u00a0", "\u202f"])
def test_a_colon_stays_with_its_word_where_a_language_has_a_blank_before_it(blank: str) -> None:
    sentence = f"Reprenez{blank}: quizterm host"

    assert laid_out(sentence, 80) == sentence
    assert laid_out(sentence, 15) == f"Reprenez{blank}:\nquizterm host"
    assert laid_out(sentence, 8) == f"Reprenez{blank}:\nquizterm host"


async def test_a_terminal_shows_whole_words(home: Home) -> None:
    async with home.terminal("host", "every-kind", "--resume", "K7Q4MF", columns=40) as terminal:
        assert await terminal.ended() == Exit.USAGE
    assert "which session\r\nto take up: quizterm host --resume CODE\r\n" in terminal.written


def test_a_document_steers_no_terminal_and_reads_back_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    hostile = "a\x1b[2J\x9b2J\u202eb\u2066\u2028\u200b\x7f\U000e0041é日\U0001f469\u200d\U0001f680"

    put_document({"name": hostile, hostile: [hostile]})

    printed = capsys.readouterr().out
    assert json.loads(printed) == {"name": hostile, hostile: [hostile]}
    assert "é日\U0001f469\u200d\U0001f680" in printed
    assert not set(printed) & set("\x1b\x9b\u202e\u2066\u2028\u200b\x7f\U000e0041")
