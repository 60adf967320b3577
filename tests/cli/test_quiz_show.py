"""`quizterm quiz show`: a quiz to be read."""

import json
from pathlib import Path

from typer.testing import CliRunner, Result

from quizterm.cli.app import app
from quizterm.cli.exits import Exit
from tests.support.processes import Home

GIFT = "::Rome::What is the capital of Italy? {=Rome ~Milan}\n"


def shown(*arguments: object, typed: str | None = None, columns: str = "80") -> Result:
    return CliRunner().invoke(
        app, ["quiz", "show", *map(str, arguments)], input=typed, env={"COLUMNS": columns}
    )


def test_a_quiz_is_shown_as_wide_as_the_terminal() -> None:
    wide, narrow = shown("general-knowledge"), shown("general-knowledge", columns="40")

    assert "  1. Which planet has the shortest day?\n       A Earth\n" in wide.stdout
    assert "\n     ✓ C Jupiter\n" in wide.stdout
    assert 40 < max(map(len, wide.stdout.split("\n"))) <= 80
    assert max(map(len, narrow.stdout.split("\n"))) <= 40


def test_one_question_can_be_asked_for() -> None:
    assert shown("general-knowledge", "--question", "3").stdout == (
        "  3. A tomato is, to a botanist, a berry.\n"
        "     ✓ A True\n"
        "       B False\n"
        "     → A berry grows from a single ovary and has its seeds in the flesh. Bananas\n"
        "       are berries as well; strawberries are not.\n"
        "     (20 s, 1000 points, #nature)\n"
    )


def test_a_question_that_is_not_there_is_told() -> None:
    result = shown("general-knowledge", "--question", "13")

    assert result.exit_code == Exit.USAGE
    assert result.stderr == "There is no question 13; the quiz has 12.\n"


def test_a_handout_has_no_answers() -> None:
    result = shown("general-knowledge", "--no-answers")

    assert "✓" not in result.stdout
    assert "Canberra" not in result.stdout


def test_json_is_one_document() -> None:
    whole = json.loads(shown("general-knowledge", "--json").stdout)
    one = json.loads(shown("general-knowledge", "--json", "--question", "4", "--no-answers").stdout)

    assert (whole["quizterm"], whole["title"], len(whole["questions"])) == (1, "General knowledge", 12)
    assert one["text"] == "What is the capital of Australia?"
    assert "accepted" not in one


def test_a_quiz_can_come_from_stdin_and_what_is_none_is_told() -> None:
    result = shown("-", typed="quizterm: 1\n")

    assert result.exit_code == Exit.BAD_FILE
    assert result.stderr.startswith("<stdin>:1:1: ")


def test_a_file_of_another_program_is_shown_as_it_would_be_imported(tmp_path: Path) -> None:
    file = tmp_path / "rome.gift"
    file.write_text(GIFT)

    result = shown(file, "-q", 1)

    assert result.exit_code == Exit.OK
    assert "✓ A Rome" in result.stdout


async def test_marks_are_signs_of_a_typewriter_where_the_terminal_has_no_others(home: Home) -> None:
    home.variables["PYTHONIOENCODING"] = "latin-1"

    finished = await home.run("quiz", "show", "general-knowledge", "-q", "3")

    assert "     * A True\n" in finished.out
