"""`quizterm quiz stats`: figures about quizzes."""

import json
from pathlib import Path

from typer.testing import CliRunner, Result

from quizterm.cli.app import app
from quizterm.cli.exits import Exit


def counted(*arguments: object, columns: str = "80") -> Result:
    return CliRunner().invoke(app, ["quiz", "stats", *map(str, arguments)], env={"COLUMNS": columns})


def test_a_quiz_is_told_in_figures() -> None:
    assert counted("general-knowledge").stdout == (
        "general-knowledge: General knowledge\n"
        "  questions  12: 5 choices, 2 statements, 2 typed, 2 numbers, 1 order\n"
        "  tags       space 4, nature 3, geography 3, history 2, music 1, science 1\n"
        "  points     12 000\n"
        "  time       at most 4 min 36 s to read and to answer; 7 min 26 s with results\n"
        "             and slides, running by itself\n"
        "  explained  12 of 12\n"
        "  right      true 1, false 1\n"
        "  longest    question 77 (question 2), option 44 (question 2), explanation 116\n"
        "             (question 3), answer 12 (question 9), item 43 (question 7), in\n"
        "             characters\n"
    )


def test_several_quizzes_are_told_one_after_the_other() -> None:
    result = counted("networks", "every-kind", columns="60")

    assert "networks: Computer networks\n" in result.stdout
    assert "  right      A 1, B 4, C 1, D 1, E 0, true 0, false 1\n" in result.stdout
    assert "\n\nevery-kind: One of every kind\n" in result.stdout
    assert "; without 1 that has no" in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 60


def test_json_is_one_document() -> None:
    [told] = json.loads(counted("networks", "--json").stdout)["files"]

    assert (told["file"], told["title"], told["questions"]) == ("networks", "Computer networks", 10)
    assert told["kinds"] == {"choice": 5, "numeric": 2, "true_false": 1, "text": 1, "order": 1}
    assert told["right_places"] == {"A": 1, "B": 4, "C": 1, "D": 1, "E": 0}
    assert told["right_statements"] == {"false": 1}
    assert told["time"] == {"asking_seconds": 330, "showing_seconds": 143, "untimed_questions": 0}
    assert told["longest"][0] == {"field": "text", "question": 7, "characters": 64}


def test_a_file_that_is_no_quiz_is_told(tmp_path: Path) -> None:
    result = counted("networks", tmp_path)

    assert result.exit_code == Exit.BAD_FILE
    assert (result.stdout, result.stderr) == (
        "",
        f"{tmp_path}: This is a folder; name a quiz file in it.\n",
    )
