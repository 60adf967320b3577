"""`quizterm quiz preview` where there is no terminal, and what it says of files that cannot be shown."""

from pathlib import Path

from typer.testing import CliRunner, Result

from quizterm.cli.app import app
from quizterm.cli.exits import Exit


def invoked(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["quiz", "preview", *arguments])


def test_without_a_terminal_it_says_what_else_can_be_done() -> None:
    result = invoked("every-kind")

    assert (result.exit_code, result.stdout) == (Exit.NO_TERMINAL, "")
    assert result.stderr.endswith("quizterm quiz show every-kind\n")


def test_a_file_with_problems_is_told_like_everywhere(tmp_path: Path) -> None:
    file = tmp_path / "wrong.yaml"
    file.write_text("quizterm: 1\ntitle: Wrong\nquestions:\n  - ask: Who?\n    anwser: me\n  - slide: [1]\n")

    result = invoked(str(file))

    assert (result.exit_code, result.stdout) == (Exit.BAD_FILE, "")
    assert f"{file}:5:" in result.stderr


def test_a_question_that_is_not_there_is_told() -> None:
    result = invoked("every-kind", "--question", "13")

    assert result.exit_code == Exit.USAGE
    assert result.stderr == "There is no question 13; the last one is 12.\n"
