"""`quizterm quiz check`: every problem and every hint, for people, editors and programs."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from quizterm.cli.app import app
from quizterm.cli.exits import Exit

GOOD = "quizterm: 1\ntitle: T\nquestions:\n  - ask: Is it?\n    answer: true\n"
HINTED = GOOD + "  - ask: How long is pi?\n    answer: 3.14\n"
TEN_MISTAKES = """\
quizterm: 1
title: Networks: week 3
langage: en
questions:
  - ask: Which port does SSH use?
    options: [21, 22, 80]
    secnds: 20
  - ask: How many bits?
    answer: 128
    tolerance: -2
    seconds: 3
  - ask: What does this print?
    code:
      pythn: print(1)
    answer: '1
  - ask:
    answer: true
  - ask: In order, please.
    order: [one, two, two]
  - ask: How long is pi?
    answer: 3.14
  - ask: How sure are you?
    poll: [very]
    points: 100
"""

ONLY_EXACTLY = "Only exactly 3.14 counts; add a “tolerance:”, if players round or measure."
ADD_ONE_OF = "How is this to be answered? Add one of: options, answer, range, order, poll, open."


def checked(*arguments: object, typed: str | bytes | None = None) -> Result:
    return CliRunner().invoke(app, ["quiz", "check", *map(str, arguments)], input=typed)


def written(folder: Path, text: str, name: str = "quiz.yaml") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_all_ten_mistakes_of_a_file_are_told_as_compilers_tell_them(tmp_path: Path) -> None:
    file = written(tmp_path, TEN_MISTAKES)

    result = checked(file)

    places = [line.removeprefix(f"{file}:").split(": ")[:2] for line in result.stdout.splitlines()]
    assert result.exit_code == Exit.BAD_FILE
    assert places == [
        ["2:16", "not_yaml"],
        ["3:1", "unknown_field"],
        ["6:14", "nothing_right"],
        ["7:5", "unknown_field"],
        ["10:16", "out_of_range"],
        ["11:14", "out_of_range"],
        ["14:7", "unknown_language"],
        ["15:13", "not_yaml"],
        ["16:5", "empty"],
        ["19:23", "duplicate"],
        ["21:13", "hint"],
        ["23:11", "wrong_number"],
        ["24:13", "no_points"],
    ]
    assert result.stderr == "1 file: 12 problems, 1 hint.\n"


def test_a_line_says_what_to_write_instead(tmp_path: Path) -> None:
    file = written(tmp_path, GOOD + "    secnds: 20\n")

    assert checked(file).stdout == (
        f"{file}:6:5: unknown_field: There is no field “secnds”; did you mean “seconds”?\n"
    )


def test_a_good_file_is_told_on_stderr_alone(tmp_path: Path) -> None:
    result = checked(written(tmp_path, GOOD))

    assert (result.exit_code, result.stdout) == (Exit.OK, "")
    assert result.stderr == "1 file: 0 problems, 0 hints.\n"


def test_hints_alone_are_no_failure(tmp_path: Path) -> None:
    result = checked(written(tmp_path, HINTED))

    assert result.exit_code == Exit.OK
    assert ":7:13: hint: exact_decimal: " in result.stdout


def test_hints_fail_where_that_is_asked_for(tmp_path: Path) -> None:
    assert checked(written(tmp_path, HINTED), "--strict").exit_code == Exit.BAD_FILE


def test_hints_can_be_switched_off(tmp_path: Path) -> None:
    result = checked(written(tmp_path, HINTED), "--no-hints", "--strict")

    assert (result.exit_code, result.stdout) == (Exit.OK, "")


def test_all_files_are_checked_and_summed_up(tmp_path: Path) -> None:
    good, bad = written(tmp_path, HINTED, "good.yaml"), written(tmp_path, "", "bad.yaml")

    result = checked(good, bad, tmp_path, tmp_path / "nowhere.yaml", "general-knowledge")

    assert result.exit_code == Exit.BAD_FILE
    assert [line.partition(": ")[0].rpartition("/")[2] for line in result.stdout.splitlines()] == [
        "good.yaml:7:13",
        "bad.yaml:1:1",
        tmp_path.name,
        "nowhere.yaml",
    ]
    assert "5 files: 3 problems, 1 hint." in result.stderr


def test_json_is_one_document_with_the_number_of_each_question(tmp_path: Path) -> None:
    file = written(tmp_path, "quizterm: 1\nquestions:\n  - ask: a\n    answer: 3.14\n  - ask: b\n")

    result = checked(file, "--json")

    [told] = json.loads(result.stdout)["files"]
    assert told["file"] == str(file)
    assert [list(problem.values()) for problem in told["problems"]] == [
        [1, 1, "no_title", "The quiz has no title; add a line “title: …”.", "problem", None],
        [4, 13, "exact_decimal", ONLY_EXACTLY, "hint", 1],
        [5, 5, "no_kind", ADD_ONE_OF, "problem", 2],
    ]
    assert list(told["problems"][0]) == ["line", "column", "code", "message", "level", "question"]
    assert result.stderr == ""


def test_a_quiz_can_come_from_stdin() -> None:
    assert checked("-", typed=GOOD).exit_code == Exit.OK
    assert checked("-", typed="just words").stdout.startswith("<stdin>:1:1: not_a_quiz: ")
    assert "too_large" in checked("-", typed="#" * 1_100_000).stdout


@pytest.mark.parametrize("content", [b"\xff\xfea\0", b"caf\xe9: \x1b[2J", b"%PDF-1.7\n\xe2", b"\0" * 99])
def test_whatever_is_no_quiz_is_told_and_steers_no_terminal(content: bytes) -> None:
    result = checked("-", typed=content)

    assert result.exit_code == Exit.BAD_FILE
    assert result.stdout.count("\n") == 1
    assert "\x1b" not in result.output
