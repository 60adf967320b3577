"""Where imports and exports write: nothing is written over something else unasked, and nothing hangs."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from quizterm.cli.app import app
from quizterm.formats import parse_quiz
from quizterm.formats.exchange.source import MAX_BYTES

SUN = "::Sun:: The sun is a star. {TRUE}\n"
MOON = "::Moon:: The moon is a star. {FALSE}\n"
TOO_LONG = "n" * 300


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the teacher works."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def quizterm(*arguments: object, stdin: bytes = b"") -> Result:
    return CliRunner().invoke(app, ["quiz", *map(str, arguments)], input=stdin)


def in_a_shell(command: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    """Run a command of ours as a shell does, with its ways to close what a program reads and writes."""
    line = f'"{sys.executable}" -m quizterm quiz {command}'
    return subprocess.run(["sh", "-c", line], cwd=folder, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize("force", [(), ("--force",)], ids=["unasked", "forced"])
def test_two_files_of_one_name_are_not_written_over_each_other(folder: Path, force: tuple[str, ...]) -> None:
    for name, text in (("monday", SUN), ("tuesday", MOON)):
        (folder / name).mkdir()
        (folder / name / "quiz.gift").write_text(text)

    result = quizterm("import", "monday/quiz.gift", "tuesday/quiz.gift", *force)

    assert result.exit_code == 2
    assert "monday/quiz.gift and tuesday/quiz.gift would both be written to quiz.yaml" in result.stderr
    assert not (folder / "quiz.yaml").exists()


def test_two_files_of_one_name_may_become_one_quiz(folder: Path) -> None:
    for name, text in (("monday", SUN), ("tuesday", MOON)):
        (folder / name).mkdir()
        (folder / name / "quiz.gift").write_text(text)

    result = quizterm("import", "monday/quiz.gift", "tuesday/quiz.gift", "-o", "both.yaml")

    assert result.exit_code == 0
    assert len(parse_quiz((folder / "both.yaml").read_text()).questions) == 2


def test_a_file_that_is_named_without_the_end_of_its_name_gets_it(folder: Path) -> None:
    (folder / "term.gift").write_text(SUN)

    assert quizterm("import", "term.gift", "-o", "monday").stderr == "Written: monday.yaml\n"
    assert quizterm("import", "term.gift", "-o", "monday").exit_code == 1
    assert quizterm("export", "monday.yaml", "--to", "gift", "-o", "back").stderr == "Written: back.gift\n"
    assert sorted(path.name for path in folder.iterdir()) == ["back.gift", "monday.yaml", "term.gift"]


def test_a_later_file_is_not_written_over_a_part_of_an_earlier_one(folder: Path) -> None:
    many = "".join(f"::{number}:: Is {number} even? {{TRUE}}\n\n" for number in range(600))
    (folder / "term.gift").write_text(many)
    (folder / "term-2.gift").write_text(SUN)

    result = quizterm("import", "term.gift", "term-2.gift")

    assert result.exit_code == 1
    assert "term-2.yaml exists already" in result.stderr
    assert len(parse_quiz((folder / "term-2.yaml").read_text()).questions) == 300


@pytest.mark.parametrize(
    "arguments",
    [
        ("import", f"{TOO_LONG}.gift"),
        ("import", "sun.gift", "-o", f"{TOO_LONG}.yaml"),
        ("export", "arabic", "--to", "gift", "-o", f"{TOO_LONG}.gift"),
        ("export", f"{TOO_LONG}.yaml", "--to", "gift"),
    ],
    ids=["read", "import-to", "export-to", "export-from"],
)
def test_names_that_are_too_long_get_a_sentence(folder: Path, arguments: tuple[str, ...]) -> None:
    (folder / "sun.gift").write_text(SUN)

    result = quizterm(*arguments)

    assert result.exit_code in (1, 2, 3)
    assert "File name too long" in result.output
    assert isinstance(result.exception, SystemExit)


def test_a_device_is_not_replaced_even_when_forced(folder: Path) -> None:
    (folder / "sun.gift").write_text(SUN)
    pipe = folder / "pipe.yaml"
    os.mkfifo(pipe)

    result = quizterm("import", "sun.gift", "-o", "pipe.yaml", "--force")

    assert result.exit_code == 1
    assert "pipe.yaml cannot be written: it is no regular file" in result.stderr
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_stdin_without_an_end_is_not_read_to_the_end() -> None:
    result = quizterm("import", "-", "--dry-run", stdin=b"x" * (MAX_BYTES + 1))

    assert result.exit_code == 2
    assert "-: error: The file is larger than 32 MiB; split it." in result.stdout


@pytest.mark.parametrize("command", ["import - -o sun.yaml <&-", "import sun.gift -o - >&-"])
def test_a_closed_stream_gets_no_traceback(folder: Path, command: str) -> None:
    (folder / "sun.gift").write_text(SUN)

    done = in_a_shell(command, folder)

    assert done.returncode in (1, 2)
    assert "Traceback" not in done.stdout + done.stderr
    assert "is empty" in done.stdout or "stdout is closed" in done.stderr


@pytest.mark.parametrize(
    ("name", "text"),
    [("a.csv", "question,a,b,c,correct\n"), ("a.xml", "<quiz/>"), ("a.gift", "$CATEGORY: Stars\n")],
)
def test_a_file_without_questions_says_so(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text)

    result = quizterm("import", name)

    assert result.exit_code == 2
    assert f"{name}: error: There are no questions in the file." in result.stdout.splitlines()


TAGGED = f"$CATEGORY: stars\n\n{SUN}\n$CATEGORY: moons\n\n{MOON}"


def test_nothing_written_for_want_of_a_tag_is_no_success(folder: Path) -> None:
    (folder / "sky.gift").write_text(TAGGED)

    result = quizterm("import", "sky.gift", "--only", "planets")

    assert result.exit_code == 2
    assert not (folder / "sky.yaml").exists()


def test_how_many_questions_were_taken_is_told(folder: Path) -> None:
    (folder / "sky.gift").write_text(TAGGED)

    result = quizterm("import", "sky.gift", "--sample", "1")

    assert result.exit_code == 0
    assert "Taken: 1 of the 2 questions that were imported." in result.stderr


def test_the_name_of_a_csv_file_asks_for_the_sheet_that_holds_most(folder: Path) -> None:
    (folder / "sky.gift").write_text(TAGGED)
    quizterm("import", "sky.gift")

    result = quizterm("export", "sky.yaml", "-o", "sky.csv")

    assert result.exit_code == 0
    assert result.stdout.splitlines() == ["2 read: 2 exported (0 with a loss), 0 left out"]
    assert "stars" in (folder / "sky.csv").read_text()
