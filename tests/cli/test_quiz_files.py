"""What a person is told when a quiz cannot be read."""

import os
import socket
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from quizterm.cli.app import app
from quizterm.cli.exits import Exit
from quizterm.quiz.samples import sample_names

WRONG = """\
quizterm: 1
title: Capitals
questions:
  - ask: What is the capital of France?
    answer: [Paris
"""
UNKNOWN_FIELD = """\
quizterm: 1
title: Capitals
questions:
  - ask: What is the capital of France?
    answer: Paris
    secnds: 20
"""


def invoked(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def complaint(content: bytes, folder: Path) -> str:
    """What is said about a file with this content, without its name."""
    file = folder / "quiz.yaml"
    file.write_bytes(content)
    result = invoked("demo", file)
    assert (result.exit_code, result.stdout) == (Exit.BAD_FILE, "")
    assert result.stderr.startswith(f"{file}:")
    return result.stderr.removeprefix(f"{file}:")


@pytest.mark.parametrize(
    ("content", "place"),
    [
        pytest.param(b"", "1:1: ", id="empty"),
        pytest.param(b"\x89PNG\r\n\x1a\n\x00\x00\x00", " This is not a text file", id="binary"),
        pytest.param(b"title: caf\xe9\n", "1:11: ", id="not-utf-8"),
        pytest.param(b"just some words\n", "1:1: ", id="no-quiz"),
        pytest.param(WRONG.encode(), "5:19: ", id="wrong-yaml"),
        pytest.param(UNKNOWN_FIELD.encode(), "6:5: ", id="unknown-field"),
        pytest.param(b"[" * 100_000, "1:", id="deep"),
    ],
)
def test_a_file_that_is_no_quiz_is_told_with_line_and_column(
    tmp_path: Path, content: bytes, place: str
) -> None:
    said = complaint(content, tmp_path)

    assert said.startswith(place)
    assert "Traceback" not in said


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    result = invoked("demo", tmp_path / "nowhere.yaml")

    assert result.exit_code == Exit.BAD_FILE
    assert (
        result.stderr == f"{tmp_path}/nowhere.yaml: There is no such file; check the name and the folder.\n"
    )


def test_an_unknown_sample_gives_the_list_of_samples() -> None:
    result = invoked("demo", "general")

    assert result.exit_code == Exit.BAD_FILE
    assert result.stderr.splitlines()[-1].endswith(f"are {', '.join(sample_names())}.")


def test_a_folder_is_told(tmp_path: Path) -> None:
    result = invoked("demo", tmp_path)

    assert result.exit_code == Exit.BAD_FILE
    assert "This is a folder" in result.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    file = tmp_path / "secret.yaml"
    file.write_text("quizterm: 1\n")
    file.chmod(0)

    result = invoked("demo", file)

    assert result.exit_code == Exit.BAD_FILE
    assert "may not be read" in result.stderr


def test_a_file_that_is_no_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as other:
        other.bind("quiz.yaml")

        result = invoked("demo", "quiz.yaml")

    assert result.exit_code == Exit.BAD_FILE
    assert result.stderr.startswith("quiz.yaml: The file cannot be read: ")


def test_hosting_checks_the_file_before_anything_else(tmp_path: Path) -> None:
    result = invoked("host", tmp_path / "nowhere.yaml")

    assert result.exit_code == Exit.BAD_FILE


def test_a_hostile_file_name_cannot_steer_the_terminal(tmp_path: Path) -> None:
    result = invoked("demo", tmp_path / "\x1b]0;owned\x07.yaml")

    assert result.exit_code == Exit.BAD_FILE
    assert "\x1b" not in result.stderr


def test_a_quiz_that_no_server_takes_is_told(tmp_path: Path) -> None:
    file = tmp_path / "quiz.yaml"
    question = f"  - ask: {'é' * 380}\n    options: [right: {'a' * 100}, {'b' * 100}, {'c' * 100}]\n"
    question += f"    explain: {'x' * 950}\n"
    file.write_text("quizterm: 1\ntitle: Large\nquestions:\n" + question * 490)

    result = invoked("demo", file, "--players", "1")

    assert result.exit_code == Exit.BAD_FILE
    assert result.stderr == "The quiz is too large to be played; split it into several.\n"
