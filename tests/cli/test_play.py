"""`quizterm play` where nothing can be typed, and what it says of a wrong wish."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from quizterm.cli.app import app
from quizterm.cli.exits import Exit

TAGGED = """\
quizterm: 1
title: Ports
questions:
  - ask: Which port is SSH?
    options: [21, right: 22]
    tags: [ssh]
  - ask: Which port is DNS?
    answer: 53
    tags: [dns, names]
"""


@pytest.fixture
def tagged(tmp_path: Path) -> str:
    """A quiz with tags."""
    file = tmp_path / "ports.yaml"
    file.write_text(TAGGED)
    return str(file)


def invoked(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["play", *arguments])


@pytest.mark.parametrize("wish", [(), ("--shuffle",), ("--only", "DNS"), ("--untimed", "--seed", "7")])
def test_where_nothing_can_be_typed_it_ends_once_it_has_said_what_it_is(
    tagged: str, wish: tuple[str, ...]
) -> None:
    result = invoked(tagged, *wish)

    assert result.exit_code == Exit.OK
    assert result.stdout.startswith("Ports. ")
    assert result.stdout.endswith("Press Enter to begin.\nYou stopped before a question was over.\n")


def test_samples_are_known_by_name() -> None:
    assert "One of every kind. 12 questions." in invoked("every-kind").stdout


def test_an_unknown_tag_is_told_with_those_there_are(tagged: str) -> None:
    result = invoked(tagged, "--only", "ssh", "--only", "tcp")

    assert result.exit_code == Exit.USAGE
    assert result.stderr == "No question has the tag “tcp”; the tags of this quiz are dns, names, ssh.\n"


def test_a_file_with_problems_is_not_practised(tmp_path: Path) -> None:
    file = tmp_path / "wrong.yaml"
    file.write_text(TAGGED.replace("answer", "anwser"))

    result = invoked(str(file))

    assert result.exit_code == Exit.BAD_FILE
    assert f"{file}:" in result.stderr


def test_a_file_has_to_be_named() -> None:
    assert invoked().exit_code == Exit.USAGE
