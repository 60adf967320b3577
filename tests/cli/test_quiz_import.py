"""`quizterm quiz import` and `export`: what a teacher types, is told, and finds in the folder."""

import json
import os
import stat
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from quizterm.cli.app import app
from quizterm.formats import parse_quiz
from quizterm.quiz.bounds import MAX_QUESTIONS
from quizterm.quiz.model import Choice, Kind, TrueFalse
from tests.support.processes import Home

AIKEN = """\
Which port does SSH listen on?
A) 21
B) 22
ANSWER: B

Which layer does IP belong to?
A) Network
B) Transport
ANSWER: A
"""
GIFT = """\
::Sun:: The sun is a star. {TRUE}

::Pairs:: Match them. {=a -> b =c -> d}

::Halves:: Which one? {=right ~%50%almost ~wrong}
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the teacher works."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def quizterm(*arguments: object, stdin: bytes = b"") -> Result:
    return CliRunner().invoke(app, ["quiz", *map(str, arguments)], input=stdin)


def last_line(result: Result) -> str:
    return result.stdout.splitlines()[-1]


def test_an_import_writes_a_quiz_and_ends_with_the_counts(folder: Path) -> None:
    (folder / "ports.txt").write_text(AIKEN)

    result = quizterm("import", "ports.txt")

    assert result.exit_code == 0
    assert last_line(result) == "2 read: 2 imported (0 with a loss), 0 left out"
    quiz = parse_quiz((folder / "ports.yaml").read_text())
    assert quiz.title == "ports"
    assert [one.right for one in quiz.questions if isinstance(one, Choice)] == [(1,), (0,)]


def test_what_is_left_out_or_lost_is_told_with_line_name_and_reason(folder: Path) -> None:
    (folder / "mixed.gift").write_text(GIFT)

    result = quizterm("import", "mixed.gift")

    assert result.exit_code == 1
    assert last_line(result) == "3 read: 2 imported (1 with a loss), 1 left out"
    left_out, lost = sorted(result.stdout.splitlines()[:2])
    assert left_out.startswith("mixed.gift, line 3: “Pairs” left out: ")
    assert lost.startswith("mixed.gift, line 5: “Halves” loss: ")


def test_a_dry_run_writes_nothing(folder: Path) -> None:
    (folder / "mixed.gift").write_text(GIFT)

    result = quizterm("import", "mixed.gift", "--dry-run")

    assert last_line(result) == "3 read: 2 imported (1 with a loss), 1 left out"
    assert [path.name for path in folder.iterdir()] == ["mixed.gift"]


def test_strict_leaves_out_what_would_lose_something(folder: Path) -> None:
    (folder / "mixed.gift").write_text(GIFT)

    result = quizterm("import", "mixed.gift", "--strict")

    assert last_line(result) == "3 read: 1 imported (0 with a loss), 2 left out"
    assert isinstance(parse_quiz((folder / "mixed.yaml").read_text()).questions[0], TrueFalse)


def test_a_file_of_which_nothing_can_be_read_ends_with_two(folder: Path) -> None:
    (folder / "photo.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))

    result = quizterm("import", "photo.xlsx")

    assert result.exit_code == 2
    assert result.stdout.startswith("photo.xlsx: error: ")
    assert last_line(result) == "0 read: 0 imported (0 with a loss), 0 left out"
    assert [path.name for path in folder.iterdir()] == ["photo.xlsx"]


def test_several_files_become_one_quiz_where_one_is_named(folder: Path) -> None:
    (folder / "ports.txt").write_text(AIKEN)
    (folder / "mixed.gift").write_text(GIFT)

    result = quizterm("import", "ports.txt", "mixed.gift", "missing.gift", "-o", "term.yaml")

    assert result.exit_code == 1
    assert "missing.gift: error: There is no such file" in result.stdout
    assert "ports.txt: 2 read: 2 imported (0 with a loss), 0 left out" in result.stdout
    assert last_line(result) == "5 read: 4 imported (1 with a loss), 1 left out"
    assert len(parse_quiz((folder / "term.yaml").read_text()).questions) == 4


def test_several_files_become_quizzes_beside_each_other_otherwise(folder: Path) -> None:
    (folder / "ports.txt").write_text(AIKEN)
    (folder / "mixed.gift").write_text(GIFT)
    (folder / "quizzes").mkdir()

    quizterm("import", "ports.txt", "mixed.gift", "-o", "quizzes")

    assert sorted(path.name for path in (folder / "quizzes").iterdir()) == ["mixed.yaml", "ports.yaml"]


def test_nothing_is_overwritten_unasked(folder: Path) -> None:
    (folder / "ports.txt").write_text(AIKEN)
    (folder / "ports.yaml").write_text("mine")

    refused = quizterm("import", "ports.txt")

    assert (refused.exit_code, (folder / "ports.yaml").read_text()) == (1, "mine")
    assert "--force" in refused.stderr
    assert quizterm("import", "ports.txt", "--force").exit_code == 0


def test_a_quiz_can_go_to_stdout_and_the_report_stays_beside_it(folder: Path) -> None:
    result = quizterm("import", "-", "-o", "-", stdin=AIKEN.encode())

    assert len(parse_quiz(result.stdout).questions) == 2
    assert result.stderr.splitlines()[-1] == "2 read: 2 imported (0 with a loss), 0 left out"


def test_a_report_for_programs_is_one_document(folder: Path) -> None:
    (folder / "mixed.gift").write_text(GIFT)

    result = quizterm("import", "mixed.gift", "--json")

    document = json.loads(result.stdout)
    assert (document["read"], document["imported"], document["left_out"]) == (3, 2, 1)
    (file,) = document["files"]
    assert (file["format"], file["written"]) == ("gift", ["mixed.yaml"])
    assert {note["level"] for note in file["notes"]} >= {"loss", "left_out"}


def test_more_than_a_quiz_holds_becomes_several(folder: Path) -> None:
    count = 2 * MAX_QUESTIONS + 1
    (folder / "many.gift").write_text("\n\n".join(f"Is {n} a number? {{TRUE}}" for n in range(count)))

    result = quizterm("import", "many.gift")

    assert last_line(result) == f"{count} read: {count} imported (0 with a loss), 0 left out"
    quizzes = [parse_quiz((folder / f"many{end}.yaml").read_text()) for end in ("", "-2", "-3")]
    assert sum(len(quiz.questions) for quiz in quizzes) == count
    assert quizzes[1].title == "many (2 of 3)"


def test_a_sample_is_the_same_for_the_same_seed(folder: Path) -> None:
    (folder / "many.gift").write_text("\n\n".join(f"Is {n} a number? {{TRUE}}" for n in range(50)))

    for name in ("a.yaml", "b.yaml"):
        quizterm("import", "many.gift", "--sample", 5, "--seed", 3, "-o", name)

    drawn = [parse_quiz((folder / name).read_text()).questions for name in ("a.yaml", "b.yaml")]
    assert len(drawn[0]) == 5
    assert drawn[0] == drawn[1]


def test_only_questions_with_a_tag_are_taken(folder: Path) -> None:
    (folder / "some.gift").write_text("$CATEGORY: Birds\n\nA? {T}\n\n$CATEGORY: Fish\n\nB? {F}\n")

    quizterm("import", "some.gift", "--only", "fish")

    assert [one.text for one in parse_quiz((folder / "some.yaml").read_text()).questions] == ["B?"]


def test_a_tag_that_no_question_has_is_told_with_those_there_are(folder: Path) -> None:
    (folder / "some.gift").write_text("$CATEGORY: Birds\n\nA? {T}\n")

    result = quizterm("import", "some.gift", "--only", "fish")

    assert "No question has the tag “fish”; the tags of this quiz are Birds." in " ".join(
        result.stderr.split()
    )
    assert not (folder / "some.yaml").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(("import", "x.txt", "--format", "word"), id="unknown-format"),
        pytest.param(("import", "x.txt", "--format", "markdown"), id="written-only"),
        pytest.param(("import", "x.txt", "-o", "x.xlsx"), id="another-suffix"),
        pytest.param(("import", "x.txt", "-o", "-", "--json"), id="two-on-stdout"),
        pytest.param(("export", "networks"), id="no-format"),
        pytest.param(("export", "networks", "--to", "opentdb"), id="read-only"),
    ],
)
def test_what_cannot_be_meant_is_told_at_once(folder: Path, arguments: tuple[str, ...]) -> None:
    (folder / "x.txt").write_text(AIKEN)

    result = quizterm(*arguments)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.rstrip().endswith((".", "export"))


def test_text_that_would_steer_a_terminal_is_shown_harmless(folder: Path) -> None:
    (folder / "evil.gift").write_text("::\x1b]0;owned\x07[red]name:: Pairs \x1b[31m {=a -> b =c -> d}\n")

    result = quizterm("import", "evil.gift")

    assert "\x1b" not in result.output
    assert "[red]name" in result.stdout


def test_an_export_says_what_has_no_room(folder: Path) -> None:
    result = quizterm("export", "every-kind", "--to", "aiken", "-o", "kinds.txt")

    assert result.exit_code == 1
    assert last_line(result).startswith("12 read: ")
    assert "“Put these in order" in result.stdout
    assert "ANSWER: C" in (folder / "kinds.txt").read_text()


@pytest.mark.parametrize("form", ["aiken", "kahoot"])
def test_what_is_no_choice_is_called_as_a_teacher_would(form: str) -> None:
    said = quizterm("export", "every-kind", "--to", form).stdout

    for kind in (
        "a slide",
        "a question with a typed answer",
        "a question about an order",
        "an open question",
    ):
        assert f"holds choices only, and this is {kind}." in said


@pytest.mark.parametrize(
    ("command", "others", "not_there"),
    [
        (("export", "networks", "--to"), "--to takes quizterm, json, kahoot", "blooket"),
        (("import", "mixed.gift", "--format"), "--format takes quizterm, json, kahoot", "markdown"),
    ],
)
def test_an_unknown_format_is_told_with_those_that_are_possible(
    command: tuple[str, ...], others: str, not_there: str
) -> None:
    result = quizterm(*command, "nonsense")

    assert result.exit_code == 2
    assert f"There is no format “nonsense”; {others}" in result.stderr
    assert not_there not in result.stderr


def test_the_name_of_the_file_says_what_to_export(folder: Path) -> None:
    quizterm("export", "networks", "-o", "net.gift")

    assert "{" in (folder / "net.gift").read_text()


def test_a_new_file_has_the_mode_that_the_user_wants(folder: Path) -> None:
    before = os.umask(0o027)
    try:
        quizterm("export", "networks", "-o", "net.gift")
    finally:
        os.umask(before)

    assert stat.S_IMODE((folder / "net.gift").stat().st_mode) == 0o640


def test_what_was_exported_comes_back(folder: Path) -> None:
    quizterm("export", "every-kind", "-o", "kinds.json")
    quizterm("import", "kinds.json", "-o", "back.yaml")

    back = parse_quiz((folder / "back.yaml").read_text())
    assert {one.kind for one in back.questions} == set(Kind)


async def test_hosting_a_foreign_file_leads_to_the_import(home: Home, folder: Path) -> None:
    (folder / "mixed.gift").write_text(GIFT)

    finished = await home.run("demo", str(folder / "mixed.gift"), "--headless")

    assert finished.status == 3
    assert f"quizterm quiz import {folder / 'mixed.gift'}" in finished.err
