"""`quizterm quiz edit`: which file is meant, and what is told before a screen is drawn."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from quizterm.cli.app import app
from quizterm.cli.exits import Exit
from quizterm.formats.native.beginning import beginning

BROKEN = "- :\n\tx"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def edited(name: str) -> Result:
    return CliRunner().invoke(app, ["quiz", "edit", name])


def test_the_end_of_the_name_need_not_be_said(folder: Path) -> None:
    (folder / "biology.yaml").write_text(BROKEN)

    result = edited("biology")

    assert result.exit_code == Exit.BAD_FILE
    assert result.stderr.startswith("biology.yaml:")


def test_a_file_that_is_called_so_is_meant(folder: Path) -> None:
    (folder / "biology").write_text(BROKEN)
    (folder / "biology.yaml").write_text(beginning("Biology", "biology.yaml"))

    result = edited("biology")

    assert result.exit_code == Exit.BAD_FILE
    assert result.stderr.startswith("biology:")


def test_a_new_file_gets_the_end_of_a_quiz() -> None:
    assert "look at it with: quizterm quiz check week3.yaml\n" in edited("week3").stderr
