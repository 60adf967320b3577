"""`quizterm quiz diff`: what differs between two quizzes, for people and for programs."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from quizterm.cli.app import app
from quizterm.cli.exits import Exit

OLD = """\
quizterm: 1
title: Old
questions:
  - ask: Which planet is red?
    options: [Earth, right: Mars]
    explain: Rust gives it its colour, as everybody knows who has left a bicycle in the rain.
  - ask: Is this going away?
    answer: true
  - ask: Which city is the capital of France?
    answer: Paris
  - ask: How high is Mount Everest?
    answer: 8848
"""
NEW = """\
quizterm: 1
title: New
questions:
  - ask: How high is Mount Everest?
    answer: 8849
    slips: false
  - ask: Which planet is red?
    options: [right: Earth, Mars, Venus]
    explain: Rust gives it its colour.
  - ask: Which town is the capital of France?
    answer: Paris
    seconds: 30
  - ask: What is new?
    open: true
"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    old.write_text(OLD)
    new.write_text(NEW.replace("    slips: false\n", ""))
    return old, new


def compared(*arguments: object, typed: str | None = None, columns: str = "80") -> Result:
    return CliRunner().invoke(
        app, ["quiz", "diff", *map(str, arguments)], input=typed, env={"COLUMNS": columns}
    )


def test_equal_quizzes_exit_with_0_and_print_nothing(files: tuple[Path, Path]) -> None:
    result = compared(files[0], files[0])

    assert (result.exit_code, result.stdout) == (Exit.OK, "")
    assert result.stderr == "The quizzes are equal.\n"


def test_differences_are_told_question_by_question(files: tuple[Path, Path]) -> None:
    result = compared(*files, columns="50")

    assert result.exit_code == 1
    assert result.stdout == (
        "title: Old → New\n"
        "moved and changed 4. → 1. How high is Mount Evere…\n"
        "    right: 8848 → 8849\n"
        "removed 2. Is this going away?\n"
        "changed 1. → 2. Which planet is red?\n"
        "    explanation:\n"
        "        - Rust gives it its colour, as everybody\n"
        "          knows who has left a bicycle in the\n"
        "          rain.\n"
        "        + Rust gives it its colour.\n"
        "    options:\n"
        "        + Venus\n"
        "    right: Mars → Earth\n"
        "changed 3. Which town is the capital of France?\n"
        "    question:\n"
        "        - Which city is the capital of France?\n"
        "        + Which town is the capital of France?\n"
        "    time: 20 → 30\n"
        "added 4. What is new?\n"
    )
    assert result.stderr == "Questions: 3 changed, 1 moved, 1 added, 1 removed.\n"


def test_json_is_one_document(files: tuple[Path, Path]) -> None:
    document = json.loads(compared(*files, "--json").stdout)

    assert document["equal"] is False
    assert document["head"] == [{"field": "title", "before": "Old", "after": "New"}]
    assert document["questions"][0] == {
        "before": 4,
        "after": 1,
        "text": "How high is Mount Everest?",
        "moved": True,
        "changes": [{"field": "right", "before": "8848", "after": "8849"}],
    }
    assert json.loads(compared(files[0], files[0], "--json").stdout) == {
        "equal": True,
        "head": [],
        "questions": [],
    }


def test_another_order_of_options_is_told(files: tuple[Path, Path]) -> None:
    turned = OLD.replace("[Earth, right: Mars]", "[right: Mars, Earth]")

    assert "    options: in another order\n" in compared(files[0], "-", typed=turned).stdout


def test_a_file_that_is_no_quiz_is_told(files: tuple[Path, Path], tmp_path: Path) -> None:
    result = compared(files[0], tmp_path / "nowhere.yaml")

    assert result.exit_code == Exit.BAD_FILE
    assert "There is no such file" in result.stderr


def test_a_file_of_another_program_is_compared_too(files: tuple[Path, Path], tmp_path: Path) -> None:
    gift = tmp_path / "quiz.gift"
    gift.write_text("Which planet is red? {=Mars ~Earth}\n\nWhich city is the capital of France? {=Paris}\n")

    result = compared(files[0], gift)

    assert result.exit_code == 1
    assert "Questions: " in result.stderr
    assert "2 removed." in result.stderr
