"""`quizterm quiz fmt` and `quizterm quiz schema`, as people use them."""

import json
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from quizterm.cli.app import app
from quizterm.cli.exits import Exit
from quizterm.quiz.samples import sample_text

UNTIDY = 'title: T    # mine\nquizterm: 1\nquestions:\n- answer: true\n  ask: "Is it?"\n'
TIDY = "quizterm: 1\ntitle: T  # mine\nquestions:\n  - ask: Is it?\n    answer: true\n"
FAULTY = "quizterm: 1\ntitle: T\nquestions:\n- ask: Q\n  secnds: 30\n- ask: R\n"


def invoked(*arguments: object, stdin: str = "") -> Result:
    return CliRunner().invoke(app, ["quiz", *map(str, arguments)], input=stdin)


@pytest.fixture
def untidy(tmp_path: Path) -> Path:
    file = tmp_path / "quiz.yaml"
    file.write_text(UNTIDY)
    return file


def test_a_file_is_formatted_in_place_and_named(untidy: Path) -> None:
    untidy.chmod(0o640)

    result = invoked("fmt", untidy)

    assert (result.exit_code, result.stdout, result.stderr) == (Exit.OK, "", f"Formatted: {untidy}\n")
    assert untidy.read_text() == TIDY
    assert untidy.stat().st_mode & 0o777 == 0o640
    assert list(untidy.parent.iterdir()) == [untidy]


def test_a_link_is_followed(untidy: Path) -> None:
    link = untidy.with_name("link.yaml")
    link.symlink_to(untidy)

    invoked("fmt", link)

    assert link.is_symlink()
    assert untidy.read_text() == TIDY


def test_a_tidy_file_is_not_touched(tmp_path: Path) -> None:
    file = tmp_path / "quiz.yaml"
    file.write_text(TIDY)
    os.utime(file, (1, 1))

    result = invoked("fmt", file)

    assert (result.exit_code, result.stdout, result.stderr) == (Exit.OK, "", "")
    assert file.stat().st_mtime == 1


def test_check_changes_nothing_and_fails_when_something_would_change(untidy: Path, tmp_path: Path) -> None:
    tidy = tmp_path / "tidy.yaml"
    tidy.write_text(TIDY)

    result = invoked("fmt", "--check", untidy, tidy)

    assert (result.exit_code, result.stderr) == (Exit.FAILED, f"Would change: {untidy}\n")
    assert untidy.read_text() == UNTIDY
    assert invoked("fmt", "--check", tidy).exit_code == Exit.OK


def test_a_diff_shows_what_would_change(untidy: Path) -> None:
    result = invoked("fmt", "--diff", untidy)

    assert result.exit_code == Exit.OK
    assert "-title: T    # mine\n" in result.stdout
    assert "+title: T  # mine\n" in result.stdout
    assert untidy.read_text() == UNTIDY
    assert invoked("fmt", "--diff", "--check", untidy).exit_code == Exit.FAILED


def test_stdin_goes_to_stdout() -> None:
    result = invoked("fmt", "-", stdin=UNTIDY)

    assert (result.exit_code, result.stdout, result.stderr) == (Exit.OK, TIDY, "")
    assert invoked("fmt", "-", stdin=TIDY).stdout == TIDY
    assert invoked("fmt", "-", "--check", stdin=UNTIDY).exit_code == Exit.FAILED


def test_a_file_with_problems_is_left_and_the_others_are_formatted(untidy: Path, tmp_path: Path) -> None:
    faulty = tmp_path / "faulty.yaml"
    faulty.write_text(FAULTY)

    result = invoked("fmt", faulty, untidy)

    assert result.exit_code == Exit.BAD_FILE
    assert [line.partition(": ")[0] for line in result.stderr.splitlines()] == [
        f"{faulty}:4:3",
        f"{faulty}:5:3",
        f"{faulty}:6:3",
        "Formatted",
    ]
    assert faulty.read_text() == FAULTY
    assert untidy.read_text() == TIDY


@pytest.mark.parametrize("content", [b"\xff\xfe", b"\0", b"[" * 5000, b"&a [*a]", b"\x1b]0;x\x07", b""])
def test_what_is_no_quiz_is_refused_and_left(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "quiz.yaml"
    file.write_bytes(content)

    result = invoked("fmt", file)

    assert result.exit_code == Exit.BAD_FILE
    assert result.stderr.startswith(f"{file}:")
    assert "\x1b" not in result.output
    assert file.read_bytes() == content


def test_a_file_of_another_program_is_named(tmp_path: Path) -> None:
    file = tmp_path / "quiz.gift"
    file.write_text("::Q:: Is it? {T}\n")

    result = invoked("fmt", file)

    assert result.exit_code == Exit.BAD_FILE
    assert f"quizterm quiz import {file}" in result.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")
def test_a_folder_that_may_not_be_written_is_told(untidy: Path) -> None:
    untidy.parent.chmod(0o500)

    result = invoked("fmt", untidy)

    assert result.exit_code == Exit.FAILED
    assert "cannot be written" in result.stderr


def test_lines_end_as_they_did(tmp_path: Path) -> None:
    file = tmp_path / "quiz.yaml"
    file.write_bytes(UNTIDY.replace("\n", "\r\n").encode())

    invoked("fmt", file)

    assert file.read_bytes() == TIDY.replace("\n", "\r\n").encode()


def test_a_sample_in_a_file_stays_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "quiz.yaml"
    file.write_text(sample_text("japanese"), encoding="utf-8")

    assert invoked("fmt", "--check", file).exit_code == Exit.OK


def test_the_schema_is_one_json_document() -> None:
    result = invoked("schema")

    assert result.exit_code == Exit.OK
    assert json.loads(result.stdout)["$defs"]["choice"]["properties"]["options"]["title"] == "options"
